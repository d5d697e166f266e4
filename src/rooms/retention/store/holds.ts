import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { RetentionHold } from '../core/retention-hold.ts';

const columns = sql`id, key, state, subject_kind as "subjectKind", subject_id as "subjectId", subject_key as "subjectKey", unit_ids as "unitIds", retention,
  ground, reason, set_by as "setBy", set_at as "setAt", ended_on as "endedOn", ended_by as "endedBy", ended_at as "endedAt", end_reason as "endReason", version`;

export async function insertHold(tx: Tx, hold: RetentionHold): Promise<void> {
  await sql`
    insert into retention.hold (id, key, state, subject_kind, subject_id, subject_key, unit_ids, retention, ground, reason, set_by, set_at, version)
    values (${hold.id}, ${hold.key}, ${hold.state}, ${hold.subjectKind}, ${hold.subjectId}, ${hold.subjectKey}, ${[...hold.unitIds]}::uuid[],
      ${hold.retention}, ${hold.ground}, ${hold.reason}, ${hold.setBy}, ${hold.setAt}, ${hold.version})`.execute(tx);
}

/** Moves on from the state and version that were seen. */
export async function endHold(tx: Tx, seen: RetentionHold, after: RetentionHold): Promise<void> {
  const { rows } = await sql`
    update retention.hold set state = ${after.state}, ended_on = ${after.endedOn}, ended_by = ${after.endedBy}, ended_at = ${after.endedAt},
      end_reason = ${after.endReason}, version = ${after.version}
    where id = ${seen.id} and state = ${seen.state} and version = ${seen.version} returning id`.execute(tx);
  if (rows.length !== 1) throw new Error(`hold ${seen.key} was locked and yet changed`);
}

export async function findHold(db: Db | Tx, named: string, lock: 'for update' | 'none' = 'none'): Promise<RetentionHold | null> {
  const { rows } = await sql<RetentionHold>`
    select ${columns} from retention.hold where id::text = ${named} or key = ${named.toUpperCase()} ${lock === 'none' ? sql`` : sql`for update`}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Holds of some records as they stood at a moment: one that was ended later stands. */
export async function holdsOf(
  db: Db | Tx,
  records: readonly { readonly kind: string; readonly id: string }[],
  at: Date,
): Promise<readonly RetentionHold[]> {
  const { rows } = await sql<RetentionHold>`
    select ${columns} from retention.hold
    where (subject_kind, subject_id) in (select * from unnest(${records.map(({ kind }) => kind)}::text[], ${records.map(({ id }) => id)}::uuid[]))
      and set_at <= ${at} order by id`.execute(db);
  return rows.map((hold) =>
    hold.endedAt !== null && hold.endedAt > at
      ? { ...hold, state: 'standing', endedOn: null, endedBy: null, endedAt: null, endReason: null }
      : hold,
  );
}

const within = (reach: Reach): RawBuilder<unknown> =>
  reach === 'all' ? sql`true` : sql`(unit_ids = '{}' or unit_ids && ${[...reach]}::uuid[])`;

/** Newest first; standing ones before ended ones are asked for by state. */
export async function holds(
  db: Db,
  page: { readonly limit: number; readonly before: string | null; readonly state: string | null; readonly reach: Reach },
): Promise<readonly RetentionHold[]> {
  const { rows } = await sql<RetentionHold>`
    select ${columns} from retention.hold
    where ${page.before === null ? sql`true` : sql`id < ${page.before}::uuid`} and ${page.state === null ? sql`true` : sql`state = ${page.state}`}
      and ${within(page.reach)}
    order by id desc limit ${page.limit}`.execute(db);
  return rows;
}

export async function holdsById(db: Db, ids: readonly string[]): Promise<readonly RetentionHold[]> {
  const { rows } = await sql<RetentionHold>`select ${columns} from retention.hold where id = any(${[...ids]}::uuid[])`.execute(
    db,
  );
  return rows;
}
