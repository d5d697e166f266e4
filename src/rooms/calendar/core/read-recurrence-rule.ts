import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import { calendarRefusals as no } from './calendar-refusals.ts';
import {
  type ByDay,
  frequencies,
  mostCounted,
  type NumberPart,
  numberParts,
  type RecurrenceRule,
  ranges,
  type Until,
  type Weekday,
  weekdays,
} from './recurrence-rule.ts';
import { clashesOf } from './recurrence-rule-clashes.ts';
import { isLocalDate, isLocalTime } from './zoned-time.ts';

const otherParts: readonly string[] = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY'];
const knownParts: readonly string[] = [...otherParts, ...numberParts];

/**
 * Reads an RRULE value by the grammar of RFC 5545, section 3.3.10, strictly: the library below drops what it does not understand, and a
 * freeze that silently lost a part is worse than none. Every fault is reported with the part that is wrong and its remedy.
 */
export function readRecurrenceRule(text: string): Outcome<RecurrenceRule> {
  const { parts, refusals } = splitParts(text);
  const frequency = frequencies.find((one) => one === parts.get('FREQ'));
  if (!parts.has('FREQ')) refusals.push(no['rule-part-missing']({ part: 'FREQ' }));
  else if (frequency === undefined) refusals.push(malformed('FREQ', parts.get('FREQ'), `one of ${frequencies.join(', ')}`));

  const take = <T>(part: string, absent: T, read: (value: string) => T | undefined, allowed: string): T => {
    const value = parts.get(part);
    if (value === undefined) return absent;
    const got = read(value);
    if (got === undefined) refusals.push(malformed(part, value, allowed));
    return got ?? absent;
  };
  const numbersOf = (part: NumberPart): readonly number[] => {
    const { least, most, signed } = ranges[part];
    const allowed = `numbers from ${least} to ${most}${signed ? `, or from -${most} to -${least}` : ''}, separated by commas`;
    return take<readonly number[]>(part, [], (value) => readNumbers(value, part), allowed);
  };
  const rule = {
    text,
    interval: take('INTERVAL', 1, (value) => readCount(value, 9_999), 'a whole number from 1 to 9999'),
    count: take<number | null>(
      'COUNT',
      null,
      (value) => readCount(value, mostCounted),
      `a whole number from 1 to ${mostCounted}`,
    ),
    until: take<Until | null>('UNTIL', null, readUntil, 'a date such as 20261231 or a time such as 20261231T215959Z'),
    weekStart: take<Weekday>('WKST', 'MO', (value) => weekdays.find((one) => one === value), `one of ${weekdays.join(', ')}`),
    byDay: take<readonly ByDay[]>('BYDAY', [], readByDay, 'weekdays such as MO or, counted in a month or year, 2SA or -1FR'),
    numbers: {
      BYSECOND: numbersOf('BYSECOND'),
      BYMINUTE: numbersOf('BYMINUTE'),
      BYHOUR: numbersOf('BYHOUR'),
      BYMONTHDAY: numbersOf('BYMONTHDAY'),
      BYYEARDAY: numbersOf('BYYEARDAY'),
      BYWEEKNO: numbersOf('BYWEEKNO'),
      BYMONTH: numbersOf('BYMONTH'),
      BYSETPOS: numbersOf('BYSETPOS'),
    },
  };
  if (frequency === undefined) return refused(refusals);
  const read: RecurrenceRule = { ...rule, frequency };
  const all = [...refusals, ...clashesOf(read)];
  return all.length > 0 ? refused(all) : done(read);
}

function splitParts(text: string): { readonly parts: ReadonlyMap<string, string>; readonly refusals: Refusal[] } {
  const parts = new Map<string, string>();
  const refusals: Refusal[] = [];
  // A closing semicolon is seen in the wild (Google Calendar) and harmless.
  const pieces = text
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '')
    .split(';');
  for (const piece of pieces) {
    const [part = '', ...rest] = piece.split('=');
    const value = rest.join('=');
    if (part === 'RSCALE' || part === 'SKIP') {
      const because = 'releases are planned in the Gregorian calendar (RFC 7529 is not read)';
      refusals.push(
        no['rule-not-supported']({ part, because, remedy: `Leave ${part} out; days that do not exist are left out.` }),
      );
    } else if (part === '' && pieces.length === 1) continue;
    else if (!knownParts.includes(part)) refusals.push(no['rule-part-unknown']({ part: part === '' ? 'An empty part' : part }));
    else if (parts.has(part)) refusals.push(no['rule-part-repeated']({ part }));
    else parts.set(part, value);
  }
  return { parts, refusals };
}

const malformed = (part: string, value: string | undefined, allowed: string): Refusal =>
  no['rule-part-malformed']({ part, value: value ?? '', allowed });

function readCount(value: string, most: number): number | undefined {
  const number = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  return number >= 1 && number <= most ? number : undefined;
}

function readNumbers(value: string, part: NumberPart): readonly number[] | undefined {
  const { least, most, signed } = ranges[part];
  const numbers: number[] = [];
  for (const piece of value.split(',')) {
    const number = /^[+-]?\d{1,3}$/.test(piece) ? Number(piece) : Number.NaN;
    const size = signed ? Math.abs(number) : number;
    if (!(size >= least && size <= most)) return undefined;
    numbers.push(number);
  }
  return [...new Set(numbers)];
}

function readByDay(value: string): readonly ByDay[] | undefined {
  const days = new Map<string, ByDay>();
  for (const piece of value.split(',')) {
    const [, digits = '', name] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(piece) ?? [];
    const weekday = weekdays.find((one) => one === name);
    const ordinal = digits === '' ? null : Number(digits);
    if (weekday === undefined || ordinal === 0 || Math.abs(ordinal ?? 1) > 53) return undefined;
    days.set(`${ordinal}${weekday}`, { ordinal, weekday });
  }
  return [...days.values()];
}

function readUntil(value: string): Until | undefined {
  const [, year, month, day, time, utc] = /^(\d{4})(\d\d)(\d\d)(?:T(\d{6})(Z)?)?$/.exec(value) ?? [];
  const date = `${year}-${month}-${day}`;
  if (time === undefined) return isLocalDate(date) ? { kind: 'date', text: date } : undefined;
  const text = `${date}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}`;
  return isLocalTime(text) ? { kind: utc === undefined ? 'local' : 'utc', text } : undefined;
}
