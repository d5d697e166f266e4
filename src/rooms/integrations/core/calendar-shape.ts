import { z } from 'zod';
import {
  dayText,
  durationText,
  hoursText,
  keyText,
  lineText,
  localTimeText,
  proseText,
  ruleText,
  timeText,
  zoneText,
} from './plan-scalars.ts';
import {
  criticalities,
  dayMeasures,
  environmentClasses,
  freezeSeverities,
  lengthMeasures,
  unknown,
  type weekdays,
} from './plan-words.ts';

export const spanShape = z
  .strictObject({ start: timeText, end: timeText })
  .meta({ id: 'planSpan', description: 'Half-open: the start belongs to it, the end does not.' });

export const windowSpanShape = spanShape
  .extend({ goLive: timeText.optional().meta({ description: 'When it goes live; the start where left out.' }) })
  .meta({ id: 'planWindowSpan', description: 'Half-open, with the moment of go-live that targets are counted from.' });

export const repeatsShape = z
  .strictObject({
    first: localTimeText,
    rule: ruleText,
    lasts: durationText,
    measure: z
      .enum(lengthMeasures)
      .default('wall')
      .meta({ description: 'wall: by the clock on the wall, also in the nights it changes; exact: by elapsed time.' }),
    except: z
      .array(localTimeText)
      .max(500)
      .default([])
      .meta({ description: 'Occurrences that do not take place, by their start or their day.' }),
    also: z
      .array(localTimeText)
      .max(500)
      .default([])
      .meta({ description: 'Further starts: where an occurrence was moved to, or one more.' }),
  })
  .meta({ id: 'planRepeats', description: 'A recurrence in its own zone; the rule is expanded from `first`.' });

const scope = {
  units: z.array(keyText).default([]),
  applications: z.array(keyText).default([]),
  criticalities: z.array(z.enum([...criticalities, unknown])).default([]),
  gxpOnly: z.boolean().default(false),
};

export const scopeShape = z
  .strictObject(scope)
  .meta({ id: 'planScope', description: 'An empty list does not narrow; all of it empty means everything.' });

export const freezeScopeShape = z
  .strictObject({ ...scope, environmentClasses: z.array(z.enum(environmentClasses)).default([]) })
  .meta({ id: 'planFreezeScope', description: 'An empty list does not narrow; all of it empty means everything.' });

export const targetShape = z
  .strictObject({
    key: keyText,
    name: lineText(200),
    daysBefore: z.int().min(0).max(730).optional().meta({ description: 'Days before the day of go-live.' }),
    daysAfter: z.int().min(1).max(730).optional().meta({ description: 'Days after the day of go-live.' }),
    counted: z
      .enum(dayMeasures)
      .default('calendar')
      .meta({ description: 'In calendar days, or in days of the working calendar.' }),
  })
  .meta({
    id: 'planTarget',
    description: 'An intermediate target of a window, such as scope lock: `daysBefore` or `daysAfter`.',
  });

const zone = zoneText.optional().meta({ description: 'The zone of its local times; the zone of the plan where left out.' });

export const windowShape = z
  .strictObject({
    key: keyText,
    name: lineText(200),
    zone,
    once: windowSpanShape.optional(),
    repeats: repeatsShape.optional(),
    scope: scopeShape.optional(),
    targets: z.array(targetShape).max(40).default([]),
    workingCalendar: keyText
      .optional()
      .meta({ description: 'The calendar by which its targets are counted; the default one where left out.' }),
    note: proseText.optional(),
  })
  .meta({ id: 'planWindow', description: 'A release window: `once` or `repeats`, exactly one of them.' });

export const freezeShape = z
  .strictObject({
    key: keyText,
    name: lineText(200),
    reason: proseText,
    severity: z.enum(freezeSeverities).default('blocks'),
    zone,
    once: spanShape.optional(),
    repeats: repeatsShape.optional(),
    scope: freezeScopeShape.optional(),
  })
  .meta({ id: 'planFreeze', description: 'A freeze: `once` or `repeats`, exactly one of them.' });

const workingDay = z.array(hoursText).max(6).default([]);
const week: Record<(typeof weekdays)[number], typeof workingDay> = {
  MO: workingDay,
  TU: workingDay,
  WE: workingDay,
  TH: workingDay,
  FR: workingDay,
  SA: workingDay,
  SU: workingDay,
};

export const holidayShape = z
  .strictObject({
    name: lineText(200),
    on: dayText,
    rule: ruleText.optional().meta({ description: 'The RFC 5545 rule by which it returns from that day on.' }),
    except: z.array(dayText).max(100).default([]).meta({ description: 'Days on which it does not return.' }),
  })
  .meta({ id: 'planHoliday' });

export const workingCalendarShape = z
  .strictObject({
    key: keyText,
    name: lineText(200),
    zone: zoneText.optional().meta({ description: 'The zone of its days; the zone of the plan where left out.' }),
    week: z
      .strictObject(week)
      .meta({ description: 'Working hours by weekday; a weekday that is left out is not a working day.' }),
    holidays: z.array(holidayShape).max(500).default([]),
    default: z.boolean().default(false).meta({ description: 'Counts where a window names no calendar. At most one of a file.' }),
  })
  .meta({ id: 'planWorkingCalendar', description: 'The working week and the holidays, by which targets are counted.' });
