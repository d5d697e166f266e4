import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { FreezeBand, QueryOfBands, ReplyOfBands, WindowBand } from '../contract.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import type { FreezeRecord, WindowRecord } from '../core/record.ts';
import { criticalitiesOf, environmentsOf } from '../core/words.ts';
import { type Spread, spreadOver } from '../store/bands.ts';
import { unitsNamed } from '../store/units.ts';
import type { Reader } from './can.ts';

const dayMs = 86_400_000;
const mostDays = 1_100;
const mostSpans = 2_000;

/** Windows and freezes of a stretch for the calendar, compact. Withdrawn and lapsed windows are left out. */
export async function bandsFor(reader: Reader, query: QueryOfBands): Promise<Outcome<ReplyOfBands>> {
  const { db } = reader.app.database;
  const span = { start: new Date(query.from), end: new Date(query.to) };
  const length = span.end.getTime() - span.start.getTime();
  if (length <= 0 || length > mostDays * dayMs) return refuse(no['stretch-too-long']({ days: mostDays }));
  const [unit] = query.unit === undefined ? [] : await unitsNamed(db, [query.unit]);
  if (query.unit !== undefined && unit === undefined) return refuse(no['names-nothing']({ what: 'unit', named: query.unit }));
  const found = await spreadOver(db, {
    span,
    reach: reader.app.ports.authority.reach(reader.actor, 'calendar.read'),
    unitId: unit?.id ?? null,
    states: ['draft', 'proposed', 'locked', 'used'],
    windows: true,
    freezes: true,
    most: mostSpans,
  });
  return done({
    from: span.start.toISOString(),
    to: span.end.toISOString(),
    now: reader.app.clock.now().toISOString(),
    windows: found.windows.map(windowBandOf),
    freezes: found.freezes.map(freezeBandOf),
    truncated: found.truncated,
    knownUntil: found.knownUntil?.toISOString() ?? null,
  });
}

const spansOf = (spread: Spread<unknown>): [number, number][] =>
  spread.spans.map(({ start, end }) => [start.getTime(), end.getTime()]);

function windowBandOf(spread: Spread<WindowRecord>): WindowBand {
  const { record } = spread;
  const { window, scope } = record;
  const lock = 'firstLock' in window ? window.firstLock : null;
  return {
    id: record.id,
    key: record.key,
    name: window.name,
    zone: window.zone,
    units: [...scope.unitIds],
    applications: [...scope.applicationIds],
    criticalities: criticalitiesOf(scope),
    gxpOnly: scope.gxpOnly,
    repeats: window.series !== null,
    spans: spansOf(spread),
    state: window.state,
    goLive: window.series === null ? window.goLive.getTime() : null,
    firstLockedGoLive: lock?.goLive.getTime() ?? null,
    moveAsked: window.state === 'locked' && window.move !== null,
  };
}

function freezeBandOf(spread: Spread<FreezeRecord>): FreezeBand {
  const { record } = spread;
  return {
    id: record.id,
    key: record.key,
    name: record.name,
    zone: record.zone,
    units: [...record.scope.unitIds],
    applications: [...record.scope.applicationIds],
    criticalities: criticalitiesOf(record.scope),
    gxpOnly: record.scope.gxpOnly,
    repeats: record.series !== null,
    spans: spansOf(spread),
    reason: record.reason,
    severity: record.severity,
    environmentClasses: environmentsOf(record.scope),
  };
}
