import { sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Json } from '../../../foundation/canonical-json.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { FieldChange } from '../../../foundation/record.ts';
import type { EntryBody, SideValue } from '../core/entry.ts';
import { rejoin } from '../core/entry.ts';
import { accountingActs } from '../core/erasures.ts';
import type { StoredEntry } from '../core/verify.ts';
import { conditionsOf, orderOf, type TrailFilter } from './trail-filter.ts';

/** An entry as readers see it: side values joined back in. */
export type ReadEntry = {
  readonly id: string;
  readonly seq: number | null;
  readonly at: Date;
  readonly actor: {
    readonly id: string;
    readonly name: string | null;
    readonly kind: string;
    readonly roles: readonly string[];
    readonly via: string;
  };
  readonly act: string;
  readonly subject: {
    readonly kind: string;
    readonly id: string;
    readonly key: string | null;
    readonly version: number;
    readonly place: number;
  };
  readonly changes: readonly FieldChange[];
  readonly erased: readonly string[];
  readonly reason: string | null;
  readonly reasonCode: string | null;
  readonly requestId: string;
  readonly build: string;
  readonly configuration: number | null;
  readonly hash: string;
  readonly previousHash: string | null;
};

export type Row = {
  seq: number | null;
  id: string;
  at: Date;
  actor_id: string;
  actor_kind: string;
  actor_roles: string[];
  via: string;
  act: string;
  subject_kind: string;
  subject_id: string;
  subject_key: string | null;
  subject_version: number;
  subject_place: number;
  unit_ids: string[];
  changes: FieldChange[];
  commitments: Record<string, string>;
  request_id: string;
  build: string;
  configuration: number | null;
  reason_code: string | null;
  hash: string;
  previous_hash: string | null;
  sides: { slot: string; salt: string; value: Json }[] | null;
};

export const columns = sql`p.seq, e.id, e.at, e.actor_id, e.actor_kind, e.actor_roles, e.via, e.act, e.subject_kind, e.subject_id, e.subject_key, e.subject_version,
  e.subject_place, e.unit_ids, e.changes, e.commitments, e.request_id, e.build, e.configuration, e.reason_code, encode(e.hash, 'hex') as hash, encode(e.previous_hash, 'hex') as previous_hash,
  (select jsonb_agg(jsonb_build_object('slot', s.slot, 'salt', encode(s.salt, 'hex'), 'value', s.value)) from ledger.side s where s.entry_id = e.id) as sides`;

export const bodyOfRow = (row: Row): EntryBody => ({
  id: row.id,
  at: row.at.toISOString(),
  actorId: row.actor_id,
  actorKind: row.actor_kind,
  actorRoles: row.actor_roles,
  via: row.via,
  act: row.act,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  subjectKey: row.subject_key,
  subjectVersion: row.subject_version,
  subjectPlace: row.subject_place,
  unitIds: row.unit_ids,
  changes: row.changes,
  commitments: row.commitments,
  requestId: row.request_id,
  build: row.build,
  configuration: row.configuration,
  reasonCode: row.reason_code,
  previousHash: row.previous_hash,
});

export function toRead(row: Row): ReadEntry {
  const sides = new Map((row.sides ?? []).map((side) => [side.slot, side.value] as const));
  const { changes, erased } = rejoin(row, sides);
  const text = (slot: string): string | null => {
    const value = sides.get(slot);
    return typeof value === 'string' ? value : null;
  };
  return {
    id: row.id,
    seq: row.seq,
    at: row.at,
    actor: { id: row.actor_id, name: text('actor'), kind: row.actor_kind, roles: row.actor_roles, via: row.via },
    act: row.act,
    subject: {
      kind: row.subject_kind,
      id: row.subject_id,
      key: row.subject_key,
      version: row.subject_version,
      place: row.subject_place,
    },
    changes,
    erased,
    reason: text('reason'),
    reasonCode: row.reason_code,
    requestId: row.request_id,
    build: row.build,
    configuration: row.configuration,
    hash: row.hash,
    previousHash: row.previous_hash,
  };
}

/** The history of one record, newest first, by place: `before` is the place of the last row of the page before. */
export async function historyOf(
  db: Db,
  subject: { readonly kind: string; readonly id: string },
  page: { readonly limit: number; readonly before: number | null; readonly from?: Date | null; readonly until?: Date | null },
): Promise<readonly ReadEntry[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ledger.entry e left join ledger.place p on p.entry_id = e.id
    where e.subject_kind = ${subject.kind} and e.subject_id = ${subject.id} and e.subject_place < ${page.before ?? 2_147_483_647}
      and e.at >= ${page.from ?? '-infinity'}::timestamptz and e.at <= ${page.until ?? 'infinity'}::timestamptz
    order by e.subject_place desc limit ${page.limit}`.execute(db);
  return rows.map(toRead);
}

/** All changes of one record up to a moment, oldest first: the material of `asOf`. */
export async function changesUntil(
  db: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
  until: Date,
): Promise<{ readonly changes: readonly FieldChange[]; readonly version: number; readonly at: Date } | null> {
  const { rows } = await sql<Row>`
    select ${columns} from ledger.entry e left join ledger.place p on p.entry_id = e.id
    where e.subject_kind = ${subject.kind} and e.subject_id = ${subject.id} and e.at <= ${until}
    order by e.subject_place`.execute(db);
  const last = rows.at(-1);
  if (last === undefined) return null;
  return { changes: rows.flatMap((row) => toRead(row).changes), version: last.subject_version, at: last.at };
}

/** Field changes after a version of a record: first old and last new value of each field. */
export async function changesSince(
  tx: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
  version: number,
): Promise<readonly FieldChange[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ledger.entry e left join ledger.place p on p.entry_id = e.id
    where e.subject_kind = ${subject.kind} and e.subject_id = ${subject.id} and e.subject_version > ${version}
    order by e.subject_place limit 500`.execute(tx);
  const merged = new Map<string, FieldChange>();
  for (const change of rows.flatMap((row) => toRead(row).changes)) {
    merged.set(change.field, { field: change.field, old: merged.get(change.field)?.old ?? change.old, new: change.new });
  }
  return [...merged.values()];
}

/** By the unique index on (kind, id, place), newest first. */
export async function lastToChange(
  db: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
  fields: readonly string[],
): Promise<{ readonly id: string; readonly actor: string; readonly at: Date } | null> {
  const { rows } = await sql<{ id: string; actor: string; at: Date }>`
    select e.id, e.actor_id as actor, e.at from ledger.entry e
    where e.subject_kind = ${subject.kind} and e.subject_id = ${subject.id} and exists (
      select 1 from jsonb_array_elements(e.changes) c, unnest(${[...fields]}::text[]) f
      where c ->> 'field' = f or starts_with(c ->> 'field', f || '/'))
    order by e.subject_place desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Texts that a field of a record held at any time; the cost grows with the entries of that record alone. */
export async function valuesHeld(
  db: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
  field: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ value: string }>`
    select distinct c ->> 'new' as value from ledger.entry e, jsonb_array_elements(e.changes) c
    where e.subject_kind = ${subject.kind} and e.subject_id = ${subject.id} and c ->> 'field' = ${field} and jsonb_typeof(c -> 'new') = 'string'`.execute(
    db,
  );
  return rows.map((row) => row.value);
}

/** The trail by time, keyset by id (UUIDv7: the order of time): what comes `after` an entry in the order that is asked. */
export async function trail(
  db: Db,
  filter: TrailFilter,
  page: { readonly limit: number; readonly after: string | null },
): Promise<readonly ReadEntry[]> {
  const { beyond, order } = orderOf(filter, page.after);
  const { rows } = await sql<Row>`
    select ${columns} from ledger.entry e left join ledger.place p on p.entry_id = e.id
    where ${beyond} and ${conditionsOf(filter)}
    order by ${order} limit ${page.limit}`.execute(db);
  return rows.map(toRead);
}

/**
 * Sealed entries as they are stored, in the order of their sequence, page by page: bounded memory whatever the ledger's size. The next page is asked for before the
 * present one is worked on, so that the database reads while we hash.
 */
export async function* sealedEntries(
  db: Db,
  from = 1,
  until = Number.MAX_SAFE_INTEGER,
  pageSize = 1_000,
  filter: TrailFilter | null = null,
): AsyncGenerator<readonly StoredEntry[]> {
  const matches = filter === null ? sql`true` : conditionsOf(filter);
  const read = (after: number): Promise<{ readonly rows: readonly Row[] }> => {
    const page = sql<Row>`
      select ${columns} from ledger.place p join ledger.entry e on e.id = p.entry_id
      where p.seq > ${after} and p.seq <= ${until} and ${matches} order by p.seq limit ${pageSize}`.execute(db);
    // Told when it is waited for; whoever stops reading before hears nothing of it.
    page.catch(() => undefined);
    return page;
  };
  let next: ReturnType<typeof read> | null = read(from - 1);
  while (next !== null) {
    const { rows }: { readonly rows: readonly Row[] } = await next;
    const last: Row | undefined = rows.at(-1);
    next = last === undefined || rows.length < pageSize ? null : read(last.seq ?? 0);
    if (rows.length > 0) yield rows.map(toStored);
  }
}

export const toStored = (row: Row): StoredEntry => ({
  seq: row.seq ?? 0,
  body: bodyOfRow(row),
  hash: row.hash,
  sides: toSides(row.sides),
});

/** The entries that account for values that are gone. */
export async function erasingEntries(db: Db | Tx): Promise<readonly Pick<EntryBody, 'act' | 'changes'>[]> {
  const { rows } = await sql<{ act: string; changes: FieldChange[] }>`
    select act, changes from ledger.entry where act = any(${accountingActs}) order by id`.execute(db);
  return rows;
}

/** Place of the newest entry that accounts for values that are gone; 0 where there is none. */
export async function newestErasure(db: Db): Promise<number> {
  const { rows } = await sql<{ seq: number | null }>`
    select max(p.seq) as seq from ledger.entry e join ledger.place p on p.entry_id = e.id where e.act = any(${accountingActs})`.execute(
    db,
  );
  return rows[0]?.seq ?? 0;
}

/** The same as they are stored, sealed ones up to a place. */
export async function sealedErasures(db: Db, until: number): Promise<readonly StoredEntry[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ledger.entry e join ledger.place p on p.entry_id = e.id
    where e.act = any(${accountingActs}) and p.seq <= ${until} order by p.seq`.execute(db);
  return rows.map(toStored);
}

const toSides = (sides: Row['sides']): readonly SideValue[] =>
  (sides ?? []).map((side) => ({ slot: side.slot, salt: side.salt, value: side.value }));

/** The oldest entry below the sealer's horizon that has no place: there can be none. */
export async function firstUnsealed(db: Db): Promise<{ readonly id: string; readonly subject: string } | null> {
  const { rows } = await sql<{ id: string; subject: string }>`
    select e.id, e.subject_kind || ' ' || coalesce(e.subject_key, e.subject_id::text) as subject
    from ledger.entry e cross join ledger.sealer s
    where e.xid < s.horizon and not exists (select 1 from ledger.place p where p.entry_id = e.id)
    order by e.id limit 1`.execute(db);
  return rows[0] ?? null;
}

/** The hash and place of one entry, where the reader's units reach it. */
export async function placedEntry(
  db: Db,
  id: string,
  reach: Reach,
): Promise<{ readonly seq: number | null; readonly hash: Buffer } | null> {
  const visible = reach === 'all' ? sql`true` : sql`e.unit_ids && ${[...reach]}::uuid[]`;
  const { rows } = await sql<{ seq: number | null; hash: Buffer }>`
    select p.seq, e.hash from ledger.entry e left join ledger.place p on p.entry_id = e.id where e.id = ${id} and ${visible}`.execute(
    db,
  );
  return rows[0] ?? null;
}
