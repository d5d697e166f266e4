import { z } from 'zod';
import type { Scope } from './scope.ts';
import { criticalities, environmentClasses } from './words.ts';

// Rebuilt records leave out what was null and branches with nothing in them.
const pastWindow = z.object({
  scope: z
    .object({
      units: z.array(z.string()).default([]),
      applications: z.array(z.string()).default([]),
      criticalities: z.array(z.enum(criticalities)).default([]),
      environmentClasses: z.array(z.enum(environmentClasses)).default([]),
      gxpOnly: z.boolean().default(false),
    })
    .prefault({}),
  cadence: z.string().nullish(),
  workingCalendar: z.string().nullish(),
});

type Held = { readonly scope: Scope; readonly cadenceId: string | null; readonly calendarId: string | null };

/** What a window of a past moment held, from its record of then (`record-fields.ts` writes it). */
export function scopeOf(record: unknown): Held {
  const { scope, cadence, workingCalendar } = pastWindow.parse(record);
  const { units, applications, ...rest } = scope;
  return {
    scope: { unitIds: units, applicationIds: applications, ...rest },
    cadenceId: cadence ?? null,
    calendarId: workingCalendar ?? null,
  };
}
