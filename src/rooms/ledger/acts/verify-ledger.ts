import type { Db } from '../../../foundation/database/database.ts';
import { readKeyChain } from '../core/endorsement.ts';
import { accountedIn, firstUnaccounted } from '../core/erasures.ts';
import { foldSubtrees } from '../core/merkle.ts';
import { noStamps, type Relying } from '../core/stamped.ts';
import { type Damage, type Report, type StoredEntry, Verifier } from '../core/verify.ts';
import { firstBrokenLink } from '../store/broken-links.ts';
import { newestCheckpoint, signingKeys, signingState } from '../store/checkpoints.ts';
import { erasingEntries, firstUnsealed, sealedEntries } from '../store/read-entries.ts';
import { judgePage, type Known, type KnownTree, nowhere, type Walk, walkFrom } from './judge-page.ts';

export type VerifyOptions = {
  readonly onProgress?: (checked: number) => Promise<void>;
  /** Checkpoints that somebody kept outside of the database. */
  readonly outside?: readonly KnownTree[];
  /** Authorities on which the reader of time stamps relies. */
  readonly relying?: Relying;
};

/**
 * Verifies the whole sealed ledger in bounded memory: every entry is hashed anew from its stored values, every value beside an entry is held against its commitment
 * (or against the erasure that took it), the sequence has no gap, the kept subtrees and every signed checkpoint follow from the entries, those that were kept outside
 * among them, and each entry carries the hash of the one before it of its record. Reading only.
 */
export async function verifyLedger(db: Db, options: VerifyOptions = {}): Promise<Report> {
  const links = firstBrokenLink(db);
  // The links are read beside the hashes on another connection; should hashing fail first, its error is the one that is told.
  links.catch(() => undefined);
  const [keys, newest, { treeSize }] = [readKeyChain(await signingKeys(db)), await newestCheckpoint(db), await signingState(db)];
  let accounted = accountedIn(await erasingEntries(db));
  const verifier = new Verifier(accounted.erased, accounted.disposed);
  const outside = options.outside ?? [];
  const walk = walkFrom();
  const known: Known = { keys: keys.keys, outside, treeSize, relying: options.relying ?? null };
  if (keys.fault !== null) verifier.fail(nowhere('key', 0, keys.fault));
  for await (const entries of sealedEntries(db)) {
    if (verifier.report.damage !== null) break;
    if (firstUnaccounted(entries, accounted) !== undefined) {
      // An erasure or a disposal may have been carried out since: it is named before a value goes.
      accounted = accountedIn(await erasingEntries(db));
      verifier.learn(accounted);
    }
    const leaves = takeAll(verifier, entries);
    if (leaves === null) break;
    const damage = await judgePage(db, walk, { entries, leaves }, known);
    if (damage !== null) verifier.fail(damage);
    await options.onProgress?.(verifier.report.checked);
  }
  const report = withTree(verifier.report, walk);
  if (report.damage !== null) return report;
  const beyond = [...outside, ...(newest === null ? [] : [{ size: newest.size, where: 'the database' }])].find(
    (tree) => tree.size > walk.edge.size,
  );
  if (beyond !== undefined) {
    const detail = `a checkpoint of ${beyond.size} entries in ${beyond.where} was signed, and the log ends at ${walk.edge.size}: newer entries are gone, or an older copy was restored`;
    return broken(report, nowhere('rollback', walk.edge.size, detail));
  }
  const link = await links;
  if (link === null) return unsealedReport(db, report);
  const detail = 'it does not carry the hash of the entry before it of the same record, or that entry is missing';
  return broken(report, { seq: link.seq ?? 0, entryId: link.id, subject: link.subject, what: 'chain', detail });
}

/** The leaves of a page; null at the first damage. */
function takeAll(verifier: Verifier, entries: readonly StoredEntry[]): readonly Buffer[] | null {
  const leaves: Buffer[] = [];
  for (const entry of entries) {
    const leaf = verifier.take(entry);
    if (leaf === null) return null;
    leaves.push(leaf);
  }
  return leaves;
}

const broken = (report: Report, damage: Damage): Report => ({ ...report, verdict: 'broken', damage });

const withTree = (report: Report, { edge, met, signedSize, stamps }: Walk): Report => ({
  ...report,
  ...(stamps === noStamps ? {} : { stamps }),
  tree: { size: edge.size, root: foldSubtrees(edge.peaks).toString('base64'), checkpoints: met, signedSize },
});

/** An entry that has waited for its place longer than any write may last was passed over by the sealer, or its place was taken away. */
async function unsealedReport(db: Db, report: Report): Promise<Report> {
  const unsealed = await firstUnsealed(db);
  if (unsealed === null) return report;
  const detail = 'it has no place in the sequence although every older write has ended';
  return broken(report, { seq: 0, entryId: unsealed.id, subject: unsealed.subject, what: 'unsealed', detail });
}
