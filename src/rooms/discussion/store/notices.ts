import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Comment } from '../core/comment.ts';
import type { Notice } from '../core/watch.ts';

/** Tells of a comment: those to whom it speaks, and who watches the record. Never its author, and nobody twice. */
export async function tellOfComment(
  tx: Tx,
  one: Comment,
  act: string,
  to: readonly string[],
  watchersToo: boolean,
): Promise<void> {
  const watchers = watchersToo
    ? sql`union select person_id, 'commented' from discussion.watch
        where watching and subject_kind = ${one.subjectKind} and subject_id = ${one.subjectId} and person_id <> all(${[...to]}::uuid[])`
    : sql``;
  await sql`
    insert into discussion.notice (person_id, what, at, subject_kind, subject_id, act, by_id, source_id)
    select t.person, t.what, ${one.correctedAt ?? one.writtenAt}, ${one.subjectKind}, ${one.subjectId}, ${act}, ${one.authorId}, ${one.id}
    from (select m.person, 'mentioned' as what from unnest(${[...to]}::uuid[]) as m(person) ${watchers}) as t(person, what)
    where t.person <> ${one.authorId}
    on conflict (person_id, source_id) do nothing`.execute(tx);
}

export type Moved = {
  readonly entryId: string;
  readonly at: Date;
  readonly kind: string;
  readonly id: string;
  readonly act: string;
  readonly actorId: string;
};

/** How far the ledger was followed, and whether anybody watches anything. */
export async function followed(db: Db | Tx): Promise<{ readonly seq: number; readonly anybody: boolean }> {
  const { rows } = await sql<{ seq: string; anybody: boolean }>`
    select seq::text, exists (select from discussion.watch where watching) as anybody from discussion.followed`.execute(db);
  return { seq: Number(rows[0]?.seq ?? 0), anybody: rows[0]?.anybody === true };
}

/** Tells watchers of steps, and how far the ledger was followed, together or not at all. */
export async function tellOfMoves(db: Db, moves: readonly Moved[], upTo: number): Promise<void> {
  await sql`
    with told as (
      insert into discussion.notice (person_id, what, at, subject_kind, subject_id, act, by_id, source_id)
      select w.person_id, 'moved', m.at, m.kind, m.id, m.act, p.id, m."entryId"
      from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as m("entryId" uuid, at timestamptz, kind text, id uuid, act text, "actorId" uuid)
      join discussion.watch w on w.watching and w.subject_kind = m.kind and w.subject_id = m.id and w.since <= m.at and w.person_id <> m."actorId"
      left join identity.person p on p.id = m."actorId"
      on conflict (person_id, source_id) do nothing
    )
    update discussion.followed set seq = ${upTo} where seq < ${upTo}`.execute(db);
}

/** Newest first, by the index on (person, place). */
export async function noticesPage(
  db: Db,
  personId: string,
  page: { readonly limit: number; readonly before: string | null; readonly unread: boolean },
): Promise<readonly Notice[]> {
  const { rows } = await sql<Notice>`
    select place::text as place, what, at, subject_kind as "subjectKind", subject_id as "subjectId", act, by_id as "byId", read_at as "readAt"
    from discussion.notice where person_id = ${personId} and ${page.before === null ? sql`true` : sql`place < ${page.before}::bigint`}
      and ${page.unread ? sql`read_at is null` : sql`true`}
    order by discussion.notice.place desc limit ${page.limit}`.execute(db);
  return rows;
}

/** Marks what somebody was told up to a place as read. @returns how many lines that were. */
export async function readUpTo(tx: Tx, personId: string, place: string, now: Date): Promise<number> {
  const marked = await sql`
    update discussion.notice set read_at = ${now} where person_id = ${personId} and place <= ${place}::bigint and read_at is null`.execute(
    tx,
  );
  return Number(marked.numAffectedRows ?? 0n);
}

/** The version of somebody's inbox after the next time that they say what they have read. */
export async function nextInboxVersion(tx: Tx, personId: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into discussion.inbox (person_id, version) values (${personId}, 1)
    on conflict (person_id) do update set version = discussion.inbox.version + 1 returning version`.execute(tx);
  return rows[0]?.version ?? 1;
}
