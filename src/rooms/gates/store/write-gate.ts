import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../foundation/database/database.ts';
import { moreOf } from '../core/asked-more.ts';
import { type Criterion, endOf, metBy } from '../core/criterion.ts';
import { foundText } from '../core/found.ts';
import type { Gate } from '../core/gate.ts';
import type { GatesTables } from './tables.ts';

/** What an act changes on a gate beside its version. */
export type GateChange = Partial<
  Pick<
    Gate,
    | 'subjectKey'
    | 'unitIds'
    | 'name'
    | 'guards'
    | 'dueAt'
    | 'deciders'
    | 'greenHours'
    | 'from'
    | 'state'
    | 'conditionalUntil'
    | 'reopenedWhy'
    | 'lapsesAt'
    | 'restedAt'
    | 'place'
    | 'withdrawnAt'
  > & { readonly decisionId: string | null }
>;

const columns = {
  subjectKey: 'subject_key',
  unitIds: 'unit_ids',
  name: 'name',
  guards: 'guards',
  dueAt: 'due_at',
  deciders: 'deciders',
  greenHours: 'green_hours',
  state: 'state',
  conditionalUntil: 'conditional_until',
  reopenedWhy: 'reopened_why',
  lapsesAt: 'lapses_at',
  restedAt: 'rested_at',
  place: 'place',
  withdrawnAt: 'withdrawn_at',
  decisionId: 'decision_id',
} as const;

const fromSets = (from: Gate['from'] | undefined): readonly RawBuilder<unknown>[] =>
  from === undefined
    ? []
    : [
        sql`template_id = (select id from gates.template where key = ${from?.template ?? null})`,
        sql`template_edition = ${from?.edition ?? null}`,
      ];

/** Saves a change of a locked gate and counts its version up; the UPDATE names the version that it expects. */
export async function changeGate(tx: Tx, gate: Gate, change: GateChange, now: Date): Promise<void> {
  const { from, ...plain } = change;
  const sets = Object.entries(plain).flatMap(([field, value]) => {
    const column = Object.entries(columns).find(([name]) => name === field)?.[1];
    return column === undefined || value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`];
  });
  const { numAffectedRows } = await sql`
    update gates.gate set ${sql.join([...sets, ...fromSets(from), sql`version = version + 1`, sql`changed_at = ${now}`])}
    where id = ${gate.id} and version = ${gate.version}`.execute(tx);
  if (numAffectedRows !== 1n) throw new Error(`gate ${gate.id} changed while it was locked`);
}

async function templateIds(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{
    id: string;
    key: string;
  }>`select id, key from gates.template where key = any(${[...keys]}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.key, row.id] as const));
}

export async function insertGates(tx: Tx, gates: readonly Gate[]): Promise<void> {
  if (gates.length === 0) return;
  const templates = await templateIds(
    tx,
    gates.flatMap((gate) => gate.from?.template ?? []),
  );
  await tx
    .withTables<GatesTables>()
    .insertInto('gates.gate')
    .values(
      gates.map((gate) => ({
        id: gate.id,
        subject_kind: gate.subjectKind,
        subject_id: gate.subjectId,
        subject_key: gate.subjectKey,
        unit_ids: [...gate.unitIds],
        key: gate.key,
        name: gate.name,
        guards: gate.guards,
        due_at: gate.dueAt,
        deciders: [...gate.deciders],
        green_hours: gate.greenHours,
        template_id: gate.from === null ? null : (templates.get(gate.from.template) ?? null),
        template_edition: gate.from?.edition ?? null,
        evaluation_id: null,
        state: gate.state,
        conditional_until: null,
        reopened_why: null,
        decision_id: null,
        lapses_at: null,
        rested_at: null,
        place: gate.place,
        version: gate.version,
        changed_at: gate.changedAt,
      })),
    )
    .execute();
  await insertCriteria(
    tx,
    gates.flatMap((gate) => gate.criteria.map((criterion) => ({ gateId: gate.id, criterion }))),
  );
}

const rowOf = (criterion: Criterion) => {
  const { answerHours, ...more } = moreOf(criterion);
  return { ...more, answer_hours: answerHours };
};

export async function insertCriteria(
  tx: Tx,
  criteria: readonly { readonly gateId: string; readonly criterion: Criterion }[],
): Promise<void> {
  if (criteria.length === 0) return;
  await tx
    .withTables<GatesTables>()
    .insertInto('gates.criterion')
    .values(
      criteria.map(({ gateId, criterion }) => ({
        id: criterion.id,
        gate_id: gateId,
        key: criterion.key,
        text: criterion.text,
        type: criterion.type,
        operator: criterion.operator,
        threshold: criterion.threshold,
        unit: criterion.unit,
        source: criterion.source,
        freshness_hours: criterion.freshnessHours,
        responsible: criterion.responsible,
        evidence: criterion.evidence,
        ...rowOf(criterion),
        place: criterion.place,
        result_id: null,
        holds: metBy(criterion),
        stale_at: endOf(criterion),
        found: foundText(criterion.found),
      })),
    )
    .execute();
}

export async function withdrawCriteria(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .withTables<GatesTables>()
    .updateTable('gates.criterion')
    .set({ withdrawn_at: now })
    .where('id', 'in', [...ids])
    .execute();
}

export async function moveCriterion(
  tx: Tx,
  id: string,
  change: { readonly responsible: string | null; readonly place: number },
): Promise<void> {
  await tx.withTables<GatesTables>().updateTable('gates.criterion').set(change).where('id', '=', id).execute();
}
