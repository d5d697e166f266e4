import { type Checkpoint, openCheckpoint, readCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { type NoteKey, readNote, strictBase64 } from './signed-note.ts';
import { consistencyFault } from './verify-proof.ts';

// C2SP tlog-witness v1.0: what a log sends to a witness, and when the witness cosigns. https://c2sp.org/tlog-witness

/** The body of `add-checkpoint`. */
export type AddCheckpoint = {
  /** Size that the log believes the witness to have seen last; 0 for none. */
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly note: string;
};

const mostHashes = 63;

export const writeAddCheckpoint = ({ old, proof, note }: AddCheckpoint): string =>
  `old ${old}\n${proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('')}\n${note}`;

export function readAddCheckpoint(text: string): AddCheckpoint | { readonly unreadable: string } {
  const gap = text.indexOf('\n\n');
  const [first = '', ...lines] = gap < 0 ? [] : text.slice(0, gap).split('\n');
  const old = /^old (0|[1-9]\d{0,15})$/.exec(first)?.[1];
  if (old === undefined || !Number.isSafeInteger(Number(old)))
    return { unreadable: 'it does not begin with the line of the old size' };
  if (lines.length > mostHashes) return { unreadable: 'its proof has more than 63 hashes' };
  const proof = lines.flatMap((line) => strictBase64(line) ?? []);
  if (proof.length < lines.length || proof.some(({ length }) => length !== 32))
    return { unreadable: 'a line of its proof is no hash' };
  return { old: Number(old), proof, note: text.slice(gap + 2) };
}

/** What a witness does with a request. `status` as the HTTP answer has it; 200 alone is cosigned. */
export type WitnessVerdict =
  | { readonly status: 200; readonly checkpoint: SignedCheckpoint }
  | { readonly status: 400 | 403 | 404 | 422; readonly says: string }
  /** `size`: what the witness saw last. `split`: two different trees of one size. */
  | { readonly status: 409; readonly says: string; readonly size: number; readonly split: boolean };

/**
 * Whether a witness cosigns: it knows the log, a key that it trusts signed, and the tree holds the last one that it cosigned, unchanged, at its beginning.
 * @param keys of all logs that the witness knows; the log is the name of its key.
 * @param lastOf the last tree that was cosigned, by log.
 */
export function judgeAddCheckpoint(
  request: AddCheckpoint,
  keys: readonly NoteKey[],
  lastOf: (origin: string) => Checkpoint | null,
): WitnessVerdict {
  const note = readNote(request.note);
  if ('unreadable' in note) return { status: 400, says: `the checkpoint cannot be read: ${note.unreadable}` };
  const named = readCheckpoint(note.text);
  if ('unreadable' in named) return { status: 400, says: `the checkpoint cannot be read: ${named.unreadable}` };
  const trusted = keys.filter((key) => key.name === named.origin);
  if (trusted.length === 0) return { status: 404, says: `the log ${named.origin} is not known here` };
  const checkpoint = openCheckpoint(request.note, trusted);
  if ('unreadable' in checkpoint)
    return { status: 403, says: `no key that is trusted for ${named.origin} signed it: ${checkpoint.unreadable}` };
  if (request.old > checkpoint.size) return { status: 400, says: `the old size ${request.old} is above ${checkpoint.size}` };
  const last = lastOf(checkpoint.origin);
  const size = last?.size ?? 0;
  if (request.old !== size)
    return { status: 409, says: `the last tree that was cosigned here has ${size} entries`, size, split: false };
  if (last === null)
    return request.proof.length === 0
      ? { status: 200, checkpoint }
      : { status: 422, says: 'nothing was cosigned before: there is nothing to prove' };
  if (size === checkpoint.size && Buffer.compare(last.root, checkpoint.root) !== 0)
    return { status: 409, says: `two different logs of ${size} entries were signed`, size, split: true };
  const fault = consistencyFault({
    from: size,
    to: checkpoint.size,
    fromRoot: last.root,
    toRoot: checkpoint.root,
    proof: request.proof,
  });
  if (fault === null) return { status: 200, checkpoint };
  return { status: 422, says: `the log does not contain the tree of ${size} entries that was cosigned here: ${fault}` };
}
