import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { Attachment } from '../core/files/attachment.ts';

type Ref = { readonly kind: string; readonly id: string };

const columns = sql`id, subject_kind as "subjectKind", subject_id as "subjectId", unit_ids as "unitIds", name, media_type as "mediaType", encode(digest, 'hex') as digest,
  size::int as size, attached_by as "attachedBy", attached_at as "attachedAt", state, withdrawn_by as "withdrawnBy", withdrawn_at as "withdrawnAt",
  withdrawal_reason as "withdrawalReason", version`;

/** @returns false where the record has this file under this name already. */
export async function insertAttachment(tx: Tx, one: Attachment): Promise<boolean> {
  const inserted = await sql`
    insert into discussion.attachment (id, subject_kind, subject_id, unit_ids, name, media_type, digest, size, attached_by, attached_at, state, version)
    values (${one.id}, ${one.subjectKind}, ${one.subjectId}, ${[...one.unitIds]}::uuid[], ${one.name}, ${one.mediaType}, ${Buffer.from(one.digest, 'hex')},
      ${one.size}, ${one.attachedBy}, ${one.attachedAt}, ${one.state}, ${one.version})
    on conflict (subject_kind, subject_id, digest, name) where state = 'attached' do nothing`.execute(tx);
  return inserted.numAffectedRows === 1n;
}

export async function updateAttachment(tx: Tx, seen: Attachment, after: Attachment): Promise<void> {
  const { rows } = await sql`
    update discussion.attachment set unit_ids = ${[...after.unitIds]}::uuid[], state = ${after.state}, withdrawn_by = ${after.withdrawnBy},
      withdrawn_at = ${after.withdrawnAt}, withdrawal_reason = ${after.withdrawalReason}, version = ${after.version}
    where id = ${seen.id} and state = ${seen.state} and version = ${seen.version} returning id`.execute(tx);
  if (rows.length !== 1) throw new Error(`attachment ${seen.id} was locked and yet changed`);
}

export async function findAttachment(db: Db | Tx, id: string, lock: 'for update' | 'none' = 'none'): Promise<Attachment | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<Attachment>`
    select ${columns} from discussion.attachment where id = ${id} ${lock === 'none' ? sql`` : sql`for update`}`.execute(db);
  return rows[0] ?? null;
}

/** The same file under the same name at the same record. */
export async function sameAttachment(tx: Tx, of: Ref, digest: string, name: string): Promise<Attachment | null> {
  const { rows } = await sql<Attachment>`
    select ${columns} from discussion.attachment where subject_kind = ${of.kind} and subject_id = ${of.id} and digest = ${Buffer.from(digest, 'hex')}
      and name = ${name} and state = 'attached'`.execute(tx);
  return rows[0] ?? null;
}

/** Newest first. */
export async function attachmentsPage(
  db: Db,
  of: Ref,
  page: { readonly limit: number; readonly before: string | null },
): Promise<readonly Attachment[]> {
  const { rows } = await sql<Attachment>`
    select ${columns} from discussion.attachment where subject_kind = ${of.kind} and subject_id = ${of.id}
      and ${page.before === null ? sql`true` : sql`id < ${page.before}::uuid`}
    order by id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** Ids of what is attached to a record, oldest first; at most `most`. */
export async function attachmentIdsOf(db: Db | Tx, of: Ref, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from discussion.attachment where subject_kind = ${of.kind} and subject_id = ${of.id} order by id limit ${most}`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** To which records a file is attached, for whoever has to act on its bytes; at most 50. */
export async function recordsWithFile(db: Db | Tx, digest: string): Promise<readonly (Ref & { readonly name: string })[]> {
  const { rows } = await sql<Ref & { readonly name: string }>`
    select subject_kind as kind, subject_id as id, name from discussion.attachment where digest = ${Buffer.from(digest, 'hex')} order by id limit 50`.execute(
    db,
  );
  return rows;
}
