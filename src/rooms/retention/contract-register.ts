import { z } from 'zod';
import { byId, can, instant, operation, pageOf, pageQuery, reason, uuid, version } from '../../foundation/contract.ts';
import { reliedOnForms, signaturePolicies } from '../../foundation/record-type.ts';
import { line } from '../../foundation/text.ts';
import { signatureProof } from '../signatures/contract.ts';

/** Kept equal to the machine in `core/register-change.ts` (a test compares them). */
export const registerChangeStates = ['proposed', 'adopted', 'rejected', 'withdrawn'] as const;
const person = z.object({ id: uuid, name: z.string() });

const years = z.int().min(1).max(100);
const flags = {
  regulated: z.boolean().describe('Whether another rule makes somebody keep the record (21 CFR 11.1(b))'),
  predicateRule: line(200).min(2).describe('That rule'),
  reliedOn: z.enum(reliedOnForms).describe('The form that is relied on'),
  retention: z.string().max(40).describe('Name of the class of retention'),
  signatures: z
    .enum(signaturePolicies)
    .describe('by-table: steps of the published table are signed; with-record: signed with the record to which it belongs; none'),
};
const flagsShape = z.object({
  ...flags,
  auditYears: years
    .nullable()
    .describe('For how many years the trail is kept, where that is longer; null: as long as the record'),
});

export const registerRowShape = z.object({
  kind: z.string(),
  says: z.string().describe('What records of the kind are called'),
  flags: flagsShape.nullable().describe('null: the kind has no row. In the regulated profile such a build does not start'),
  years: z.int().nullable().describe('The years of its class, as the compliance profile holds them'),
  closes: z.string().describe('When its retention begins, in words'),
  version: z.int().describe('0: as the build brings it'),
  waiting: z.string().nullable().describe('Key of the change that waits for a decision'),
});

export const showRegister = operation({
  id: 'retention.register',
  method: 'GET',
  path: '/retention/register',
  right: 'retention.read',
  summary:
    'The register of record types: what each kind of record is, by which rule it is kept, in which class, and how it is signed',
  reply: z.object({
    rows: z.array(registerRowShape),
    classes: z.array(
      z.object({
        name: z.string(),
        key: z.string().describe('Its value of the compliance profile, by which it is changed'),
        says: z.string(),
        years: z.int(),
        source: z.string(),
      }),
    ),
    missing: z.array(z.string()).describe('Kinds without a row'),
    profile: z.string().describe('What a kind without a row does to the server: regulated keeps it from starting'),
    can: can.describe('propose'),
  }),
});

export const registerChangeShape = z.object({
  id: uuid,
  key: z.string().describe('RGC-1 and on'),
  state: z.enum(registerChangeStates),
  kind: z.string(),
  from: flagsShape.nullable().describe('null: there was no row'),
  to: flagsShape,
  reason: z.string(),
  proposedBy: person,
  proposedAt: instant,
  decidedBy: person.nullable(),
  decidedAt: instant.nullable(),
  decision: z.string().nullable(),
  version,
  can: can.describe('approve, reject, withdraw'),
});

export const listRegisterChanges = operation({
  id: 'retention.register-changes',
  method: 'GET',
  path: '/retention/register/changes',
  right: 'retention.read',
  summary: 'Changes of the register, newest first',
  query: z.strictObject({ ...pageQuery, state: z.enum(registerChangeStates).optional() }),
  reply: pageOf(registerChangeShape),
});

export const showRegisterChange = operation({
  id: 'retention.register-change',
  method: 'GET',
  path: '/retention/register/changes/{id}',
  right: 'retention.read',
  summary: 'One change of the register',
  params: byId,
  reply: registerChangeShape,
});

export const proposeRegisterChange = operation({
  id: 'retention.propose-register-change',
  method: 'POST',
  path: '/retention/register/changes',
  right: 'retention.propose-register',
  summary: 'Propose another row for a kind of record; quality signs it before it holds',
  description:
    'What is left out stays as it is. The trail of a kind is never kept shorter than its records: such a row is refused.',
  body: z.strictObject({
    kind: z.string().min(1).max(40).describe('Kind of record, such as release'),
    regulated: flags.regulated.optional(),
    predicateRule: flags.predicateRule.optional(),
    reliedOn: flags.reliedOn.optional(),
    retention: flags.retention.optional(),
    signatures: flags.signatures.optional(),
    auditYears: years.nullable().optional().describe('For how many years the trail is kept; null: as long as the record'),
    reason,
  }),
  reply: registerChangeShape,
});

export const approveRegisterChange = operation({
  id: 'retention.approve-register-change',
  method: 'POST',
  path: '/retention/register/changes/{id}/acts/approve',
  right: 'retention.approve-register',
  summary: 'Approve a change of the register (signed), never your own',
  params: byId,
  body: z.strictObject({ reason: reason.optional(), signature: signatureProof.optional() }),
  reply: registerChangeShape,
  status: 200,
  versioned: true,
  signs: { kind: 'register-change', verb: 'approve' },
});

export const rejectRegisterChange = operation({
  id: 'retention.reject-register-change',
  method: 'POST',
  path: '/retention/register/changes/{id}/acts/reject',
  right: 'retention.approve-register',
  summary: 'Reject a change of the register; nothing changes',
  params: byId,
  body: z.strictObject({ reason }),
  reply: registerChangeShape,
  status: 200,
  versioned: true,
});

export const withdrawRegisterChange = operation({
  id: 'retention.withdraw-register-change',
  method: 'POST',
  path: '/retention/register/changes/{id}/acts/withdraw',
  right: 'retention.propose-register',
  summary: 'Withdraw a change of the register that you proposed',
  params: byId,
  body: z.strictObject({ reason }),
  reply: registerChangeShape,
  status: 200,
  versioned: true,
});
