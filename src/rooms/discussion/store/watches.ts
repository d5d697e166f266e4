import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Watch } from '../core/watch.ts';

type Ref = { readonly kind: string; readonly id: string };

const columns = sql`id, person_id as "personId", subject_kind as "subjectKind", subject_id as "subjectId", watching, since, version`;

export async function findWatch(
  db: Db | Tx,
  personId: string,
  of: Ref,
  lock: 'for update' | 'none' = 'none',
): Promise<Watch | null> {
  const { rows } = await sql<Watch>`
    select ${columns} from discussion.watch where person_id = ${personId} and subject_kind = ${of.kind} and subject_id = ${of.id}
    ${lock === 'none' ? sql`` : sql`for update`}`.execute(db);
  return rows[0] ?? null;
}

/** @returns false where the person came to watch it at the same moment elsewhere. */
export async function insertWatch(tx: Tx, one: Watch): Promise<boolean> {
  const inserted = await sql`
    insert into discussion.watch (id, person_id, subject_kind, subject_id, watching, since, version)
    values (${one.id}, ${one.personId}, ${one.subjectKind}, ${one.subjectId}, ${one.watching}, ${one.since}, ${one.version})
    on conflict (person_id, subject_kind, subject_id) do nothing`.execute(tx);
  return inserted.numAffectedRows === 1n;
}

export async function updateWatch(tx: Tx, seen: Watch, after: Watch): Promise<void> {
  const { rows } = await sql`
    update discussion.watch set watching = ${after.watching}, since = ${after.since}, version = ${after.version}
    where id = ${seen.id} and version = ${seen.version} returning id`.execute(tx);
  if (rows.length !== 1) throw new Error(`watch ${seen.id} was locked and yet changed`);
}
