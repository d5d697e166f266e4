import { z } from 'zod';
import { instant, manyOf, operation, pageOf, pageQuery, uuid } from '../../foundation/contract.ts';

// A gate in short and what waits: a file of its own, for Home is the first load of everybody.
/** Kept equal to the rows of the machine in `core/gate-machine.ts` (a test compares them). */
export const gateStates = ['upcoming', 'open', 'passed', 'passed-conditionally', 'failed', 'not-applicable', 'reopened'] as const;
export type GateState = (typeof gateStates)[number];
export const criterionStatuses = ['met', 'not-met', 'stale', 'unknown', 'waived'] as const;
export type CriterionStatus = (typeof criterionStatuses)[number];

const key = z.string().min(1).max(80);
export const subjectRef = z.object({
  kind: z.string(),
  id: uuid,
  key: z.string().nullable(),
  label: z.string(),
  link: z.string(),
});

export const gateStrip = z.object({
  id: uuid,
  key,
  name: z.string(),
  guards: z.string().describe('The verb of the subject that this gate stands before'),
  state: z.enum(gateStates).describe('As it stands at this moment: what has expired counts as reopened'),
  dueAt: instant.nullable(),
  met: z.int().describe('Criteria that are met or validly waived now'),
  total: z.int(),
});
export type GateStripItem = z.output<typeof gateStrip>;

export const gatesWaiting = operation({
  id: 'gates.waiting',
  method: 'GET',
  path: '/gates/waiting',
  right: 'gates.read',
  summary: 'What waits for me: gates that I could decide and criteria that I am responsible for',
  description:
    'A gate waits for its deciders once its subject stands before the step that it guards and all its criteria are green; until then what is missing waits for who records it. Gates of a subject that is over, on hold or backed out wait for nobody.',
  query: z.strictObject({ ...pageQuery, for: manyOf(z.enum(['decide', 'record'])).optional() }),
  reply: pageOf(
    gateStrip.extend({
      subject: subjectRef,
      decide: z.boolean().describe('One of my roles decides it; whether I am independent of it is said by the gate itself'),
      record: z.array(z.object({ key, text: z.string(), status: z.enum(criterionStatuses) })),
    }),
  ),
});
