import type { Tx } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { openCheckpoint, type SignedCheckpoint } from '../core/checkpoint.ts';
import { readKeyChain } from '../core/endorsement.ts';
import { readLeaf } from '../core/leaf.ts';
import { strictBase64 } from '../core/signed-note.ts';
import { inclusionFault } from '../core/verify-proof.ts';
import { signingKeys } from '../store/checkpoints.ts';
import { broughtBefore, insertRecovery, type ProvenLeaf, presentLeaves } from '../store/lost-entries.ts';
import { erasureRefusals } from './erase.ts';

const no = defineRefusals('ledger', {
  'unknown-checkpoint': {
    kind: 'rule',
    says: (f: { why: string }) => `The checkpoint is none that a key of this log signed: ${f.why}.`,
    remedy:
      'Bring the file that interlock ledger compare wrote. A key that was introduced after the older copy is not known here.',
  },
  'unproven-entry': {
    kind: 'rule',
    says: (f: { seq: number; why: string }) => `That entry ${f.seq} was in the log is not proven: ${f.why}.`,
    remedy: 'Bring the file unchanged, as interlock ledger compare wrote it.',
  },
  'not-lost': {
    kind: 'conflict',
    says: (f: { seq: number }) => `Entry ${f.seq} stands in this log: it was not lost.`,
    remedy: 'Compare the copy with this log again, and bring what is missing alone.',
  },
});

export type Given = {
  readonly checkpoint: string;
  readonly entries: readonly { readonly seq: number; readonly leaf: string; readonly proof: readonly string[] }[];
  readonly reason: string;
};
type Brought = { readonly id: string | null; readonly added: number; readonly fromSeq: number; readonly untilSeq: number };
type Read = ProvenLeaf & { readonly id: string };

/** Why an entry is not proven to have been in the log; null when it is. */
export function lostEntryFault(
  { seq, hash, proof }: Pick<ProvenLeaf, 'seq' | 'hash' | 'proof'>,
  { size, root }: Pick<SignedCheckpoint, 'size' | 'root'>,
): string | null {
  const hashes = proof.flatMap((one) => strictBase64(one) ?? []);
  if (hashes.length < proof.length) return 'a hash of its proof is no base64';
  return inclusionFault({ index: seq - 1, size, leaf: hash, proof: hashes, root });
}

/** Entries with their proofs, each hashed anew; all faults are told, up to fifty. */
function provenIn(given: Given['entries'], checkpoint: SignedCheckpoint): Outcome<readonly Read[]> {
  const faults: Refusal[] = [];
  const proven: Read[] = [];
  for (const [at, { seq, leaf, proof }] of given.entries()) {
    const read = readLeaf(leaf);
    const why = 'unreadable' in read ? read.unreadable : lostEntryFault({ seq, hash: read.hash, proof }, checkpoint);
    if (why !== null) faults.push(no['unproven-entry']({ seq, why }, { field: `/entries/${at}` }));
    else if (!('unreadable' in read)) proven.push({ seq, hash: read.hash, leaf, proof, id: read.body.id });
  }
  return faults.length > 0 ? refused(faults.slice(0, 50)) : done(proven);
}

async function checkpointIn(tx: Tx, note: string): Promise<Outcome<SignedCheckpoint>> {
  const opened = openCheckpoint(note, readKeyChain(await signingKeys(tx)).keys);
  return 'unreadable' in opened
    ? refuse(no['unknown-checkpoint']({ why: opened.unreadable }, { field: '/checkpoint' }))
    : done(opened);
}

/**
 * Takes in entries that the log lost, out of a copy elsewhere: as evidence beside it. They get no place, change no record, and nothing reads them as first-hand entries
 * (NIST SP 800-53 AU-9(2)). A repeat changes nothing.
 */
export const bringLostEntries = (call: Call, given: Given): Promise<Outcome<Brought>> =>
  transact(call, async (work) => {
    const everywhere = work.reach('ledger.bring-lost-entries') === 'all' ? [] : [erasureRefusals['everywhere-only']({})];
    const refusals = [...work.mayNot('ledger.bring-lost-entries', null), ...everywhere];
    if (refusals.length > 0) return refused(refusals);
    const checkpoint = await checkpointIn(work.tx, given.checkpoint);
    if (!checkpoint.ok) return checkpoint;
    const proven = provenIn(given.entries, checkpoint.value);
    if (!proven.ok) return proven;
    const present = await presentLeaves(
      work.tx,
      proven.value.map(({ id }) => id),
    );
    const here = proven.value.filter(({ id, hash }) => present.get(id) === hash.toString('hex'));
    if (here.length > 0) return refused(here.slice(0, 50).map(({ seq }) => no['not-lost']({ seq })));
    const seqs = proven.value.map(({ seq }) => seq);
    const before = await broughtBefore(work.tx, seqs);
    const fresh = proven.value.filter(({ seq, hash }) => !before.has(`${seq} ${hash.toString('hex')}`));
    const range = { fromSeq: Math.min(...seqs), untilSeq: Math.max(...seqs) };
    if (fresh.length === 0) return done<Brought>({ id: null, added: 0, ...range });
    const id = uuidv7(work.now.getTime());
    const { size, root, note } = checkpoint.value;
    await insertRecovery(work.tx, { id, broughtAt: work.now, broughtBy: call.actor.id, note, size }, fresh);
    work.say({
      act: 'ledger.lost-entries-brought',
      subject: { kind: 'ledger-recovery', id, key: null, unitIds: [] },
      version: 1,
      before: null,
      after: { ...range, entries: fresh.length, checkpointSize: size, checkpointRoot: Buffer.from(root).toString('base64') },
      reason: given.reason,
    });
    return done<Brought>({ id, added: fresh.length, ...range });
  });
