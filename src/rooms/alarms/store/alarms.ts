import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { AlarmState, StepVerb } from '../contract-words.ts';
import type { Alarm } from '../core/alarm.ts';

const columns = sql`id, key, kind, mark, severity, says, details, act, subject_kind as "subjectKind", subject_id as "subjectId", subject_key as "subjectKey", unit_ids as "unitIds", state,
  times, level, raised_at as "raisedAt", last_at as "lastAt", ended_at as "endedAt", acknowledged_by as "acknowledgedBy", acknowledged_as as "acknowledgedAs",
  acknowledged_at as "acknowledgedAt", comment, version`;

/** @returns false where an alarm of this kind and mark is open already: somebody else raised it at the same moment. */
export async function insertAlarm(tx: Tx, one: Alarm): Promise<boolean> {
  const inserted = await sql`
    insert into alarms.alarm (id, key, kind, mark, severity, says, details, act, subject_kind, subject_id, subject_key, unit_ids, state, raised_at, last_at, ended_at, version)
    values (${one.id}, ${one.key}, ${one.kind}, ${one.mark}, ${one.severity}, ${one.says}, ${one.details}, ${one.act}, ${one.subjectKind}, ${one.subjectId}, ${one.subjectKey},
      ${[...one.unitIds]}::uuid[], ${one.state}, ${one.raisedAt}, ${one.lastAt}, ${one.endedAt}, ${one.version})
    on conflict (kind, mark) where state <> 'closed' do nothing`.execute(tx);
  return inserted.numAffectedRows === 1n;
}

/** Moves on from the state and version that were seen. */
export async function updateAlarm(tx: Tx, seen: Alarm, after: Alarm): Promise<void> {
  const { rows } = await sql`
    update alarms.alarm set state = ${after.state}, details = ${after.details}, subject_kind = ${after.subjectKind}, subject_id = ${after.subjectId}, subject_key = ${after.subjectKey}, times = ${after.times}, level = ${after.level}, last_at = ${after.lastAt}, ended_at = ${after.endedAt},
      acknowledged_by = ${after.acknowledgedBy}, acknowledged_as = ${[...after.acknowledgedAs]}::text[], acknowledged_at = ${after.acknowledgedAt}, comment = ${after.comment},
      version = ${after.version}
    where id = ${seen.id} and state = ${seen.state} and version = ${seen.version} returning id`.execute(tx);
  if (rows.length !== 1) throw new Error(`alarm ${seen.key} was locked and yet changed`);
}

export type Step = {
  readonly number: number;
  readonly verb: StepVerb;
  readonly at: Date;
  readonly personId: string | null;
  readonly comment: string | null;
};

export async function insertStep(tx: Tx, alarmId: string, step: Step): Promise<void> {
  await sql`
    insert into alarms.step (alarm_id, number, verb, at, person_id, comment)
    values (${alarmId}, ${step.number}, ${step.verb}, ${step.at}, ${step.personId}, ${step.comment})`.execute(tx);
}

export async function stepsOf(db: Db | Tx, alarmId: string): Promise<readonly Step[]> {
  const { rows } = await sql<Step>`
    select number, verb, at, person_id as "personId", comment from alarms.step where alarm_id = ${alarmId} order by number limit 500`.execute(
    db,
  );
  return rows;
}

export async function findAlarm(db: Db | Tx, named: string, lock: 'for update' | 'none' = 'none'): Promise<Alarm | null> {
  const { rows } = await sql<Alarm>`
    select ${columns} from alarms.alarm where id::text = ${named} or key = ${named} ${lock === 'none' ? sql`` : sql`for update`}`.execute(
    db,
  );
  return rows[0] ?? null;
}

export async function alarmsById(db: Db | Tx, ids: readonly string[]): Promise<readonly Alarm[]> {
  const { rows } = await sql<Alarm>`select ${columns} from alarms.alarm where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}

/** The open alarm of a kind and mark, locked; null where there is none. */
export async function openAlarmOf(tx: Tx, kind: string, mark: string): Promise<Alarm | null> {
  const { rows } = await sql<Alarm>`
    select ${columns} from alarms.alarm where kind = ${kind} and mark = ${mark} and state <> 'closed' for update`.execute(tx);
  return rows[0] ?? null;
}

/** Open alarms of a kind that were raised by an act on this record, locked. */
export async function standingAlarms(tx: Tx, kind: string, subjectId: string): Promise<readonly Alarm[]> {
  const { rows } = await sql<Alarm>`
    select ${columns} from alarms.alarm where kind = ${kind} and subject_id = ${subjectId} and state in ('raised', 'acknowledged')
    order by id for update`.execute(tx);
  return rows;
}

export type AlarmFilter = {
  readonly reach: Reach;
  readonly states: readonly AlarmState[] | null;
  readonly severity: string | null;
  readonly kind: string | null;
  readonly text: string | null;
  /** Kinds that wait for this person at level 1, and at level 2. */
  readonly mine: { readonly first: readonly string[]; readonly second: readonly string[]; readonly personId: string } | null;
  readonly sort: 'newest' | 'oldest';
  readonly limit: number;
  readonly after: string | null;
};

/** Ids are made by time, so they are the order. */
export async function alarmsPage(db: Db, filter: AlarmFilter): Promise<readonly Alarm[]> {
  const newest = filter.sort === 'newest';
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (filter.reach !== 'all') parts.push(sql`(unit_ids = '{}' or unit_ids && ${[...filter.reach]}::uuid[])`);
  if (filter.states !== null) parts.push(sql`state = any(${[...filter.states]}::text[])`);
  if (filter.severity !== null) parts.push(sql`severity = ${filter.severity}`);
  if (filter.kind !== null) parts.push(sql`kind = ${filter.kind}`);
  if (filter.text !== null) {
    const like = `%${filter.text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    parts.push(sql`(key ilike ${like} or says ilike ${like} or details ilike ${like} or comment ilike ${like})`);
  }
  if (filter.mine !== null)
    parts.push(sql`(state in ('raised', 'passed') and (kind = any(${[...filter.mine.first]}::text[]) or (level = 2 and kind = any(${[...filter.mine.second]}::text[])))
      and not (subject_kind in ('account', 'person') and subject_id = ${filter.mine.personId}))`);
  if (filter.after !== null) parts.push(newest ? sql`id < ${filter.after}::uuid` : sql`id > ${filter.after}::uuid`);
  const { rows } = await sql<Alarm>`
    select ${columns} from alarms.alarm where ${sql.join(parts, sql` and `)} order by id ${newest ? sql`desc` : sql`asc`} limit ${filter.limit}`.execute(
    db,
  );
  return rows;
}
