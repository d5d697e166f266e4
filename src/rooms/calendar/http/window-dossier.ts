import type { Json } from '../../../foundation/canonical-json.ts';
import type { RecordDossier } from '../../../foundation/services.ts';
import { recordAsOf } from '../../ledger/door.ts';
import { scopeOf } from '../core/past-scope.ts';
import { type Named, nameIn, namesOf } from '../store/names.ts';

/** What a window held, by key and name: its record has ids alone. */
export const windowDossier: RecordDossier = {
  parts: async (app, { id, at, mayRead }) => {
    const { db } = app.database;
    const then = await recordAsOf(db, { kind: 'window', id }, at);
    const held = then === null ? null : scopeOf(then.record);
    if (held === null) return { parts: [], evaluations: 0 };
    const names = await namesOf(db, [held], (unitId) => mayRead('portfolio.read', unitId));
    const named = (of: ReadonlyMap<string, Named>, ids: readonly string[]): Json[] => ids.map((one) => ({ ...nameIn(of, one) }));
    const { scope, cadenceId, calendarId } = held;
    const content = {
      units: named(names.units, scope.unitIds),
      applications: named(names.applications, scope.applicationIds),
      criticalities: [...scope.criticalities],
      environmentClasses: [...scope.environmentClasses],
      gxpOnly: scope.gxpOnly,
      cadence: cadenceId === null ? null : { ...nameIn(names.cadences, cadenceId) },
      workingCalendar: calendarId === null ? null : { ...nameIn(names.calendars, calendarId) },
    };
    return {
      parts: [
        {
          key: 'scope',
          title: 'Scope',
          says: 'Units and applications that the window held at that moment, by their names of today; an application that the reader may not see stands by its id. Then the cadence that made it and the working calendar that counts its targets.',
          rows: content.units.length + content.applications.length,
          content,
        },
      ],
      evaluations: 0,
    };
  },
};
