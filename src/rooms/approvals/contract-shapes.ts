import { z } from 'zod';
import { can, idOrKey, instant, uuid } from '../../foundation/contract.ts';
import { line } from '../../foundation/text.ts';
import { signatureMark } from '../signatures/contract.ts';
import { meaning } from './contract-waiting.ts';

export const person = z.object({ id: uuid, name: z.string() });
export const namedStep = z
  .string()
  .min(3)
  .max(170)
  .describe('Kind, id or key, and step of a record, such as release:REL-1042:plan (a colon may be written %3A)');
const word = (example: string) =>
  z
    .string()
    .regex(/^[a-z][a-z-]{0,59}$/, 'Lower-case words joined by dashes')
    .describe(`Such as ${example}`);
const facet = z
  .string()
  .regex(/^[a-z-]{1,40}:[A-Za-z0-9._-]{1,80}$/, 'A facet is written name:value')
  .describe('Such as gxp:yes or application:<id>');

/** What a requirement would ask. */
export const termsInput = z.strictObject({
  name: line(200),
  subjectKind: word('release'),
  step: word('plan'),
  role: word('quality').nullable().default(null).describe('Holders of this role in the unit of the record; or a group'),
  group: idOrKey.nullable().default(null).describe('Members of this group (id or key); exactly one of role and group'),
  seats: z.int().min(1).max(9).default(1).describe('How many different people'),
  meaning: word('approved').default('approved').describe('approved, reviewed, accepted, accepted-for-production or verified'),
  unit: idOrKey.describe('It holds for records of this unit and below (id or key)'),
  scope: z.array(facet).max(20).default([]).describe('Facets that a record must have, all of them; none: every record'),
  excludes: z
    .array(z.string().regex(/^[a-z][a-z:-]{0,79}$/, 'A part is written in lower-case words'))
    .max(20)
    .default([])
    .describe('Parts in the record that keep somebody from giving it, such as owns, deployed or approved:plan'),
  validityDays: z.int().min(1).max(3650).nullable().default(null).describe('Days after which an approval counts no more'),
  covers: z
    .array(z.string().regex(/^[A-Za-z][A-Za-z0-9/*-]{0,119}$/, 'A field is written as its path'))
    .min(1)
    .max(60)
    .nullable()
    .default(null)
    .describe('Fields whose change takes an approval back; null: those that the step itself signs'),
});

export const termsShown = z.object({
  name: z.string(),
  subjectKind: z.string(),
  step: z.string(),
  stepSays: z.string(),
  who: z.object({ kind: z.enum(['role', 'group']), id: z.string(), says: z.string() }),
  seats: z.int(),
  meaning,
  unit: z.object({ id: uuid, key: z.string(), name: z.string() }),
  scope: z.array(z.object({ facet: z.string(), says: z.string() })),
  excludes: z.array(z.object({ part: z.string(), says: z.string() })),
  validityDays: z.int().nullable(),
  covers: z.array(z.string()).nullable(),
});

export const whysNot = [
  'withdrawn',
  'content-changed',
  'signature-broken',
  'expired',
  'role-lost',
  'excluded',
  'covers-less',
  'one-voice',
] as const;

/** What somebody said to a step. */
export const approvalShown = z.object({
  id: uuid,
  verdict: z.enum(['approved', 'rejected']),
  meaning,
  person,
  at: instant,
  reason: z.string().nullable(),
  answers: z.record(z.string(), z.int()).describe('Requirements that it was given for, each with its version'),
  withdrawn: z.object({ at: instant, reason: z.string() }).nullable(),
  signature: signatureMark.nullable(),
});
export type ApprovalShown = z.output<typeof approvalShown>;

/** One requirement of one step of one record: its seats, what is missing, who could give it, since when it waits. */
export const answeredShown = z.object({
  requirement: z.object({ id: uuid, key: z.string(), version: z.int(), name: z.string() }),
  asked: z.string().describe('Who is asked, in words'),
  meaning,
  seats: z.int(),
  excludes: z.array(z.string()).describe('Who is kept from it, in words'),
  covers: z.array(z.string()).describe('Fields whose change takes an approval back'),
  validityDays: z.int().nullable(),
  filled: z.array(approvalShown.extend({ countsUntil: instant.nullable() })),
  missing: z.int(),
  who: z.array(person).describe('Who could give it, at most twenty'),
  more: z.int().describe('How many more could'),
  since: instant.nullable().describe('Since when it waits; null where nothing is missing'),
  notCounted: z.array(approvalShown.extend({ why: z.array(z.enum(whysNot)) })),
});

/** One step of a record: all that is asked before it. */
export const stepShown = z.object({
  step: z.string(),
  says: z.string(),
  approved: z.boolean().describe('Nothing is missing and no “no” stands'),
  comesNext: z.boolean().describe('The record stands before this step now'),
  requirements: z.array(answeredShown),
  rejections: z.array(approvalShown).describe('Each blocks the step until it is taken back or its content changes'),
  can,
});
export type StepShown = z.output<typeof stepShown>;
