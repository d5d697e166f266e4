import type { Tx } from '../../../foundation/database/database.ts';
import type { IdentityTables } from './tables.ts';

export type GrantRow = {
  readonly id: string;
  readonly person_id: string | null;
  readonly crowd_id: string | null;
  readonly role: string;
  readonly unit_id: string;
  readonly withdrawn_at: Date | null;
  /** The role counts until then; null: until it is withdrawn. */
  readonly ends_at: Date | null;
  /** The role shows these releases and nothing else; null: all that the unit holds. */
  readonly release_ids: readonly string[] | null;
  readonly trail_from: Date | null;
  readonly trail_until: Date | null;
  /** Key of the review of access by which the role counts for nothing now. */
  readonly suspended_by?: string | null;
};

const columns = [
  'id',
  'person_id',
  'crowd_id',
  'role',
  'unit_id',
  'withdrawn_at',
  'ends_at',
  'release_ids',
  'trail_from',
  'trail_until',
  'suspended_by',
] as const;

export const findGrant = (tx: Tx, id: string): Promise<GrantRow | undefined> =>
  tx.withTables<IdentityTables>().selectFrom('identity.role_grant').select(columns).where('id', '=', id).executeTakeFirst();

/** The grant that stands already, where the same role was granted in the same unit before. */
export async function standingGrant(
  tx: Tx,
  of: Pick<GrantRow, 'person_id' | 'crowd_id' | 'role' | 'unit_id'>,
): Promise<GrantRow | undefined> {
  const query = tx
    .withTables<IdentityTables>()
    .selectFrom('identity.role_grant')
    .select(columns)
    .where('role', '=', of.role)
    .where('unit_id', '=', of.unit_id)
    .where('withdrawn_at', 'is', null);
  return (
    of.person_id === null ? query.where('crowd_id', '=', of.crowd_id) : query.where('person_id', '=', of.person_id)
  ).executeTakeFirst();
}

/** Who stands behind a grant: who asked for it, who granted it, and why. */
export type GrantedBy = { readonly by: string; readonly requestedBy: string | null; readonly reason: string | null };

export async function insertGrant(tx: Tx, grant: GrantRow, behind: GrantedBy, now: Date): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .insertInto('identity.role_grant')
    .values({
      ...grant,
      granted_by: behind.by,
      requested_by: behind.requestedBy,
      reason: behind.reason,
      granted_at: now,
    })
    .execute();
}

/** False when it was withdrawn before. */
export async function withdrawGrantRow(tx: Tx, id: string, now: Date): Promise<boolean> {
  const saved = await tx
    .withTables<IdentityTables>()
    .updateTable('identity.role_grant')
    .set({ withdrawn_at: now })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}
