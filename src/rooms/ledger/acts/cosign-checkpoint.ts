import { checkpointText } from '../core/checkpoint.ts';
import { cosign } from '../core/cosignature.ts';
import { type AddCheckpoint, judgeAddCheckpoint, type WitnessVerdict } from '../core/witness.ts';
import { alone, keepCosigned, keepRefused, lastCosigned, openWitness } from '../store/witness-folder.ts';

export type Cosigned = WitnessVerdict & {
  /** The line of the cosignature; null where none was given. */ readonly line: string | null;
};

/**
 * Takes a checkpoint as a witness: judges it against the last one of that log in the folder, keeps it on disk, and only then cosigns. What a key of the log signed and
 * what contradicts the last one is kept as evidence.
 * @param folder as `makeWitness` made it
 */
export const cosignCheckpoint = (folder: string, request: AddCheckpoint, now: Date): Promise<Cosigned> =>
  alone(folder, () => {
    const witness = openWitness(folder);
    const verdict = judgeAddCheckpoint(request, witness.logs, (origin) => lastCosigned(folder, witness, origin));
    if (verdict.status !== 200) {
      if (verdict.status === 422 || (verdict.status === 409 && verdict.split)) {
        const origin = request.note.slice(0, request.note.indexOf('\n'));
        const last = lastCosigned(folder, witness, origin);
        keepRefused(folder, now, verdict.says, [...(last === null ? [] : [last.note]), request.note]);
      }
      return { ...verdict, line: null };
    }
    const { checkpoint } = verdict;
    keepCosigned(folder, checkpoint.origin, checkpoint.note);
    return { ...verdict, line: cosign(checkpointText(checkpoint), witness.signer, now) };
  });
