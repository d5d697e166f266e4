import type { Tx } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { readCheckpoint } from '../core/checkpoint.ts';
import { type Cosignature, readCosignatures, witnessVkeyOf } from '../core/cosignature.ts';
import { readNote } from '../core/signed-note.ts';
import { checkpointOf } from '../store/checkpoints.ts';
import { insertCosignature, witnessPolicy } from '../store/witnesses.ts';
import { witnessKeysOf } from './witnessed.ts';

const no = defineRefusals('ledger', {
  'no-note': {
    kind: 'rule',
    says: (f: { why: string }) => `That is no cosigned checkpoint: ${f.why}.`,
    remedy: 'Bring the file that interlock witness sign wrote, whole.',
  },
  'other-checkpoint': {
    kind: 'conflict',
    says: (f: { size: number }) => `The checkpoint in the file is not the one that this log signed at ${f.size} entries.`,
    remedy: 'Keep the file: where a witness signed it, two logs exist under one name. Compare both with what the witness keeps.',
  },
  'forged-cosignature': {
    kind: 'rule',
    says: (f: { name: string }) => `What stands there in the name of ${f.name} was not signed by their key.`,
    remedy: 'Have the witness sign again, and find out where the file was changed.',
  },
  'no-known-witness': {
    kind: 'rule',
    says: () => 'None of the witnesses of this log signed it.',
    remedy: 'Name the witness first, or bring the file of one that is named.',
  },
});

/** The cosignatures in a file by witnesses of this log, under a checkpoint that this log signed. */
async function genuineIn(
  tx: Tx,
  note: string,
): Promise<Outcome<{ readonly size: number; readonly genuine: readonly Cosignature[] }>> {
  const read = readNote(note);
  if ('unreadable' in read) return refuse(no['no-note']({ why: read.unreadable }, { field: '/checkpoint' }));
  const checkpoint = readCheckpoint(read.text);
  if ('unreadable' in checkpoint) return refuse(no['no-note']({ why: checkpoint.unreadable }, { field: '/checkpoint' }));
  const { size } = checkpoint;
  const ours = await checkpointOf(tx, size);
  if (ours === null || !ours.note.startsWith(`${read.text}\n`)) return refuse(no['other-checkpoint']({ size }));
  const found = readCosignatures(note, witnessKeysOf(await witnessPolicy(tx)));
  if ('unreadable' in found) return refuse(no['no-note']({ why: found.unreadable }, { field: '/checkpoint' }));
  if (found.forged.length > 0) return refused(found.forged.map(({ name }) => no['forged-cosignature']({ name })));
  return found.genuine.length === 0 ? refuse(no['no-known-witness']({})) : done({ size, genuine: found.genuine });
}

/** Takes in cosignatures that were carried here as a file. Each new one is an entry. A repeat changes nothing. */
export const bringCosignatures = (
  call: Call,
  note: string,
): Promise<Outcome<{ readonly id: string | null; readonly size: number; readonly added: number }>> =>
  transact(call, async (work) => {
    const refusals = work.mayNot('ledger.bring-cosignatures', null);
    if (refusals.length > 0) return refused(refusals);
    const read = await genuineIn(work.tx, note);
    if (!read.ok) return read;
    const { size, genuine } = read.value;
    const fresh: string[] = [];
    for (const { key, line, at } of genuine) {
      const id = uuidv7(work.now.getTime());
      const vkey = witnessVkeyOf(key);
      if (!(await insertCosignature(work.tx, { size, vkey, line, cosignedAt: at, id, receivedAt: work.now }))) continue;
      fresh.push(id);
      work.say({
        act: 'ledger.cosignature-brought',
        subject: { kind: 'ledger-cosignature', id, key: null, unitIds: [] },
        version: 1,
        before: null,
        after: { size, witness: vkey, cosignedAt: at.toISOString() },
      });
    }
    return done({ id: fresh[0] ?? null, size, added: fresh.length });
  });
