import type { Selectable } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { CeremonyTable, SignaturesTables } from './tables.ts';

export type CeremonyRow = Selectable<CeremonyTable>;

export const insertCeremony = (tx: Tx, row: CeremonyRow): Promise<unknown> =>
  tx.withTables<SignaturesTables>().insertInto('signatures.ceremony').values(row).execute();

/** Locked, so that one ceremony is used once. */
export const ceremonyForUpdate = (tx: Tx, id: string): Promise<CeremonyRow | undefined> =>
  tx
    .withTables<SignaturesTables>()
    .selectFrom('signatures.ceremony')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const findCeremony = (db: Db, id: string): Promise<CeremonyRow | undefined> =>
  db.withTables<SignaturesTables>().selectFrom('signatures.ceremony').selectAll().where('id', '=', id).executeTakeFirst();

/** Ceremonies on some records that had begun by a moment, oldest first. */
export async function ceremoniesOn(
  db: Db,
  records: readonly { readonly kind: string; readonly id: string }[],
  until: Date,
): Promise<readonly CeremonyRow[]> {
  if (records.length === 0) return [];
  return db
    .withTables<SignaturesTables>()
    .selectFrom('signatures.ceremony')
    .selectAll()
    .where((where) => where.or(records.map(({ kind, id }) => where.and({ subject_kind: kind, subject_id: id }))))
    .where('begun_at', '<=', until)
    .orderBy('begun_at')
    .orderBy('id')
    .execute();
}

export const endCeremony = (tx: Tx, id: string, state: 'signed' | 'broken', now: Date): Promise<unknown> =>
  tx
    .withTables<SignaturesTables>()
    .updateTable('signatures.ceremony')
    .set({ state, ended_at: now })
    .where('id', '=', id)
    .where('state', '=', 'begun')
    .execute();

/** Ids of all ceremonies on some records: a signature is the record that its ceremony was. */
export const ceremonyIdsOn = async (
  db: Db | Tx,
  records: readonly { readonly kind: string; readonly id: string }[],
  until: Date,
): Promise<readonly string[]> => (await ceremoniesOn(db, records, until)).map(({ id }) => id);
