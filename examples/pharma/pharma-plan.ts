import { Temporal } from 'temporal-polyfill';
import { normalisePlan } from '../../src/rooms/integrations/core/normalise-plan.ts';
import type { PlanFile } from '../../src/rooms/integrations/core/plan-file.ts';
import { freezesFor, windowsFor } from './calendar.ts';
import { calendarsFor } from './holidays.ts';
import { applications, dependencies, units } from './portfolio.ts';
import { releasesFor } from './releases.ts';

export const pharmaZone = 'Europe/Zurich';

/** The portfolio of Aurelia Pharma, an invented firm, with a year that runs around today. */
export function pharmaPlan(today: Date): PlanFile {
  const day = Temporal.Instant.fromEpochMilliseconds(today.getTime()).toZonedDateTimeISO(pharmaZone).toPlainDate().toString();
  return normalisePlan({
    interlock: 1,
    name: 'aurelia-pharma',
    title: 'Aurelia Pharma, the year around today',
    zone: pharmaZone,
    units,
    applications,
    dependencies,
    calendars: calendarsFor(day),
    windows: windowsFor(day),
    freezes: freezesFor(day),
    releases: releasesFor(day),
  });
}
