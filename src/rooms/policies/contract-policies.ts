import { z } from 'zod';
import { byId, can, idOrKey, instant, operation, pageOf, pageQuery, reason, uuid, version } from '../../foundation/contract.ts';
import { line, prose } from '../../foundation/text.ts';
import { signatureProof } from '../signatures/contract.ts';
import { policyExceptionStates, policyExceptionVerbs, policyKinds, policyStates, policyVerbs } from './contract-words.ts';

const person = z.object({ id: uuid, name: z.string() });
const unit = z.object({ id: uuid, key: z.string(), name: z.string() });
const policyId = byId;

export const policyVersionView = z.object({
  id: uuid,
  key: z.string().describe('POL-1v2'),
  number: z.int(),
  state: z.enum(policyStates).describe('As it is at this moment'),
  text: z.string(),
  summary: z.string().describe('What is new against the version before'),
  author: person,
  effectiveAt: instant.nullable().describe('The day from which it holds; null: from its approval'),
  holdsFrom: instant.nullable().describe('When it began, or begins, to hold'),
  trainedRoles: z.array(z.string()).describe('Roles whose holders sign here only while they are trained in this version'),
  trainingMonths: z.int().nullable().describe('For how many months a training counts; null: as long as the version is in force'),
  approvedBy: person.nullable(),
  approvedAt: instant.nullable(),
  endedAt: instant.nullable(),
  endReason: z.string().nullable(),
  can: can.describe('submit, return, approve, discard, withdraw'),
});
export type PolicyVersionView = z.output<typeof policyVersionView>;

const excepted = z.object({
  kind: z.string(),
  id: uuid,
  key: z.string().nullable(),
  label: z.string(),
  link: z.string().nullable(),
});
export const policyExceptionView = z.object({
  id: uuid,
  key: z.string().describe('PEX-1 and on'),
  policy: z.object({ id: uuid, key: z.string(), title: z.string(), number: z.int() }),
  subject: excepted,
  state: z.enum(policyExceptionStates),
  holds: z.boolean().describe('It was granted and its time is not over'),
  expired: z.boolean().describe('It was granted and its time is over'),
  reason: z.string(),
  requestedBy: person,
  requestedAt: instant,
  expiresAt: instant,
  decidedBy: person.nullable(),
  decidedAt: instant.nullable(),
  decision: z.string().nullable(),
  version,
  can: can.describe('grant, reject, withdraw, end'),
});
export type PolicyExceptionView = z.output<typeof policyExceptionView>;

const acknowledgement = z.enum(['due', 'done', 'not-asked']).describe('What the reader owes: due, when their roles ask for it');
export const policyLine = z.object({
  id: uuid,
  key: z.string(),
  kind: z.enum(policyKinds),
  title: z.string(),
  unit,
  owner: person,
  inForce: z.object({ number: z.int(), since: instant }).nullable(),
  open: z
    .object({ number: z.int(), state: z.enum(policyStates) })
    .nullable()
    .describe('The version that is worked on'),
  acknowledgement,
  version,
});
export type PolicyLine = z.output<typeof policyLine>;

export const policyView = policyLine.extend({
  acknowledgedBy: z.array(z.string()).describe('Roles whose holders acknowledge each version'),
  versions: z.array(policyVersionView).describe('Newest first'),
  acknowledgements: z.object({
    number: z.int().nullable().describe('The version in force; null: none is'),
    hash: z.string().nullable().describe('SHA-256 of what was read: the canonical JSON of policy, number, text and summary'),
    done: z.array(person.extend({ at: instant })),
    outstanding: z.array(person).describe('Who should and has not, at most 2,000'),
  }),
  training: z
    .object({
      roles: z.array(z.string()),
      months: z.int().nullable(),
      trained: z.int().describe('How many of those it is asked of are trained in it now'),
      missing: z.array(person).describe('Of whom it is asked and who are not trained in it now, at most 2,000'),
    })
    .describe('What the version in force asks'),
  exceptions: z.array(policyExceptionView).describe('Newest first, of records that the reader may see'),
  exceptionDays: z.int().describe('How far ahead an exception ends at most, by the compliance profile'),
  can: can.describe('change, acknowledge, requestException, recordTraining'),
});
export type PolicyView = z.output<typeof policyView>;

export const trainingView = z.object({
  id: uuid,
  key: z.string().describe('TRN-1 and on'),
  person,
  number: z.int().describe('The version of the policy'),
  trainedAt: instant,
  expiresAt: instant.nullable().describe('From then on it no longer counts; null: it counts as long as its version is in force'),
  current: z.boolean().describe('It counts at this moment'),
  evidence: z.string().describe('Where the proof lies'),
  recordedBy: person,
  recordedAt: instant,
  revoked: z.object({ by: person, at: instant, reason: z.string() }).nullable(),
  can: can.describe('revoke'),
});
export type TrainingView = z.output<typeof trainingView>;

const title = line(200).min(1);
const text = prose(40_000);
const roleNames = z.array(z.string().regex(/^[a-z][a-z-]{1,40}$/, 'A role, such as deployer')).max(20);
const roles = roleNames.describe('Roles whose holders acknowledge each version');
const draft = {
  text: text.optional().describe('Of the draft'),
  summary: prose(2_000).optional().describe('What is new in the draft against the version before'),
  effectiveAt: instant.nullable().optional().describe('From when it should hold; null: from its approval'),
  trainedRoles: roleNames.optional().describe('Of the draft: roles whose holders sign here only while they are trained in it'),
  trainingMonths: z
    .int()
    .min(1)
    .max(120)
    .nullable()
    .optional()
    .describe('Of the draft: for how many months a training counts; null: as long as it is in force'),
};
const owner = z.string().min(1).max(254).describe('E-mail or id; you, when left out');

export const listPolicies = operation({
  id: 'policies.list',
  method: 'GET',
  path: '/policies',
  right: 'policies.read',
  summary: 'Policies in the order of their keys, with what is in force and what the reader owes',
  query: z.strictObject(pageQuery),
  reply: pageOf(policyLine).extend({ can: can.describe('create') }),
});

export const showPolicy = operation({
  id: 'policies.show',
  method: 'GET',
  path: '/policies/{id}',
  right: 'policies.read',
  summary: 'One policy: its versions, who acknowledged, exceptions',
  params: policyId,
  reply: policyView,
});

export const createPolicy = operation({
  id: 'policies.create',
  method: 'POST',
  path: '/policies',
  right: 'policies.write',
  summary: 'Write a new policy: its first draft',
  body: z.strictObject({
    kind: z.enum(policyKinds),
    title,
    unit: idOrKey.describe('Where it holds, with all below'),
    owner: owner.optional(),
    acknowledgedBy: roles.optional(),
    ...draft,
  }),
  reply: policyView,
});

export const changePolicy = operation({
  id: 'policies.change',
  method: 'PATCH',
  path: '/policies/{id}',
  right: 'policies.write',
  summary: 'Change a policy: title, owner, who acknowledges; the text of its draft, or of a next version that begins with it',
  params: policyId,
  body: z.strictObject({
    title: title.optional(),
    owner: owner.optional(),
    acknowledgedBy: roles.optional(),
    ...draft,
    reason: reason.optional(),
  }),
  reply: policyView,
  versioned: true,
});

export const decidePolicyVersion = operation({
  id: 'policies.decide-version',
  method: 'POST',
  path: '/policy-versions/{id}/acts/{verb}',
  right: 'policies.take-steps',
  summary: 'Take a version of a policy one step on, or back; approval and withdrawal are signed',
  description: 'If-Match carries the version of the policy. `return`, `discard` and `withdraw` demand a reason.',
  params: z.strictObject({ id: idOrKey.describe('The id, or the key such as POL-1v2'), verb: z.enum(policyVerbs) }),
  body: z.strictObject({ reason: reason.optional(), signature: signatureProof.optional() }),
  reply: policyView,
  versioned: true,
  signs: { kind: 'policy-version' },
});

export const acknowledgePolicy = operation({
  id: 'policies.acknowledge',
  method: 'POST',
  path: '/policies/{id}/acts/acknowledge',
  right: 'policies.acknowledge',
  summary: 'Say that you have read a version and go by it',
  params: policyId,
  body: z.strictObject({ number: z.int().min(1).describe('The version that you read') }),
  reply: policyView,
});

export const listTrainings = operation({
  id: 'policies.list-trainings',
  method: 'GET',
  path: '/policies/{id}/trainings',
  right: 'policies.read',
  summary: 'Who was trained in a policy, the newest first',
  params: policyId,
  query: z.strictObject(pageQuery),
  reply: pageOf(trainingView),
});

export const recordTraining = operation({
  id: 'policies.record-training',
  method: 'POST',
  path: '/policies/{id}/trainings',
  right: 'policies.record-training',
  summary: 'Record that somebody else was trained in a version of a policy',
  params: policyId,
  body: z.strictObject({
    person: z.string().min(1).max(254).describe('E-mail or id'),
    number: z.int().min(1).describe('The version in which they were trained'),
    trainedAt: instant,
    evidence: prose(2_000).min(3).describe('Where the proof lies: a course, a test, a certificate'),
  }),
  reply: trainingView,
});

export const revokeTraining = operation({
  id: 'policies.revoke-training',
  method: 'POST',
  path: '/trainings/{id}/acts/revoke',
  right: 'policies.record-training',
  summary: 'Revoke a training that was recorded wrongly: it counts no longer',
  params: byId,
  body: z.strictObject({ reason }),
  reply: trainingView,
});

export const requestPolicyException = operation({
  id: 'policies.request-exception',
  method: 'POST',
  path: '/policies/{id}/exceptions',
  right: 'policies.request-exceptions',
  summary: 'Ask that a record may depart from a policy for a time',
  params: policyId,
  body: z.strictObject({
    subject: z
      .string()
      .max(210)
      .regex(/^[a-z][a-z-]*:[\x21-\x7e]+$/, 'Kind and id or key with a colon between them, such as release:REL-1042')
      .describe('Kind and id or key, such as release:REL-1042'),
    reason,
    expiresAt: instant.describe('At most `exceptionDays` of the policy ahead'),
  }),
  reply: policyExceptionView,
});

export const decidePolicyException = operation({
  id: 'policies.decide-exception',
  method: 'POST',
  path: '/policy-exceptions/{id}/acts/{verb}',
  right: 'policies.decide-exceptions',
  summary: 'Decide on an exception: quality or the owner of the policy, never who asked; granting is signed',
  params: z.strictObject({ id: idOrKey, verb: z.enum(policyExceptionVerbs) }),
  body: z.strictObject({ reason: reason.optional(), signature: signatureProof.optional() }),
  reply: policyExceptionView,
  versioned: true,
  signs: { kind: 'policy-exception' },
});

const followed = z.object({
  policy: z.object({ id: uuid, key: z.string(), kind: z.enum(policyKinds), title: z.string() }),
  number: z.int(),
  newer: z.int().nullable().describe('A later version that is in force by now'),
  withdrawn: z.boolean().describe('The version that it follows was withdrawn'),
});
export const policiesOfRecord = operation({
  id: 'policies.of-record',
  method: 'GET',
  path: '/policies/of-record',
  right: 'policies.read',
  summary: 'Which version of each policy a record follows, and its exceptions',
  query: z.strictObject({ subject: z.string().max(210).describe('Kind and id or key, such as release:REL-1042') }),
  reply: z.object({
    fixedAt: instant.nullable().describe('When it was fixed; null: not yet, and `follows` is what would be fixed now'),
    follows: z.array(followed),
    exceptions: z.array(policyExceptionView),
  }),
});
