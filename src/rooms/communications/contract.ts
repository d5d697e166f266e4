import { z } from 'zod';
import { byId, can, idOrKey, instant, operation, pageOf, pageQuery, reason, uuid, version } from '../../foundation/contract.ts';
import { prose } from '../../foundation/text.ts';

const person = z.object({ id: uuid, name: z.string() });
const stretch = z.object({ start: instant, end: instant });
const digest = z.string().regex(/^[0-9a-f]{64}$/);

const plannedSpan = z.object({ key: z.string(), name: z.string(), start: instant, end: instant });
const plannedRelease = z.object({
  key: z.string(),
  name: z.string(),
  kind: z.string(),
  class: z.string(),
  state: z.string(),
  unit: z.string(),
  goLive: stretch.nullable(),
});
const differenceKinds = ['release', 'window', 'freeze'] as const;
const difference = z.object({
  of: z.enum(differenceKinds),
  key: z.string(),
  name: z.string(),
  was: stretch.nullable().describe('Null: it was not in the version before'),
  is: stretch.nullable().describe('Null: it is in the plan no more'),
});
export type PlanDifference = z.output<typeof difference>;

const versionHead = z.object({
  number: z.int(),
  from: instant,
  until: instant,
  note: z.string().nullable(),
  publishedAt: instant,
});

const editionShape = {
  ...versionHead.shape,
  releases: z.array(plannedRelease),
  windows: z.array(plannedSpan),
  freezes: z.array(plannedSpan),
  digest: digest.describe('SHA-256 of what it holds (RFC 8785); the entry in the ledger names the same'),
  differences: z.array(difference).describe('What it says otherwise than the version before; empty for the first'),
};
export const planEdition = z.object({ ...editionShape, publishedBy: person });
export type PlanEdition = z.output<typeof planEdition>;

const lineShape = {
  id: uuid,
  key: z.string(),
  title: z.string(),
  unit: z.object({ id: uuid, key: z.string(), name: z.string() }),
  months: z.int(),
  newest: z.int().describe('Number of the newest version'),
  publishedAt: instant,
  publishedBy: person,
  link: z.enum(['open', 'ended', 'none']).describe('The read-only link'),
  version,
};
export const planLine = z.object(lineShape);
export type PublishedPlanLine = z.output<typeof planLine>;

export const publishedPlan = z.object({
  ...lineShape,
  linkUntil: instant.nullable(),
  linkOpenedBy: person.nullable(),
  versions: z.array(z.object({ ...versionHead.shape, publishedBy: person })).describe('Newest first, at most 200'),
  can: can.describe('publish, open-link, close-link'),
});
export type PublishedPlan = z.output<typeof publishedPlan>;

const publishing = {
  from: instant.optional().describe('Beginning of the plan; left out: this day, in UTC'),
  months: z.int().min(1).max(24).optional().describe('How many months it covers; left out: as before, at first 12'),
  note: prose(2000).optional().describe('What readers should know of this version'),
};

export const listPlans = operation({
  id: 'communications.plans',
  method: 'GET',
  path: '/published-plans',
  right: 'communications.read-plans',
  summary: 'Plans that were published, newest first',
  query: z.strictObject(pageQuery),
  reply: pageOf(planLine),
});

export const showPlan = operation({
  id: 'communications.plan',
  method: 'GET',
  path: '/published-plans/{id}',
  right: 'communications.read-plans',
  summary: 'A published plan with its versions',
  params: byId,
  reply: publishedPlan,
});

export const showVersion = operation({
  id: 'communications.plan-version',
  method: 'GET',
  path: '/published-plans/{id}/versions/{number}',
  right: 'communications.read-plans',
  summary: 'One version of a plan, as it was published, and what it says otherwise than the one before',
  params: z.strictObject({ id: idOrKey, number: z.coerce.number().int().min(1).max(1_000_000) }),
  reply: planEdition,
});

export const publishPlan = operation({
  id: 'communications.publish-plan',
  method: 'POST',
  path: '/published-plans',
  right: 'communications.publish-plans',
  summary: 'Publish the plan of a unit for the first time',
  description:
    'Windows, freezes and releases of the unit and of all below it, as they stand in this moment, for twelve months unless said otherwise.',
  body: z.strictObject({ unit: idOrKey, title: prose(200).min(1), ...publishing }),
  reply: publishedPlan,
});

export const publishVersion = operation({
  id: 'communications.publish-version',
  method: 'POST',
  path: '/published-plans/{id}/acts/publish',
  right: 'communications.publish-plans',
  summary: 'Publish the next version of a plan',
  params: byId,
  body: z.strictObject(publishing),
  reply: publishedPlan,
  status: 200,
  versioned: true,
});

export const openLink = operation({
  id: 'communications.open-link',
  method: 'POST',
  path: '/published-plans/{id}/acts/open-link',
  right: 'communications.publish-plans',
  summary: 'Open the read-only link of a plan',
  description:
    'The token is told this once. A link that was open before ends with it. Whoever has the link reads all versions of the plan without signing in.',
  params: byId,
  body: z.strictObject({ until: instant.describe('When it ends: within 400 days') }),
  reply: z.object({
    plan: publishedPlan,
    token: z.string().nullable().describe('Shown once; null when the same request is repeated with its Idempotency-Key'),
    address: z.string().nullable().describe('Its address; the token stays behind the #'),
  }),
  status: 200,
  versioned: true,
});

export const closeLink = operation({
  id: 'communications.close-link',
  method: 'POST',
  path: '/published-plans/{id}/acts/close-link',
  right: 'communications.publish-plans',
  summary: 'Close the read-only link of a plan',
  params: byId,
  body: z.strictObject({ reason }),
  reply: publishedPlan,
  status: 200,
  versioned: true,
});

export const readByLink = operation({
  id: 'communications.read-by-link',
  method: 'POST',
  path: '/published-plans/read',
  right: 'public',
  summary: 'Read a published plan by its link',
  description: 'The token travels in the body, so that no address and no log holds it.',
  body: z.strictObject({
    token: z.string().min(1).max(200),
    number: z.int().min(1).max(1_000_000).optional().describe('Left out: the newest version'),
  }),
  reply: z.object({
    title: z.string(),
    unit: z.string(),
    newest: z.int(),
    linkUntil: instant,
    versions: z.array(versionHead),
    edition: z.object(editionShape),
  }),
  status: 200,
  reads: true,
});
export type PlanByLink = z.output<(typeof readByLink)['reply']>;
