import type { Tx } from '../../../foundation/database/database.ts';
import type { IdentityTables } from './tables.ts';

export type DeputationRow = {
  readonly id: string;
  readonly person_id: string;
  readonly deputy_id: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly reason: string;
  readonly withdrawn_at: Date | null;
};

const columns = ['id', 'person_id', 'deputy_id', 'starts_at', 'ends_at', 'reason', 'withdrawn_at'] as const;

export async function insertDeputation(tx: Tx, row: DeputationRow): Promise<void> {
  await tx.withTables<IdentityTables>().insertInto('identity.deputation').values(row).execute();
}

export const deputationForUpdate = (tx: Tx, id: string): Promise<DeputationRow | undefined> =>
  tx
    .withTables<IdentityTables>()
    .selectFrom('identity.deputation')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export async function withdrawDeputationRow(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .updateTable('identity.deputation')
    .set({ withdrawn_at: now })
    .where('id', '=', id)
    .execute();
}
