import type { Db } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { SubjectLabel } from '../../../foundation/services.ts';
import type { SignaturesTables } from './tables.ts';

const from = (db: Db) => db.withTables<SignaturesTables>().selectFrom('signatures.ceremony');

export const findSignatureId = async (db: Db, id: string): Promise<string | null> =>
  isUuid(id) ? ((await from(db).select('id').where('id', '=', id).executeTakeFirst())?.id ?? null) : null;

export const signatureLabels = async (db: Db, ids: readonly string[]): Promise<readonly SubjectLabel[]> =>
  (
    await from(db)
      .select(['id', 'label', 'verb', 'unit_ids'])
      .where('id', 'in', [...ids])
      .execute()
  ).map((row) => ({
    id: row.id,
    key: null,
    label: `Signature on ${row.label}: ${row.verb}`,
    link: `/signatures/${row.id}`,
    unitId: row.unit_ids[0] ?? null,
  }));

export const signatureUnits = async (db: Db, id: string): Promise<readonly string[]> =>
  (await from(db).select('unit_ids').where('id', '=', id).executeTakeFirst())?.unit_ids ?? [];
