import { createHash } from 'node:crypto';
import { uuidv7 } from '../../../foundation/ids.ts';
import type { RecordFields } from '../../../foundation/record.ts';
import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';

export type ExportKind = 'ledger' | 'trail';
/** Counted while the file is written. */
export type Counted = { rows: number };

const subjectOf = (id: string) => ({ kind: 'export', id, key: null, unitIds: [] });
const apart = (call: Call): Call => ({ ...call, idempotency: null, ifVersion: null });

/**
 * Records who takes a copy of which part of the ledger, before the first line leaves (21 CFR 11.10(e), Annex 11 draft 12.3), and after the last one how many rows
 * it had and the SHA-256 of the file, or that it was broken off.
 * @param filter what was asked for, as the caller wrote it.
 * @returns the same lines, to be sent.
 */
export async function recordExport(
  call: Call,
  kind: ExportKind,
  filter: RecordFields,
  file: (counted: Counted) => AsyncIterable<string>,
): Promise<Outcome<AsyncIterable<string>>> {
  const id = uuidv7(call.app.clock.now().getTime());
  const begun = await transact(apart(call), async (work) => {
    work.say({
      act: 'ledger.export-begun',
      subject: subjectOf(id),
      version: 1,
      before: null,
      after: { of: kind, filter, state: 'begun' },
    });
    return done(null);
  });
  if (!begun.ok) return refused(begun.refusals);
  return done(followed(call, id, { of: kind, filter }, file));
}

async function* followed(
  call: Call,
  id: string,
  what: RecordFields,
  file: (counted: Counted) => AsyncIterable<string>,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const counted: Counted = { rows: 0 };
  let state = 'broken-off';
  try {
    for await (const text of file(counted)) {
      hash.update(text);
      yield text;
    }
    state = 'finished';
  } finally {
    const sha256 = state === 'finished' ? hash.digest('hex') : null;
    await sayEnd(call, id, what, { state, rows: counted.rows, sha256 });
  }
}

/** The file has left: a database that is away now must not turn it into a failure, only into a warning that the end is not recorded. */
async function sayEnd(call: Call, id: string, what: RecordFields, end: RecordFields): Promise<void> {
  try {
    await transact(apart(call), async (work) => {
      work.say({
        act: end.state === 'finished' ? 'ledger.export-finished' : 'ledger.export-broken-off',
        subject: subjectOf(id),
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
