import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { disposingAct } from '../core/disposals.ts';
import type { StoredEntry } from '../core/verify.ts';
import { columns, type Row, toStored } from './read-entries.ts';

type Ref = { readonly kind: string; readonly id: string };

/** Every entry of a record, oldest first, sealed or not. */
export async function entriesOf(db: Db | Tx, { kind, id }: Ref): Promise<readonly StoredEntry[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ledger.entry e left join ledger.place p on p.entry_id = e.id
    where e.subject_kind = ${kind} and e.subject_id = ${id} order by e.subject_place`.execute(db);
  return rows.map(toStored);
}

/** Records of some kinds whose field `subject` named this record at any time. */
export async function recordsNaming(
  db: Db | Tx,
  { kind, id }: Ref,
  kinds: readonly string[],
): Promise<readonly (Ref & { readonly key: string | null })[]> {
  const { rows } = await sql<Ref & { readonly key: string | null }>`
    select distinct on (e.subject_kind, e.subject_id) e.subject_kind as kind, e.subject_id as id, e.subject_key as key
    from ledger.entry e, jsonb_array_elements(e.changes) c
    where e.subject_kind = any(${[...kinds]}) and c ->> 'field' = '/subject/id' and c ->> 'new' = ${id}
      and exists (select from jsonb_array_elements(e.changes) k where k ->> 'field' = '/subject/kind' and k ->> 'new' = ${kind})
    order by e.subject_kind, e.subject_id, e.subject_place desc`.execute(db);
  return rows;
}

/** Whether an entry that names emptied ones has no place yet. */
export async function waitsForSeal(db: Db | Tx, { kind, id }: Ref): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from ledger.entry e where e.subject_kind = ${kind} and e.subject_id = ${id} and e.act = ${disposingAct}
      and not exists (select from ledger.place p where p.entry_id = e.id)) as waits`.execute(db);
  return rows[0]?.waits === true;
}

/** Empties what sealed entries of a disposal name, by the one function that may. @returns how many entries */
export async function emptyNamed(db: Db, disposalId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select ledger.dispose_entries(${disposalId}) as n`.execute(db);
  return rows[0]?.n ?? 0;
}
