import { readCosignatures } from './cosignature.ts';
import type { NoteKey } from './signed-note.ts';

/** Witnesses that a reader relies on, and how many of them must have cosigned. */
export type Witnessing = { readonly keys: readonly NoteKey[]; readonly quorum: number };

export type Witnessed = {
  readonly quorum: number;
  /** Entries under the greatest checkpoint that a quorum cosigned; null for none. */
  readonly size: number | null;
  /** Names of those who cosigned it, or, where none has its quorum, the greatest that was looked at. */
  readonly by: readonly string[];
};

type Noted = { readonly size: number; readonly note: string };

/**
 * How far checkpoints are witnessed.
 * @param noted checkpoints with their signature lines, already opened by keys of the log
 * @returns also the first line that stands in the name of a witness who did not sign it
 */
export function witnessedIn(
  noted: readonly Noted[],
  { keys, quorum }: Witnessing,
): { readonly witnessed: Witnessed; readonly forged: string | null } {
  let forged: string | null = null;
  const judged = noted
    .toSorted((a, b) => b.size - a.size)
    .map(({ size, note }) => {
      const read = readCosignatures(note, keys);
      if ('unreadable' in read) return { size, by: [] };
      const [false_] = read.forged;
      if (false_ !== undefined)
        forged ??= `the cosignature of ${false_.name} (${false_.id}) under the checkpoint of ${size} entries is not genuine`;
      return { size, by: read.genuine.map(({ key }) => key.name) };
    });
  const met = judged.find(({ by }) => by.length >= quorum);
  return { witnessed: { quorum, size: met?.size ?? null, by: met?.by ?? judged[0]?.by ?? [] }, forged };
}
