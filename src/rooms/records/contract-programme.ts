import { z } from 'zod';
import { byId, can, idOrKey, instant, operation, pageOf, pageQuery, planKey, reason, uuid } from '../../foundation/contract.ts';
import { line } from '../../foundation/text.ts';
import { review } from './contract-review.ts';

const day = z.iso.date().describe('A day, such as 2026-11-01; it begins at midnight UTC');
const unit = z.object({ id: uuid, name: z.string() });
const named = z.object({ kind: z.string(), id: uuid, key: z.string() });
export const everyMonths = [1, 3] as const;
/** How many releases a period draws at most, and systems that a programme names. */
export const mostDrawn = 50;
export const mostSystems = 20;

export const programme = z.object({
  id: uuid,
  key: z.string(),
  name: z.string(),
  unit,
  everyMonths: z.int().describe('1 or 3'),
  random: z.int().describe('Releases that are drawn of those that are not high-risk'),
  targets: z.array(z.string()).describe('Facets, any of which makes a release high-risk: all of these are looked at'),
  systems: z.array(named).describe('Applications whose own trail is in every period'),
  dueDays: z.int().describe('Days from the end of a period until its review is due'),
  nextOn: day.describe('First day of the next period'),
  startedBy: z.object({ id: uuid, name: z.string() }),
  startedAt: instant,
  endedAt: instant.nullable(),
  version: z.int(),
  can: can.describe('end'),
});
export type Programme = z.output<typeof programme>;

export const listProgrammes = operation({
  id: 'records.programmes',
  method: 'GET',
  path: '/review-programmes',
  right: 'records.read-reviews',
  summary: 'Programmes by which audit trails are reviewed again and again',
  reply: z.object({ items: z.array(programme) }),
});

export const startProgramme = operation({
  id: 'records.start-programme',
  method: 'POST',
  path: '/review-programmes',
  right: 'records.run-programmes',
  summary: 'Have the audit trail of a unit reviewed again and again',
  description:
    'After each month or quarter a period is drawn: every high-risk release that was worked on in the unit or below it, a number of the others at random, and the named systems. Somebody who had no hand in them reviews what was written in the period, and signs.',
  body: z.strictObject({
    name: line(120),
    unit: idOrKey,
    everyMonths: z.union(everyMonths.map((months) => z.literal(months))).describe('1 or 3'),
    firstOn: day.describe('The first of a month: the first period begins then'),
    random: z.int().min(0).max(mostDrawn),
    targets: z
      .array(z.string().regex(/^[a-z-]{1,40}:[a-z0-9-]{1,80}$/, 'A facet is written like gxp:yes'))
      .max(20)
      .default([])
      .describe('Facets of a release, such as gxp:yes, criticality:high or kind:emergency'),
    systems: z.array(planKey).max(mostSystems).default([]).describe('Applications, by key'),
    dueDays: z.int().min(1).max(60),
  }),
  reply: programme,
});

export const endProgramme = operation({
  id: 'records.end-programme',
  method: 'POST',
  path: '/review-programmes/{id}/acts/end',
  right: 'records.run-programmes',
  summary: 'End a programme; periods that were drawn stay due',
  params: byId,
  body: z.strictObject({ reason }),
  reply: programme,
  status: 200,
  versioned: true,
});

export const periodStates = ['due', 'overdue', 'in-review', 'reviewed'] as const;
const release = z.object({ id: uuid, key: z.string(), high: z.array(z.string()).describe('Facets that make it high-risk') });

const periodShape = {
  id: uuid,
  key: z.string(),
  programme: z.object({ id: uuid, key: z.string(), name: z.string() }),
  unit,
  startsAt: instant,
  endsAt: instant.describe('The period is half open: up to this moment, without it'),
  dueAt: instant,
  state: z.enum(periodStates).describe('Derived at this moment'),
  review: z
    .object({ id: uuid, key: z.string() })
    .nullable()
    .describe('The review that is open, or else the last that was finished'),
  releases: z.int().describe('Releases that were worked on in the period'),
  targeted: z.int(),
  drawn: z.int(),
};
export const periodLine = z.object(periodShape);
export type PeriodLine = z.output<typeof periodLine>;

export const period = periodLine.extend({
  seed: z.string(),
  rule: z.string(),
  random: z.int(),
  drawnAt: instant,
  targeted: z.array(release),
  drawn: z.array(release),
  others: z.array(release).describe('Worked on in the period, and not drawn'),
  systems: z.array(named),
  can: can.describe('review'),
});
export type Period = z.output<typeof period>;

export const listPeriods = operation({
  id: 'records.periods',
  method: 'GET',
  path: '/review-periods',
  right: 'records.read-reviews',
  summary: 'Periods of the trail that are to be reviewed, or were; newest first',
  query: z.strictObject({ ...pageQuery, programme: idOrKey.optional() }),
  reply: pageOf(periodLine),
});

export const showPeriod = operation({
  id: 'records.period',
  method: 'GET',
  path: '/review-periods/{id}',
  right: 'records.read-reviews',
  summary: 'One period: what was there, what was drawn, and how its review stands',
  params: byId,
  reply: period,
});

export const drawAgain = operation({
  id: 'records.draw-again',
  method: 'GET',
  path: '/review-periods/{id}/drawing',
  right: 'records.read-reviews',
  summary: 'Draw a period again, from what is kept of it',
  description:
    'With the seed that was recorded it draws the same; with another one it shows what that would have drawn. Nothing is changed.',
  params: byId,
  query: z.strictObject({
    seed: z
      .string()
      .regex(/^[0-9A-Za-z-]{1,64}$/)
      .optional()
      .describe('The recorded one when left out'),
  }),
  reply: z.object({
    seed: z.string(),
    rule: z.string(),
    population: z.int(),
    random: z.int(),
    targeted: z.array(z.string()).describe('Keys of releases'),
    drawn: z.array(z.string()),
    same: z.boolean().describe('It is what was drawn then'),
  }),
});

export const openPeriodReview = operation({
  id: 'records.open-period-review',
  method: 'POST',
  path: '/review-periods/{id}/reviews',
  right: 'records.review',
  summary: 'Open the review of a period',
  description:
    'For somebody who had no hand in what was drawn. It covers what was written in the period on the drawn releases, their gates and signatures, and the named systems: a focus list by rule, and a sample of the entries with a seed that is kept. Disposed of, finished and signed as every review is.',
  params: byId,
  body: z.strictObject({}),
  reply: review,
});
