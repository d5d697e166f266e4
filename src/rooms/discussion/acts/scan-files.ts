import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { fileRefusals as no } from '../core/files/file-refusals.ts';
import { damageSays, fileFields, fileSubject, isDue, type Scan, scanFields, scanSubject } from '../core/files/scan.ts';
import { findAttachment, recordsWithFile } from '../store/attachments.ts';
import { deleteParts, fileAfter, findFile, type KeptFile, markFile, writeParts } from '../store/files.ts';
import { lastScan, saveScan } from '../store/scans.ts';
import { digestOf } from './hand-out.ts';
import { mayIn, recordNamed } from './record-named.ts';
import { broughtBy, spooled } from './spool-file.ts';

const job = 'discussion.scan-files';
const systemCall = (app: Services): Call => ({
  app,
  actor: systemActor(job),
  requestId: uuidv7(),
  ifVersion: null,
  idempotency: null,
});

/** Says what became of a file. Nothing where that is known already. */
async function judge(work: Work, digest: string, found: string): Promise<void> {
  const file = await findFile(work.tx, digest, 'for update');
  if (file === null || (file.damagedAt === null) === (found === digest)) return;
  const isWhole = found === digest;
  const version = await markFile(work.tx, digest, isWhole ? null : work.now);
  const records = await recordsWithFile(work.tx, digest);
  work.say({
    act: isWhole ? 'discussion.file-restored' : 'discussion.file-damaged',
    subject: fileSubject(digest),
    version,
    before: version === 1 ? null : fileFields(digest, isWhole ? 'damaged' : 'whole'),
    after: fileFields(digest, isWhole ? 'whole' : 'damaged'),
    reason: isWhole ? null : damageSays(digest, found, records),
  });
}

async function readOne(app: Services, scan: Scan, file: KeptFile): Promise<Scan> {
  const found = await digestOf(app.database.db, file.digest);
  await transact(systemCall(app), async (work) => done(await judge(work, file.digest, found)));
  const damaged = scan.damaged + (found === file.digest ? 0 : 1);
  const next = { ...scan, readUpTo: file.digest, files: scan.files + 1, bytes: scan.bytes + file.size, damaged };
  await saveScan(app.database.db, next);
  return next;
}

/** Reads all kept bytes against their digests, once in 24 hours. Killed in between, the next turn goes on behind the last file that was read. */
export async function scanFiles(app: Services): Promise<void> {
  const now = app.clock.now();
  const last = await lastScan(app.database.db);
  if (!isDue(last, now)) return;
  let scan: Scan =
    last !== null && last.endedAt === null
      ? last
      : { id: uuidv7(now.getTime()), beganAt: now, endedAt: null, readUpTo: null, files: 0, bytes: 0, damaged: 0, version: 1 };
  await saveScan(app.database.db, scan);
  for (
    let file = await fileAfter(app.database.db, scan.readUpTo);
    file !== null;
    file = await fileAfter(app.database.db, file.digest)
  )
    scan = await readOne(app, scan, file);
  await transact(systemCall(app), async (work) => {
    const ended = { ...scan, endedAt: work.now };
    await saveScan(work.tx, ended);
    work.say({
      act: 'discussion.files-scanned',
      subject: scanSubject(ended),
      version: 1,
      before: null,
      after: scanFields(ended),
    });
    return done(null);
  });
}

/** Puts the bytes of a damaged file back from a good copy: only the very same bytes are taken. */
export async function restoreFile(
  call: Call,
  id: string,
  incoming: AsyncIterable<Buffer>,
): Promise<Outcome<{ readonly id: string }>> {
  const { app, actor } = call;
  const { db } = app.database;
  const one = await findAttachment(db, id);
  const record = one === null ? null : await recordNamed(app, db, actor, { kind: one.subjectKind, id: one.subjectId });
  if (one === null || record === null || !record.ok) return refuse(no['no-such-attachment']({}));
  const denied = mayIn(app.ports, actor, 'discussion.restore-files', record.value.unitIds);
  if (denied.length > 0) return refused(denied);
  const found = await digestOf(db, one.digest);
  return spooled({ name: one.name, kind: null }, incoming, async (file) => {
    if (file.digest !== one.digest) return refuse(no['not-the-file']({ expected: one.digest, found: file.digest }));
    return transact(broughtBy(call, file), async (work) => {
      const kept = await findFile(work.tx, one.digest, 'for update');
      if (kept === null) return refuse(no['no-such-attachment']({}));
      if (found === one.digest && kept.damagedAt === null) return refuse(no['not-damaged']({}));
      await deleteParts(work.tx, one.digest);
      await writeParts(work.tx, one.digest, file.parts());
      // Found here first, before any scan: damage and repair both stand in the trail.
      if (kept.damagedAt === null) await judge(work, one.digest, found);
      await judge(work, one.digest, one.digest);
      return done({ id });
    });
  });
}
