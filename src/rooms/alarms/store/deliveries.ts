import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

export const channels = ['webhook', 'mail'] as const;
export type Channel = (typeof channels)[number];

export type Delivery = {
  readonly id: string;
  readonly alarmId: string;
  readonly level: 1 | 2;
  readonly channel: Channel;
  readonly personId: string | null;
  readonly createdAt: Date;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly attempts: number;
  readonly nextAt: Date;
};

const columns = sql`id, alarm_id as "alarmId", level, channel, person_id as "personId", created_at as "createdAt", state, attempts, next_at as "nextAt"`;

export async function insertDelivery(tx: Tx, one: Delivery): Promise<void> {
  await sql`
    insert into alarms.delivery (id, alarm_id, level, channel, person_id, created_at, state, attempts, next_at)
    values (${one.id}, ${one.alarmId}, ${one.level}, ${one.channel}, ${one.personId}, ${one.createdAt}, ${one.state}, ${one.attempts}, ${one.nextAt})`.execute(
    tx,
  );
}

const notSuppressed = (now: Date) =>
  sql`not exists (select from alarms.suppression s where s.kind = alarm.kind and s.state = 'in-force' and s.ends_at > ${now})`;

/** Ids of alarms that nobody acknowledged and whose people were not told yet, or not since it came back; none of a kind that is suppressed. */
export async function untoldAlarms(db: Db, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from alarms.alarm where state in ('raised', 'passed') and (told < level or (state = 'raised' and told_at < last_at))
      and ${notSuppressed(now)}
    order by raised_at limit 100`.execute(db);
  return rows.map((row) => row.id);
}

export async function markTold(tx: Tx, id: string, level: 1 | 2, now: Date): Promise<void> {
  await sql`update alarms.alarm set told = ${level}, told_at = ${now} where id = ${id}`.execute(tx);
}

/** Ids of alarms of which the first were told before this moment, and that nobody acknowledged; none of a kind that is suppressed. */
export async function overdueAlarms(db: Db, before: Date, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from alarms.alarm where state in ('raised', 'passed') and level = 1 and told = 1 and told_at <= ${before} and ${notSuppressed(now)}
    order by raised_at limit 100`.execute(db);
  return rows.map((row) => row.id);
}

export async function dueDeliveries(db: Db, now: Date): Promise<readonly Delivery[]> {
  const { rows } = await sql<Delivery>`
    select ${columns} from alarms.delivery where state = 'waiting' and next_at <= ${now} order by next_at, id limit 100`.execute(
    db,
  );
  return rows;
}

export type Attempt = { readonly number: number; readonly at: Date; readonly outcome: 'sent' | 'failed'; readonly says: string };

/** Keeps what came of an attempt, with what the delivery is then. */
export async function saveAttempt(
  tx: Tx,
  of: Delivery,
  attempt: Attempt,
  become: Pick<Delivery, 'state' | 'nextAt'>,
): Promise<void> {
  await sql`
    insert into alarms.attempt (delivery_id, number, at, outcome, says) values (${of.id}, ${attempt.number}, ${attempt.at}, ${attempt.outcome}, ${attempt.says})`.execute(
    tx,
  );
  await sql`
    update alarms.delivery set state = ${become.state}, attempts = ${attempt.number}, next_at = ${become.nextAt} where id = ${of.id}`.execute(
    tx,
  );
}

export type Told = Delivery & {
  readonly tries: readonly { number: number; at: string; outcome: 'sent' | 'failed'; says: string }[];
};

/** What was sent of an alarm, oldest first, at most 200, each with its attempts. */
export async function deliveriesOf(db: Db, alarmId: string): Promise<readonly Told[]> {
  const { rows } = await sql<Told>`
    select ${columns}, (
      select coalesce(jsonb_agg(jsonb_build_object('number', a.number, 'at', a.at, 'outcome', a.outcome, 'says', a.says) order by a.number), '[]')
      from alarms.attempt a where a.delivery_id = d.id) as tries
    from alarms.delivery d where alarm_id = ${alarmId} order by id limit 200`.execute(db);
  return rows;
}

/** The newest attempt of each channel. */
export async function lastAttempts(db: Db): Promise<ReadonlyMap<Channel, Attempt>> {
  const { rows } = await sql<Attempt & { channel: Channel }>`
    select c.channel, last.* from unnest(${[...channels]}::text[]) as c(channel),
      lateral (select a.number, a.at, a.outcome, a.says from alarms.attempt a join alarms.delivery d on d.id = a.delivery_id
        where d.channel = c.channel order by a.at desc limit 1) last`.execute(db);
  return new Map(rows.map((row) => [row.channel, row] as const));
}
