import { createHash } from 'node:crypto';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Work } from '../../../foundation/transact.ts';
import { damageSays, fileFields, fileSubject } from '../core/files/scan.ts';
import { recordsWithFile } from '../store/attachments.ts';
import { deleteParts, findFile, insertFile, markFile, partsOf, writeParts } from '../store/files.ts';
import type { Spooled } from './spool-file.ts';

/** The SHA-256 of the bytes as they are kept now, piece by piece. */
export async function digestOf(db: Db | Tx, digest: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of partsOf(db, digest)) hash.update(part);
  return hash.digest('hex');
}

async function mark(work: Work, digest: string, found: string): Promise<void> {
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

/**
 * Says what became of a file, nothing where that is known already. A reading that differs from what is known is made again under the lock of the file: since the first one
 * somebody may have put the bytes back. @returns whether it is damaged.
 */
export async function judgeIn(work: Work, digest: string, found: string): Promise<boolean> {
  const file = await findFile(work.tx, digest, 'for update');
  if (file === null) return false;
  const wasDamaged = file.damagedAt !== null;
  if (wasDamaged === (found !== digest)) return wasDamaged;
  const now = await digestOf(work.tx, digest);
  if (wasDamaged !== (now !== digest)) await mark(work, digest, now);
  return now !== digest;
}

/** Puts good bytes where damaged ones are; damage that nobody had seen yet stands in the trail with its repair. @returns false where nothing is damaged. */
export async function restoreIn(work: Work, { digest, parts }: Spooled): Promise<boolean> {
  const kept = await findFile(work.tx, digest, 'for update');
  if (kept === null) return false;
  const found = await digestOf(work.tx, digest);
  if (found === digest && kept.damagedAt === null) return false;
  if (kept.damagedAt === null) await mark(work, digest, found);
  await deleteParts(work.tx, digest);
  await writeParts(work.tx, digest, parts());
  await mark(work, digest, digest);
  return true;
}

/** Keeps bytes, once however often they are brought. Where they are kept and damaged, these are the good copy. */
export async function keepIn(work: Work, file: Spooled): Promise<void> {
  if (await insertFile(work.tx, file.digest, file.size, work.now)) await writeParts(work.tx, file.digest, file.parts());
  else await restoreIn(work, file);
}
