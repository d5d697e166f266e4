import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { columns, type Row } from './read-entries.ts';
import { conditionsOf } from './trail-filter.ts';
import { type RecordsUntil, toWhole, type WholeEntry } from './trail-of-records.ts';

/** How many entries have a place. */
export async function sealedSize(db: Db | Tx): Promise<number> {
  const { rows } = await sql<{ last_seq: number }>`select last_seq from ledger.sealer`.execute(db);
  return rows[0]?.last_seq ?? 0;
}

/** Entries of records beyond a size, by the unique index on (kind, id, place): the cost grows with the entries of these records alone. */
export async function trailAfter(
  db: Db | Tx,
  records: RecordsUntil['records'],
  size: number,
  most: number,
): Promise<readonly WholeEntry[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ledger.entry e left join ledger.place p on p.entry_id = e.id
    where (e.subject_kind, e.subject_id) in (
      select * from unnest(${records.map(({ kind }) => kind)}::text[], ${records.map(({ id }) => id)}::uuid[]))
      and (p.seq is null or p.seq > ${size})
    order by p.seq nulls last, e.at, e.subject_place, e.id limit ${most}`.execute(db);
  return rows.map(toWhole);
}

/** Entries by their ids. */
export async function trailById(db: Db | Tx, ids: readonly string[]): Promise<readonly WholeEntry[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ledger.entry e left join ledger.place p on p.entry_id = e.id where e.id = any(${[...ids]}::uuid[])`.execute(
    db,
  );
  return rows.map(toWhole);
}

export type ActsWithin = { readonly acts: readonly string[]; readonly from: Date; readonly until: Date };

/** Entries of some acts within a span of time, by the index on acts. */
export async function trailOfActs(db: Db | Tx, { acts, from, until }: ActsWithin, most: number): Promise<readonly WholeEntry[]> {
  const filter = { reach: 'all', actorId: null, acts, subjectKinds: [], subject: null, oldestFirst: true, from, until } as const;
  const { rows } = await sql<Row>`
    select ${columns} from ledger.entry e left join ledger.place p on p.entry_id = e.id
    where ${conditionsOf(filter)} order by e.id limit ${most}`.execute(db);
  return rows.map(toWhole);
}

export type ActorWithin = { readonly actorId: string; readonly from: Date; readonly until: Date };

/** Entries by one actor within a span of time, oldest first, by the index on actors. */
export async function trailOfActor(
  db: Db | Tx,
  { actorId, from, until }: ActorWithin,
  most: number,
): Promise<readonly WholeEntry[]> {
  const filter = { reach: 'all', actorId, acts: [], subjectKinds: [], subject: null, oldestFirst: true, from, until } as const;
  const { rows } = await sql<Row>`
    select ${columns} from ledger.entry e left join ledger.place p on p.entry_id = e.id
    where ${conditionsOf(filter)} order by e.id limit ${most}`.execute(db);
  return rows.map(toWhole);
}

/** Records of some kinds that entries behind a place changed, each once with its newest entry there; at most `most` entries are looked at. */
export async function recordsChanged(
  db: Db,
  kinds: readonly string[],
  after: number,
  most: number,
): Promise<{
  readonly records: readonly { readonly kind: string; readonly id: string; readonly entryId: string }[];
  readonly upTo: { readonly seq: number; readonly last: boolean };
}> {
  const { rows: ends } = await sql<{ seq: string | null; n: number }>`
    select max(seq)::text as seq, count(*)::int as n from ledger.place where seq > ${after} and seq <= ${after + most}`.execute(
    db,
  );
  const seq = Number(ends[0]?.seq ?? after);
  const { rows } = await sql<{ kind: string; id: string; entryId: string }>`
    select distinct on (e.subject_kind, e.subject_id) e.subject_kind as kind, e.subject_id as id, e.id as "entryId"
    from ledger.place p join ledger.entry e on e.id = p.entry_id
    where p.seq > ${after} and p.seq <= ${seq} and e.subject_kind = any(${[...kinds]})
    order by e.subject_kind, e.subject_id, p.seq desc`.execute(db);
  return { records: rows, upTo: { seq, last: (ends[0]?.n ?? 0) < most } };
}

export type WrittenWithin = {
  readonly kinds: readonly string[];
  readonly unitIds: readonly string[];
  readonly from: Date;
  readonly until: Date;
};

/** Records of some kinds and units on which something was written within a span, over the primary key of the entries; at most `most`. */
export async function recordsWrittenWithin(
  db: Db | Tx,
  { kinds, unitIds, from, until }: WrittenWithin,
  most: number,
): Promise<readonly { readonly kind: string; readonly id: string }[]> {
  const filter = {
    reach: new Set(unitIds),
    actorId: null,
    acts: [],
    subjectKinds: kinds,
    subject: null,
    oldestFirst: true,
    from,
    until,
  };
  const { rows } = await sql<{ kind: string; id: string }>`
    select distinct e.subject_kind as kind, e.subject_id as id from ledger.entry e where ${conditionsOf(filter)}
    order by e.subject_kind, e.subject_id limit ${most}`.execute(db);
  return rows;
}
