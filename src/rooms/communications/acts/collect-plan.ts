import type { Reach } from '../../../foundation/actor.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { type CalendarSpan, freezesOverlapping, windowsOverlapping } from '../../calendar/door.ts';
import { unitsWithin } from '../../identity/door.ts';
import { releasesDuring } from '../../releases/door.ts';
import { planRefusals as no } from '../core/communications-refusals.ts';
import type { PlanContent, PlannedSpan } from '../core/plan-content.ts';

const most = 2_000;

const told = ({ key, name, start, end }: CalendarSpan): PlannedSpan => ({
  key,
  name,
  start: start.toISOString(),
  end: end.toISOString(),
});

/** Units of one that the publisher may read: nobody publishes what they could not see. */
const seen = (units: readonly string[], reach: Reach): ReadonlySet<string> =>
  new Set(reach === 'all' ? units : units.filter((id) => reach.has(id)));

/** What the plan of a unit says of a stretch of time, as it stands in this moment: its windows, its freezes, and the releases of it and of all below it. */
export async function collectPlan(
  work: Work,
  unitId: string,
  span: { readonly from: Date; readonly until: Date },
): Promise<Outcome<PlanContent>> {
  const { tx, app, actor } = work;
  const units = await unitsWithin(tx, unitId);
  const of = (right: string) => seen(units, app.ports.authority.reach(actor, right));
  const stretch = { start: span.from, end: span.until };
  const windows = await windowsOverlapping(tx, stretch, of('calendar.read'));
  const freezes = await freezesOverlapping(tx, stretch, of('calendar.read'));
  const releases = await releasesDuring(tx, stretch, [...of('releases.read')], most + 1);
  if (windows.knownUntil !== null) return refuse(no['too-much']({ what: 'stretches of windows', most }));
  if (freezes.knownUntil !== null) return refuse(no['too-much']({ what: 'stretches of freezes', most }));
  if (releases.length > most) return refuse(no['too-much']({ what: 'releases', most }));
  return done({
    windows: windows.spans.map(told),
    freezes: freezes.spans.map(told),
    releases: releases.map(({ goLive, ...rest }) => ({
      ...rest,
      goLive: goLive === null ? null : { start: goLive.start.toISOString(), end: goLive.end.toISOString() },
    })),
  });
}
