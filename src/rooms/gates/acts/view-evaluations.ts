import type { Db } from '../../../foundation/database/database.ts';
import { trailOf } from '../../ledger/door.ts';
import { type Standing, standingOfKept } from '../core/kept-evaluation.ts';
import { type InputChange, whatChanged } from '../core/what-changed.ts';
import { evaluationsOf, type KeptEvaluation } from '../store/kept-evaluations.ts';
import { namesOf } from '../store/read-facts.ts';

export type SeenEvaluation = KeptEvaluation & {
  readonly byName: string | null;
  readonly standing: Standing;
  readonly changed: readonly InputChange[];
  /** The entry of the audit trail of the same act. */
  readonly entry: { readonly id: string; readonly seq: number | null } | null;
};

/** Which entries are asked for say their versions; a clock that stepped back hides none of them. */
const endOfTime = new Date('9999-12-31T00:00:00.000Z');

type Told = { readonly id: string; readonly seq: number | null; readonly seal: string | null };

/** What the ledger's entries of these versions of a gate say of evaluations, by the id of the evaluation. One entry a version, so a page costs a page. */
async function toldOf(db: Db, gateId: string, kept: readonly KeptEvaluation[]): Promise<ReadonlyMap<string, Told>> {
  const versions = [...new Set(kept.flatMap((one) => one.gateVersion ?? []))];
  if (versions.length === 0) return new Map();
  const entries = await trailOf(db, { records: [{ kind: 'gate', id: gateId }], until: endOfTime, versions }, versions.length * 2);
  return new Map(
    entries.flatMap((entry) => {
      const said = new Map(entry.changes.map((change) => [change.field, change.new] as const));
      const id = said.get('/evaluation/id');
      const seal = said.get('/evaluation/seal');
      return typeof id === 'string'
        ? [[id, { id: entry.id, seq: entry.seq, seal: typeof seal === 'string' ? seal : null }] as const]
        : [];
    }),
  );
}

/**
 * Kept evaluations of a gate, newest first, each computed again: whether hash, seal, order and the ledger's entry agree, and what is different from the
 * one before it. The caller has seen to the right.
 */
export async function viewEvaluations(
  db: Db,
  gateId: string,
  page: { readonly limit: number; readonly before: number | null },
): Promise<readonly SeenEvaluation[]> {
  const rows = await evaluationsOf(db, gateId, { ...page, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const told = await toldOf(db, gateId, shown);
  const names = await namesOf(
    db,
    shown.flatMap((row) => row.byId ?? []),
  );
  return shown.map((row, at) => {
    const entry = told.get(row.id) ?? null;
    return {
      ...row,
      byName: row.byId === null ? null : (names.get(row.byId) ?? null),
      standing: standingOfKept(row, entry?.seal ?? null),
      changed: whatChanged(rows[at + 1]?.inputs ?? [], row.inputs),
      entry: entry === null ? null : { id: entry.id, seq: entry.seq },
    };
  });
}
