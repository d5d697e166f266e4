import { z } from 'zod';
import { idOrKey, instant, operation, uuid } from '../../foundation/contract.ts';
import {
  clockCases,
  criticalities,
  environmentClasses,
  freezeSeverities,
  localTime,
  occurrenceShown,
  recurrenceInput,
  truncationShown,
  windowStates,
  zone,
} from './contract-shapes.ts';

const ms = z.int().describe('Milliseconds since 1970 in UTC');
const band = {
  id: uuid,
  key: z.string(),
  name: z.string(),
  zone: z.string(),
  units: z.array(uuid).describe('Empty: the whole enterprise, unless applications narrow it'),
  applications: z.array(uuid),
  criticalities: z.array(z.enum(criticalities)),
  gxpOnly: z.boolean(),
  repeats: z.boolean(),
  spans: z.array(z.tuple([ms, ms])).describe('Start and end, in order'),
};
export const windowBand = z.object({
  ...band,
  state: z.enum(windowStates),
  goLive: ms.nullable().describe('Null where it repeats: each go-live is the start'),
  firstLockedGoLive: ms.nullable(),
  moveAsked: z.boolean(),
});
export const freezeBand = z.object({
  ...band,
  reason: z.string(),
  severity: z.enum(freezeSeverities),
  environmentClasses: z.array(z.enum(environmentClasses)),
});
export type WindowBand = z.output<typeof windowBand>;
export type FreezeBand = z.output<typeof freezeBand>;

export const calendarBands = operation({
  id: 'calendar.bands',
  method: 'GET',
  path: '/calendar-bands',
  right: 'calendar.read',
  summary: 'Windows and freezes between two moments, compact, for the calendar',
  description:
    'Drafts, proposed, locked and used windows and active freezes that concern the reader; at most 2,000 spans in all.',
  query: z.strictObject({
    from: instant,
    to: instant,
    unit: idOrKey.optional().describe('Those that hold this unit, something above or below it'),
  }),
  reply: z.object({
    from: instant,
    to: instant,
    now: instant,
    windows: z.array(windowBand),
    freezes: z.array(freezeBand),
    truncated: z.boolean().describe('True where there is more than is sent'),
    knownUntil: instant
      .nullable()
      .describe('Where a recurrence could not be followed to the end: from here on silence is not “free”'),
  }),
});

export type QueryOfBands = z.output<typeof calendarBands.query>;
export type ReplyOfBands = z.output<typeof calendarBands.reply>;

export const resolveTime = operation({
  id: 'calendar.resolve-time',
  method: 'POST',
  path: '/calendar/resolve-time',
  right: 'calendar.read',
  reads: true,
  summary: 'The instant of a local time, and whether the clocks skip it or show it twice',
  status: 200,
  body: z.strictObject({ local: localTime, zone, fold: z.enum(['earlier', 'later']).default('earlier') }),
  reply: z.object({
    instant,
    zone: z.string(),
    asked: z.string(),
    shown: z.string().describe('What the clocks show at the instant: later than asked in a gap'),
    offset: z.string(),
    case: z.enum(clockCases),
    other: instant.nullable().describe('In a fold, the other instant'),
    otherOffset: z.string().nullable(),
  }),
});

export const previewRecurrence = operation({
  id: 'calendar.preview-recurrence',
  method: 'POST',
  path: '/calendar/recurrence-previews',
  right: 'calendar.read',
  reads: true,
  summary: 'The occurrences of a recurrence rule, at most 200',
  status: 200,
  body: z.strictObject({
    zone,
    repeats: recurrenceInput,
    from: instant.optional().describe('Its start where left out'),
    to: instant.optional().describe('24 months after from where left out'),
  }),
  reply: z.object({ occurrences: z.array(occurrenceShown), skipped: z.array(z.string()), truncated: truncationShown }),
});
