import type { Complaint } from './plan-problem.ts';

const listOf = (item: string): RegExp => new RegExp(`^(?:${item})(?:,(?:${item}))*$`);
const upTo59 = '[1-5]?\\d';
const weekday = 'MO|TU|WE|TH|FR|SA|SU';

/** Parts of an RFC 5545 rule in the order in which the canonical text has them, each with its values. How they go together is judged by the calendar. */
const parts = [
  ['FREQ', /^(?:YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY|MINUTELY|SECONDLY)$/],
  ['INTERVAL', /^[1-9]\d{0,3}$/],
  ['COUNT', /^[1-9]\d{0,3}$/],
  ['UNTIL', /^\d{8}(?:T\d{6}Z?)?$/],
  ['BYMONTH', listOf('[1-9]|1[0-2]')],
  ['BYWEEKNO', listOf('[+-]?(?:[1-9]|[1-4]\\d|5[0-3])')],
  ['BYYEARDAY', listOf('[+-]?(?:[1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6])')],
  ['BYMONTHDAY', listOf('[+-]?(?:[1-9]|[12]\\d|3[01])')],
  ['BYDAY', listOf(`(?:[+-]?(?:[1-9]|[1-4]\\d|5[0-3]))?(?:${weekday})`)],
  ['BYHOUR', listOf('1?\\d|2[0-3]')],
  ['BYMINUTE', listOf(upTo59)],
  ['BYSECOND', listOf(upTo59)],
  ['BYSETPOS', listOf('[+-]?(?:[1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6])')],
  ['WKST', new RegExp(`^(?:${weekday})$`)],
] as const;

const example = 'Write it as in RFC 5545: FREQ=MONTHLY;INTERVAL=3;BYDAY=1SA.';
const complaint = (message: string): Complaint => ({ code: 'plan.recurrence', message, remedy: example });

/** Other programs write `RRULE:` before a rule, small letters, or a semicolon after it; none of this changes its meaning. */
const split = (text: string): [string, string][] =>
  text
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '')
    .split(';')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
    });

export function complaintAboutRule(text: string): Complaint | undefined {
  if (text.length > 500) return complaint('The recurrence rule is longer than 500 characters.');
  const given = split(text);
  const names = given.map(([name]) => name);
  for (const [name, value] of given) {
    const part = parts.find(([known]) => known === name);
    if (!part) return complaint(`"${name}" is no part of a recurrence rule that is read here.`);
    if (!part[1].test(value)) return complaint(`"${name}=${value}" is not a value that ${name} can have here.`);
  }
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated) return complaint(`The recurrence rule states ${repeated} twice.`);
  if (!names.includes('FREQ')) return complaint('The recurrence rule does not say how often: FREQ is missing.');
  if (names.includes('COUNT') && names.includes('UNTIL'))
    return complaint('The recurrence rule ends twice: by COUNT and by UNTIL.');
  return undefined;
}

/** One text for one rule: parts in a fixed order, `INTERVAL=1` (which says nothing) left out. */
export function canonicalRule(text: string): string {
  const given = new Map(split(text));
  return parts
    .filter(([name]) => given.has(name) && !(name === 'INTERVAL' && given.get(name) === '1'))
    .map(([name]) => `${name}=${given.get(name)}`)
    .join(';');
}
