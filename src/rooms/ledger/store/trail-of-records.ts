import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { disposingAct } from '../core/disposals.ts';
import { erasedIn } from '../core/erasures.ts';
import type { StoredEntry } from '../core/verify.ts';
import { columns, erasingEntries, type ReadEntry, type Row, toRead, toStored } from './read-entries.ts';

/** Some records, and the moment up to which their entries count. */
export type RecordsUntil = {
  readonly records: readonly { readonly kind: string; readonly id: string }[];
  readonly until: Date;
  /** Only entries from this moment on. */
  readonly from?: Date;
  /** Only entries that left the record at one of these versions. */
  readonly versions?: readonly number[];
  /** Only entries of these acts. */
  readonly acts?: readonly string[];
};

/** By the unique index on (kind, id, place): the cost grows with the entries of these records alone. */
const ofRecords = ({ records, until, from, versions, acts }: RecordsUntil): RawBuilder<unknown> => sql`
  (e.subject_kind, e.subject_id) in (
    select * from unnest(${records.map(({ kind }) => kind)}::text[], ${records.map(({ id }) => id)}::uuid[]))
  and e.at <= ${until} ${from === undefined ? sql`` : sql`and e.at >= ${from}`}
  ${versions === undefined ? sql`` : sql`and e.subject_version = any(${[...versions]}::int[])`}
  ${acts === undefined ? sql`` : sql`and e.act = any(${[...acts]})`}`;

/** `missing`: slots beside the entry whose values are gone, whether or not the ledger accounts for it. */
export type WholeEntry = ReadEntry & { readonly missing: readonly string[] };

export function toWhole(row: Row): WholeEntry {
  const there = new Set((row.sides ?? []).map((side) => side.slot));
  return { ...toRead(row), missing: Object.keys(row.commitments).filter((slot) => !there.has(slot)) };
}

/** Entries of some records in the order of the sequence, those without a place yet behind it: so each record's own follow each other, whatever the clock did. */
export async function trailOfRecords(db: Db | Tx, of: RecordsUntil, most: number): Promise<readonly WholeEntry[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ledger.entry e left join ledger.place p on p.entry_id = e.id
    where ${ofRecords(of)} order by p.seq nulls last, e.at, e.subject_place, e.id limit ${most}`.execute(db);
  return rows.map(toWhole);
}

/** The same as they are stored, those with a place up to `size`, in the order of their places. */
export async function storedOfRecords(db: Db | Tx, of: RecordsUntil, size: number): Promise<readonly StoredEntry[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ledger.entry e join ledger.place p on p.entry_id = e.id
    where ${ofRecords(of)} and p.seq <= ${size} order by p.seq`.execute(db);
  return rows.map(toStored);
}

/** Slots that an entry accounts for as erased, for these entries. */
export async function erasuresAccountedFor(
  db: Db | Tx,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const all = erasedIn(await erasingEntries(db));
  const wanted = new Set(entryIds);
  return new Map([...all].filter(([id]) => wanted.has(id)));
}

/** Ids of records of a kind that have a history, in the order of the ids: a page behind `after`. Records that were disposed of are none. */
export async function recordsWithHistory(
  db: Db | Tx,
  kind: string,
  after: string | null,
  limit: number,
): Promise<readonly string[]> {
  const behind = after === null ? sql`true` : sql`subject_id > ${after}::uuid`;
  const { rows } = await sql<{ id: string }>`
    select subject_id as id from ledger.entry e where subject_kind = ${kind} and subject_place = 1 and ${behind}
      and '/disposed/' || e.id not in (
        select c ->> 'field' from ledger.entry d, jsonb_array_elements(d.changes) c where d.act = ${disposingAct})
    order by subject_id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** When the newest entry of a record was written, by the clock of then; of the whole trail where no record is named. Null where there is none. */
export async function newestEntryAt(
  db: Db | Tx,
  subject: { readonly kind: string; readonly id: string } | null,
): Promise<Date | null> {
  const { rows } = await (subject === null
    ? sql<{ at: Date }>`select e.at from ledger.place p join ledger.entry e on e.id = p.entry_id order by p.seq desc limit 1`
    : sql<{ at: Date }>`
        select at from ledger.entry where subject_kind = ${subject.kind} and subject_id = ${subject.id}
        order by subject_place desc limit 1`
  ).execute(db);
  return rows[0]?.at ?? null;
}
