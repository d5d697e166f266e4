import { sql } from 'kysely';
import { nobodyId } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { moreOf } from '../core/asked-more.ts';
import type { Criterion, CriterionQuestion, Result, Waiver, Withdrawal } from '../core/criterion.ts';
import type { Found } from '../core/found.ts';
import type { Second, SecondState } from '../core/second-person.ts';
import type { FoundRow } from './tables.ts';

type WithdrawalRow = { withdrawn_by: string | null; withdrawn_at: Date | null; withdrawn_reason: string | null };

const toWithdrawal = (row: WithdrawalRow): Withdrawal | null =>
  row.withdrawn_by === null || row.withdrawn_at === null
    ? null
    : { by: row.withdrawn_by, at: row.withdrawn_at, reason: row.withdrawn_reason ?? '' };

export type ResultRow = WithdrawalRow & {
  id: string;
  criterion_id: string;
  value: number | null;
  checked: boolean | null;
  measured_at: Date;
  measured_by: string | null;
  of_version: string | null;
  note: string | null;
  link: string | null;
  recorded_by: string | null;
  checker_id: string | null;
  recorded_at: Date;
  second: SecondState | null;
  second_by: string | null;
  second_at: Date | null;
  second_value: number | null;
  second_checked: boolean | null;
};

const toSecond = (row: ResultRow): Second | null =>
  row.second === null
    ? null
    : { state: row.second, by: row.second_by, at: row.second_at, value: row.second_value, checked: row.second_checked };

export const toResult = (row: ResultRow): Result => ({
  id: row.id,
  value: row.value,
  checked: row.checked,
  measuredAt: row.measured_at,
  measuredBy: row.measured_by,
  ofVersion: row.of_version,
  note: row.note,
  link: row.link,
  recordedBy: row.recorded_by ?? row.checker_id ?? nobodyId,
  recordedAt: row.recorded_at,
  second: toSecond(row),
  withdrawn: toWithdrawal(row),
});

type CriterionRow = {
  id: string;
  gate_id: string;
  key: string;
  text: string;
  type: CriterionQuestion['type'];
  operator: CriterionQuestion['operator'];
  threshold: number | null;
  unit: string | null;
  source: string | null;
  freshness_hours: number | null;
  responsible: string | null;
  evidence: string | null;
  fact: string | null;
  wants: string | null;
  expression: string | null;
  critical: boolean;
  checker: string | null;
  answer_hours: number | null;
  check_due: Date | null;
  place: number;
  result_id: string | null;
  found: FoundRow | null;
  waived: boolean;
};

type WaiverRow = WithdrawalRow & {
  id: string;
  criterion_id: string;
  reason: string;
  given_by: string;
  given_at: Date;
  expires_at: Date;
};

const toWaiver = (row: WaiverRow): Waiver => ({
  id: row.id,
  reason: row.reason,
  by: row.given_by,
  at: row.given_at,
  expiresAt: row.expires_at,
  withdrawn: toWithdrawal(row),
});

const toFound = ({ until, at, ...found }: FoundRow): Found => ({
  ...found,
  until: until === null ? null : new Date(until),
  at: new Date(at),
});

const toCriterion = (row: CriterionRow, results: ReadonlyMap<string, Result>, waivers: readonly Waiver[]): Criterion => ({
  id: row.id,
  key: row.key,
  text: row.text,
  type: row.type,
  operator: row.operator,
  threshold: row.threshold,
  unit: row.unit,
  source: row.source,
  freshnessHours: row.freshness_hours,
  responsible: row.responsible,
  evidence: row.evidence,
  ...moreOf({ ...row, answerHours: row.answer_hours }),
  checkDue: row.check_due,
  place: row.place,
  result: row.result_id === null ? null : (results.get(row.result_id) ?? null),
  found: row.found === null ? null : toFound(row.found),
  waivers,
});

const grouped = <T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> => Map.groupBy(items, keyOf);

/** The criteria that gates ask now, each with its newest result and its waivers, by gate. */
export async function readCriteria(db: Db, gateIds: readonly string[]): Promise<ReadonlyMap<string, readonly Criterion[]>> {
  if (gateIds.length === 0) return new Map();
  const criteria = await sql<CriterionRow>`
    select id, gate_id, key, text, type, operator, threshold, unit, source, freshness_hours, responsible, evidence, fact, wants, expression, critical, checker, answer_hours, check_due, place,
      result_id, found, exists (select 1 from gates.waiver w where w.criterion_id = gates.criterion.id) as waived
    from gates.criterion where gate_id = any(${gateIds}::uuid[]) and withdrawn_at is null order by place, key`.execute(db);
  const resultIds = criteria.rows.flatMap((row) => (row.result_id === null ? [] : [row.result_id]));
  const results =
    resultIds.length === 0
      ? []
      : (await sql<ResultRow>`select * from gates.result where id = any(${resultIds}::uuid[])`.execute(db)).rows;
  // Most criteria were never waived: where none was, that costs no statement.
  const waived = criteria.rows.flatMap((row) => (row.waived ? [row.id] : []));
  const waivers =
    waived.length === 0
      ? []
      : (
          await sql<WaiverRow>`
            select * from gates.waiver where criterion_id = any(${waived}::uuid[]) order by given_at desc, id desc`.execute(db)
        ).rows;
  const resultsById = new Map(results.map((row) => [row.id, toResult(row)]));
  const waiversOf = grouped(waivers, (row) => row.criterion_id);
  const rowsOf = grouped(criteria.rows, (row) => row.gate_id);
  return new Map(
    [...rowsOf].map(([gateId, rows]) => [
      gateId,
      rows.map((row) => toCriterion(row, resultsById, (waiversOf.get(row.id) ?? []).map(toWaiver))),
    ]),
  );
}
