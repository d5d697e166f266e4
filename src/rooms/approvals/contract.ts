import { z } from 'zod';
import { can, operation, pageOf, pageQuery, reason, uuid, version } from '../../foundation/contract.ts';
import { prose } from '../../foundation/text.ts';
import { signatureProof } from '../signatures/contract.ts';
import { approvalShown, namedStep, stepShown } from './contract-shapes.ts';
import { givingVerbs, subjectShown } from './contract-waiting.ts';

export * from './contract-emergency.ts';
export * from './contract-notices.ts';
export * from './contract-requirements.ts';
export type { ApprovalShown, StepShown } from './contract-shapes.ts';
export { givingVerbs, waitingApprovals } from './contract-waiting.ts';

export const showApprovals = operation({
  id: 'approvals.show',
  method: 'GET',
  path: '/approvals',
  right: 'approvals.read',
  summary: 'Why a record waits: what its steps ask for, who said what, what is missing and who could give it',
  query: z.strictObject({
    subject: z.string().min(3).max(170).describe('Kind and id or key of a record, such as release:REL-1042; with a step as well'),
  }),
  reply: z.object({ subject: subjectShown, steps: z.array(stepShown), can: can.describe('give-notice') }),
});

export const giveApproval = operation({
  id: 'approvals.give',
  method: 'POST',
  path: '/approvals/{id}/acts/{verb}',
  right: 'approvals.give',
  summary: 'Say yes, with its meaning, or no to a step of a record (signed)',
  status: 200,
  params: z.strictObject({ id: namedStep, verb: z.enum(givingVerbs) }),
  body: z.strictObject({
    reason: prose(2000).min(3).nullable().default(null).describe('Demanded for a “no”'),
    signature: signatureProof.optional(),
  }),
  reply: z.object({ id: uuid, version, step: stepShown }),
  signs: { kind: 'approval' },
});

const givenShown = approvalShown.extend({ subject: subjectShown, step: z.string(), says: z.string() });

export const listGiven = operation({
  id: 'approvals.list-given',
  method: 'GET',
  path: '/given-approvals',
  right: 'approvals.read',
  summary: 'Everything that was said to steps, newest first',
  query: z.strictObject({ ...pageQuery, verdict: z.enum(['approved', 'rejected']).optional() }),
  reply: pageOf(givenShown),
});

export const showApproval = operation({
  id: 'approvals.show-given',
  method: 'GET',
  path: '/given-approvals/{id}',
  right: 'approvals.read',
  summary: 'One approval or rejection',
  params: z.strictObject({ id: uuid }),
  reply: givenShown,
});

export const withdrawApproval = operation({
  id: 'approvals.withdraw',
  method: 'POST',
  path: '/given-approvals/{id}/acts/withdraw',
  right: 'approvals.give',
  summary: 'Take back what you said: a yes with its reason, a “no” signed',
  description: 'A yes is taken back only as long as its step was not taken.',
  status: 200,
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ reason, signature: signatureProof.optional() }),
  reply: z.object({ id: uuid, version, step: stepShown }),
  signs: { kind: 'approval', verb: 'withdraw' },
});
