import { z } from 'zod';
import { idOrKey, instant, planKey, reason, uuid } from '../../foundation/contract.ts';
import { line, prose as text } from '../../foundation/text.ts';
import { signatureProof } from '../signatures/contract.ts';

/** Words of the room. States and verbs equal the rows in `core/`; a test compares them. */
export const windowStates = ['draft', 'proposed', 'locked', 'used', 'lapsed', 'withdrawn'] as const;
export const windowVerbs = [
  'propose',
  'return',
  'lock',
  'ask-move',
  'approve-move',
  'reject-move',
  'use',
  'lapse',
  'withdraw',
] as const;
export const freezeStates = ['active', 'withdrawn'] as const;
export const freezeSeverities = ['blocks', 'needs-exception', 'warns'] as const;
export const criticalities = ['low', 'medium', 'high', 'critical', 'unknown'] as const;
export const environmentClasses = [
  'development',
  'system-test',
  'integration',
  'performance',
  'uat',
  'validation',
  'staging',
  'production',
  'production-support',
] as const;
export const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export const clockCases = ['unique', 'gap', 'fold'] as const;

export { line };
export const prose = (max: number) => text(max).min(1);
export const slug = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9])?$/, 'Letters, digits, dot, dash and underscore, at most 80');
export const planRef = planKey.describe('Key in plan files');
export const zone = z.string().min(1).max(64).describe('IANA time zone that names a place, such as Europe/Berlin, or UTC');

const localPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/;
const localOrInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?$/;
export const localTime = z
  .string()
  .regex(localPattern, 'A local time such as 2026-03-29T22:00')
  .describe('Local time, no offset');
export const localDate = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'A date such as 2026-03-29')
  .describe('Local date');
export const timeText = z
  .string()
  .regex(localOrInstant, 'A local time such as 2026-03-29T22:00, or an instant with its offset')
  .describe('A local time in the zone beside it, or an instant with an offset');
export const localTimeOrDate = z.union([localTime, localDate]);

export const recurrenceInput = z
  .strictObject({
    rule: z.string().min(1).max(500).describe('RRULE of RFC 5545, such as FREQ=MONTHLY;BYDAY=2SA'),
    startsAt: localTimeOrDate.describe('First local start; a date for whole days'),
    minutes: z.int().min(1).max(527_040).describe('How long each lasts'),
    measure: z
      .enum(['wall', 'exact'])
      .default('wall')
      .describe('wall: by the clock on the wall, also in the nights it changes; exact: by elapsed time'),
    except: z.array(localTimeOrDate).max(500).default([]),
    also: z.array(localTimeOrDate).max(500).default([]),
  })
  .describe('Expanded in the zone beside it');
export const recurrenceShown = z.object({
  rule: z.string(),
  startsAt: z.string(),
  minutes: z.int(),
  measure: z.enum(['wall', 'exact']),
  except: z.array(z.string()),
  also: z.array(z.string()),
});

export const windowScopeInput = z
  .strictObject({
    units: z.array(idOrKey).max(100).default([]).describe('Units, each with all below it'),
    applications: z.array(idOrKey).max(200).default([]),
    criticalities: z.array(z.enum(criticalities)).max(5).default([]),
    gxpOnly: z.boolean().default(false),
  })
  .describe('An empty list narrows nothing; several lists narrow together; without any it is the whole enterprise');
export const freezeScopeInput = windowScopeInput.extend({
  environmentClasses: z.array(z.enum(environmentClasses)).max(9).default([]),
});
const nameRef = z.object({ id: uuid, key: z.string(), name: z.string() });
export const windowScopeShown = z.object({
  units: z.array(nameRef),
  applications: z.array(nameRef),
  hiddenApplications: z.int().describe('Further applications, which the reader may not see'),
  criticalities: z.array(z.enum(criticalities)),
  gxpOnly: z.boolean(),
});
export const freezeScopeShown = windowScopeShown.extend({ environmentClasses: z.array(z.enum(environmentClasses)) });

export const targetInput = z.strictObject({
  key: slug,
  name: line(200),
  days: z.int().min(-730).max(730).describe('From the local date of go-live: -20 is twenty days before it'),
  measure: z.enum(['working', 'calendar']).default('working').describe('Working days of the working calendar, or calendar days'),
});
export const targetShown = z.object({
  key: z.string(),
  name: z.string(),
  days: z.int(),
  measure: z.enum(['working', 'calendar']),
  date: localDate.nullable().describe('Last date on which it is in time; null where no working calendar tells it'),
  dueBefore: instant.nullable(),
});

export const clockNote = z.object({
  field: z.string().describe('JSON pointer to the time that was asked for'),
  asked: z.string(),
  case: z.enum(clockCases).describe('gap: the clocks skip it; fold: they show it twice'),
  taken: instant,
  takenLocal: z.string(),
  other: instant.nullable().describe('In a fold, the instant that was not taken: send it with its offset to choose it'),
});
export type ClockNoteShown = z.output<typeof clockNote>;

export const occurrenceShown = z.object({
  start: instant,
  end: instant,
  local: z.string().describe('The start that the rule asked for, by the wall clock'),
  startCase: z.enum(clockCases),
  endCase: z.enum(clockCases),
});
export const truncationShown = z
  .object({ by: z.enum(['occurrences', 'horizon', 'effort']), from: instant })
  .nullable()
  .describe('From here on nothing is known: not free');

export const withReason = z.strictObject({ reason });
export const nothingAsked = z.strictObject({ reason: reason.optional() });
export const decided = z.strictObject({
  reason: reason.optional(),
  signature: signatureProof.optional(),
});
