import { z } from 'zod';
import {
  asOfQuery,
  bulkResult,
  byId,
  can,
  idOrKey,
  instant,
  manyOf,
  operation,
  pageOf,
  pageQuery,
  reason,
  refusalShape,
  uuid,
  version,
} from '../../foundation/contract.ts';
import { gateStrip } from '../gates/contract.ts';
import { collisionShape } from '../interlocks/contract.ts';

/** Words of the room. The lists of states and verbs equal the rows in `core/lifecycle.ts`; a test compares them. */
export const releaseKinds = ['enterprise', 'project', 'independent', 'emergency', 'maintenance'] as const;
export const releaseClasses = ['major', 'minor', 'patch'] as const;
export const phaseKinds = ['plan', 'build', 'integrate', 'uat', 'deploy', 'warranty'] as const;
export const applicationRoles = ['changed', 'regression'] as const;
export const applicationResults = ['pending', 'completed', 'rejected', 'rolled-back'] as const;
export const outcomes = ['completed', 'partially-completed', 'failed'] as const;
export const lights = ['green', 'amber', 'red', 'unknown'] as const;
export const healthParts = ['schedule', 'gates', 'collisions', 'scope', 'outcome'] as const;
export const releaseStates = [
  'proposed',
  'accepted',
  'planned',
  'in-progress',
  'ready',
  'deploying',
  'deployed',
  'released-for-use',
  'warranty',
  'closed',
  'backed-out',
  'closed-failed',
  'rejected',
  'on-hold',
  'cancelled',
] as const;
export const releaseVerbs = [
  'accept',
  'reject',
  'plan',
  'start',
  'accept-uat',
  'declare-ready',
  'no-go',
  'deploy',
  'stop',
  'record-results',
  'complete',
  'validate',
  'release-for-use',
  'enter-warranty',
  'confirm-business',
  'confirm-it',
  'close',
  'back-out',
  'resume-work',
  'fail',
  'hold',
  'resume',
  'cancel',
] as const;
export type ReleaseState = (typeof releaseStates)[number];
export type ReleaseVerb = (typeof releaseVerbs)[number];

const line = (max: number) => z.string().trim().min(1).max(max);
const partKey = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, 'A key has letters, digits, dots, dashes and underscores')
  .describe('Key inside this release');
const zone = z.string().min(1).max(64).describe('IANA time zone in which people read these times, such as Europe/Zurich');

const person = z.object({ id: uuid, name: z.string() });
const unitRef = z.object({ id: uuid, key: z.string(), name: z.string() });
const releaseRef = z.object({ id: uuid, key: z.string(), name: z.string() });

// What callers send.
export const goLiveInput = z.strictObject({ start: instant, end: instant, zone: zone.default('UTC') });
export const phaseInput = z.strictObject({
  key: partKey,
  name: line(200),
  kind: z.enum(phaseKinds),
  start: instant,
  end: instant,
});
export const milestoneInput = z.strictObject({
  key: partKey,
  name: line(200),
  at: instant,
  doneAt: instant.nullable().default(null),
});
export const applicationInput = z.strictObject({
  application: idOrKey,
  role: z.enum(applicationRoles).default('changed'),
  version: line(100).nullable().default(null),
});
const backOutMinutes = z
  .int()
  .min(0)
  .max(20_160)
  .describe('Time to back out, counted after the end of the go-live; unknown where null');

export const proposeBody = z.strictObject({
  name: line(200),
  summary: z.string().trim().max(8000).default(''),
  kind: z.enum(releaseKinds),
  class: z.enum(releaseClasses),
  unit: idOrKey.describe('Id or key of the unit'),
  owner: z.string().min(1).max(254).nullable().default(null).describe('Id or e-mail of the accountable owner'),
  parent: idOrKey.nullable().default(null).describe('The enterprise release (train) that it is part of'),
  planRef: line(120).nullable().default(null).describe('Key in plan files'),
  goLive: goLiveInput.nullable().default(null),
  backOutMinutes: backOutMinutes.nullable().default(null),
  warrantyEnd: instant.nullable().default(null),
  phases: z.array(phaseInput).max(60).default([]),
  milestones: z.array(milestoneInput).max(200).default([]),
  applications: z.array(applicationInput).max(500).default([]),
});

/** JSON merge patch: what is missing stays, null clears; a list replaces the whole list, compared by key. */
export const changeBody = z.strictObject({
  name: line(200).optional(),
  summary: z.string().trim().max(8000).optional(),
  class: z.enum(releaseClasses).optional(),
  owner: z.string().min(1).max(254).nullable().optional(),
  parent: idOrKey.nullable().optional(),
  goLive: goLiveInput
    .nullable()
    .optional()
    .describe('Until the dates are approved; afterwards a go-live moves by POST /releases/{id}/moves'),
  backOutMinutes: backOutMinutes.nullable().optional(),
  warrantyEnd: instant.nullable().optional(),
  phases: z.array(phaseInput).max(60).optional(),
  milestones: z.array(milestoneInput).max(200).optional(),
  applications: z.array(applicationInput).max(500).optional(),
  reason: reason.optional().describe('Demanded once the dates are approved'),
});

export const actBody = z.strictObject({
  reason: reason.optional(),
  password: z.string().min(1).max(256).optional().describe('Your own password, re-entered: demanded by recorded decisions'),
  results: z
    .array(
      z.strictObject({
        application: idOrKey,
        result: z.enum(applicationResults),
        note: z.string().trim().max(2000).nullable().default(null),
      }),
    )
    .max(500)
    .optional()
    .describe('record-results, complete: the result of each application'),
  deviation: z
    .strictObject({ text: line(4000), disposition: line(4000) })
    .optional()
    .describe('complete: demanded where not every application was completed'),
  validation: z.enum(['positive', 'negative']).optional().describe('validate: the result of the business quick validation'),
});

const moveFields = {
  start: instant,
  end: instant,
  zone: zone.optional(),
  backOutMinutes: backOutMinutes.nullable().optional(),
  shift: z
    .strictObject({ phases: z.boolean().default(true), milestones: z.boolean().default(true), gates: z.boolean().default(true) })
    .default({ phases: true, milestones: true, gates: true })
    .describe('What moves along by the same time: phases and milestones that are not over, due times of gates'),
};
export const moveBody = z.strictObject({
  ...moveFields,
  reason: reason.optional(),
  password: z.string().min(1).max(256).optional(),
});
export const movePreviewBody = z.strictObject(moveFields);

// What callers get.
const goLive = z.object({ start: instant, end: instant, zone: z.string() });
const phase = z.object({ key: z.string(), name: z.string(), kind: z.enum(phaseKinds), start: instant, end: instant });
const milestone = z.object({ key: z.string(), name: z.string(), at: instant, doneAt: instant.nullable() });
const applicationOf = z.object({
  application: z.object({ id: uuid, key: z.string(), name: z.string() }),
  role: z.enum(applicationRoles),
  version: z.string().nullable(),
  result: z.enum(applicationResults),
  resultNote: z.string().nullable(),
  gxp: z.enum(['yes', 'no', 'unknown']),
});
export const health = z.object({
  light: z.enum(lights).describe('The worst of the parts; unknown never counts as green'),
  parts: z.array(z.object({ part: z.enum(healthParts), light: z.enum(lights), reason: z.string() })),
});
const decision = z.object({
  kind: z.string().describe('Verb by which it was decided'),
  confirmed: z.boolean().describe('True for a recorded decision, with a re-entered password; false for a step of the deployment'),
  by: person,
  at: instant,
  result: z.string().nullable(),
  reason: z.string().nullable(),
  voided: z.object({ at: instant, why: z.string() }).nullable().describe('A later change took its effect away'),
});
const collisionCount = z.object({ blocking: z.int(), warning: z.int() });

const releaseLineFields = {
  id: uuid,
  key: z.string(),
  planRef: z.string().nullable(),
  name: z.string(),
  kind: z.enum(releaseKinds),
  class: z.enum(releaseClasses),
  unit: unitRef,
  owner: person.nullable(),
  parent: releaseRef.nullable(),
  state: z.enum(releaseStates),
  heldFrom: z.enum(releaseStates).nullable(),
  goLive: goLive.nullable(),
  backOutMinutes: z.int().nullable(),
  outcome: z.enum(outcomes).nullable(),
  origin: z.enum(['native', 'imported']),
  late: z.array(z.object({ what: z.string(), since: instant })).describe('What should have happened by now'),
  collisions: collisionCount,
  version,
  updatedAt: instant,
};

export const releaseLine = z.object({
  ...releaseLineFields,
  applications: z
    .array(z.object({ id: uuid, key: z.string(), role: z.enum(applicationRoles), result: z.enum(applicationResults) }))
    .describe('At most 20'),
  applicationCount: z.int(),
  health,
  gates: z.array(gateStrip).optional().describe('With expand=gates'),
  can: can.optional().describe('With expand=can'),
});

export const release = z.object({
  ...releaseLineFields,
  summary: z.string(),
  proposedBy: person,
  warrantyEnd: instant.nullable(),
  deploymentSpan: z
    .object({ start: instant, end: instant })
    .nullable()
    .describe('From the start of the go-live until the end of the time to back out'),
  phases: z.array(phase),
  milestones: z.array(milestone),
  applications: z.array(applicationOf),
  children: z
    .array(releaseRef.extend({ state: z.enum(releaseStates), goLive: goLive.nullable() }))
    .describe('Releases of this train, at most 200'),
  baseline: z
    .object({ at: instant, goLive: goLive.nullable(), phases: z.array(phase) })
    .nullable()
    .describe('Dates as they were approved'),
  deviation: z.object({ text: z.string(), disposition: z.string() }).nullable(),
  decisions: z
    .array(decision)
    .describe(
      'Recorded decisions and steps of the deployment, newest first, each by a named person; none is an electronic signature',
    ),
  source: z.string().nullable(),
  sourceTime: instant.nullable(),
  createdAt: instant,
  gates: z.array(gateStrip),
  health: health.nullable().describe('Null with asOf'),
  can: can.describe('Empty with asOf'),
  asOf: instant.nullable(),
});

const expand = manyOf(z.enum(['can', 'gates']));
export const listQuery = z.strictObject({
  ...pageQuery,
  state: manyOf(z.enum(releaseStates)).optional(),
  kind: manyOf(z.enum(releaseKinds)).optional(),
  unit: manyOf(idOrKey).optional().describe('Units, each with all below it'),
  owner: manyOf(z.string().min(1).max(254)).optional().describe('Ids or e-mail addresses; `me`: mine'),
  application: manyOf(idOrKey).optional(),
  parent: idOrKey.optional(),
  q: z.string().trim().min(1).max(100).optional().describe('Part of the name or key'),
  goLiveFrom: instant.optional(),
  goLiveTo: instant.optional(),
  open: z.stringbool().optional().describe('true: not in a final state and not imported'),
  late: z.stringbool().optional().describe('true: only those that are late'),
  collisions: z.enum(['any', 'blocking']).optional(),
  origin: z.enum(['native', 'imported']).optional(),
  sort: z.enum(['goLive', '-goLive', 'key', '-key', 'updated', '-updated']).default('goLive'),
  expand: expand.optional(),
});

export const listReleases = operation({
  id: 'releases.list',
  method: 'GET',
  path: '/releases',
  right: 'releases.read',
  summary: 'List releases',
  query: listQuery,
  reply: pageOf(releaseLine),
});

export const getRelease = operation({
  id: 'releases.get',
  method: 'GET',
  path: '/releases/{id}',
  right: 'releases.read',
  summary: 'Show a release',
  description: 'The whole release with what the reader may do with it; with asOf as it was at a moment, rebuilt from the ledger.',
  params: byId,
  query: asOfQuery,
  reply: release,
});

export const proposeRelease = operation({
  id: 'releases.propose',
  method: 'POST',
  path: '/releases',
  right: 'releases.propose',
  summary: 'Propose a release',
  body: proposeBody,
  reply: release,
});

export const changeRelease = operation({
  id: 'releases.change',
  method: 'PATCH',
  path: '/releases/{id}',
  right: 'releases.change',
  summary: 'Change a release',
  description:
    'Lists replace the whole list. A change of applications or dates while ready takes the go back: the release is in progress again.',
  params: byId,
  body: changeBody,
  reply: release,
  versioned: true,
});

export const actOnRelease = operation({
  id: 'releases.act',
  method: 'POST',
  path: '/releases/{id}/acts/{verb}',
  right: 'signed-in',
  summary: 'Take a release one step on, or back',
  description: 'Each verb has its own right, rules and demands; `can` of the release says them.',
  params: z.strictObject({ id: idOrKey, verb: z.enum(releaseVerbs) }),
  body: actBody,
  reply: release,
  status: 200,
  versioned: true,
});

export const bulkActs = operation({
  id: 'releases.bulk-acts',
  method: 'POST',
  path: '/releases/bulk-acts',
  right: 'signed-in',
  summary: 'The same step for several releases, each judged by itself',
  body: z.strictObject({
    verb: z.enum(releaseVerbs),
    reason: reason.optional(),
    password: z.string().min(1).max(256).optional(),
    items: z
      .array(z.strictObject({ id: idOrKey, version }))
      .min(1)
      .max(100),
  }),
  reply: bulkResult,
  status: 200,
});

const movedTime = z.object({
  what: z.enum(['phase', 'milestone', 'gate']),
  key: z.string(),
  name: z.string(),
  from: instant,
  to: instant,
  end: instant.nullable(),
});
export const movePreview = z.object({
  before: z.object({ goLive: goLive.nullable(), backOutMinutes: z.int().nullable() }),
  after: z.object({ goLive, backOutMinutes: z.int().nullable() }),
  moved: z.array(movedTime),
  collisions: z.object({
    before: collisionCount,
    after: collisionCount,
    found: z.array(collisionShape).describe('What the release would collide with'),
  }),
  freeSlots: z.array(z.object({ start: instant, end: instant })).describe('Next spans of the same length that are free'),
  consequences: z.array(z.string()).describe('What else the move brings, such as a go that is void'),
  demands: z.array(z.enum(['reason', 'password'])),
  refusals: z.array(refusalShape),
});

export const previewMove = operation({
  id: 'releases.preview-move',
  method: 'POST',
  path: '/releases/{id}/move-previews',
  right: 'releases.read',
  summary: 'What moving the go-live would bring; changes nothing',
  params: byId,
  body: movePreviewBody,
  reply: movePreview,
  status: 200,
});

export const moveRelease = operation({
  id: 'releases.move',
  method: 'POST',
  path: '/releases/{id}/moves',
  right: 'releases.move',
  summary: 'Move the go-live, and what follows it, in one act',
  description:
    'Holds are checked again at once. Once the dates are approved it demands a reason and the password of the one who decides.',
  params: byId,
  body: moveBody,
  reply: release,
  status: 200,
  versioned: true,
});

export const nextStep = operation({
  id: 'releases.next',
  method: 'GET',
  path: '/releases/{id}/next',
  right: 'releases.read',
  summary: 'What blocks the next step, and who must do what',
  params: byId,
  reply: z.object({
    state: z.enum(releaseStates),
    step: z.object({ verb: z.enum(releaseVerbs), says: z.string(), demands: z.array(z.enum(['reason', 'password'])) }).nullable(),
    blockers: z.array(
      z.object({
        refusal: refusalShape,
        roles: z.array(z.string()),
        people: z.array(person).describe('Who could do it, at most ten'),
      }),
    ),
    deciders: z.array(person).describe('Who could take the step once nothing blocks it, at most ten'),
    mayDoIt: z.boolean().describe('True where the reader may take the step now'),
  }),
});

const ms = z.int().describe('Milliseconds since 1970 in UTC');
/** Compact rows, since 2,000 of them are sent at once; words are positions in the lists of this contract. */
export const calendarRow = z.object({
  id: uuid,
  key: z.string(),
  name: z.string(),
  state: z.int().describe('Position in releaseStates'),
  kind: z.int().describe('Position in releaseKinds'),
  cls: z.int().describe('Position in releaseClasses'),
  unit: z.int().describe('Position in units'),
  owner: z.int().describe('Position in people; -1 without'),
  parent: uuid.nullable(),
  live: z.tuple([ms, ms, ms]).nullable().describe('Go-live start, end, end of the time to back out'),
  phases: z.array(z.tuple([z.int(), ms, ms, z.string()])).describe('Position in phaseKinds, start, end, name'),
  gates: z.array(z.tuple([ms, z.string(), z.string()])).describe('Due, standing, name; gates without a due time are left out'),
  milestones: z.array(z.tuple([ms, z.string(), z.int()])).describe('Time, name, 1 when done'),
  hits: z.tuple([z.int(), z.int()]).describe('Open collisions: blocking, warning'),
  late: z.int().describe('1 when late'),
  imported: z.int().describe('1 when imported'),
});
export const releaseCalendar = operation({
  id: 'releases.calendar',
  method: 'GET',
  path: '/release-calendar',
  right: 'releases.read',
  summary: 'Releases between two moments, compact, for the calendar',
  query: z.strictObject({
    from: instant,
    to: instant,
    state: manyOf(z.enum(releaseStates)).optional(),
    kind: manyOf(z.enum(releaseKinds)).optional(),
    unit: manyOf(idOrKey).optional(),
    owner: manyOf(z.string().min(1).max(254)).optional(),
    application: manyOf(idOrKey).optional(),
  }),
  reply: z.object({
    from: instant,
    to: instant,
    now: instant,
    units: z.array(unitRef),
    people: z.array(person),
    rows: z.array(calendarRow).describe('At most 5,000, by go-live'),
    truncated: z.boolean(),
  }),
});

const homeLine = z.object({
  ...releaseRef.shape,
  state: z.enum(releaseStates),
  goLive: goLive.nullable(),
  why: z.array(z.string()),
});
export const home = operation({
  id: 'releases.home',
  method: 'GET',
  path: '/home',
  right: 'releases.read',
  summary: 'What waits for me',
  description: 'Gates that wait for my decision are listed by the gates room.',
  reply: z.object({
    steps: z
      .array(homeLine.extend({ verb: z.enum(releaseVerbs), says: z.string() }))
      .describe('Steps that I could take and that nothing blocks, at most 20'),
    mine: z.array(homeLine).describe('Releases that I own and that are blocked or late, at most 20'),
    nextGoLives: z.array(homeLine).describe('The next ten go-lives that I may see'),
    numbers: z
      .object({ open: z.int(), goLiveIn30Days: z.int(), late: z.int(), collisions: z.int(), deploying: z.int() })
      .describe('Over all releases that I may see; each at most 10,000'),
  }),
});
