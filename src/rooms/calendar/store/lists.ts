import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { done, type Outcome } from '../../../foundation/refusal.ts';
import type { CadenceRecord, CalendarRecord, FreezeRecord, WindowRecord } from '../core/record.ts';
import { cadencesWhere } from './cadences.ts';
import { containing, isStamp, isText, type Page, pageFrom, readCursor } from './cursor.ts';
import { freezesWhere } from './freezes.ts';
import { concerns, concernsUnit } from './units.ts';
import { windowsWhere } from './windows.ts';
import { calendarsWhere } from './working-calendars.ts';

type Paging = { readonly limit: number; readonly cursor?: string | undefined };
type Sort = 'start' | '-start' | 'key' | '-key';
type TimedFilter = Paging & {
  readonly reach: Reach;
  readonly state?: readonly string[] | undefined;
  readonly unitId: string | null;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly q?: string | undefined;
  readonly sort: Sort;
};
export type WindowFilter = TimedFilter & { readonly cadenceId: string | null; readonly moveAsked: boolean | undefined };
export type FreezeFilter = TimedFilter & { readonly severity?: readonly string[] | undefined };

/** WIN-9 before WIN-10: keys are compared by their length first. */
const keyOrder = (alias: string) => sql`(length(${sql.ref(`${alias}.key`)}), ${sql.ref(`${alias}.key`)})`;

function keysetOf(alias: string, sort: Sort, after: readonly [string, string] | null) {
  const up = !sort.startsWith('-');
  const direction = up ? sql`asc` : sql`desc`;
  const compare = up ? sql`>` : sql`<`;
  const start = sql.ref(`${alias}.starts_at`);
  const id = sql.ref(`${alias}.id`);
  if (sort.endsWith('start')) {
    const past = after === null ? sql`true` : sql`(${start}, ${id}) ${compare} (${after[0]}::timestamptz, ${after[1]}::uuid)`;
    return { past, order: sql`order by ${start} ${direction}, ${id} ${direction}` };
  }
  const past = after === null ? sql`true` : sql`${keyOrder(alias)} ${compare} (length(${after[0]}::text), ${after[0]}::text)`;
  return { past, order: sql`order by length(${sql.ref(`${alias}.key`)}) ${direction}, ${sql.ref(`${alias}.key`)} ${direction}` };
}

function timed(alias: string, filter: TimedFilter): readonly RawBuilder<unknown>[] {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return [
    concerns(`${alias}.unit_ids`, filter.reach),
    ...(filter.unitId === null ? [] : [concernsUnit(`${alias}.unit_ids`, filter.unitId)]),
    ...(filter.state === undefined ? [] : [sql`${column('state')} = any(${[...filter.state]})`]),
    ...(filter.from === undefined && filter.to === undefined
      ? []
      : [sql`${column('whole')} && tstzrange(${filter.from ?? null}::timestamptz, ${filter.to ?? null}::timestamptz, '[)')`]),
    ...(filter.q === undefined || filter.q === ''
      ? []
      : [sql`(lower(${column('name')}) like ${containing(filter.q)} or lower(${column('key')}) like ${containing(filter.q)})`]),
  ];
}

const all = (parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join([...parts], sql` and `);
const fitsOf = (sort: Sort) => (sort.endsWith('start') ? isStamp : isText);

export async function listWindows(db: Db, filter: WindowFilter): Promise<Outcome<Page<WindowRecord>>> {
  const after = readCursor(filter.cursor, fitsOf(filter.sort));
  if (!after.ok) return after;
  const { past, order } = keysetOf('w', filter.sort, after.value);
  const parts = [
    ...timed('w', filter),
    past,
    ...(filter.cadenceId === null ? [] : [sql`w.cadence_id = ${filter.cadenceId}`]),
    ...(filter.moveAsked === undefined
      ? []
      : [filter.moveAsked ? sql`w.move_asked_by is not null` : sql`w.move_asked_by is null`]),
  ];
  const rows = await windowsWhere(db, all(parts), sql`${order} limit ${filter.limit + 1}`);
  const keyOf = (row: WindowRecord) =>
    [filter.sort.endsWith('start') ? row.window.span.start.toISOString() : row.key, row.id] as const;
  return done(pageFrom(rows, filter.limit, keyOf));
}

export async function listFreezes(db: Db, filter: FreezeFilter): Promise<Outcome<Page<FreezeRecord>>> {
  const after = readCursor(filter.cursor, fitsOf(filter.sort));
  if (!after.ok) return after;
  const { past, order } = keysetOf('f', filter.sort, after.value);
  const parts = [
    ...timed('f', filter),
    past,
    ...(filter.severity === undefined ? [] : [sql`f.severity = any(${[...filter.severity]})`]),
  ];
  const rows = await freezesWhere(db, all(parts), sql`${order} limit ${filter.limit + 1}`);
  const keyOf = (row: FreezeRecord) => [filter.sort.endsWith('start') ? row.span.start.toISOString() : row.key, row.id] as const;
  return done(pageFrom(rows, filter.limit, keyOf));
}

export type Withdrawn = 'no' | 'yes' | 'all';
const byName = (alias: string, after: readonly [string, string] | null) =>
  after === null
    ? sql`true`
    : sql`(${sql.ref(`${alias}.name`)}, ${sql.ref(`${alias}.id`)}) > (${after[0]}::text, ${after[1]}::uuid)`;

export async function listCadences(
  db: Db,
  filter: Paging & { readonly reach: Reach; readonly withdrawn: Withdrawn },
): Promise<Outcome<Page<CadenceRecord>>> {
  const after = readCursor(filter.cursor, isText);
  if (!after.ok) return after;
  const state = { no: sql`c.state = 'active'`, yes: sql`c.state = 'withdrawn'`, all: sql`true` }[filter.withdrawn];
  const where = all([concerns('c.unit_ids', filter.reach), state, byName('c', after.value)]);
  const rows = await cadencesWhere(db, where, sql`order by c.name, c.id limit ${filter.limit + 1}`);
  return done(pageFrom(rows, filter.limit, (row) => [row.name, row.id] as const));
}

export async function listCalendars(
  db: Db,
  filter: Paging & { readonly withdrawn: Withdrawn },
): Promise<Outcome<Page<CalendarRecord>>> {
  const after = readCursor(filter.cursor, isText);
  if (!after.ok) return after;
  const state = { no: sql`k.withdrawn_at is null`, yes: sql`k.withdrawn_at is not null`, all: sql`true` }[filter.withdrawn];
  const rows = await calendarsWhere(
    db,
    all([state, byName('k', after.value)]),
    sql`order by k.name, k.id limit ${filter.limit + 1}`,
  );
  return done(pageFrom(rows, filter.limit, (row) => [row.name, row.id] as const));
}
