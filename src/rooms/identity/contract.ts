import { z } from 'zod';
import { can, instant, operation, pageOf, pageQuery, uuid } from '../../foundation/contract.ts';
import { line } from '../../foundation/text.ts';
import { secondFactorGiven } from './contract-credentials.ts';
import { signedIn } from './contract-session.ts';
import { email, named, personName, secret, tokenScope, unitKey, unitName, withOptionalReason } from './contract-shapes.ts';

/** The contract of the room: sessions, passwords, tokens and the security profile here; the rest in their own files. */
export * from './contract-credentials.ts';
export * from './contract-organisation.ts';
export * from './contract-passwords.ts';
export * from './contract-people.ts';
export * from './contract-report.ts';
export * from './contract-review.ts';
export * from './contract-separation.ts';
export * from './contract-session.ts';

export const completeSignIn = operation({
  id: 'identity.complete-sign-in',
  method: 'POST',
  path: '/sessions/second-factor',
  right: 'signing-in',
  summary: 'Finish signing in with a second factor: exactly one of the three',
  description:
    'Failures count together with wrong passwords. A recovery code works once, raises an alarm, and never gives a signature.',
  body: secondFactorGiven,
  reply: signedIn,
});

export const extendSession = operation({
  id: 'identity.extend-session',
  method: 'POST',
  path: '/sessions/current/acts/extend',
  right: 'signed-in',
  summary: 'Say that you are still there, before this session idles out',
  description: 'A use of the session like any other, and an entry of the access log. No limit moves: the latest end stays.',
  body: z.strictObject({}),
  reply: signedIn,
  status: 200,
});

export const listOwnRoles = operation({
  id: 'identity.own-roles',
  method: 'GET',
  path: '/sessions/current/roles',
  right: 'signed-in',
  summary: 'The roles in which this session can act',
  reply: z.object({
    items: z.array(z.object({ role: z.string(), says: z.string() })).describe('What you hold now, by any route'),
    acting: z.string().nullable().describe('The one in which this session acts; null: all of them'),
  }),
});

export const chooseRole = operation({
  id: 'identity.choose-role',
  method: 'PUT',
  path: '/sessions/current/role',
  right: 'signed-in',
  summary: 'Choose in which of your roles this session acts',
  description:
    'The trail then names that role alone, and the rights of your other roles do not count until you choose otherwise. Null: all of them. The roles of inspector and auditor are never set aside.',
  body: z.strictObject({ role: z.string().max(60).nullable() }),
  reply: signedIn,
});

export const session = z.object({
  id: uuid,
  current: z.boolean().describe('The session that asks'),
  startedAt: instant,
  seenAt: instant,
  endsAt: instant.describe('Ends then at the latest, or earlier when idle'),
  address: z.string(),
  userAgent: z.string(),
});

export const listOwnSessions = operation({
  id: 'identity.list-own-sessions',
  method: 'GET',
  path: '/sessions',
  right: 'signed-in',
  summary: 'List your own open sessions',
  reply: z.object({ items: z.array(session) }),
});

export const endSession = operation({
  id: 'identity.end-session',
  method: 'DELETE',
  path: '/sessions/{id}',
  right: 'signed-in',
  summary: 'End one of your own sessions',
  params: z.strictObject({ id: uuid }),
  reply: z.null(),
  status: 204,
});

export const signOutEverywhere = operation({
  id: 'identity.sign-out-everywhere',
  method: 'DELETE',
  path: '/sessions',
  right: 'signed-in',
  summary: 'Sign out everywhere: end all your sessions, this one too',
  reply: z.null(),
  status: 204,
});

export const changePassword = operation({
  id: 'identity.change-password',
  method: 'POST',
  path: '/password/acts/change',
  right: 'signed-in',
  whileOwing: true,
  summary: 'Change your own password; your other sessions end',
  body: z.strictObject({ currentPassword: secret, password: secret }),
  reply: z.object({ endedSessions: z.int() }),
  status: 200,
});

export const setPassword = operation({
  id: 'identity.set-password',
  method: 'POST',
  path: '/password/acts/set',
  right: 'public',
  summary: 'Set your password with a one-time link',
  description: 'The link works once, until it expires. All sessions of the person end; sign in with the new password afterwards.',
  body: z.strictObject({
    token: z.string().min(1).max(200),
    password: secret,
    code: z.string().max(40).optional().describe('The code of the second administrator, where one had to release the link'),
  }),
  reply: z.object({ email: z.string(), name: z.string() }),
  status: 200,
});

export const setUp = operation({
  id: 'identity.set-up',
  method: 'POST',
  path: '/setup',
  right: 'public',
  summary: 'Found the organisation with its first administrator',
  description:
    'Takes the one-time link that the server printed when it started on an empty installation; it works once, within 24 hours.',
  body: z.strictObject({
    token: z.string().min(1).max(200),
    email,
    name: personName,
    password: secret,
    organisationName: unitName,
    organisationKey: unitKey.optional().describe('Key of the root unit; made from the name when left out'),
  }),
  reply: z.object({ personId: uuid, unitId: uuid, email: z.string() }),
});

export const apiToken = z.object({
  id: uuid,
  personId: uuid,
  name: z.string(),
  scopes: z.array(tokenScope),
  state: z.enum(['valid', 'expired', 'withdrawn']),
  createdAt: instant,
  expiresAt: instant,
  usedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  can,
});

export const listTokens = operation({
  id: 'identity.list-tokens',
  method: 'GET',
  path: '/tokens',
  right: 'signed-in',
  summary: 'List API tokens: your own, or, as administrator, those of a person',
  query: z.strictObject({ ...pageQuery, person: named.optional().describe('Somebody else, for administrators') }),
  reply: pageOf(apiToken),
});

export const makeToken = operation({
  id: 'identity.make-token',
  method: 'POST',
  path: '/tokens',
  right: 'identity.make-token',
  summary: 'Make an API token under your name',
  description:
    'The secret is shown once. A token never holds more than its person does, and never decides: that needs a session.',
  body: z.strictObject({
    name: line(120).describe('What it is for'),
    scopes: z.array(tokenScope).min(1).max(4),
    expiresInDays: z.int().min(1).max(366).describe('At most what the security profile allows'),
  }),
  reply: z.object({
    token: apiToken,
    secret: z.string().nullable().describe('Shown once; null when the same request is repeated with its Idempotency-Key'),
  }),
});

export const withdrawToken = operation({
  id: 'identity.withdraw-token',
  method: 'POST',
  path: '/tokens/{id}/acts/withdraw',
  right: 'signed-in',
  summary: 'Withdraw an API token: your own, or, as administrator with a reason, anybody’s',
  params: z.strictObject({ id: uuid }),
  body: withOptionalReason,
  reply: apiToken,
  status: 200,
});

const securityValues = {
  passwordMinLength: z.int().describe('Characters that a new password has at least'),
  passwordPreset: z
    .enum(['asvs-nist', 'annex-11'])
    .describe('asvs-nist: no rule of composition; annex-11: all classes of characters, no word and no name'),
  dormantDays: z.int().describe('Days after which an account that nobody uses is disabled'),
  credentialReviewDays: z.int().describe('Days after which the next review of everybody’s credentials is due'),
  passwordMaxAge: z
    .enum(['never', 'days-365', 'days-180', 'days-90'])
    .describe('Days after which a password is asked to be another one'),
  failuresBeforeLock: z.int().describe('Failed attempts in a row that lock the account'),
  lockMinutes: z.int().describe('Minutes that a lock lasts that time may end'),
  lockUnlock: z.enum(['after-time', 'administrator']).describe('Who opens a locked account again'),
  idleMinutes: z.int().describe('Minutes without a request that end a session'),
  absoluteMinutes: z.int().describe('Minutes after which a session ends in any case'),
  rotateMinutes: z.int().describe('Minutes after which the token of a session is replaced'),
  tokenMaxDays: z.int().describe('Days that an API token lives at most'),
  secondFactor: z
    .enum(['off', 'when-enrolled', 'required-to-decide', 'required'])
    .describe('When signing in asks for a second factor; required-to-decide: of people whose roles do more than read'),
  signingComponents: z
    .enum(['password-only', 'password-and-second-factor'])
    .describe('What a person proves themself with for a signature'),
};

export const securityProfile = z.object({
  version: z.int().min(0).describe('Version of the compliance profile; 0: strict in everything, never changed'),
  values: z.object(securityValues),
});

export const showSecurity = operation({
  id: 'identity.show-security',
  method: 'GET',
  path: '/settings/security',
  right: 'identity.read',
  summary: 'What the compliance profile says of passwords, lock-out, sessions, tokens and second factors',
  description: '`GET /profile` shows the whole profile, and who changes it how.',
  reply: securityProfile,
});
