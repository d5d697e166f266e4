import { z } from 'zod';
import { idOrKey, instant, planKey, reason } from '../../foundation/contract.ts';
import { line, prose } from '../../foundation/text.ts';
import { askedMoreInput, criterionTypes, greenHours } from '../gates/contract.ts';
import { signatureProof } from '../signatures/contract.ts';
import {
  applicationResults,
  applicationRoles,
  guardedSteps,
  phaseKinds,
  releaseClasses,
  releaseKinds,
} from './contract-words.ts';

const partKey = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, 'A key has letters, digits, dots, dashes and underscores')
  .describe('Key inside this release');
const zone = z.string().min(1).max(64).describe('IANA time zone in which people read these times, such as Europe/Zurich');

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
  summary: prose(8000).default(''),
  kind: z.enum(releaseKinds),
  class: z.enum(releaseClasses),
  unit: idOrKey.describe('Id or key of the unit'),
  owner: z.string().min(1).max(254).nullable().default(null).describe('Id or e-mail of the accountable owner'),
  parent: idOrKey.nullable().default(null).describe('The enterprise release (train) that it is part of'),
  planRef: planKey.nullable().default(null).describe('Key in plan files'),
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
  summary: prose(8000).optional(),
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
  signature: signatureProof.optional(),
  results: z
    .array(
      z.strictObject({
        application: idOrKey,
        result: z.enum(applicationResults),
        note: prose(2000).nullable().default(null),
      }),
    )
    .max(500)
    .optional()
    .describe('record-results, complete: the result of each application'),
  deviation: z
    .strictObject({ text: prose(4000).min(1), disposition: prose(4000).min(1) })
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
    .describe(
      'What moves along: phases and milestones that are not over, due times of gates; by whole calendar days of the go-live’s zone, each at its time of day. A phase of deployment that is planned by the hour moves exactly as the go-live',
    ),
};
export const moveBody = z.strictObject({
  ...moveFields,
  reason: reason.optional(),
  signature: signatureProof.optional(),
});
export const movePreviewBody = z.strictObject(moveFields);

const role = z.string().regex(/^[a-z][a-z-]{0,39}$/, 'A role is written like release-manager');
export const gateInput = z.strictObject({
  key: partKey,
  name: line(200),
  guards: z.enum(guardedSteps).describe('The step of the release that the gate stands before'),
  dueAt: instant.nullable().default(null),
  deciders: z.array(role).min(1).max(20).describe('Roles, each of which may decide the gate'),
  greenHours: greenHours.nullable().default(null),
  from: z
    .strictObject({ template: z.string().regex(/^GT-\d{1,9}$/, 'A template is named like GT-1'), edition: z.int().min(1) })
    .nullable()
    .optional()
    .describe('The edition of a template that it comes from: the gate asks at least what that asks. Left out: as it was'),
  criteria: z
    .array(
      z.strictObject({
        key: partKey,
        text: line(500),
        type: z.enum(criterionTypes),
        operator: z.enum(['>=', '<=', '==', '>', '<']).nullable().default(null),
        threshold: z.number().nullable().default(null),
        unit: line(40).nullable().default(null),
        source: line(200).nullable().default(null),
        freshnessHours: z.int().min(1).max(8760).nullable().default(null).describe('An older result counts as unknown'),
        responsible: role.nullable().default(null).describe('Role that records its result'),
        evidence: line(500).nullable().default(null).describe('What must be shown with a result'),
        ...askedMoreInput,
      }),
    )
    .max(200)
    .default([]),
});
export const gatesBody = z.strictObject({ gates: z.array(gateInput).max(60) });
