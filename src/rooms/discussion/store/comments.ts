import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { Comment, Wording } from '../core/comment.ts';

const columns = sql`id, subject_kind as "subjectKind", subject_id as "subjectId", unit_ids as "unitIds", author_id as "authorId", written_at as "writtenAt", text, mentions, state,
  corrected_at as "correctedAt", withdrawn_by as "withdrawnBy", withdrawn_at as "withdrawnAt", withdrawal_reason as "withdrawalReason", version`;

export async function insertComment(tx: Tx, one: Comment): Promise<void> {
  await sql`
    insert into discussion.comment (id, subject_kind, subject_id, unit_ids, author_id, written_at, text, mentions, state, version)
    values (${one.id}, ${one.subjectKind}, ${one.subjectId}, ${[...one.unitIds]}::uuid[], ${one.authorId}, ${one.writtenAt}, ${one.text}, ${[...one.mentions]}::uuid[], ${one.state},
      ${one.version})`.execute(tx);
}

/** Moves on from the state and version that were seen; author and record never change. */
export async function updateComment(tx: Tx, seen: Comment, after: Comment): Promise<void> {
  const { rows } = await sql`
    update discussion.comment set text = ${after.text}, unit_ids = ${[...after.unitIds]}::uuid[], mentions = ${[...after.mentions]}::uuid[], state = ${after.state}, corrected_at = ${after.correctedAt},
      withdrawn_by = ${after.withdrawnBy}, withdrawn_at = ${after.withdrawnAt}, withdrawal_reason = ${after.withdrawalReason}, version = ${after.version}
    where id = ${seen.id} and state = ${seen.state} and version = ${seen.version} returning id`.execute(tx);
  if (rows.length !== 1) throw new Error(`comment ${seen.id} was locked and yet changed`);
}

/** Keeps what a comment says, before it says something else. */
export async function keepWording(tx: Tx, seen: Comment, until: Date): Promise<void> {
  await sql`
    insert into discussion.wording (comment_id, number, text, mentions, stood_until)
    values (${seen.id}, ${seen.version}, ${seen.text}, ${[...seen.mentions]}::uuid[], ${until})`.execute(tx);
}

export async function findComment(db: Db | Tx, id: string, lock: 'for update' | 'none' = 'none'): Promise<Comment | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<Comment>`
    select ${columns} from discussion.comment where id = ${id} ${lock === 'none' ? sql`` : sql`for update`}`.execute(db);
  return rows[0] ?? null;
}

export async function wordingsOf(db: Db | Tx, commentId: string): Promise<readonly Wording[]> {
  const { rows } = await sql<Wording>`
    select number, text, mentions, stood_until as until from discussion.wording where comment_id = ${commentId} order by number`.execute(
    db,
  );
  return rows;
}

type Ref = { readonly kind: string; readonly id: string };

/** Newest first, by the index on (kind, id of the record, id). */
export async function commentsPage(
  db: Db,
  of: Ref,
  page: { readonly limit: number; readonly before: string | null },
): Promise<readonly Comment[]> {
  const { rows } = await sql<Comment>`
    select ${columns} from discussion.comment where subject_kind = ${of.kind} and subject_id = ${of.id}
      and ${page.before === null ? sql`true` : sql`id < ${page.before}::uuid`}
    order by id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** Ids of the comments on a record, oldest first; at most `most`. */
export async function commentIdsOf(db: Db | Tx, of: Ref, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from discussion.comment where subject_kind = ${of.kind} and subject_id = ${of.id} order by id limit ${most}`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

export async function commentsById(db: Db | Tx, ids: readonly string[]): Promise<readonly Comment[]> {
  const { rows } = await sql<Comment>`select ${columns} from discussion.comment where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}
