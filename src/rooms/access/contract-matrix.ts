import { z } from 'zod';
import { byId, can, idOrKey, instant, operation, pageOf, pageQuery, reason, uuid, version } from '../../foundation/contract.ts';
import { prose } from '../../foundation/text.ts';
import { signatureMark, signatureProof } from '../signatures/contract.ts';
import { matrixChangeStates, matrixChangeVerbs } from './contract-words.ts';

const person = z.object({ id: uuid, name: z.string() });
const role = z.object({ role: z.string(), says: z.string() });
const roleName = z
  .string()
  .regex(/^[a-z][a-z-]{0,79}$/, 'A role')
  .describe('A role, such as deployer');

export const dutyPair = z.object({
  one: role,
  other: role,
  why: z.string(),
  builtIn: z.boolean().describe('Kept apart by Interlock itself: no change drops it'),
});
export type DutyPair = z.output<typeof dutyPair>;

export const matrixChange = z.object({
  id: uuid,
  key: z.string().describe('DMC-1 and on'),
  state: z.enum(matrixChangeStates),
  add: z.array(z.object({ one: role, other: role, why: z.string() })),
  drop: z.array(z.object({ one: role, other: role })),
  heldNow: z
    .array(z.object({ id: uuid, name: z.string(), one: z.string(), other: z.string() }))
    .describe('While it is proposed: who holds what would be kept apart'),
  reason: z.string(),
  proposedBy: person,
  proposedAt: instant,
  decidedBy: person.nullable(),
  decidedAt: instant.nullable(),
  decision: z.string().nullable(),
  matrixVersion: z.int().nullable().describe('The version of the matrix that it made'),
  signature: signatureMark.nullable(),
  version,
  can: can.describe('approve, reject, withdraw'),
});
export type MatrixChangeView = z.output<typeof matrixChange>;

export const dutyMatrix = z.object({
  version: z.int().min(0).describe('0: this installation keeps apart what Interlock itself does and no more'),
  since: instant.nullable().describe('When this version came into force'),
  change: z.string().nullable().describe('Key of the signed change that made it'),
  pairs: z.array(dutyPair).describe('What Interlock itself keeps apart first'),
  builtInWaivable: z
    .boolean()
    .describe('Whether the compliance profile lets waivers count for what Interlock itself keeps apart'),
  waiverDays: z.int().describe('How many days a waiver lasts at most'),
  pending: z.array(matrixChange).describe('Proposed, and not decided'),
  can: can.describe('propose, requestWaiver'),
});
export type DutyMatrix = z.output<typeof dutyMatrix>;

export const showDutyMatrix = operation({
  id: 'access.duty-matrix',
  method: 'GET',
  path: '/duty-matrix',
  right: 'access.read-separation',
  summary: 'The matrix of duties: which roles nobody holds together, why, and since which version',
  reply: dutyMatrix,
});

export const listMatrixChanges = operation({
  id: 'access.matrix-changes',
  method: 'GET',
  path: '/duty-matrix/changes',
  right: 'access.read-separation',
  summary: 'Changes of the matrix of duties, newest first; adopted ones are its versions',
  query: z.strictObject({ ...pageQuery, state: z.enum(matrixChangeStates).optional() }),
  reply: pageOf(matrixChange),
});

export const showMatrixChange = operation({
  id: 'access.matrix-change',
  method: 'GET',
  path: '/duty-matrix/changes/{id}',
  right: 'access.read-separation',
  summary: 'One change of the matrix of duties',
  params: byId,
  reply: matrixChange,
});

export const proposeMatrixChange = operation({
  id: 'access.propose-matrix-change',
  method: 'POST',
  path: '/duty-matrix/changes',
  right: 'access.propose-matrix',
  summary: 'Propose pairs of roles to keep apart, or to keep apart no longer',
  description:
    'Nothing changes before quality, another person, signs it. What Interlock itself keeps apart is no part of the data. If-Match carries the version of the matrix.',
  body: z.strictObject({
    add: z
      .array(z.strictObject({ one: roleName, other: roleName, why: prose(400).min(3).describe('As the end of a sentence') }))
      .max(100)
      .default([]),
    drop: z
      .array(z.strictObject({ one: roleName, other: roleName }))
      .max(100)
      .default([]),
    reason,
  }),
  reply: matrixChange,
  versioned: true,
});

export const decideMatrixChange = operation({
  id: 'access.decide-matrix-change',
  method: 'POST',
  path: '/duty-matrix/changes/{id}/acts/{verb}',
  right: 'access.decide-matrix',
  summary: 'Approve a change of the matrix of duties (signed, never your own), reject it, or withdraw yours',
  params: z.strictObject({ id: idOrKey, verb: z.enum(matrixChangeVerbs) }),
  body: z.strictObject({ reason: reason.optional(), signature: signatureProof.optional() }),
  reply: matrixChange,
  status: 200,
  versioned: true,
  signs: { kind: 'duty-matrix-change' },
});
