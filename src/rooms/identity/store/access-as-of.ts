import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { RecordFields } from '../../../foundation/record.ts';
import { recordAsOf } from '../../ledger/door.ts';

export type GrantThen = {
  readonly id: string;
  readonly role: string;
  readonly unit: { readonly id: string; readonly key: string; readonly name: string };
  readonly personId: string | null;
  readonly groupId: string | null;
  readonly groupName: string | null;
  readonly requestedBy: string | null;
  readonly grantedBy: string;
  readonly grantedAt: Date;
  readonly until: Date | null;
  readonly withdrawnAt: Date | null;
  readonly reason: string | null;
};
export type Deputed = { readonly personId: string; readonly deputyId: string };

export const mostGrants = 1_000;

/** Grants of some roles that had been granted and not withdrawn at a moment, and count in a unit (null: anywhere). At most one more than `mostGrants`. */
export async function grantsAt(
  db: Db | Tx,
  roles: readonly string[],
  unitId: string | null,
  at: Date,
): Promise<readonly GrantThen[]> {
  const where =
    unitId === null ? sql`true` : sql`exists (select 1 from identity.unit w where w.id = ${unitId} and g.unit_id = any(w.path))`;
  const { rows } = await sql<GrantThen>`
    select g.id, g.role, jsonb_build_object('id', u.id, 'key', u.key, 'name', u.name) as unit, g.person_id as "personId", g.crowd_id as "groupId",
      c.name as "groupName", g.requested_by as "requestedBy", g.granted_by as "grantedBy", g.granted_at as "grantedAt", g.ends_at as until,
      g.withdrawn_at as "withdrawnAt", g.reason
    from identity.role_grant g join identity.unit u on u.id = g.unit_id left join identity.crowd c on c.id = g.crowd_id
    where g.role = any(${[...roles]}::text[]) and g.granted_at <= ${at} and (g.withdrawn_at is null or g.withdrawn_at > ${at})
      and (g.ends_at is null or g.ends_at > ${at}) and ${where}
    order by g.granted_at, g.id limit ${mostGrants + 1}`.execute(db);
  return rows;
}

/** Who stood in for these people at a moment. */
export async function deputiesAt(db: Db | Tx, personIds: readonly string[], at: Date): Promise<readonly Deputed[]> {
  const { rows } = await sql<Deputed>`
    select person_id as "personId", deputy_id as "deputyId" from identity.deputation
    where person_id = any(${[...personIds]}::uuid[]) and starts_at <= ${at} and ends_at > ${at}
      and (withdrawn_at is null or withdrawn_at > ${at}) order by deputy_id`.execute(db);
  return rows;
}

/** The members that a group had at a moment, as the ledger tells it; those that were suspended held nothing. */
export async function membersAt(db: Db | Tx, groupId: string, at: Date): Promise<readonly string[]> {
  const then = await recordAsOf(db, { kind: 'group', id: groupId }, at);
  const members = branch(then?.record, 'members');
  return then === null || then.record.withdrawn === true ? [] : Object.keys(members).filter((id) => members[id] === true);
}

/** Whether a grant was suspended by a review of access at a moment, as the ledger tells it. */
export async function suspendedAt(db: Db | Tx, grant: GrantThen, at: Date): Promise<boolean> {
  const carrier = grant.personId === null ? { kind: 'group', id: grant.groupId ?? '' } : { kind: 'person', id: grant.personId };
  const then = await recordAsOf(db, carrier, at);
  return branch(branch(then?.record, 'roles'), grant.id).suspended !== undefined;
}

/** Whether a person was disabled at a moment. One of whom the ledger tells nothing was not. */
export async function disabledAt(db: Db | Tx, personId: string, at: Date): Promise<boolean> {
  const then = await recordAsOf(db, { kind: 'person', id: personId }, at);
  return then?.record.state === 'disabled';
}

function branch(record: RecordFields | undefined, field: string): RecordFields {
  const value = record?.[field];
  return isRecord(value) ? value : {};
}
const isRecord = (value: unknown): value is RecordFields => typeof value === 'object' && value !== null && !Array.isArray(value);
