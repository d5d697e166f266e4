import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Subject } from '../../../foundation/record.ts';
import type { Work } from '../../../foundation/transact.ts';
import { disposingAct, emptiedOf } from '../core/disposals.ts';
import { emptyNamed, entriesOf, waitsForSeal } from '../store/disposals.ts';

/** Entries that one entry names: it stays well below 65,536 bytes, the limit of a leaf in other logs. */
const atOnce = 200;

/**
 * Accounts for the entries of a record that is disposed of, in the act that takes the record away: entries on the disposal name each with its hash and the hash of the
 * rest. Their content goes once these are sealed (`emptyDisposed`), so at no moment is something gone that the sequence does not account for.
 */
export async function nameDisposed(
  work: Work,
  disposal: { readonly subject: Subject; readonly version: number },
  record: { readonly kind: string; readonly id: string },
): Promise<void> {
  const entries = await entriesOf(work.tx, record);
  for (let at = 0; at < entries.length; at += atOnce) {
    const some = entries.slice(at, at + atOnce);
    work.say({
      act: disposingAct,
      subject: disposal.subject,
      version: disposal.version,
      before: null,
      after: { disposed: Object.fromEntries(some.map(({ body, hash }) => [body.id, [...emptiedOf(body, hash)]])) },
    });
  }
}

/** The hashes of a record's entries in their order, in hex: what a certificate is made of. */
export const hashesOf = async (db: Db | Tx, record: { readonly kind: string; readonly id: string }): Promise<readonly string[]> =>
  (await entriesOf(db, record)).map(({ hash }) => hash);

/** Empties what is named, once all of it is sealed. @returns whether it was */
export async function emptyDisposed(db: Db, disposal: Subject): Promise<boolean> {
  if (await waitsForSeal(db, disposal)) return false;
  await emptyNamed(db, disposal.id);
  return true;
}
