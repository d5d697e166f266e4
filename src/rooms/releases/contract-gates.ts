import { z } from 'zod';
import { byId, instant, operation, version } from '../../foundation/contract.ts';
import { askedMoreView, criterionTypes, operators } from '../gates/contract.ts';
import { gatesBody } from './contract-input.ts';
import { release } from './contract-record.ts';
import { guardedSteps } from './contract-words.ts';

const criterionAsked = z.object({
  key: z.string(),
  text: z.string(),
  type: z.enum(criterionTypes),
  operator: z.enum(operators).nullable(),
  threshold: z.number().nullable(),
  unit: z.string().nullable(),
  source: z.string().nullable(),
  freshnessHours: z.int().nullable(),
  responsible: z.string().nullable().describe('Role that records its result'),
  evidence: z.string().nullable().describe('What must be shown with a result'),
  ...askedMoreView,
});
const gateAsked = z.object({
  key: z.string(),
  name: z.string(),
  guards: z.enum(guardedSteps),
  dueAt: instant.nullable(),
  deciders: z.array(z.string()),
  greenHours: z.int().nullable().describe('How long all criteria must have been green without break before it can pass'),
  criteria: z.array(criterionAsked),
});

export const releaseGates = operation({
  id: 'releases.gates',
  method: 'GET',
  path: '/releases/{id}/gates',
  right: 'releases.read',
  summary: 'Which gates a release has, and what they ask',
  description: 'In the form in which they are placed by PUT; what was found and decided is told by each gate itself.',
  params: byId,
  reply: z.object({ gates: z.array(gateAsked), version: version.describe('Of the release, for If-Match') }),
});

export const placeReleaseGates = operation({
  id: 'releases.place-gates',
  method: 'PUT',
  path: '/releases/{id}/gates',
  right: 'releases.change',
  summary: 'Say which gates a release has, and what they ask',
  description:
    'The whole list: new gates are placed, changed ones changed, missing ones withdrawn. A decided gate that asks something else is open again. Once the dates are approved gates are only added.',
  params: byId,
  body: gatesBody,
  reply: release,
  versioned: true,
});
