import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Statistics } from '../core/review.ts';

export type Review = {
  readonly id: string;
  /** ALR-1 … */
  readonly key: string;
  readonly fromAt: Date | null;
  readonly untilAt: Date;
  readonly statistics: Statistics;
  readonly comment: string;
  readonly reviewedBy: string;
};

const columns = sql`id, key, from_at as "fromAt", until_at as "untilAt", statistics, comment, reviewed_by as "reviewedBy"`;

/** One review at a time: the next begins where this one ended. */
export async function lockReviews(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('alarms.review'))`.execute(tx);
}

export async function insertReview(tx: Tx, one: Review): Promise<void> {
  await sql`
    insert into alarms.review (id, key, from_at, until_at, statistics, comment, reviewed_by)
    values (${one.id}, ${one.key}, ${one.fromAt}, ${one.untilAt}, ${JSON.stringify(one.statistics)}::jsonb, ${one.comment}, ${one.reviewedBy})`.execute(
    tx,
  );
}

export async function reviewsPage(
  db: Db | Tx,
  page: { readonly limit: number; readonly before: string | null },
): Promise<readonly Review[]> {
  const { rows } = await sql<Review>`
    select ${columns} from alarms.review where ${page.before === null ? sql`true` : sql`id < ${page.before}::uuid`}
    order by until_at desc limit ${page.limit}`.execute(db);
  return rows;
}

export async function findReview(db: Db | Tx, named: string): Promise<Review | null> {
  const { rows } = await sql<Review>`select ${columns} from alarms.review where id::text = ${named} or key = ${named}`.execute(
    db,
  );
  return rows[0] ?? null;
}

export async function reviewsById(db: Db | Tx, ids: readonly string[]): Promise<readonly Review[]> {
  const { rows } = await sql<Review>`select ${columns} from alarms.review where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}

/** When the first alarm was raised; null where there was none. */
export async function logBegan(db: Db | Tx): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select min(raised_at) as at from alarms.alarm`.execute(db);
  return rows[0]?.at ?? null;
}

/** Whether the alarm stands that the review is overdue. */
export async function reviewIsOverdue(db: Db | Tx): Promise<boolean> {
  const { rows } = await sql`
    select 1 from alarms.alarm where kind = 'alarms.review-overdue' and state in ('raised', 'acknowledged')`.execute(db);
  return rows.length > 0;
}

/**
 * Numbers by kind of the alarms that were raised in a span (half-open), and the suppressions that were asked for, decided or in force in it, all as they stood when the span
 * ended: whoever asks later for the same span gets the same. `suppressed` counts alarms that were raised while their kind was.
 */
export async function statisticsOf(db: Db | Tx, from: Date | null, until: Date): Promise<Statistics> {
  const after = from ?? new Date(0);
  const kinds = await sql<Statistics['kinds'][number]>`
    select a.kind, count(*)::int as raised,
      (sum((select count(*) from alarms.step s where s.alarm_id = a.id and s.verb in ('raise', 'return', 'repeat') and s.at < ${until})))::int as times,
      count(*) filter (where a.acknowledged_at < ${until})::int as acknowledged,
      count(*) filter (where a.acknowledged_at is null or a.acknowledged_at >= ${until})::int as waiting,
      count(*) filter (where exists (select from alarms.step s where s.alarm_id = a.id and s.verb = 'escalate' and s.at < ${until}))::int as escalated,
      (extract(epoch from percentile_cont(0.5) within group (order by a.acknowledged_at - a.raised_at)
        filter (where a.acknowledged_at < ${until})) / 60)::float8 as "medianMinutes",
      count(*) filter (where exists (select from alarms.suppression s where s.kind = a.kind and s.decided_at <= a.raised_at and s.state in ('in-force', 'ended')
        and a.raised_at < least(s.ends_at, s.ended_at)))::int as suppressed,
      (count(*) filter (where exists (select from alarms.delivery d where d.alarm_id = a.id and d.state = 'failed' and d.next_at < ${until})))::int as "deliveryFailed"
    from alarms.alarm a where a.raised_at >= ${after} and a.raised_at < ${until} group by a.kind order by raised desc, a.kind`.execute(
    db,
  );
  const iso = sql.lit('YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
  const suppressions = await sql<Statistics['suppressions'][number]>`
    select key, kind, reason, requested_by as "requestedBy",
      case when ended_at < ${until} then state when decided_at is null or decided_at >= ${until} then 'requested' when state = 'rejected' then state
        when ends_at < ${until} then 'ended' else 'in-force' end as state,
      case when decided_at < ${until} then decided_by end as "decidedBy",
      to_char(requested_at at time zone 'UTC', ${iso}) as "requestedAt", to_char(ends_at at time zone 'UTC', ${iso}) as "endsAt"
    from alarms.suppression
    where requested_at < ${until} and coalesce(ended_at, case when state = 'rejected' then decided_at end, ends_at) >= ${after}
    order by id limit 500`.execute(db);
  return { kinds: kinds.rows, suppressions: suppressions.rows };
}
