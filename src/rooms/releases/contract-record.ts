import { z } from 'zod';
import { can, instant, uuid, version } from '../../foundation/contract.ts';
import { gateStrip } from '../gates/contract.ts';
import { signatureMark } from '../signatures/contract.ts';
import { goLive, person, releaseRef, unitRef } from './contract-home.ts';
import {
  applicationResults,
  applicationRoles,
  healthParts,
  lights,
  outcomes,
  phaseKinds,
  releaseClasses,
  releaseKinds,
  releaseStates,
} from './contract-words.ts';

// What callers get.
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
  confirmed: z.boolean().describe('True for a decision, which is signed today; false for a step of the deployment'),
  signature: signatureMark
    .nullable()
    .describe('Null for a step that is not signed, and for a decision from before signatures: it is unsigned'),
  by: person,
  at: instant,
  result: z.string().nullable(),
  reason: z.string().nullable(),
  voided: z.object({ at: instant, why: z.string() }).nullable().describe('A later change took its effect away'),
});
export const collisionCount = z.object({ blocking: z.int(), warning: z.int() });

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
  late: z
    .array(
      z.object({
        what: z.string(),
        since: instant,
        milestone: z
          .string()
          .nullable()
          .describe('Key of the milestone that is past and not done; null where it is something else'),
      }),
    )
    .describe('What should have happened by now'),
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
    .describe('Decisions and steps of the deployment, newest first, each by a named person, with its signature where it has one'),
  goUntil: instant.nullable().describe('Until when the go counts that stands; null where none does, and with asOf'),
  source: z.string().nullable(),
  sourceTime: instant.nullable(),
  createdAt: instant,
  gates: z.array(gateStrip),
  health: health.nullable().describe('Null with asOf'),
  can: can.describe('Empty with asOf'),
  asOf: instant.nullable(),
});
