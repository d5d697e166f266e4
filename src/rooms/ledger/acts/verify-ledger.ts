import type { Db } from '../../../foundation/database/database.ts';
import { type Report, Verifier } from '../core/verify.ts';
import { firstBrokenLink, firstUnsealed, sealedEntries } from '../store/read-entries.ts';

/**
 * Verifies the whole sealed ledger in bounded memory: every entry is hashed anew from its stored values, every value beside an entry is held against its
 * commitment, the sequence has no gap, and each entry carries the hash of the one before it of its record. Reading only.
 */
export async function verifyLedger(
  db: Db,
  onProgress: (checked: number) => Promise<void> = async () => undefined,
): Promise<Report> {
  const links = firstBrokenLink(db);
  // The links are read beside the hashes on another connection; should hashing fail first, its error is the one that is told.
  links.catch(() => undefined);
  const verifier = new Verifier();
  for await (const page of sealedEntries(db)) {
    for (const entry of page) if (!verifier.take(entry)) return verifier.report;
    await onProgress(verifier.report.checked);
  }
  const broken = await links;
  if (broken === null) return unsealedReport(db, verifier.report);
  const detail = 'it does not carry the hash of the entry before it of the same record, or that entry is missing';
  return {
    ...verifier.report,
    verdict: 'broken',
    damage: { seq: broken.seq ?? 0, entryId: broken.id, subject: broken.subject, what: 'chain', detail },
  };
}

/** An entry that has waited for its place longer than any write may last was passed over by the sealer, or its place was taken away. */
async function unsealedReport(db: Db, report: Report): Promise<Report> {
  const unsealed = await firstUnsealed(db);
  if (unsealed === null) return report;
  const detail = 'it has no place in the sequence although every older write has ended';
  return {
    ...report,
    verdict: 'broken',
    damage: { seq: 0, entryId: unsealed.id, subject: unsealed.subject, what: 'unsealed', detail },
  };
}
