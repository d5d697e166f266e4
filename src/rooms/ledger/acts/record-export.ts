import { createHash } from 'node:crypto';
import { uuidv7 } from '../../../foundation/ids.ts';
import type { RecordFields } from '../../../foundation/record.ts';
import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';

/** In a word what it is a copy of: `ledger`, `trail`, or what a room above says. */
export type ExportKind = string;
/** Counted while the file is written. */
export type Counted = { rows: number };

/** A copy of something else than the ledger: a room above says what. */
export type Copy = {
  /** What it is a copy of, in a word: `dossier`. */
  readonly of: string;
  /** Key of the record that it is about, and units whose readers of the trail see that it was taken. */
  readonly key: string;
  readonly unitIds: readonly string[];
  /** What was asked for, as the caller wrote it, and what is known of it before it leaves. */
  readonly filter: RecordFields;
  readonly rows: number;
};

type About = { readonly key: string | null; readonly unitIds: readonly string[] };

const subjectOf = (id: string, about: About) => ({ kind: 'export', id, ...about });
const apart = (call: Call): Call => ({ ...call, idempotency: null, ifVersion: null });

/**
 * Records who takes a copy of which part of the ledger, before the first line leaves (21 CFR 11.10(e), Annex 11 draft 12.3), and after the last one how many rows
 * it had and the SHA-256 of the file, or that it was broken off.
 * @param filter what was asked for, as the caller wrote it.
 * @returns the same lines, to be sent.
 */
export const recordExport = (
  call: Call,
  kind: ExportKind,
  filter: RecordFields,
  file: (counted: Counted) => AsyncIterable<string>,
): Promise<Outcome<AsyncIterable<string>>> => recorded(call, { key: null, unitIds: [] }, { of: kind, filter }, file);

/** The same for a copy whose rows are known before it leaves. */
export const recordCopy = <T extends string | Uint8Array>(
  call: Call,
  { of, key, unitIds, filter, rows }: Copy,
  file: AsyncIterable<T>,
): Promise<Outcome<AsyncIterable<T>>> =>
  recorded(call, { key, unitIds }, { of, filter }, (counted) => {
    counted.rows = rows;
    return file;
  });

async function recorded<T extends string | Uint8Array>(
  call: Call,
  about: About,
  what: RecordFields,
  file: (counted: Counted) => AsyncIterable<T>,
): Promise<Outcome<AsyncIterable<T>>> {
  const id = uuidv7(call.app.clock.now().getTime());
  const begun = await transact(apart(call), async (work) => {
    work.say({
      act: 'ledger.export-begun',
      subject: subjectOf(id, about),
      version: 1,
      before: null,
      after: { ...what, state: 'begun' },
    });
    return done(null);
  });
  if (!begun.ok) return refused(begun.refusals);
  return done(followed(call, { id, about, what }, file));
}

type Begun = { readonly id: string; readonly about: About; readonly what: RecordFields };

async function* followed<T extends string | Uint8Array>(
  call: Call,
  begun: Begun,
  file: (counted: Counted) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const hash = createHash('sha256');
  const counted: Counted = { rows: 0 };
  let state = 'broken-off';
  try {
    for await (const part of file(counted)) {
      hash.update(part);
      yield part;
    }
    state = 'finished';
  } finally {
    const sha256 = state === 'finished' ? hash.digest('hex') : null;
    await sayEnd(call, begun, { state, rows: counted.rows, sha256 });
  }
}

/** The file has left: a database that is away now must not turn it into a failure, only into a warning that the end is not recorded. */
async function sayEnd(call: Call, { id, about, what }: Begun, end: RecordFields): Promise<void> {
  try {
    await transact(apart(call), async (work) => {
      work.say({
        act: end.state === 'finished' ? 'ledger.export-finished' : 'ledger.export-broken-off',
        subject: subjectOf(id, about),
        version: 2,
        before: { ...what, state: 'begun' },
        after: { ...what, ...end },
      });
      return done(null);
    });
  } catch (error) {
    call.app.log.error({ err: error, export: id }, 'the end of an export could not be recorded');
  }
}
