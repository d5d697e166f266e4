import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { DeletionAttempt } from '../core/deletion-attempt.ts';

const columns = sql`id, key, subject_kind as "subjectKind", subject_id as "subjectId", subject_key as "subjectKey", unit_ids as "unitIds", way, by_id as "byId",
  db_role as "dbRole", program, at, source`;

/** @returns false where another process has taken the row of the database up already. */
export async function insertAttempt(tx: Tx, one: DeletionAttempt): Promise<boolean> {
  const { rows } = await sql`
    insert into retention.deletion_attempt (id, key, subject_kind, subject_id, subject_key, unit_ids, way, by_id, db_role, program, at, source)
    values (${one.id}, ${one.key}, ${one.subjectKind}, ${one.subjectId}, ${one.subjectKey}, ${[...one.unitIds]}::uuid[], ${one.way}, ${one.byId},
      ${one.dbRole}, ${one.program}, ${one.at}, ${one.source}::bigint) on conflict (source) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

export type Refused = {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly recordId: string;
  readonly dbRole: string;
  readonly program: string;
};

/** What the database wrote down and the trail does not have yet, oldest first. */
export async function refusedInDatabase(db: Db, most: number): Promise<readonly Refused[]> {
  const { rows } = await sql<Refused>`
    select r.id, r.at, r.kind, r.record_id as "recordId", r.db_role as "dbRole", r.program
    from foundation.refused_deletion r
    where not exists (select 1 from retention.deletion_attempt a where a.source = r.id) order by r.id limit ${most}`.execute(db);
  return rows;
}

const within = (reach: Reach): RawBuilder<unknown> => (reach === 'all' ? sql`true` : sql`unit_ids && ${[...reach]}::uuid[]`);

/** Newest first; attempts on records of no unit are told to who reads everywhere. */
export async function deletionAttempts(
  db: Db,
  page: { readonly limit: number; readonly before: string | null; readonly reach: Reach },
): Promise<readonly DeletionAttempt[]> {
  const { rows } = await sql<DeletionAttempt>`
    select ${columns} from retention.deletion_attempt
    where ${page.before === null ? sql`true` : sql`id < ${page.before}::uuid`} and ${within(page.reach)} order by id desc limit ${page.limit}`.execute(
    db,
  );
  return rows;
}

export async function attemptsById(db: Db, ids: readonly string[]): Promise<readonly DeletionAttempt[]> {
  const { rows } =
    await sql<DeletionAttempt>`select ${columns} from retention.deletion_attempt where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}

export async function findAttempt(db: Db, named: string): Promise<DeletionAttempt | null> {
  const { rows } = await sql<DeletionAttempt>`
    select ${columns} from retention.deletion_attempt where id::text = ${named} or key = ${named.toUpperCase()}`.execute(db);
  return rows[0] ?? null;
}
