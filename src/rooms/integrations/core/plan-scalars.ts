import { z } from 'zod';
import { hiddenIn, hiddenRemedy, hiddenSays } from '../../../foundation/text.ts';
import { durationPattern, minutesOfDuration } from './duration.ts';
import type { Complaint } from './plan-problem.ts';
import { complaintAboutRule } from './recurrence-rule.ts';
import {
  complaintAboutDay,
  complaintAboutLocalTime,
  complaintAboutTime,
  dayPattern,
  localTimePattern,
  timePattern,
} from './time-text.ts';
import { complaintAboutZone } from './zone.ts';

/** A scalar whose own rule explains itself; the pattern is for editors that read the JSON Schema. */
const explained = (complain: (text: string) => Complaint | undefined, description: string, pattern?: RegExp) =>
  z
    .string()
    .superRefine((text, context) => {
      const complaint = complain(text);
      if (complaint) {
        const { code, message, remedy } = complaint;
        context.addIssue({ code: 'custom', message, params: { code, remedy } });
      }
    })
    .meta(pattern ? { description, pattern: pattern.source } : { description });

const complaintAboutDuration = (text: string): Complaint | undefined =>
  minutesOfDuration(text) !== undefined
    ? undefined
    : {
        code: 'plan.duration',
        message: `"${text}" is not a length between a minute and 366 days.`,
        remedy: 'Write days, hours and minutes as in ISO 8601: PT10H, PT90M, P2D, P1DT12H.',
      };

export const keyText = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9])?$/)
  .meta({ description: 'A key: letters, digits, dot, dash and underscore, at most 80. It names the record for good.' });

/** What the patterns below let through and no reader sees; of controls and surrogates the patterns speak. */
const shown = (kind: 'line' | 'prose') => (text: string, context: z.RefinementCtx<string>) => {
  const found = hiddenIn(text.replaceAll(/[\p{Cc}\p{Cs}]/gu, ' '), kind);
  if (found === null) return;
  const params = { code: 'plan.hidden-character', remedy: hiddenRemedy };
  context.addIssue({ code: 'custom', message: hiddenSays(found), params });
};

/** One line. Control characters and halves of surrogate pairs are refused: no database and no print carries them; nor what shows nothing or turns the text. */
export const lineText = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^(?=.*\S)[^\p{Cc}\p{Cs}]+$/u)
    .superRefine(shown('line'));

export const proseText = z
  .string()
  .max(20_000)
  .regex(/^(?=[\s\S]*\S)(?:[^\p{Cc}\p{Cs}]|[\n\t])+$/u)
  .superRefine(shown('prose'));

export const emailText = z.email().max(254).meta({ description: 'A person is named by e-mail; the person must exist already.' });

export const timeText = explained(
  complaintAboutTime,
  'A day (2027-01-09: its midnight), a local time (2027-01-09T20:00) in the nearest zone, or a time with offset (2027-01-09T20:00+01:00).',
  timePattern,
);

export const localTimeText = explained(
  complaintAboutLocalTime,
  'A local time without offset (2027-01-09T20:00): a recurrence lives in its zone. A day alone (2027-01-09) means whole days.',
  localTimePattern,
);

export const dayText = explained(complaintAboutDay, 'A day such as 2027-08-01.', dayPattern);

/** A time, or the word `none` where leaving it out would mean something else. */
export const timeOrNoneText = explained(
  (text) => (text === 'none' ? undefined : complaintAboutTime(text)),
  'A time as everywhere, or none.',
);

export const hoursPattern = /^(?:[01]\d|2[0-3]):[0-5]\d-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;
const complaintAboutHours = (text: string): Complaint | undefined =>
  hoursPattern.test(text) && text.slice(0, 5) < text.slice(6)
    ? undefined
    : {
        code: 'plan.working-hours',
        message: `"${text}" is no part of a working day.`,
        remedy: 'Write from and to by the clock on the wall, such as 09:00-17:30; 24:00 closes the day.',
      };
export const hoursText = explained(
  complaintAboutHours,
  'From and to by the clock on the wall, such as 09:00-17:30; 24:00 closes the day.',
  hoursPattern,
);

export const zoneText = explained(complaintAboutZone, 'An IANA time zone such as Europe/Zurich, or UTC.');
export const durationText = explained(
  complaintAboutDuration,
  'An ISO 8601 length such as PT10H or P2D, by the clock on the wall.',
  durationPattern,
);
export const ruleText = explained(complaintAboutRule, 'An RFC 5545 rule such as FREQ=MONTHLY;INTERVAL=3;BYDAY=1SA.');
