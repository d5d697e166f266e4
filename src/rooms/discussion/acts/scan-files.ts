import { systemActor } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { fileRefusals as no } from '../core/files/file-refusals.ts';
import { isDue, type Scan, scanFields, scanSubject } from '../core/files/scan.ts';
import { findAttachment } from '../store/attachments.ts';
import { fileAfter, type KeptFile } from '../store/files.ts';
import { lastScan, saveScan } from '../store/scans.ts';
import { digestOf, judgeIn, restoreIn } from './kept-bytes.ts';
import { mayIn, recordNamed } from './record-named.ts';
import { spooled } from './spool-file.ts';

const job = 'discussion.scan-files';
const systemCall = (app: Services): Call => ({
  app,
  actor: systemActor(job),
  requestId: uuidv7(),
  ifVersion: null,
  idempotency: null,
});

async function readOne(app: Services, scan: Scan, file: KeptFile): Promise<Scan> {
  const found = await digestOf(app.database.db, file.digest);
  const judged = await transact(systemCall(app), async (work) => done(await judgeIn(work, file.digest, found)));
  const damaged = scan.damaged + (judged.ok && judged.value ? 1 : 0);
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

async function mayRestore(
  { app, actor }: Pick<Call, 'app' | 'actor'>,
  db: Db | Tx,
  id: string,
): Promise<Outcome<{ readonly name: string; readonly digest: string }>> {
  const one = await findAttachment(db, id);
  const record = one === null ? null : await recordNamed(app, db, actor, { kind: one.subjectKind, id: one.subjectId });
  if (one === null || record === null || !record.ok) return refuse(no['no-such-attachment']({}));
  const denied = mayIn(app.ports, actor, 'discussion.restore-files', record.value.unitIds);
  return denied.length > 0 ? refused(denied) : done(one);
}

/** Puts the bytes of a damaged file back from a good copy: only the very same bytes are taken. Their right is asked before a byte is read, and again when they are written. */
export async function restoreFile(
  call: Call,
  id: string,
  incoming: AsyncIterable<Buffer>,
): Promise<Outcome<{ readonly id: string }>> {
  const early = await mayRestore(call, call.app.database.db, id);
  if (!early.ok) return early;
  return spooled(call, { name: early.value.name, kind: null }, incoming, (again, file) =>
    transact(again, async (work) => {
      const one = await mayRestore(work, work.tx, id);
      if (!one.ok) return one;
      const { digest } = one.value;
      if (file.digest !== digest) return refuse(no['not-the-file']({ expected: digest, found: file.digest }));
      return (await restoreIn(work, file)) ? done({ id }) : refuse(no['not-damaged']({}));
    }),
  );
}
