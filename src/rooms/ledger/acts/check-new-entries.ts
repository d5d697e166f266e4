import type { Services } from '../../../foundation/services.ts';
import { readKeyChain } from '../core/endorsement.ts';
import { accountedIn, firstUnaccounted } from '../core/erasures.ts';
import { foldSubtrees } from '../core/merkle.ts';
import { type Damage, inspectEntry, type StoredEntry } from '../core/verify.ts';
import { brokenLinkWithin } from '../store/broken-links.ts';
import { newestCheckpoint, signingKeys, signingState } from '../store/checkpoints.ts';
import { erasingEntries, sealedEntries } from '../store/read-entries.ts';
import { type SelfCheck, saveChecked, selfCheck } from '../store/self-check.ts';
import { edgeAt, NodeGone } from '../store/tree.ts';
import { judgePage, nowhere, walkFrom } from './judge-page.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { relyingOn } from './stamped.ts';

const job = 'ledger.check-new-entries';

/** What an alarm says of damage: the entry, the record, what does not fit. */
export const damageText = ({ seq, subject, what, detail }: Damage): string => `entry ${seq}, ${subject}: ${what}: ${detail}`;

/**
 * After each checkpoint the entries that it covers anew are read back and hashed from their stored values, their links followed, and their tree held against the kept
 * one and the checkpoint. Progress is kept page by page: killed, it goes on; memory is that of a page. The first difference raises an alarm.
 */
export async function checkNewEntries(app: Services): Promise<void> {
  const { db } = app.database;
  const [check, newest] = [await selfCheck(db), await newestCheckpoint(db)];
  if (newest === null || newest.size === check.size) return;
  const damage = newest.size < check.size ? shrunk(check.size, newest.size) : await checkFrom(app, check, newest.size);
  if (damage !== null) await raiseAlarm(app, job, 'damage', damageText(damage));
}

const shrunk = (before: number, size: number): Damage =>
  nowhere('rollback', size, `the log had ${before} signed entries, and ends at ${size}: newer ones are gone`);

async function checkFrom(app: Services, check: SelfCheck, until: number): Promise<Damage | null> {
  const { db } = app.database;
  const walk = walkFrom();
  try {
    walk.edge = await edgeAt(db, check.size);
  } catch (error) {
    if (error instanceof NodeGone) return nowhere('tree', check.size, error.message);
    throw error;
  }
  if (check.root !== null && Buffer.compare(foldSubtrees(walk.edge.peaks), check.root) !== 0)
    return nowhere('tree', check.size, `the kept tree of ${check.size} entries has another root than when they were verified`);
  const known = {
    keys: readKeyChain(await signingKeys(db)).keys,
    outside: [],
    treeSize: (await signingState(db)).treeSize,
    relying: await relyingOn(db, app.clock.now()),
  };
  let accounted = accountedIn(await erasingEntries(db));
  for await (const entries of sealedEntries(db, check.size + 1, until)) {
    const from = walk.edge.size;
    const leaves: Buffer[] = [];
    // An erasure may have been carried out since: it is named before a value goes.
    if (firstUnaccounted(entries, accounted) !== undefined) accounted = accountedIn(await erasingEntries(db));
    for (const entry of entries) {
      const { damage, leaf } = inspectEntry(entry, accounted.erased, accounted.disposed);
      if (damage !== null) return damage;
      leaves.push(leaf);
    }
    const damage = gapIn(entries, from) ?? (await judgePage(db, walk, { entries, leaves }, known));
    if (damage !== null) return damage;
    const link = await brokenLinkWithin(db, from, walk.edge.size);
    if (link !== null)
      return {
        seq: link.seq ?? 0,
        entryId: link.id,
        subject: link.subject,
        what: 'chain',
        detail: 'it does not carry the hash of the entry before it of the same record, or that entry is missing',
      };
    await saveChecked(db, from, walk.edge.size, foldSubtrees(walk.edge.peaks), app.clock.now());
  }
  return walk.edge.size < until ? shrunk(until, walk.edge.size) : null;
}

function gapIn(entries: readonly StoredEntry[], from: number): Damage | null {
  const at = entries.findIndex((entry, index) => entry.seq !== from + index + 1);
  const entry = entries[at];
  return entry === undefined ? null : nowhere('sequence', entry.seq, `${from + at + 1} is missing in the sequence`);
}
