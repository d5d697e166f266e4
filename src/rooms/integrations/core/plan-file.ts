import { z } from 'zod';
import { freezeShape, windowShape, workingCalendarShape } from './calendar-shape.ts';
import { historyShape } from './history-shape.ts';
import { keyText, lineText, proseText, zoneText } from './plan-scalars.ts';
import { applicationShape, dependencyShape, unitShape } from './portfolio-shape.ts';
import { releaseShape } from './release-shape.ts';

export const sourceShape = z
  .strictObject({
    name: lineText(200),
    address: lineText(500).optional(),
    revision: lineText(100).optional(),
    licence: lineText(100).optional(),
    shiftedWeeks: z
      .int()
      .min(-5200)
      .max(5200)
      .optional()
      .meta({ description: 'All dates lie so many weeks later than in the source.' }),
    shiftedTo: z.iso.date().optional().meta({ description: 'The day that the shift put in the middle of the cycle.' }),
    note: proseText.optional(),
  })
  .meta({ id: 'planSource', description: 'Where the content comes from, when it was converted.' });

/** The lists of a plan file, in the order in which they are written, shown and applied. */
export const sectionShapes = {
  units: unitShape,
  applications: applicationShape,
  dependencies: dependencyShape,
  calendars: workingCalendarShape,
  windows: windowShape,
  freezes: freezeShape,
  releases: releaseShape,
  history: historyShape,
} as const;

export const planHeaderShape = z.strictObject({
  interlock: z.literal(1).meta({ description: 'Version of the form of this file.' }),
  name: keyText.meta({
    description: 'Name of the plan. A later file of this name may withdraw what this one brought, no other may.',
  }),
  title: lineText(200).optional(),
  zone: zoneText.meta({ description: 'The zone of every local time and day that has no nearer one.' }),
  source: sourceShape.optional(),
});

export const planFileShape = z
  .strictObject({
    ...planHeaderShape.shape,
    units: z.array(unitShape).default([]),
    applications: z.array(applicationShape).default([]),
    dependencies: z.array(dependencyShape).default([]),
    calendars: z.array(workingCalendarShape).default([]).meta({ description: 'Working calendars.' }),
    windows: z.array(windowShape).default([]),
    freezes: z.array(freezeShape).default([]),
    releases: z.array(releaseShape).default([]),
    history: z.array(historyShape).default([]),
  })
  .meta({
    title: 'Interlock plan file',
    description: 'The year as a file: organisation, applications, calendar and releases as planned.',
  });

/** What a person or a program writes: any accepted spelling of a time, defaults left out. */
export type PlanFileInput = z.input<typeof planFileShape>;

/**
 * The normal form. Every instant is UTC with milliseconds (`2027-01-09T19:00:00.000Z`); `repeats.first` stays local; windows,
 * freezes, calendars and go-lives carry their zone, windows and freezes their scope; e-mails are in lower case; lists have one order. `normalisePlan` makes it.
 */
export type PlanFile = z.output<typeof planFileShape>;

export type PlanUnit = PlanFile['units'][number];
export type PlanApplication = PlanFile['applications'][number];
export type PlanDependency = PlanFile['dependencies'][number];
export type PlanCalendar = PlanFile['calendars'][number];
export type PlanWindow = PlanFile['windows'][number];
export type PlanFreeze = PlanFile['freezes'][number];
export type PlanRelease = PlanFile['releases'][number];
export type PlanGate = PlanRelease['gates'][number];
export type PlanCriterion = PlanGate['criteria'][number];
export type PlanHistory = PlanFile['history'][number];
export type PlanSection = keyof typeof sectionShapes;

export const planSections: readonly PlanSection[] = [
  'units',
  'applications',
  'dependencies',
  'calendars',
  'windows',
  'freezes',
  'releases',
  'history',
];
