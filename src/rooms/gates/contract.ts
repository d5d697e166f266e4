import { z } from 'zod';
import {
  asOfQuery,
  can,
  idOrKey,
  instant,
  operation,
  pageOf,
  pageQuery,
  reason,
  uuid,
  version,
} from '../../foundation/contract.ts';
import { line, prose } from '../../foundation/text.ts';
import { signatureProof } from '../signatures/contract.ts';
import { askedMoreView, criterionTypes, foundView } from './contract-asked.ts';
import { evaluationView, keptEvaluation } from './contract-evaluation.ts';
import { resultView, waiverView } from './contract-results.ts';
import { trailSeen } from './contract-trail.ts';
import { criterionStatuses, gateStates, gateStrip, subjectRef } from './contract-waiting.ts';

export * from './contract-asked.ts';
export * from './contract-checks.ts';
export * from './contract-evaluation.ts';
export * from './contract-matrix.ts';
export * from './contract-results.ts';
export * from './contract-roles.ts';
export * from './contract-templates.ts';
export * from './contract-trail.ts';
export {
  type CriterionStatus,
  criterionStatuses,
  type GateState,
  type GateStripItem,
  gateStates,
  gateStrip,
  gatesWaiting,
} from './contract-waiting.ts';
export * from './contract-what-if.ts';

export const operators = ['>=', '<=', '==', '>', '<'] as const;
export const decideVerbs = ['pass', 'pass-conditionally', 'fail', 'declare-not-applicable', 'reopen'] as const;
export type DecideVerb = (typeof decideVerbs)[number];
export const greenHours = z
  .int()
  .min(1)
  .max(2160)
  .describe('For how many hours all criteria must have been green without break before the gate can pass, at most 90 days');
const person = z.object({ id: uuid, name: z.string() });
const key = z.string().min(1).max(80);
const gateId = idOrKey
  .max(170)
  .describe('The id (UUID) or the key of its subject and its own, such as REL-1042/uat (the slash as %2F)');
const gateParams = z.strictObject({ id: gateId });
const criterionParams = z.strictObject({ id: gateId, criterion: z.string().min(1).max(80).describe('The id or the key') });
const webLink = z
  .url({ protocol: /^https?$/, error: 'A link starts with https:// or http://' })
  .max(2000)
  .describe('Where the evidence lies');

export const criterionView = z.object({
  id: uuid,
  key,
  text: z.string(),
  type: z.enum(criterionTypes),
  expected: z.string().describe('What the gate asks, in words: “≥ 95 %”, “done”'),
  actual: z.string().nullable().describe('What was found, in the same words; null where nothing is known'),
  status: z.enum(criterionStatuses).describe('Only met and waived count; unknown and stale never do'),
  operator: z.enum(operators).nullable(),
  threshold: z.number().nullable(),
  unit: z.string().nullable(),
  source: z.string().nullable(),
  freshnessHours: z.int().nullable(),
  freshUntil: instant.nullable(),
  responsible: z.string().nullable().describe('Role that records its result'),
  evidence: z.string().nullable().describe('What must be shown'),
  ...askedMoreView,
  found: foundView.nullable(),
  checkDue: instant.nullable().describe('When the machine that was asked must have answered; null where none is waited for'),
  result: resultView.nullable(),
  earlier: z.array(resultView).describe('Results before it, newest first, at most 20: every run counts, the failed ones too'),
  waivers: z.array(waiverView),
  can,
});

export const decisionView = z.object({
  id: uuid,
  outcome: z.enum(decideVerbs),
  by: person,
  role: z.string().describe('The role in which it was decided'),
  reason: z.string(),
  condition: z.string().nullable(),
  expiresAt: instant.nullable(),
  tolerates: z.array(z.string()).describe('Keys of the criteria that were not green and are tolerated until then'),
  trail: trailSeen.nullable().describe('The part of the trail that the decider looked at; null where nobody had to'),
  at: instant,
  evaluationId: uuid,
  stands: z.boolean().describe('False once a later decision or a re-opening took its effect away'),
});

export const gateView = z.object({
  id: uuid,
  key,
  subject: subjectRef,
  name: z.string(),
  guards: z.string(),
  state: z.enum(gateStates),
  dueAt: instant.nullable(),
  deciders: z.array(
    z.object({ role: z.string(), holders: z.array(person).describe('Who could decide it, at most 50; nobody at a past moment') }),
  ),
  conditionalUntil: instant.nullable(),
  reopenedWhy: z.string().nullable(),
  greenHours: greenHours.nullable(),
  from: z
    .object({
      template: z.string(),
      edition: z.int(),
      newer: z.int().nullable().describe('The edition in force, where it is another one'),
    })
    .nullable()
    .describe('The edition of a template that it came from'),
  greenSince: instant.nullable().describe('Since when all criteria are green without break; null where they are not'),
  canPassFrom: instant
    .nullable()
    .describe(
      'Where a minimum is asked: the first moment at which it can pass if it stays green; null where it is not green or none is asked',
    ),
  order: z.int(),
  version,
  criteria: z.array(criterionView),
  evaluation: evaluationView,
  decisions: z
    .array(decisionView)
    .describe(
      'Newest first, at most 50. Which of them are signed say the signatures of the gate (`GET /signatures?subject=gate:…`)',
    ),
  limits: z
    .object({ waiverDays: z.int(), conditionDays: z.int() })
    .describe('How far ahead waivers and conditional passes end at most, by the compliance profile as it is now'),
  can,
  asOf: instant.nullable().describe('The moment that is shown; null is now'),
});
export type GateView = z.output<typeof gateView>;

const afterAct = z.object({
  id: uuid,
  state: z.enum(gateStates),
  version,
  evaluation: evaluationView,
  reopened: z.boolean().describe('True when this act re-opened a gate that had passed'),
});

export const listGates = operation({
  id: 'gates.list',
  method: 'GET',
  path: '/gates',
  right: 'signed-in',
  summary: 'Gates of one subject, in their order',
  query: z.strictObject({
    subject: z
      .string()
      .max(140)
      .regex(/^[a-z][a-z-]*:.+$/, 'Kind and id or key with a colon between them, such as release:REL-1042')
      .describe('Kind and id or key, such as release:REL-1042'),
  }),
  reply: z.object({ items: z.array(gateStrip) }),
});

export const showGate = operation({
  id: 'gates.show',
  method: 'GET',
  path: '/gates/{id}',
  right: 'signed-in',
  summary: 'One gate: expected and actual side by side, its evaluation, decisions and waivers',
  description: 'With asOf as it was at a moment, rebuilt from the ledger; a gate that was withdrawn since is shown so too.',
  params: gateParams,
  query: asOfQuery,
  reply: gateView,
});

export const gateEvaluations = operation({
  id: 'gates.evaluations',
  method: 'GET',
  path: '/gates/{id}/evaluations',
  right: 'signed-in',
  summary: 'Every kept evaluation with its inputs, newest first',
  params: gateParams,
  query: z.strictObject(pageQuery),
  reply: pageOf(keptEvaluation),
});

export const recordResult = operation({
  id: 'gates.record-result',
  method: 'POST',
  path: '/gates/{id}/criteria/{criterion}/results',
  right: 'gates.record',
  summary: 'Record what was found for a criterion',
  description:
    'A new result beside the earlier ones; none is replaced, so no If-Match is asked. A measure takes `value`, a checklist item takes `checked`. A gate that relied on the result before re-opens in the same act.',
  params: criterionParams,
  body: z.strictObject({
    value: z.number().optional(),
    checked: z.boolean().optional(),
    measuredAt: instant.optional().describe('Now, when left out; never later than now'),
    measuredBy: line(200).optional().describe('Who or what measured it; you, when left out'),
    ofVersion: line(120).optional().describe('The version of the thing that was measured'),
    note: prose(4000).min(1).optional(),
    link: webLink.optional(),
  }),
  reply: afterAct,
});

export const confirmResult = operation({
  id: 'gates.confirm-result',
  method: 'POST',
  path: '/gates/{id}/results/{result}/confirmations',
  right: 'gates.confirm',
  summary: 'Enter a critical value a second time, as another person',
  description:
    'The value is entered again without seeing the first. The same makes it count; another one leaves the criterion unknown, and the value is withdrawn and recorded anew. One entry, never by who recorded it, their deputy or the one for whom they stand in.',
  params: z.strictObject({ id: gateId, result: uuid }),
  body: z.strictObject({ value: z.number().optional(), checked: z.boolean().optional() }),
  reply: afterAct.extend({ confirmation: z.enum(['confirmed', 'differs']) }),
});

export const withdrawResult = operation({
  id: 'gates.withdraw-result',
  method: 'DELETE',
  path: '/gates/{id}/results/{result}',
  right: 'gates.record',
  summary: 'Withdraw a result that is not valid',
  description: 'It stays readable. The criterion is unknown until a new result is recorded; an earlier one never comes back.',
  params: z.strictObject({ id: gateId, result: uuid }),
  body: z.strictObject({ reason }),
  reply: afterAct,
});

export const decideGate = operation({
  id: 'gates.decide',
  method: 'POST',
  path: '/gates/{id}/acts/{verb}',
  right: 'gates.decide',
  summary: 'Decide a gate (signed)',
  description:
    'Says which evaluation was seen: `evaluationHash` must equal the evaluation computed in the same transaction (412 with what changed). Says too that the trail of the record was looked at: `trailHash` (`GET /gates/{id}/trail`). Every decision but reopen is signed.',
  params: z.strictObject({ id: gateId, verb: z.enum(decideVerbs) }),
  body: z.strictObject({
    reason,
    signature: signatureProof.optional(),
    evaluationHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe('`evaluation.hash` of the gate as it was shown; demanded by every verb but reopen'),
    trailHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe(
        '`sha256` of the last page of the trail (`GET /gates/{id}/trail`), which the compliance profile demands unless it was loosened',
      ),
    condition: prose(2000).min(1).optional().describe('pass-conditionally: what must still be done'),
    expiresAt: instant.optional().describe('pass-conditionally: at most `limits.conditionDays` ahead'),
    tolerates: z.array(key).max(200).optional().describe('pass-conditionally: keys of all criteria that are not green'),
  }),
  reply: afterAct,
  versioned: true,
  signs: { kind: 'gate' },
});

export const waiveCriterion = operation({
  id: 'gates.waive',
  method: 'POST',
  path: '/gates/{id}/criteria/{criterion}/waivers',
  right: 'gates.waive',
  summary: 'Waive a criterion for a time (signed)',
  params: criterionParams,
  body: z.strictObject({
    reason,
    expiresAt: instant.describe('At most `limits.waiverDays` of the gate ahead'),
    signature: signatureProof.optional(),
  }),
  reply: afterAct,
  versioned: true,
  signs: { kind: 'gate', verb: 'waive', input: ['criterion'] },
});

export const withdrawWaiver = operation({
  id: 'gates.withdraw-waiver',
  method: 'DELETE',
  path: '/gates/{id}/waivers/{waiver}',
  right: 'gates.waive',
  summary: 'Withdraw a waiver',
  description: 'The waiver stays readable. A gate that relied on it re-opens in the same act.',
  params: z.strictObject({ id: gateId, waiver: uuid }),
  body: z.strictObject({ reason }),
  reply: afterAct,
  versioned: true,
});
