import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';

/** A record by what people call it: the records that the rooms know by that key, or, where none does, those whose first entry carries it. */
export type TrailSubject = { readonly key: string; readonly ids: readonly string[] };

export const trailOrders = ['actor', 'act', 'record', 'at'] as const;
export type TrailOrder = (typeof trailOrders)[number];

export type TrailFilter = {
  readonly reach: Reach;
  readonly actorId: string | null;
  readonly acts: readonly string[];
  readonly subjectKinds: readonly string[];
  readonly subject: TrailSubject | null;
  /** JSON pointer of a field, or of a branch of fields, that was changed. */
  readonly field?: string | null;
  /** Part of a reason, in whatever capitals. */
  readonly reason?: string | null;
  readonly reasonCodes?: readonly string[];
  /** Part of an old or new value, of the field where one is named. */
  readonly value?: string | null;
  readonly version?: number | null;
  readonly role?: string | null;
  readonly via?: string | null;
  readonly requestId?: string | null;
  readonly build?: string | null;
  readonly configuration?: number | null;
  /** What the entries are sorted by: time where left out. */
  readonly by?: TrailOrder;
  /** Upwards: oldest first, where it is by time. */
  readonly oldestFirst: boolean;
  readonly from: Date | null;
  readonly until: Date | null;
  /** Only entries with a place up to this. */
  readonly upTo?: number | null;
};

/** The smallest UUIDv7 of a moment: entries are found by time over their primary key. */
const idAt = (time: Date): string => {
  const hex = time.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

/** By the index on the keys of first entries, then along the history of each record. */
const keyedSo = (keys: readonly string[]): RawBuilder<unknown> => sql`(e.subject_kind, e.subject_id) in (
  select f.subject_kind, f.subject_id from ledger.entry f where f.subject_place = 1 and f.subject_key = any(${[...keys]}::text[]))`;

const subjectIs = ({ key, ids }: TrailSubject): RawBuilder<unknown> =>
  ids.length === 0 ? keyedSo([key, key.toUpperCase()]) : sql`e.subject_id = any(${[...ids]}::uuid[])`;

const likeText = (text: string): string => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);

const within = (pointer: RawBuilder<unknown>, field: string): RawBuilder<unknown> =>
  sql`(${pointer} = ${field} or ${pointer} like ${`${likeText(field)}/%`})`;

const fieldIs = (field: string): RawBuilder<unknown> => sql`exists (
  select 1 from jsonb_array_elements(e.changes) c where ${within(sql`c->>'field'`, field)})`;

/** A value lies in the entry, or beside it where it can be erased. */
function valueHas(text: string, field: string | null): RawBuilder<unknown> {
  const like = `%${likeText(text)}%`;
  const of = (pointer: RawBuilder<unknown>) => (field === null ? sql`true` : within(pointer, field));
  return sql`(exists (
    select 1 from jsonb_array_elements(e.changes) c where (c->>'old' ilike ${like} or c->>'new' ilike ${like}) and ${of(sql`c->>'field'`)}
  ) or exists (
    select 1 from ledger.side s
    where s.entry_id = e.id and s.slot ~ '^(old|new):' and s.value #>> '{}' ilike ${like} and ${of(sql`substr(s.slot, 5)`)}))`;
}

const reasonHas = (text: string): RawBuilder<unknown> => sql`exists (
  select 1 from ledger.side s where s.entry_id = e.id and s.slot = 'reason' and s.value #>> '{}' ilike ${`%${likeText(text)}%`})`;

/** Columns of each order, each with an index, so that a page costs the same at any size of the ledger. */
const orders: Readonly<Record<TrailOrder, readonly string[]>> = {
  at: ['id'],
  actor: ['actor_id', 'id'],
  act: ['act', 'id'],
  record: ['subject_kind', 'subject_id', 'subject_place'],
};

/** The order of a filter, and the condition that an entry comes after another one in it. */
export function orderOf({ by = 'at', oldestFirst }: TrailFilter, after: string | null) {
  const names = orders[by];
  const columnsOf = (alias: string) => sql.join(names.map((name) => sql.ref(`${alias}.${name}`)));
  const direction = oldestFirst ? sql`asc` : sql`desc`;
  return {
    beyond:
      after === null
        ? sql`true`
        : sql`(${columnsOf('e')}) ${oldestFirst ? sql`>` : sql`<`} (select ${columnsOf('l')} from ledger.entry l where l.id = ${after}::uuid)`,
    order: sql.join(names.map((name) => sql`${sql.ref(`e.${name}`)} ${direction}`)),
  };
}

/** Columns that are compared as they are. */
function columnsAre(filter: TrailFilter): readonly RawBuilder<unknown>[] {
  const equal: readonly (readonly [string, string | number | null | undefined])[] = [
    ['subject_version', filter.version],
    ['via', filter.via],
    ['request_id', filter.requestId],
    ['build', filter.build],
    ['configuration', filter.configuration],
  ];
  const roles = filter.role ? [filter.role, `${filter.role} (deputy)`] : null;
  return [
    ...equal.flatMap(([name, value]) => (value === null || value === undefined ? [] : [sql`${sql.ref(`e.${name}`)} = ${value}`])),
    ...(roles === null ? [] : [sql`e.actor_roles && ${roles}::text[]`]),
  ];
}

/** The conditions of a filter on `ledger.entry e`. */
export function conditionsOf(filter: TrailFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [];
  if (filter.reach !== 'all') parts.push(sql`(e.unit_ids && ${[...filter.reach]}::uuid[])`);
  if (filter.actorId !== null) parts.push(sql`e.actor_id = ${filter.actorId}`);
  if (filter.acts.length > 0) parts.push(sql`e.act = any(${filter.acts})`);
  if (filter.subjectKinds.length > 0) parts.push(sql`e.subject_kind = any(${filter.subjectKinds})`);
  if (filter.subject !== null) parts.push(subjectIs(filter.subject));
  if (filter.value) parts.push(valueHas(filter.value, filter.field ?? null));
  else if (filter.field) parts.push(fieldIs(filter.field));
  parts.push(...columnsAre(filter));
  if (filter.reason) parts.push(reasonHas(filter.reason));
  if (filter.reasonCodes !== undefined && filter.reasonCodes.length > 0)
    parts.push(sql`e.reason_code = any(${[...filter.reasonCodes]})`);
  if (filter.from !== null) parts.push(sql`e.id >= ${idAt(filter.from)}::uuid`);
  if (filter.until !== null) parts.push(sql`e.id < ${idAt(filter.until)}::uuid`);
  if (filter.upTo) parts.push(sql`exists (select from ledger.place c where c.entry_id = e.id and c.seq <= ${filter.upTo})`);
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}

/** Kinds of record that the ledger holds, one step along the unique index for each: the cost does not grow with the entries. */
export async function kindsHeld(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ kind: string }>`
    with recursive held as (
      select min(subject_kind) as kind from ledger.entry
      union all
      select (select min(e.subject_kind) from ledger.entry e where e.subject_kind > held.kind) from held where held.kind is not null
    )
    select kind from held where kind is not null`.execute(db);
  return rows.map((row) => row.kind);
}
