import { sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { bySpan, type Span } from '../../../foundation/span.ts';
import type { Placed } from '../core/record.ts';
import type { Recurrence } from '../core/recurrence.ts';
import type {
  CalendarHead,
  CalendarSpans,
  ExportedCalendar,
  ExportedFreeze,
  ExportedScope,
  ExportedWindow,
  ExportFilter,
  Repeats,
} from '../core/told.ts';
import { criticalitiesOf, environmentsOf } from '../core/words.ts';
import { spreadOver } from './bands.ts';
import { freezesWhere } from './freezes.ts';
import { type Names, nameIn, namesOf } from './names.ts';
import { concerns } from './units.ts';
import { windowsWhere } from './windows.ts';
import { calendarsWhere } from './working-calendars.ts';

const mostSpans = 2_000;

/** Stretches of windows or freezes that share time with a span, in order, told to other rooms. */
export async function spansDuring(db: Db | Tx, kind: 'window' | 'freeze', span: Span, reach: Reach): Promise<CalendarSpans> {
  const found = await spreadOver(db, {
    span,
    reach,
    unitId: null,
    states: ['proposed', 'locked'],
    windows: kind === 'window',
    freezes: kind === 'freeze',
    most: mostSpans,
  });
  const named = [
    ...found.windows.map((one) => ({ ...one, name: one.record.window.name })),
    ...found.freezes.map((one) => ({ ...one, name: one.record.name })),
  ];
  const spans = named
    .flatMap(({ record, name, spans: list }) =>
      list.map(({ start, end }) => ({ start, end, recordId: record.id, key: record.key, name })),
    )
    .toSorted(bySpan);
  // What was cut is not known either: the answer is complete up to the last stretch that it holds.
  const cut = found.truncated ? (spans.at(-1)?.start ?? span.start) : null;
  const stops = [cut, found.knownUntil].filter((one) => one !== null).toSorted((a, b) => a.getTime() - b.getTime());
  return { spans, knownUntil: stops[0] ?? null };
}

/** Windows and freezes by their keys in plan files. */
export async function headsByPlanRef(
  db: Db | Tx,
  refs: { readonly windows?: readonly string[]; readonly freezes?: readonly string[] },
): Promise<readonly CalendarHead[]> {
  const ask = async (
    kind: CalendarHead['kind'],
    table: string,
    planRefs: readonly string[],
  ): Promise<readonly CalendarHead[]> => {
    if (planRefs.length === 0) return [];
    const { rows } = await sql<Omit<CalendarHead, 'kind'>>`
      select id, key, plan_ref as "planRef", name, state, version from ${sql.table(table)}
      where plan_ref = any(${[...planRefs]}) and state <> 'withdrawn' order by plan_ref`.execute(db);
    return rows.map((row) => ({ kind, ...row }));
  };
  return [
    ...(await ask('window', 'calendar.release_window', refs.windows ?? [])),
    ...(await ask('freeze', 'calendar.freeze', refs.freezes ?? [])),
  ];
}

const after = (alias: string, filter: ExportFilter) =>
  filter.after === null ? sql`true` : sql`${sql.ref(`${alias}.id`)} > ${filter.after}::uuid`;
const limited = (alias: string, filter: ExportFilter) =>
  sql`order by ${sql.ref(`${alias}.id`)} limit ${Math.min(500, filter.limit)}`;

export async function windowsForExport(db: Db | Tx, filter: ExportFilter): Promise<readonly ExportedWindow[]> {
  const records = await windowsWhere(
    db,
    sql`w.state <> 'withdrawn' and ${concerns('w.unit_ids', filter.reach)} and ${after('w', filter)}`,
    limited('w', filter),
  );
  const names = await namesOf(
    db,
    records.map(({ scope, workingCalendarId }) => ({ scope, calendarId: workingCalendarId })),
  );
  const standing = new Set((await calendarsForExport(db)).map((one) => one.key));
  return records.map((record) => {
    const { window, workingCalendarId } = record;
    const calendar = workingCalendarId === null ? null : nameIn(names.calendars, workingCalendarId).key;
    return {
      ...told(record, names),
      planRef: record.planRef,
      name: window.name,
      zone: window.zone,
      once: window.series === null ? { start: window.span.start, end: window.span.end } : null,
      repeats: window.series === null ? null : repeatsOf(window.series.recurrence),
      state: window.state,
      note: record.note,
      goLive: window.goLive,
      targets: window.targets,
      workingCalendar: calendar !== null && standing.has(calendar) ? calendar : null,
      fromCadence: window.cadenceId !== null,
    };
  });
}

/** Working calendars that stand, by key. They are few: one for each country at most. */
export async function calendarsForExport(db: Db | Tx): Promise<readonly ExportedCalendar[]> {
  const records = await calendarsWhere(db, sql`k.withdrawn_at is null`, sql`order by k.key`);
  return records.map(({ key, name, isDefault, calendar }) => ({ key, name, isDefault, ...calendar }));
}

export async function freezesForExport(db: Db | Tx, filter: ExportFilter): Promise<readonly ExportedFreeze[]> {
  const records = await freezesWhere(
    db,
    sql`f.state = 'active' and ${concerns('f.unit_ids', filter.reach)} and ${after('f', filter)}`,
    limited('f', filter),
  );
  const names = await namesOf(db, records);
  return records.map((record) => ({
    ...told(record, names),
    planRef: record.planRef,
    name: record.name,
    zone: record.zone,
    once: record.series === null ? { start: record.span.start, end: record.span.end } : null,
    repeats: record.series === null ? null : repeatsOf(record.series.recurrence),
    reason: record.reason,
    severity: record.severity,
  }));
}

const told = (record: Placed, names: Names): { id: string; key: string; version: number; scope: ExportedScope } => ({
  id: record.id,
  key: record.key,
  version: record.version,
  scope: {
    units: record.scope.unitIds.map((id) => nameIn(names.units, id).key).toSorted(),
    applications: record.scope.applicationIds.map((id) => nameIn(names.applications, id).key).toSorted(),
    criticalities: criticalitiesOf(record.scope),
    environmentClasses: environmentsOf(record.scope),
    gxpOnly: record.scope.gxpOnly,
  },
});

const repeatsOf = (recurrence: Recurrence): Repeats => ({
  rule: recurrence.rule,
  startsAt: recurrence.startsAt,
  minutes: recurrence.length.minutes,
  measure: recurrence.length.measure,
  except: recurrence.except,
  also: recurrence.also,
});
