import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { IdentityTables } from './tables.ts';

export type GroupRow = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly withdrawn_at: Date | null;
  readonly version: number;
};

const columns = ['id', 'key', 'name', 'withdrawn_at', 'version'] as const;

/** A group by id or key. */
export const findGroup = (db: Db, named: string): Promise<GroupRow | undefined> =>
  db
    .withTables<IdentityTables>()
    .selectFrom('identity.crowd')
    .select(columns)
    .where(isUuid(named) ? 'id' : 'key', '=', named)
    .executeTakeFirst();

export const groupForUpdate = (tx: Tx, named: string): Promise<GroupRow | undefined> =>
  tx
    .withTables<IdentityTables>()
    .selectFrom('identity.crowd')
    .select(columns)
    .where(isUuid(named) ? 'id' : 'key', '=', named)
    .forUpdate()
    .executeTakeFirst();

export type GroupRecord = {
  readonly id: string;
  readonly version: number;
  readonly subject: Subject;
  readonly fields: RecordFields;
};

/** The whole record as the ledger keeps it, members and roles as children. */
export async function groupRecord(tx: Tx, id: string): Promise<GroupRecord> {
  const { rows } = await sql<{ key: string; version: number; fields: RecordFields }>`
    select c.key, c.version, jsonb_build_object('key', c.key, 'name', c.name, 'withdrawn', c.withdrawn_at is not null,
      'members', (select coalesce(jsonb_object_agg(m.person_id, coalesce(to_jsonb(m.suspended_by), 'true')), '{}') from identity.crowd_member m where m.crowd_id = c.id),
      'roles', (select coalesce(jsonb_object_agg(g.id, jsonb_build_object('role', g.role, 'unit', g.unit_id,
          'until', to_char(g.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          || case when g.requested_by is null then '{}' else jsonb_build_object('requestedBy', g.requested_by) end
          || case when g.suspended_by is null then '{}' else jsonb_build_object('suspended', g.suspended_by) end), '{}')
        from identity.role_grant g where g.crowd_id = c.id and g.withdrawn_at is null)) as fields
    from identity.crowd c where c.id = ${id}`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error(`group ${id} was locked and is gone`);
  return { id, version: row.version, fields: row.fields, subject: { kind: 'group', id, key: row.key, unitIds: [] } };
}

export async function saveGroup(
  tx: Tx,
  group: Pick<GroupRow, 'id' | 'version'>,
  change: { readonly name?: string; readonly withdrawn_at?: Date } = {},
): Promise<void> {
  const saved = await tx
    .withTables<IdentityTables>()
    .updateTable('identity.crowd')
    .set({ ...change, version: group.version + 1 })
    .where('id', '=', group.id)
    .where('version', '=', group.version)
    .executeTakeFirst();
  if (saved.numUpdatedRows !== 1n) throw new Error(`group ${group.id} was locked and yet changed`);
}

export async function membersOf(db: Db, groupId: string): Promise<readonly string[]> {
  const { rows } = await sql<{
    person_id: string;
  }>`select person_id from identity.crowd_member where crowd_id = ${groupId}`.execute(db);
  return rows.map((row) => row.person_id);
}

/** False when the key is taken. */
export async function insertGroup(
  tx: Tx,
  group: { readonly id: string; readonly key: string; readonly name: string },
): Promise<boolean> {
  const inserted = await tx
    .withTables<IdentityTables>()
    .insertInto('identity.crowd')
    .values({ ...group, version: 1 })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** False when the person belongs to the group already. */
export async function insertMember(tx: Tx, groupId: string, personId: string, now: Date): Promise<boolean> {
  const inserted = await tx
    .withTables<IdentityTables>()
    .insertInto('identity.crowd_member')
    .values({ crowd_id: groupId, person_id: personId, since: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** False when the person did not belong to the group. */
export async function deleteMember(tx: Tx, groupId: string, personId: string): Promise<boolean> {
  const deleted = await tx
    .withTables<IdentityTables>()
    .deleteFrom('identity.crowd_member')
    .where('crowd_id', '=', groupId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return deleted.numDeletedRows === 1n;
}
