import { z } from 'zod';
import { can, idOrKey, operation } from '../../foundation/contract.ts';
import { applicationInput } from './contract-input.ts';
import { guardedSteps, releaseClasses, releaseKinds } from './contract-words.ts';

const approval = z.object({
  requirement: z.string().describe('Key of the requirement, such as RQ-3'),
  name: z.string(),
  asked: z.string().describe('Who is asked, in words'),
  meaning: z.string(),
  seats: z.int().describe('How many different people'),
  excludes: z.array(z.string()).describe('Who is kept from it, in words'),
  validityDays: z.int().nullable(),
  could: z
    .int()
    .describe(
      'How many people hold it in that unit now, whatever their part in the release will be; fewer than seats: it waits until there are more',
    ),
});

export const previewProposal = operation({
  id: 'releases.preview-proposal',
  method: 'POST',
  path: '/releases/previews',
  right: 'releases.read',
  reads: true,
  summary: 'Which gates and approvals a release would be asked for if it were proposed now; changes nothing',
  description:
    'What decides is what the release is: its kind, class, unit and applications. Without applications it is unknown in everything and asked for what the gravest would be.',
  body: z.strictObject({
    kind: z.enum(releaseKinds),
    class: z.enum(releaseClasses),
    unit: idOrKey.describe('Id or key of the unit'),
    applications: z.array(applicationInput).max(500).default([]),
  }),
  reply: z.object({
    gates: z.array(
      z.object({
        key: z.string().describe('Key that the gate would have'),
        name: z.string(),
        step: z.enum(guardedSteps),
        rule: z.string().describe('The rule of the matrix that demands it'),
        template: z.string(),
        edition: z.int(),
        deciders: z.array(z.string()),
        greenHours: z.int().nullable(),
        criteria: z.array(z.object({ key: z.string(), text: z.string() })),
        approvals: z.array(approval).describe('Asked before the gate may pass'),
      }),
    ),
    steps: z
      .array(z.object({ step: z.string(), says: z.string(), approvals: z.array(approval) }))
      .describe('Steps that would wait for approvals, in the order in which a release takes them'),
    can: can.describe('propose'),
  }),
  status: 200,
});
