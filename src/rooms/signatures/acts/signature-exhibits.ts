import type { Json } from '../../../foundation/canonical-json.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { exhibitOf } from '../core/exhibit.ts';
import { signaturesById } from '../store/signatures.ts';

/** What an exported ledger carries behind the entries of these signatures. */
export const signatureExhibits = async (db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Json>> =>
  new Map((await signaturesById(db, ids)).map((row) => [row.id, exhibitOf(row)] as const));
