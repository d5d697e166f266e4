import { z } from 'zod';
import { byId, can, idOrKey, instant, operation, pageOf, pageQuery, reason, uuid, version } from '../../foundation/contract.ts';
import { prose } from '../../foundation/text.ts';
import { signatureMark, signatureProof } from '../signatures/contract.ts';
import { waiverStates, waiverVerbs } from './contract-words.ts';

const person = z.object({ id: uuid, name: z.string() });
const roleName = z.string().regex(/^[a-z][a-z-]{0,79}$/, 'A role, such as deployer');
const role = z.object({ role: z.string(), says: z.string() });

export const dutyWaiver = z.object({
  id: uuid,
  key: z.string().describe('DWV-1 and on'),
  person,
  one: role,
  other: role,
  state: z.enum(waiverStates),
  holds: z.boolean().describe('The person may hold both roles now'),
  reason: z.string(),
  control: z.string().describe('The compensating control: who looks at what while both roles are in one hand'),
  requestedBy: person,
  requestedAt: instant,
  expiresAt: instant,
  decidedBy: person.nullable(),
  decidedAt: instant.nullable(),
  decision: z.string().nullable(),
  endedAt: instant.nullable(),
  reviewedBy: person.nullable(),
  reviewedAt: instant.nullable(),
  conclusion: z.string().nullable().describe('What came of the independent review of what was done under it'),
  signatures: z.array(signatureMark),
  version,
  can: can.describe('grant, reject, withdraw, end, review'),
});
export type DutyWaiver = z.output<typeof dutyWaiver>;

export const listDutyWaivers = operation({
  id: 'access.duty-waivers',
  method: 'GET',
  path: '/duty-waivers',
  right: 'access.read-separation',
  summary: 'Waivers of roles kept apart, newest first',
  query: z.strictObject({ ...pageQuery, state: z.enum(waiverStates).optional() }),
  reply: pageOf(dutyWaiver),
});

export const showDutyWaiver = operation({
  id: 'access.duty-waiver',
  method: 'GET',
  path: '/duty-waivers/{id}',
  right: 'access.read-separation',
  summary: 'One waiver of roles kept apart',
  params: byId,
  reply: dutyWaiver,
});

export const waiverActs = operation({
  id: 'access.duty-waiver-acts',
  method: 'GET',
  path: '/duty-waivers/{id}/acts',
  right: 'access.read-separation',
  summary: 'The review list of a waiver: everything that the person did while it held, oldest first',
  params: byId,
  reply: z.object({
    from: instant.nullable().describe('Null: it never took effect'),
    until: instant.nullable(),
    items: z.array(
      z.object({
        id: uuid,
        number: z.int().nullable().describe('Its place in the ledger; null: not sealed yet'),
        at: instant,
        act: z.string(),
        says: z.string(),
        record: z.object({ kind: z.string(), id: uuid, key: z.string().nullable() }),
        reason: z.string().nullable(),
      }),
    ),
    more: z.boolean().describe('There are more than these; the audit trail has them all'),
  }),
});
export type WaiverAct = z.output<typeof waiverActs.reply>['items'][number];

export const requestDutyWaiver = operation({
  id: 'access.request-duty-waiver',
  method: 'POST',
  path: '/duty-waivers',
  right: 'access.request-waivers',
  summary: 'Ask that somebody may hold two roles that are kept apart, for a time',
  description:
    'It lets nobody hold anything before quality, who neither asked nor holds the roles, signs it. It ends by its time; who holds both roles longer is a violation.',
  body: z.strictObject({
    person: z.string().min(1).max(254).describe('E-mail address or id'),
    one: roleName.describe('A role'),
    other: roleName.describe('The role that is kept apart from it'),
    reason,
    control: prose(2000).min(10).describe('The compensating control: who looks at what meanwhile'),
    expiresAt: instant.describe('At most `waiverDays` of the matrix ahead'),
  }),
  reply: dutyWaiver,
});

export const decideDutyWaiver = operation({
  id: 'access.decide-duty-waiver',
  method: 'POST',
  path: '/duty-waivers/{id}/acts/{verb}',
  right: 'access.decide-waivers',
  summary:
    'Grant (signed), reject, withdraw or end a waiver; or sign the independent review of what was done under one that is over',
  params: z.strictObject({ id: idOrKey, verb: z.enum(waiverVerbs) }),
  body: z.strictObject({
    reason: reason.optional().describe('Of a review: what came of it'),
    signature: signatureProof.optional(),
  }),
  reply: dutyWaiver,
  status: 200,
  versioned: true,
  signs: { kind: 'duty-waiver' },
});
