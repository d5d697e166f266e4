import { type RawBuilder, sql } from 'kysely';
import { isUuid } from '../../../foundation/ids.ts';
import type { SubjectKind } from '../../../foundation/services.ts';
import { readersOf } from './units.ts';

type Row = { readonly id: string; readonly key: string; readonly name: string; readonly unitId: string };

/** How other rooms speak of a window, freeze or cadence without knowing it. */
const placedKind = (kind: string, table: string, page: string, alive: (now: Date) => RawBuilder<unknown>): SubjectKind => ({
  kind,
  readRight: 'calendar.read',
  find: async (db, idOrKey) => {
    const column = sql.ref(isUuid(idOrKey) ? 'id' : 'key');
    const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)} where ${column} = ${idOrKey}`.execute(db);
    return rows[0]?.id ?? null;
  },
  label: async (db, ids) => {
    const { rows } = await sql<Row>`
      select id, key, name, unit_id as "unitId" from ${sql.table(table)} where id = any(${[...ids]}::uuid[])`.execute(db);
    return rows.map(({ id, key, name, unitId }) => ({ id, key, label: name, link: `/calendar/${page}/${key}`, unitId }));
  },
  unitIds: async (db, id) => {
    const { rows } = await sql<{ unit_ids: string[] }>`select unit_ids from ${sql.table(table)} where id = ${id}::uuid`.execute(
      db,
    );
    return rows[0] === undefined ? [] : readersOf(db, rows[0].unit_ids);
  },
  standsIn: async (db, { unitId, now, most }) => {
    const { rows } = await sql<{ key: string; total: number }>`
      select key, count(*) over ()::int as total from ${sql.table(table)}
      where (unit_ids @> array[${unitId}::uuid] or unit_id = ${unitId}) and ${alive(now)} order by key limit ${most}`.execute(db);
    return { total: rows[0]?.total ?? 0, first: rows.map((row) => row.key) };
  },
});

const moveAskedBy: SubjectKind['involved'] = async (db, id) => {
  const { rows } = await sql<{ asker: string }>`
    select move_asked_by as asker from calendar.release_window where id = ${id}::uuid and move_asked_by is not null`.execute(db);
  return rows.map((row) => ({ personId: row.asker, as: 'asked for the move' }));
};

const workingCalendarKind: SubjectKind = {
  kind: 'working-calendar',
  readRight: 'calendar.read',
  find: async (db, idOrKey) => {
    const column = sql.ref(isUuid(idOrKey) ? 'id' : 'key');
    const { rows } = await sql<{ id: string }>`select id from calendar.working_calendar where ${column} = ${idOrKey}`.execute(db);
    return rows[0]?.id ?? null;
  },
  label: async (db, ids) => {
    const { rows } = await sql<Omit<Row, 'unitId'>>`
      select id, key, name from calendar.working_calendar where id = any(${[...ids]}::uuid[])`.execute(db);
    return rows.map(({ id, key, name }) => ({ id, key, label: name, link: `/calendar/working-calendars/${key}`, unitId: null }));
  },
  unitIds: async () => [],
};

const inTime = (now: Date): RawBuilder<unknown> => sql`not isempty(whole) and coalesce(upper(whole), 'infinity') > ${now}`;
const active = sql`state = 'active'`;

export const subjectKinds: readonly SubjectKind[] = [
  {
    ...placedKind(
      'window',
      'calendar.release_window',
      'windows',
      (now) => sql`state in ('draft', 'proposed', 'locked') and ${inTime(now)}`,
    ),
    involved: moveAskedBy,
  },
  placedKind('freeze', 'calendar.freeze', 'freezes', (now) => sql`${active} and ${inTime(now)}`),
  placedKind('cadence', 'calendar.cadence', 'cadences', () => active),
  workingCalendarKind,
];
