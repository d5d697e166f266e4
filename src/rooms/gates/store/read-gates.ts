import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { Involvement } from '../../../foundation/services.ts';
import type { DecideVerb, GateState } from '../contract.ts';
import type { Gate } from '../core/gate.ts';
import type { KeptHead } from '../core/kept-evaluation.ts';
import { passingStates, type Tolerance } from '../core/standing.ts';
import type { TrailSeen } from '../core/trail-seen.ts';
import { keptHeads } from './kept-evaluations.ts';
import { readCriteria } from './read-criteria.ts';
import { trailColumn } from './trail-seen.ts';

type GateRow = {
  id: string;
  subject_kind: string;
  subject_id: string;
  subject_key: string | null;
  unit_ids: string[];
  key: string;
  name: string;
  guards: string;
  due_at: Date | null;
  deciders: string[];
  green_hours: number | null;
  template_edition: number | null;
  template_key: string | null;
  evaluation_id: string | null;
  state: GateState;
  conditional_until: Date | null;
  reopened_why: string | null;
  decision_id: string | null;
  lapses_at: Date | null;
  rested_at: Date | null;
  place: number;
  withdrawn_at: Date | null;
  version: number;
  changed_at: Date;
};

type DecisionRow = {
  id: string;
  outcome: DecideVerb;
  by_id: string;
  role: string;
  condition: string | null;
  expires_at: Date | null;
  tolerates: readonly Tolerance[];
  trail: TrailSeen | null;
  at: Date;
};

const locks = { none: sql``, share: sql`for share`, update: sql`for update` } as const;
export type Lock = keyof typeof locks;

const toGate = (row: GateRow, criteria: Gate['criteria'], decision: DecisionRow | undefined, kept: KeptHead | null): Gate => ({
  id: row.id,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  subjectKey: row.subject_key,
  unitIds: row.unit_ids,
  key: row.key,
  name: row.name,
  guards: row.guards,
  dueAt: row.due_at,
  deciders: row.deciders,
  state: row.state,
  conditionalUntil: row.conditional_until,
  reopenedWhy: row.reopened_why,
  decision:
    decision === undefined
      ? null
      : {
          id: decision.id,
          outcome: decision.outcome,
          by: decision.by_id,
          role: decision.role,
          condition: decision.condition,
          expiresAt: decision.expires_at,
          tolerates: decision.tolerates,
          trail: decision.trail,
          at: decision.at,
        },
  lapsesAt: row.lapses_at,
  restedAt: row.rested_at,
  place: row.place,
  withdrawnAt: row.withdrawn_at,
  version: row.version,
  changedAt: row.changed_at,
  criteria,
  greenHours: row.green_hours,
  from:
    row.template_key === null || row.template_edition === null
      ? null
      : { template: row.template_key, edition: row.template_edition },
  kept,
});

/** Gates with all that their judgement needs; rows are locked before anything that hangs on them is read. */
async function read(db: Db, where: RawBuilder<unknown>, lock: Lock): Promise<readonly Gate[]> {
  const { rows } = await sql<GateRow>`
    select *, (select t.key from gates.template t where t.id = template_id) as template_key from gates.gate where ${where} order by place, id ${locks[lock]}`.execute(
    db,
  );
  const criteria = await readCriteria(
    db,
    rows.map((row) => row.id),
  );
  const decided = rows.flatMap((row) => (row.decision_id === null ? [] : [row.decision_id]));
  const decisions =
    decided.length === 0
      ? []
      : (
          await sql<DecisionRow>`
            select id, outcome, by_id, role, condition, expires_at, tolerates, at, ${trailColumn} from gates.decision where id = any(${decided}::uuid[])`.execute(
            db,
          )
        ).rows;
  const kept = await keptHeads(
    db,
    rows.flatMap((row) => row.evaluation_id ?? []),
  );
  return rows.map((row) =>
    toGate(
      row,
      criteria.get(row.id) ?? [],
      decisions.find((decision) => decision.id === row.decision_id),
      row.evaluation_id === null ? null : (kept.get(row.evaluation_id) ?? null),
    ),
  );
}

export async function gateById(db: Db, id: string, lock: Lock): Promise<Gate | null> {
  const [gate] = await read(db, sql`id = ${id} and withdrawn_at is null`, lock);
  return gate ?? null;
}

type Of = { readonly kind: string; readonly id: string };

/** All gates of a subject, withdrawn ones included where asked. */
export const gatesOfSubject = (
  db: Db,
  subject: Of,
  lock: Lock,
  more: { readonly withdrawn?: boolean; readonly guards?: string } = {},
) =>
  read(
    db,
    sql`subject_kind = ${subject.kind} and subject_id = ${subject.id}
      ${more.withdrawn === true ? sql`` : sql`and withdrawn_at is null`}
      ${more.guards === undefined ? sql`` : sql`and guards = ${more.guards}`}`,
    lock,
  );

export const gatesOfSubjects = (db: Db, subjects: readonly Of[]): Promise<readonly Gate[]> =>
  read(
    db,
    sql`withdrawn_at is null and (subject_kind, subject_id) in (
      select * from unnest(${subjects.map((subject) => subject.kind)}::text[], ${subjects.map((subject) => subject.id)}::uuid[]))`,
    'none',
  );

export type GateHead = {
  readonly id: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectKey: string | null;
  readonly unitIds: readonly string[];
};

/** Finds a gate by id, or by the key of its subject and its own with a slash between them. Of several that had the key the present one comes first. Locks nothing. */
export async function findGate(
  db: Db,
  idOrKey: string,
  which: 'present' | 'withdrawn too' = 'present',
): Promise<GateHead | null> {
  const slash = idOrKey.lastIndexOf('/');
  const where = isUuid(idOrKey)
    ? sql`id = ${idOrKey}`
    : sql`subject_key = ${idOrKey.slice(0, Math.max(slash, 0))} and key = ${idOrKey.slice(slash + 1)}`;
  const { rows } = await sql<GateHead>`
    select id, subject_kind as "subjectKind", subject_id as "subjectId", subject_key as "subjectKey", unit_ids as "unitIds"
    from gates.gate where ${where} ${which === 'present' ? sql`and withdrawn_at is null` : sql``}
    order by withdrawn_at desc nulls first, id limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Hands in gates, by gate: who recorded a result, and who gave a waiver that was not withdrawn. */
export async function handsIn(db: Db, gateIds: readonly string[]): Promise<ReadonlyMap<string, readonly Involvement[]>> {
  const { rows } = await sql<Involvement & { readonly gate: string }>`
    select gate_id as gate, recorded_by as "personId", 'tester' as "as" from gates.result where gate_id = any(${[...gateIds]}::uuid[]) and recorded_by is not null
    union
    select gate_id, second_by, 'tester' from gates.result where gate_id = any(${[...gateIds]}::uuid[]) and second_by is not null
    union
    select gate_id, given_by, 'waived a criterion' from gates.waiver where gate_id = any(${[...gateIds]}::uuid[]) and withdrawn_at is null`.execute(
    db,
  );
  const byGate = Map.groupBy(rows, (row) => row.gate);
  return new Map([...byGate].map(([gate, found]) => [gate, found.map(({ personId, as }) => ({ personId, as }))]));
}

/** Those of some gates that are awake and have passed. Locks nothing. */
export const passingGates = (db: Db, ids: readonly string[]): Promise<readonly Gate[]> =>
  read(
    db,
    sql`id = any(${[...ids]}::uuid[]) and withdrawn_at is null and rested_at is null and state = any(${[...passingStates]}::text[])`,
    'none',
  );

/** Gates whose pass has run out by the clock, oldest first. */
export async function lapsedGates(db: Db, now: Date, limit: number): Promise<readonly GateHead[]> {
  const { rows } = await sql<GateHead>`
    select id, subject_kind as "subjectKind", subject_id as "subjectId", subject_key as "subjectKey", unit_ids as "unitIds"
    from gates.gate
    where withdrawn_at is null and rested_at is null and lapses_at is not null and lapses_at <= ${now} order by lapses_at, id limit ${limit}`.execute(
    db,
  );
  return rows;
}
