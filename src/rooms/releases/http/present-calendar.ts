import type { z } from 'zod';
import type { Call } from '../../../foundation/transact.ts';
import * as calendar from '../../calendar/door.ts';
import * as gates from '../../gates/door.ts';
import * as identity from '../../identity/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import * as contract from '../contract.ts';
import { concernsOfReleases } from '../core/concerns.ts';
import { type CalendarRow, calendarRows } from '../store/calendar-view.ts';
import { collisionCounts, noCollisions } from '../store/collision-counts.ts';
import type { ReleaseFilter } from '../store/list-filter.ts';
import { undatedReleases } from '../store/undated-view.ts';
import { presentUndated } from './present-undated.ts';

const rowsAtMost = 5_000;
const undatedAtMost = 200;
const placeIn = (list: readonly string[], word: string): number => list.indexOf(word);

function liveOf(row: CalendarRow): [number, number, number] | null {
  if (row.start === null || row.end === null) return null;
  return [row.start.getTime(), row.end.getTime(), row.end.getTime() + (row.back_out_minutes ?? 0) * 60_000];
}

/** Windows and freezes by their scopes, and which narrow ones each row lies in the scope of. */
async function concernsFor(call: Call, span: { readonly from: Date; readonly to: Date }, rows: readonly CalendarRow[]) {
  const { app, actor } = call;
  const [db, authority] = [app.database.db, app.ports.authority];
  const facets = await portfolio.facetsSeen(db, [...new Set(rows.flatMap((row) => row.deploys))]);
  const told = await calendar.scopesDuring(db, {
    span: { start: span.from, end: span.to },
    reach: authority.reach(actor, 'calendar.read'),
    mayRead: (unitId) => authority.may(actor, 'portfolio.read', unitId).length === 0,
    facets: facets.map((one) => one.facets),
  });
  const ofApplication = new Map(
    facets.map(({ applicationId }, place): [string, readonly number[]] => [applicationId, told.concerns[place] ?? []]),
  );
  const deployed = rows.map((row) => row.deploys);
  return { scopes: told.scopes, ...concernsOfReleases(deployed, ofApplication) };
}

/** Releases of a span as compact rows: words become positions, times become numbers, names of units and people stand once. */
export async function presentCalendar(
  call: Call,
  filter: ReleaseFilter,
  span: { readonly from: Date; readonly to: Date },
): Promise<z.input<typeof contract.releaseCalendar.reply>> {
  const { app } = call;
  const [db, now] = [app.database.db, app.clock.now()];
  const [found, undated] = await Promise.all([
    calendarRows(db, filter, span, now, rowsAtMost + 1),
    undatedReleases(db, filter, undatedAtMost),
  ]);
  const rows = found.slice(0, rowsAtMost);
  const ids = rows.map((row) => row.id);
  const unitIds = [...rows, ...undated.rows].map((row) => row.unit_id);
  const ownerIds = [...rows, ...undated.rows].flatMap((row) => row.owner_id ?? []);
  const changed = [...new Set(rows.flatMap((row) => row.changes))];
  const [dues, hits, concerns, units, people, applications] = await Promise.all([
    gates.gateDuesOf(db, 'release', ids, now),
    collisionCounts(
      db,
      rows.map(({ id, state, held_from }) => ({ id, state, heldFrom: held_from })),
      now,
    ),
    concernsFor(call, span, rows),
    identity.unitsBy(db, { ids: [...new Set(unitIds)] }),
    identity.peopleBy(db, { ids: [...new Set(ownerIds)] }),
    changed.length === 0 ? [] : portfolio.applicationsBy(db, { ids: changed }),
  ]);
  const unitPlace = new Map(units.map((unit, place) => [unit.id, place] as const));
  const applicationPlace = new Map(applications.map((application, place) => [application.id, place] as const));
  const personPlace = new Map(people.map((person, place) => [person.id, place] as const));
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    now: now.toISOString(),
    units: units.map(({ id, key, name }) => ({ id, key, name })),
    people: people.map(({ id, name }) => ({ id, name })),
    applications: applications.map(({ id, key, name }) => ({ id, key, name })),
    scopes: concerns.scopes.map(({ recordIds, says, whole }) => ({ bands: [...recordIds], says, whole })),
    concerns: concerns.sets.map((set) => [...set]),
    truncated: found.length > rowsAtMost,
    undated: { count: undated.count, rows: undated.rows.map((row) => presentUndated(row, units, people)) },
    rows: rows.map((row, place) => {
      const count = hits.get(row.id) ?? noCollisions;
      return {
        id: row.id,
        key: row.key,
        name: row.name,
        state: placeIn(contract.releaseStates, row.state),
        kind: placeIn(contract.releaseKinds, row.kind),
        cls: placeIn(contract.releaseClasses, row.class),
        unit: unitPlace.get(row.unit_id) ?? -1,
        owner: row.owner_id === null ? -1 : (personPlace.get(row.owner_id) ?? -1),
        parent: row.parent_id,
        live: liveOf(row),
        phases: row.phases.map(([kind, start, end, name]): [number, number, number, string] => [
          placeIn(contract.phaseKinds, kind),
          start,
          end,
          name,
        ]),
        gates: (dues.get(row.id) ?? []).map(({ dueAt, state, name }): [number, string, string] => [dueAt.getTime(), state, name]),
        milestones: [
          ...row.milestones.map(([at, name, done]): [number, string, number] => [at, name, done]),
          ...(row.source_time === null
            ? []
            : [[row.source_time.getTime(), 'As the source says', 1] satisfies [number, string, number]]),
        ],
        hits: [count.blocking, count.warning] satisfies [number, number],
        late: row.late ? 1 : 0,
        imported: row.imported ? 1 : 0,
        changes: row.changes.flatMap((id) => applicationPlace.get(id) ?? []).toSorted((a, b) => a - b),
        concern: concerns.of[place] ?? 0,
      };
    }),
  };
}
