import type { Complaint } from './plan-problem.ts';

/** Parts of an RFC 5545 rule in the order in which the canonical text has them, each with its values. */
const parts = [
  ['FREQ', /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/],
  ['INTERVAL', /^[1-9]\d{0,2}$/],
  ['COUNT', /^[1-9]\d{0,3}$/],
  ['UNTIL', /^\d{8}(?:T\d{6}Z)?$/],
  ['BYMONTH', /^(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2]))*$/],
  ['BYMONTHDAY', /^-?(?:[1-9]|[12]\d|3[01])(?:,-?(?:[1-9]|[12]\d|3[01]))*$/],
  ['BYDAY', /^(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU))*$/],
  ['BYSETPOS', /^-?[1-9]\d{0,2}(?:,-?[1-9]\d{0,2})*$/],
  ['WKST', /^(?:MO|TU|WE|TH|FR|SA|SU)$/],
] as const;

const example = 'Write it as in RFC 5545: FREQ=MONTHLY;INTERVAL=3;BYDAY=1SA.';
const complaint = (message: string): Complaint => ({ code: 'plan.recurrence', message, remedy: example });

const split = (text: string): [string, string][] =>
  text.split(';').map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
  });

/** Windows and freezes repeat by day or slower; a finer rule would only make a calendar unreadable. */
export function complaintAboutRule(text: string): Complaint | undefined {
  if (text.length > 200) return complaint('The recurrence rule is longer than 200 characters.');
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
