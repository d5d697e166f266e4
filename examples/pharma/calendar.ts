import type { PlanFileInput } from '../../src/rooms/integrations/core/plan-file.ts';
import { addDays } from '../openstack/days.ts';
import { slotUntil } from './slots.ts';

type Window = NonNullable<PlanFileInput['windows']>[number];
type Freeze = NonNullable<PlanFileInput['freezes']>[number];

const isFirstSaturdayOfMarch = (day: string): boolean =>
  day.slice(5, 7) === '03' && Number(day.slice(8)) <= 7 && new Date(`${day}T00:00Z`).getUTCDay() === 6;

const yearBefore = (today: string): string => String(Number(today.slice(0, 4)) - 1);

/** A recurrence starts on a day that its own rule names, at least a year back, so that the past months show as well. */
export function windowsFor(today: string): Window[] {
  const year = yearBefore(today);
  const firstOf = (matches: (day: string) => boolean): string => slotUntil(`${year}-06-30`, matches);
  return [
    {
      key: 'quarterly',
      name: 'Quarterly enterprise window',
      repeats: { first: `${firstOf(isFirstSaturdayOfMarch)}T18:00`, rule: 'FREQ=MONTHLY;INTERVAL=3;BYDAY=1SA', lasts: 'PT18H' },
      scope: { units: ['aurelia'] },
      targets: [
        { key: 'scope-lock', name: 'Scope lock', daysBefore: 70 },
        { key: 'integration-complete', name: 'Integration complete', daysBefore: 21 },
        { key: 'uat-complete', name: 'UAT complete', daysBefore: 7 },
      ],
    },
    {
      key: 'gxp-saturday',
      name: 'GxP window, second and fourth Saturday',
      repeats: {
        first: `${firstOf(isSecondSaturday)}T18:00`,
        rule: 'FREQ=MONTHLY;BYDAY=2SA,4SA',
        lasts: 'PT18H',
        // The fourth Saturday of December lies in the year-end freeze: that window is moved to the third of January.
        except: decembers(today).map((december) => nthSaturday(december, 4)),
        also: decembers(today).map((december) => `${nthSaturday(addDays(december, 31), 3)}T18:00`),
      },
      scope: { units: ['aurelia'], gxpOnly: true },
      targets: [
        { key: 'uat-complete', name: 'UAT complete', daysBefore: 5, counted: 'working' },
        { key: 'installation-review', name: 'Review of the installation', daysAfter: 3, counted: 'working' },
      ],
    },
    {
      key: 'it-evening',
      name: 'Evening window of Corporate IT and Commercial',
      repeats: { first: `${firstOf(isTuesday)}T18:00`, rule: 'FREQ=WEEKLY;BYDAY=TU,TH', lasts: 'PT8H' },
      scope: { units: ['corporate-it', 'commercial'] },
      workingCalendar: 'cork',
    },
    {
      key: 'training-extra',
      name: 'Agreed extra window for training records',
      once: { start: `${addDays(today, -1)}T06:00`, end: `${addDays(today, 1)}T12:00` },
      scope: { applications: ['APP-LMS'] },
      note: 'Agreed with the training office: the new curricula are needed at once.',
    },
  ];
}

/** The first days of the Decembers that the example's years touch. */
const decembers = (today: string): string[] => [-1, 0, 1].map((ahead) => `${Number(today.slice(0, 4)) + ahead}-12-01`);

const nthSaturday = (firstOfMonth: string, nth: number): string =>
  addDays(firstOfMonth, ((6 - new Date(`${firstOfMonth}T00:00Z`).getUTCDay() + 7) % 7) + 7 * (nth - 1));

const isTuesday = (day: string): boolean => new Date(`${day}T00:00Z`).getUTCDay() === 2;
const isSecondSaturday = (day: string): boolean =>
  new Date(`${day}T00:00Z`).getUTCDay() === 6 && Math.ceil(Number(day.slice(8)) / 7) === 2;

/** Far enough ahead to touch nothing that the story walks through. */
const validationWeeks = (today: string): { start: string; end: string } => ({
  start: addDays(today, 25 * 7),
  end: addDays(today, 27 * 7),
});

export function freezesFor(today: string): Freeze[] {
  const year = yearBefore(today);
  return [
    {
      key: 'year-end',
      name: 'Year-end freeze',
      reason: 'Reduced staff and annual accounts: systems of high and critical importance stay as they are.',
      repeats: { first: `${year}-12-18T00:00`, rule: 'FREQ=YEARLY', lasts: 'P17D' },
      scope: { units: ['aurelia'], criticalities: ['high', 'critical'] },
    },
    {
      key: 'month-end-close',
      name: 'Month-end close',
      reason: 'The books are closed (SOX); what feeds them stays as it is.',
      repeats: { first: `${year}-01-29T00:00`, rule: 'FREQ=MONTHLY;BYMONTHDAY=-3', lasts: 'P4D' },
      scope: { applications: ['APP-ERP', 'APP-DWH'] },
    },
    {
      key: 'validation-freeze',
      name: 'Validation freeze, manufacturing',
      reason: 'Performance qualification of the new filling line; MES and serialisation keep their validated versions.',
      once: validationWeeks(today),
      scope: { applications: ['APP-MES', 'APP-SERIAL'], gxpOnly: true },
    },
    {
      key: 'stocktaking',
      name: 'Stocktaking',
      reason: 'Counted by hand in the warehouse; changes go ahead by exception of the warehouse manager.',
      severity: 'needs-exception',
      repeats: { first: `${year}-06-30`, rule: 'FREQ=YEARLY', lasts: 'P1D' },
      scope: { applications: ['APP-ERP'], environmentClasses: ['production'] },
    },
  ];
}
