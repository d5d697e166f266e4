import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { IdentityTables } from './tables.ts';

export type PersonRow = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly unit_id: string | null;
  readonly state: 'active' | 'disabled';
  readonly version: number;
};

/** A person by id or e-mail. */
export async function findPerson(db: Db, named: string): Promise<PersonRow | undefined> {
  return db
    .withTables<IdentityTables>()
    .selectFrom('identity.person')
    .select(['id', 'email', 'name', 'unit_id', 'state', 'version'])
    .where(isUuid(named) ? 'id' : 'email', '=', named.toLowerCase())
    .executeTakeFirst();
}

export async function personForUpdate(tx: Tx, named: string): Promise<PersonRow | undefined> {
  const found = await findPerson(tx, named);
  if (found === undefined) return undefined;
  return tx
    .withTables<IdentityTables>()
    .selectFrom('identity.person')
    .select(['id', 'email', 'name', 'unit_id', 'state', 'version'])
    .where('id', '=', found.id)
    .forUpdate()
    .executeTakeFirst();
}

/** The whole record as the ledger keeps it, its roles and deputies as children. */
export type PersonRecord = {
  readonly id: string;
  readonly version: number;
  readonly subject: Subject;
  readonly fields: RecordFields;
};

export const personErasable: readonly string[] = ['/email', '/name'];

export async function personRecord(tx: Tx, id: string): Promise<PersonRecord> {
  const { rows } = await sql<{ version: number; unit: string | null; fields: RecordFields }>`
    select p.version, p.unit_id as unit, jsonb_build_object('email', p.email, 'name', p.name, 'unit', p.unit_id, 'state', p.state,
      'roles', (select coalesce(jsonb_object_agg(g.id, jsonb_build_object('role', g.role, 'unit', g.unit_id,
          'until', to_char(g.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'releases', to_jsonb(g.release_ids),
          'trailFrom', to_char(g.trail_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'trailUntil', to_char(g.trail_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          || case when g.requested_by is null then '{}' else jsonb_build_object('requestedBy', g.requested_by) end
          || case when g.suspended_by is null then '{}' else jsonb_build_object('suspended', g.suspended_by) end), '{}')
        from identity.role_grant g where g.person_id = p.id and g.withdrawn_at is null),
      'deputies', (select coalesce(jsonb_object_agg(d.id, jsonb_build_object('deputy', d.deputy_id,
          'startsAt', to_char(d.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'endsAt', to_char(d.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          || case when d.suspended_by is null then '{}' else jsonb_build_object('suspended', d.suspended_by) end), '{}')
        from identity.deputation d where d.person_id = p.id and d.withdrawn_at is null)) as fields
    from identity.person p where p.id = ${id}`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error(`person ${id} was locked and is gone`);
  return {
    id,
    version: row.version,
    fields: row.fields,
    subject: { kind: 'person', id, key: null, unitIds: row.unit === null ? [] : [row.unit] },
  };
}

/** The account of a person (signing in, locks, links, sessions) has a history of its own: who may read it is narrower. */
export const accountSubject = (person: { readonly id: string; readonly unit_id: string | null }): Subject => ({
  kind: 'account',
  id: person.id,
  key: null,
  unitIds: person.unit_id === null ? [] : [person.unit_id],
});

type PersonChange = {
  readonly name?: string;
  readonly email?: string;
  readonly unit_id?: string;
  readonly state?: 'active' | 'disabled';
};

/** Saves a change (or none, when only children changed) as the next version. */
export async function savePerson(tx: Tx, person: Pick<PersonRow, 'id' | 'version'>, change: PersonChange = {}): Promise<void> {
  const saved = await tx
    .withTables<IdentityTables>()
    .updateTable('identity.person')
    .set({ ...change, version: person.version + 1 })
    .where('id', '=', person.id)
    .where('version', '=', person.version)
    .executeTakeFirst();
  if (saved.numUpdatedRows !== 1n) throw new Error(`person ${person.id} was locked and yet changed`);
}

/** False when the e-mail address is taken. */
export async function insertPerson(
  tx: Tx,
  person: Pick<PersonRow, 'id' | 'email' | 'name' | 'unit_id'>,
  now: Date,
): Promise<boolean> {
  const inserted = await tx
    .withTables<IdentityTables>()
    .insertInto('identity.person')
    .values({ ...person, state: 'active', version: 1, created_at: now })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}
