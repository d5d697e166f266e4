import { openCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import type { ExportedStamp } from './export-file.ts';
import type { NoteKey } from './signed-note.ts';
import { addStamp, judgeStamps, noStamps, type Relying, type StampPoint, type StampsFound } from './stamped.ts';
import { consistencyFault } from './verify-proof.ts';

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64');

/** Time stamps of a file: their checkpoints are signed by the log, and their trees are beginnings of that of the file. */
export class StampsInFile {
  readonly #relying: Relying | null;
  readonly #lines: ExportedStamp[] = [];
  #trees: readonly SignedCheckpoint[] = [];
  #points: readonly StampPoint[] = [];

  constructor(relying: Relying | null) {
    this.#relying = relying;
  }

  take(stamped: ExportedStamp): void {
    this.#lines.push(stamped);
  }

  /**
   * Judges what was read once the keys are known.
   * @param under the checkpoint of a file of picked entries, to which each proof must lead (null where it has none); `met` in a whole file, whose entries meet `trees`
   * @returns the first fault, or null
   */
  judge(keys: readonly NoteKey[], under: SignedCheckpoint | 'met' | null): string | null {
    if (under === null && this.#lines.length > 0) return 'time stamps without a checkpoint under which they could be proven';
    const trees: SignedCheckpoint[] = [];
    const points: StampPoint[] = [];
    for (const line of this.#lines) {
      const opened = openCheckpoint(line.note, keys);
      if ('unreadable' in opened) return `the stamped checkpoint of ${line.size} entries: ${opened.unreadable}`;
      if (opened.size !== line.size) return `the stamped checkpoint of ${line.size} entries covers ${opened.size}`;
      const [claim, proof] = [{ from: opened.size, fromRoot: opened.root }, (line.proof ?? []).map(bytesOf)];
      const apart =
        under === null || under === 'met' ? null : consistencyFault({ ...claim, to: under.size, toRoot: under.root, proof });
      if (apart !== null) return `the stamped checkpoint of ${line.size} entries is not of this log: ${apart}`;
      const point = judgeStamps({ size: line.size, note: line.note, tokens: line.tokens.map(bytesOf) }, this.#relying);
      if ('forged' in point) return point.forged;
      trees.push(opened);
      points.push(point);
    }
    [this.#trees, this.#points] = [trees, points.toSorted((a, b) => a.size - b.size)];
    return null;
  }

  get trees(): readonly SignedCheckpoint[] {
    return this.#trees;
  }

  /** `undefined` where the file has none. */
  get found(): StampsFound | undefined {
    return this.#lines.length === 0 ? undefined : this.#points.reduce(addStamp, noStamps);
  }
}
