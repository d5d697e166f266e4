import type { SubjectLabel } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as ledger from '../../ledger/door.ts';
import { readableRecord } from './readable-record.ts';
import { retentionOf } from './retention-of.ts';

/** An end costs some ten reads of the ledger. */
const atOnce = 50;

export type Due = { readonly id: string; readonly label: SubjectLabel; readonly until: Date };

/** Kinds that are closed by themselves and can be disposed of; what is kept with them goes with them. */
export const disposableKinds = ({ app }: Call): readonly string[] =>
  [...new Set(app.disposers.map(({ kind }) => kind))]
    .filter((kind) => app.recordTypes.get(kind)?.closes !== 'with-record')
    .toSorted();

/** Records of a kind whose retention is over, among the next ones in the order of their ids. */
export async function dueRecords(
  call: Call,
  kind: string,
  after: string | null,
): Promise<{ readonly due: readonly Due[]; readonly looked: number; readonly next: string | null }> {
  const { app, actor } = call;
  const { db } = app.database;
  const now = app.clock.now();
  const mayNot = (right: string, unitId: string | null) => app.ports.authority.may(actor, right, unitId);
  const ids = disposableKinds(call).includes(kind) ? await ledger.recordsOf(db, kind, after, atOnce) : [];
  const due: Due[] = [];
  for (const id of ids) {
    const kept = await retentionOf(app, db, { kind, id }, now);
    const until = kept?.trailUntil ?? null;
    if (kept?.until === null || until === null || until > now) continue;
    const found = await readableRecord(app, db, kind, id, mayNot);
    if (found.ok) due.push({ id, label: found.value.label, until });
  }
  return { due, looked: ids.length, next: ids.length < atOnce ? null : (ids.at(-1) ?? null) };
}
