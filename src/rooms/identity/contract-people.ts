import { z } from 'zod';
import { byId, can, instant, manyOf, operation, pageOf, pageQuery, reason, uuid } from '../../foundation/contract.ts';
import {
  acted,
  email,
  grantLimits,
  groupRef,
  named,
  oneTimeLink,
  personName,
  personRef,
  role,
  unitRef,
  withReason,
} from './contract-shapes.ts';

export const personStates = ['active', 'disabled'] as const;

const heldRole = z.object({
  grantId: uuid,
  role: z.string(),
  says: z.string(),
  unit: unitRef,
  through: z.enum(['person', 'group', 'deputation']).describe('How the person came by it'),
  group: groupRef.nullable().describe('The group that holds it, where it comes through one'),
  deputyFor: personRef.nullable().describe('For whom the person stands in, where it comes by deputation'),
  startsAt: instant.nullable(),
  endsAt: instant.nullable(),
  limits: grantLimits,
});

export const deputation = z.object({
  id: uuid,
  person: personRef.describe('Who is represented'),
  deputy: personRef.describe('Who stands in, always acting under their own name'),
  startsAt: instant,
  endsAt: instant,
  reason: z.string(),
  state: z.enum(['future', 'current', 'past', 'withdrawn']),
  can,
});

export const personInList = z.object({
  id: uuid,
  name: z.string(),
  email: z.string(),
  unit: unitRef.nullable(),
  state: z.enum(personStates),
  roles: z.array(z.string()).describe('Roles held now by any route'),
  version: z.int(),
});

export const person = z.object({
  id: uuid,
  name: z.string(),
  email: z.string(),
  unit: unitRef.nullable(),
  state: z.enum(personStates),
  version: z.int(),
  createdAt: instant,
  roles: z.array(heldRole),
  groups: z.array(groupRef),
  deputies: z.array(deputation).describe('Who stands in for this person, now or later'),
  standsInFor: z.array(deputation).describe('For whom this person stands in, now or later'),
  access: z
    .object({
      hasPassword: z.boolean(),
      mustChangePassword: z.boolean(),
      lockedUntil: instant.nullable(),
      lockHeld: z.boolean().describe('Locked until an administrator unlocks the account; time does not'),
      lockedElsewhereUntil: instant
        .nullable()
        .describe('Until then the person signs in only from places where they have signed in before'),
      places: z.int().describe('Places from which the person has signed in: browsers, command lines'),
      sessions: z.int().describe('Sessions that are open now'),
      tokens: z.int().describe('API tokens that are valid now'),
      linkUntil: instant.nullable().describe('A one-time link is out and valid until then'),
      linkIssuedBy: uuid.nullable(),
      linkWaits: z.boolean().describe('The link that is out needs a second administrator, who releases it and has its code'),
    })
    .nullable()
    .describe('Only for the person and for administrators'),
  can: can.describe('change, disable, enable, unlock, issue-link, release-link, end-sessions, grant-role, name-deputy'),
});

export const listPeople = operation({
  id: 'identity.list-people',
  method: 'GET',
  path: '/people',
  right: 'identity.read',
  summary: 'List people by name',
  description:
    'People of the units in which you may see people, of all below, and whoever holds a role that counts there. Roles are those that count there.',
  query: z.strictObject({
    ...pageQuery,
    q: z.string().trim().max(120).optional().describe('Part of the name or e-mail'),
    unit: named.optional().describe('People of this unit and of all below it'),
    state: manyOf(z.enum(personStates)).optional(),
    role: role.optional().describe('People who hold this role now by any route'),
  }),
  reply: pageOf(personInList),
});

export const showPerson = operation({
  id: 'identity.show-person',
  method: 'GET',
  path: '/people/{id}',
  right: 'identity.read',
  summary: 'Show a person with roles, groups and deputies',
  description:
    'The id may be the e-mail address. Sessions and the state of the account are shown to the person and to administrators only.',
  params: byId,
  reply: person,
});

export const registerPerson = operation({
  id: 'identity.register-person',
  method: 'POST',
  path: '/people',
  right: 'identity.administer',
  summary: 'Register a person',
  description: 'Answers with a one-time link with which the person sets their own password; nobody sets it for them.',
  body: z.strictObject({
    email,
    name: personName,
    unit: named.optional().describe('Unit of the person; the whole organisation when left out'),
  }),
  reply: z.object({ id: uuid, version: z.int(), link: oneTimeLink }),
});

export const changePerson = operation({
  id: 'identity.change-person',
  method: 'PATCH',
  path: '/people/{id}',
  right: 'identity.administer',
  summary: 'Rename a person or move them to another unit',
  params: byId,
  body: z.strictObject({ name: personName.optional(), unit: named.optional() }),
  reply: acted,
  versioned: true,
});

export const disablePerson = operation({
  id: 'identity.disable-person',
  method: 'POST',
  path: '/people/{id}/acts/disable',
  right: 'identity.administer',
  summary: 'Disable a person: sessions end, tokens and links are withdrawn',
  params: byId,
  body: withReason,
  reply: acted,
  status: 200,
  versioned: true,
});

export const enablePerson = operation({
  id: 'identity.enable-person',
  method: 'POST',
  path: '/people/{id}/acts/enable',
  right: 'identity.administer',
  summary: 'Enable a disabled person again',
  params: byId,
  body: withReason,
  reply: acted,
  status: 200,
  versioned: true,
});

export const unlockPerson = operation({
  id: 'identity.unlock-person',
  method: 'POST',
  path: '/people/{id}/acts/unlock',
  right: 'identity.administer',
  summary: 'Unlock an account that failed attempts had locked',
  params: byId,
  body: z.strictObject({ reason: reason.describe('What was checked before') }),
  reply: acted,
  status: 200,
});

export const issueLink = operation({
  id: 'identity.issue-link',
  method: 'POST',
  path: '/people/{id}/acts/issue-link',
  right: 'identity.administer',
  summary: 'Issue a one-time link with which a person sets a new password',
  description:
    'Earlier links of the person stop working. The old password works until the new one is set; then all sessions end.',
  params: byId,
  body: withReason,
  reply: z.object({ id: uuid, version: z.int(), link: oneTimeLink }),
  status: 200,
});

export const releaseLink = operation({
  id: 'identity.release-link',
  method: 'POST',
  path: '/people/{id}/acts/release-link',
  right: 'identity.administer',
  summary: 'Release the one-time link of a person as a second administrator',
  description:
    'Answers with a code that the person enters with the link, shown once. Whoever issued the link does not release it. Releasing once more makes a new code.',
  params: byId,
  body: withReason,
  reply: z.object({
    id: uuid,
    version: z.int(),
    code: z.string().nullable().describe('For the person alone; null when the same request is repeated with its Idempotency-Key'),
    expiresAt: instant.describe('End of the link'),
  }),
  status: 200,
});

export const endSessionsOf = operation({
  id: 'identity.end-sessions-of',
  method: 'POST',
  path: '/people/{id}/acts/end-sessions',
  right: 'identity.administer',
  summary: 'End all sessions of a person',
  params: byId,
  body: withReason,
  reply: z.object({ ended: z.int() }),
  status: 200,
});

export const listDeputations = operation({
  id: 'identity.list-deputations',
  method: 'GET',
  path: '/deputations',
  right: 'identity.read',
  summary: 'List deputies, newest first',
  query: z.strictObject({
    ...pageQuery,
    person: named.optional().describe('Who is represented, or `me`'),
    deputy: named.optional().describe('Who stands in, or `me`'),
    state: z.enum(['future', 'current', 'past', 'withdrawn']).optional(),
  }),
  reply: pageOf(deputation),
});

export const nameDeputy = operation({
  id: 'identity.name-deputy',
  method: 'POST',
  path: '/deputations',
  right: 'identity.name-deputy',
  summary: 'Name a deputy for a period',
  description:
    'For oneself; an administrator may name one for somebody who is away. A deputy acts under their own name and never gets past a separation of duties.',
  body: z.strictObject({
    person: named.optional().describe('Who is represented; oneself when left out'),
    deputy: named,
    startsAt: instant,
    endsAt: instant.describe('At most 366 days after the start'),
    reason,
  }),
  reply: deputation,
});

export const withdrawDeputy = operation({
  id: 'identity.withdraw-deputy',
  method: 'POST',
  path: '/deputations/{id}/acts/withdraw',
  right: 'identity.name-deputy',
  summary: 'Withdraw a deputation before its end',
  params: z.strictObject({ id: uuid }),
  body: withReason,
  reply: deputation,
  status: 200,
});
