import { z } from 'zod';
import {
  byId,
  can,
  instant,
  manyOf,
  operation,
  pageOf,
  pageQuery,
  reason,
  refusalShape,
  uuid,
  version,
} from '../../foundation/contract.ts';
import { signatureProof } from '../signatures/contract.ts';

/** Kept equal to the rows of the machine in `core/profile-machine.ts` (a test compares them). */
export const profileChangeStates = ['proposed', 'adopted', 'rejected', 'withdrawn'] as const;
const person = z.object({ id: uuid, name: z.string() });
const held = z
  .union([z.int(), z.string().regex(/^[a-z][a-z0-9-]{0,79}$/, 'A word of the value')])
  .describe('A whole number, or one of the words of the value');
const key = z.string().max(80);

export const profileValueView = z.object({
  key: z.string().describe('Such as session.idleMinutes'),
  room: z.string().describe('The room that goes by it'),
  says: z.string().describe('What it decides'),
  source: z.string().describe('Where regulations and standards ask for it, or differ about it'),
  type: z.enum(['amount', 'choice']),
  unit: z.string().nullable(),
  least: z.int().nullable(),
  most: z.int().nullable(),
  choices: z
    .array(z.object({ value: z.string(), says: z.string() }))
    .describe('Of a choice, the loosest first; in any order where `stricter` is none'),
  stricter: z
    .enum(['higher', 'lower', 'later', 'none'])
    .describe('Which way it protects more; later: further on in `choices`; none: no choice is stricter than another'),
  strict: held.describe('The strict default'),
  value: held.describe('What holds'),
  standing: z
    .enum(['strict', 'stricter', 'looser', 'other'])
    .describe('Against the default; other: another way, neither stricter nor looser'),
});
export type ProfileValueView = z.output<typeof profileValueView>;

const step = z.object({
  key: z.string(),
  says: z.string(),
  from: held,
  to: held,
  fromSays: z.string().describe('In words, with its unit'),
  toSays: z.string(),
  direction: z.enum(['stricter', 'looser', 'other', 'same']),
});

export const profileChangeView = z.object({
  id: uuid,
  key: z.string().describe('PRC-1 and on'),
  state: z.enum(profileChangeStates),
  steps: z.array(step),
  loosens: z.boolean().describe('Loosens a value, or turns one to another way: waits for a second person'),
  reason: z.string(),
  proposedBy: person,
  proposedAt: instant,
  way: z
    .enum(['tightened', 'signed', 'confirmed'])
    .nullable()
    .describe(
      'How it was adopted: at once, by signature, or by a second person while nothing was signed in the installation yet',
    ),
  decidedBy: person.nullable(),
  decidedAt: instant.nullable(),
  decision: z.string().nullable().describe('Why it was confirmed, rejected or withdrawn'),
  profileVersion: z.int().nullable().describe('The version of the profile that it made'),
  version,
  can: can.describe('approve, confirm, reject, withdraw'),
});
export type ProfileChangeView = z.output<typeof profileChangeView>;

export const profileView = z.object({
  version: z.int().min(0).describe('0: never changed here'),
  values: z.array(profileValueView),
  looser: z.int().describe('How many values are looser than the strict default'),
  settingUp: z
    .boolean()
    .describe('Nothing was signed here yet: a loosening is confirmed by a second person in place of a signature'),
  pending: z.array(profileChangeView).describe('Proposed, and not decided'),
  can: can.describe('propose'),
});
export type ProfileView = z.output<typeof profileView>;

export const showProfile = operation({
  id: 'policies.show-profile',
  method: 'GET',
  path: '/profile',
  right: 'policies.read',
  summary: 'The compliance profile: every value on which sources differ, what holds, what the strict default is',
  reply: profileView,
});

export const systemView = z.object({
  class: z
    .enum(['closed', 'open'])
    .describe('closed: those who answer for the records control every road to the data (21 CFR 11.3(b)(4)); open: anything else'),
  controls: z.array(
    z.object({ key: z.string().describe('The value of the profile'), says: z.string(), by: z.enum(['firm', 'others']) }),
  ),
  measures: z.array(
    z.object({
      name: z.enum(['encryption-at-rest', 'signed-exports', 'off-site-witness']),
      says: z.string(),
      mandatory: z.boolean().describe('An open system needs it (21 CFR 11.30)'),
      met: z.boolean(),
      remedy: z.string().nullable().describe('What would meet it; null where it is met'),
    }),
  ),
  ready: z.boolean().describe('No mandatory measure is missing'),
});
export type SystemView = z.output<typeof systemView>;

export const showSystem = operation({
  id: 'policies.show-system',
  method: 'GET',
  path: '/profile/system',
  right: 'policies.read',
  summary: 'Whether this installation is a closed or an open system, and whether it has what an open one needs',
  description:
    'Computed when it is asked, from the values `installation.…` of the profile. Open is the default: that the firm alone controls a road to the data loosens the profile, and is signed by quality.',
  reply: systemView,
});

export const previewProfileChange = operation({
  id: 'policies.preview-profile-change',
  method: 'GET',
  path: '/profile/preview',
  right: 'policies.read',
  summary: 'What other values would do: stricter or looser, how they are adopted, whom they shut out',
  query: z.strictObject({
    values: manyOf(z.string().regex(/^[^:]{1,80}:[^:]{1,80}$/, 'A key and a value with a colon between them')).describe(
      'Such as session.idleMinutes:20,signature.components:password-only',
    ),
  }),
  reply: z.object({
    steps: z.array(step),
    way: z.enum(['none', 'at-once', 'signed', 'confirmed']).describe('none: nothing would change; else how it would be adopted'),
    shutOut: z
      .array(z.object({ key: z.string(), from: z.string(), people: z.array(z.string()) }))
      .describe('People who could do something until now and no longer'),
    refusals: z.array(refusalShape).describe('Why it could not be adopted'),
  }),
});

export const proposeProfileChange = operation({
  id: 'policies.propose-profile-change',
  method: 'POST',
  path: '/profile/changes',
  right: 'policies.propose-profile',
  summary: 'Change values of the profile: tightening holds at once, loosening waits for a signature',
  description:
    'A change that loosens any value waits as a whole; send what only tightens by itself to have it at once. If-Match carries the version of the profile.',
  body: z.strictObject({
    values: z
      .record(key, held)
      .refine((values) => Object.keys(values).length > 0, 'At least one value')
      .describe('By key: what it becomes'),
    reason,
  }),
  reply: profileChangeView.nullable().describe('null: everything is as wanted already'),
  versioned: true,
});

export const listProfileChanges = operation({
  id: 'policies.list-profile-changes',
  method: 'GET',
  path: '/profile/changes',
  right: 'policies.read',
  summary: 'Changes of the profile, newest first; adopted ones are its versions',
  query: z.strictObject({ ...pageQuery, state: z.enum(profileChangeStates).optional() }),
  reply: pageOf(profileChangeView),
});

export const showProfileChange = operation({
  id: 'policies.show-profile-change',
  method: 'GET',
  path: '/profile/changes/{id}',
  right: 'policies.read',
  summary: 'One change of the profile',
  params: byId,
  reply: profileChangeView,
});

export const approveProfileChange = operation({
  id: 'policies.approve-profile-change',
  method: 'POST',
  path: '/profile/changes/{id}/acts/approve',
  right: 'policies.approve-profile',
  summary: 'Approve a change that loosens the profile (signed), never your own',
  params: byId,
  body: z.strictObject({ reason: reason.optional(), signature: signatureProof.optional() }),
  reply: profileChangeView,
  versioned: true,
  signs: { kind: 'profile-change', verb: 'approve' },
});

export const confirmProfileChange = operation({
  id: 'policies.confirm-profile-change',
  method: 'POST',
  path: '/profile/changes/{id}/acts/confirm',
  right: 'policies.confirm-profile',
  summary: 'Confirm a change that loosens the profile, while nothing was signed in the installation yet; never your own',
  params: byId,
  body: z.strictObject({
    reason,
    password: z.string().min(1).max(256).optional().describe('Your own password, entered for this act'),
  }),
  reply: profileChangeView,
  versioned: true,
});

export const rejectProfileChange = operation({
  id: 'policies.reject-profile-change',
  method: 'POST',
  path: '/profile/changes/{id}/acts/reject',
  right: 'policies.approve-profile',
  summary: 'Reject a change of the profile; nothing changes',
  params: byId,
  body: z.strictObject({ reason }),
  reply: profileChangeView,
  versioned: true,
});

export const withdrawProfileChange = operation({
  id: 'policies.withdraw-profile-change',
  method: 'POST',
  path: '/profile/changes/{id}/acts/withdraw',
  right: 'policies.propose-profile',
  summary: 'Withdraw a change that you proposed',
  params: byId,
  body: z.strictObject({ reason }),
  reply: profileChangeView,
  versioned: true,
});
