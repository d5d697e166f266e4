import type { PlanFileInput } from '../../src/rooms/integrations/core/plan-file.ts';
import { addDays } from '../openstack/days.ts';

type Calendar = NonNullable<PlanFileInput['calendars']>[number];
type Holiday = NonNullable<Calendar['holidays']>[number];

const two = (number: number): string => String(number).padStart(2, '0');

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). No RRULE can say it, so what hangs on it is listed year by year. */
export function easterOf(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - moon - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * weekday) / 451);
  const sum = moon + weekday - 7 * late + 114;
  return `${year}-${two(Math.floor(sum / 31))}-${two((sum % 31) + 1)}`;
}

const yearly = (name: string, monthDay: string): Holiday => ({ name, on: `2020-${monthDay}`, rule: 'FREQ=YEARLY' });

/** The n-th Monday of a month; -1 is the last one. `on` is the first that the rule names. */
const monday = (name: string, on: string, month: number, nth: number, more: Partial<Holiday> = {}): Holiday => ({
  name,
  on,
  rule: `FREQ=YEARLY;BYMONTH=${month};BYDAY=${nth}MO`,
  ...more,
});

type Movable = readonly [name: string, daysAfterEaster: number];

const movable = (today: string, feasts: readonly Movable[]): Holiday[] =>
  [-1, 0, 1, 2].flatMap((ahead) => {
    const easter = easterOf(Number(today.slice(0, 4)) + ahead);
    return feasts.map(([name, days]) => ({ name, on: addDays(easter, days) }));
  });

/** Working weeks of the two sites. Basel counts where a window names no calendar. */
export const calendarsFor = (today: string): Calendar[] => [
  {
    key: 'basel',
    name: 'Working days in Basel',
    zone: 'Europe/Zurich',
    week: {
      MO: ['08:00-12:00', '13:00-17:00'],
      TU: ['08:00-12:00', '13:00-17:00'],
      WE: ['08:00-12:00', '13:00-17:00'],
      TH: ['08:00-12:00', '13:00-17:00'],
      FR: ['08:00-12:00', '13:00-16:00'],
    },
    holidays: [
      yearly('New Year', '01-01'),
      yearly('Labour Day', '05-01'),
      yearly('National Day', '08-01'),
      yearly('Christmas Day', '12-25'),
      yearly("St Stephen's Day", '12-26'),
      ...movable(today, [
        ['Good Friday', -2],
        ['Easter Monday', 1],
        ['Ascension Day', 39],
        ['Whit Monday', 50],
      ]),
    ],
    default: true,
  },
  {
    key: 'cork',
    name: 'Working days in Cork',
    zone: 'Europe/Dublin',
    week: {
      MO: ['09:00-17:30'],
      TU: ['09:00-17:30'],
      WE: ['09:00-17:30'],
      TH: ['09:00-17:30'],
      FR: ['09:00-17:00'],
    },
    holidays: [
      yearly("New Year's Day", '01-01'),
      // On 1 February itself where that is a Friday, as in 2030.
      monday("St Brigid's Day", '2023-02-06', 2, 1, { except: ['2030-02-04'] }),
      { name: "St Brigid's Day", on: '2030-02-01' },
      yearly("St Patrick's Day", '03-17'),
      monday('May Day', '2020-05-04', 5, 1),
      monday('June Holiday', '2020-06-01', 6, 1),
      monday('August Holiday', '2020-08-03', 8, 1),
      monday('October Holiday', '2020-10-26', 10, -1),
      yearly('Christmas Day', '12-25'),
      yearly("St Stephen's Day", '12-26'),
      ...movable(today, [['Easter Monday', 1]]),
    ],
  },
];
