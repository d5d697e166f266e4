import { z } from 'zod';
import { byId, can, instant, manyOf, operation, pageOf, pageQuery, reason, uuid } from '../../foundation/contract.ts';
import {
  acted,
  grantLimits,
  groupRef,
  named,
  personRef,
  role,
  unitKey,
  unitName,
  unitRef,
  withReason,
} from './contract-shapes.ts';

const liveness = z.enum(['active', 'withdrawn']);

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
const siteZone = z.string().min(1).max(64).refine(isZone, 'An IANA time zone such as Europe/Zurich');

export const unitInList = z.object({
  id: uuid,
  key: z.string(),
  name: z.string(),
  parentId: uuid.nullable(),
  path: z.array(uuid).describe('Ids from the root down to the unit itself'),
  state: liveness,
  version: z.int(),
});

export const unit = z.object({
  id: uuid,
  key: z.string(),
  name: z.string(),
  state: liveness,
  version: z.int(),
  zone: z.string().nullable().describe('Time zone of the site; null: that of the unit above, in the end UTC'),
  above: z.array(unitRef).describe('From the root down to the parent'),
  children: z.array(unitRef).describe('Active units directly below, at most 200'),
  people: z.int().describe('Active people of this very unit'),
  roleGrants: z.int().describe('Role grants in this very unit'),
  can: can.describe('create-child, change, move, withdraw, grant-role'),
});

export const listUnits = operation({
  id: 'identity.list-units',
  method: 'GET',
  path: '/units',
  right: 'identity.read',
  summary: 'List units of the organisation by key',
  query: z.strictObject({
    ...pageQuery,
    q: z.string().trim().max(120).optional().describe('Part of the key or name'),
    under: named.optional().describe('This unit and all below it'),
    state: manyOf(liveness).optional().describe('Active ones when left out'),
  }),
  reply: pageOf(unitInList),
});

export const showUnit = operation({
  id: 'identity.show-unit',
  method: 'GET',
  path: '/units/{id}',
  right: 'identity.read',
  summary: 'Show a unit with what stands above and below it',
  params: byId,
  reply: unit,
});

export const createUnit = operation({
  id: 'identity.create-unit',
  method: 'POST',
  path: '/units',
  right: 'identity.administer',
  summary: 'Create a unit below another',
  body: z.strictObject({ key: unitKey, name: unitName, parent: named }),
  reply: acted,
});

export const renameUnit = operation({
  id: 'identity.rename-unit',
  method: 'PATCH',
  path: '/units/{id}',
  right: 'identity.administer',
  summary: 'Rename a unit, or set the time zone of its site',
  params: byId,
  body: z.strictObject({
    name: unitName.optional(),
    zone: siteZone
      .nullable()
      .optional()
      .describe('Time zone of the site, in which its signatures show their time; null: that of the unit above'),
  }),
  reply: acted,
  versioned: true,
});

export const moveUnit = operation({
  id: 'identity.move-unit',
  method: 'POST',
  path: '/units/{id}/acts/move',
  right: 'identity.administer',
  summary: 'Move a unit with all that stands below it under another unit',
  params: byId,
  body: z.strictObject({ parent: named, reason }),
  reply: acted,
  status: 200,
  versioned: true,
});

export const withdrawUnit = operation({
  id: 'identity.withdraw-unit',
  method: 'POST',
  path: '/units/{id}/acts/withdraw',
  right: 'identity.administer',
  summary: 'Withdraw a unit that nothing depends on any more',
  params: byId,
  body: withReason,
  reply: acted,
  status: 200,
  versioned: true,
});

export const groupInList = z.object({
  id: uuid,
  key: z.string(),
  name: z.string(),
  state: liveness,
  members: z.int(),
  roles: z.array(z.string()),
  version: z.int(),
});

export const group = z.object({
  id: uuid,
  key: z.string(),
  name: z.string(),
  state: liveness,
  version: z.int(),
  members: z.array(personRef.extend({ active: z.boolean() })).describe('At most 1,000'),
  roles: z.array(z.object({ grantId: uuid, role: z.string(), says: z.string(), unit: unitRef })),
  can: can.describe('rename, add-member, remove-member, withdraw, grant-role'),
});

export const listGroups = operation({
  id: 'identity.list-groups',
  method: 'GET',
  path: '/groups',
  right: 'identity.read',
  summary: 'List groups of people by key',
  query: z.strictObject({
    ...pageQuery,
    q: z.string().trim().max(120).optional(),
    state: manyOf(liveness).optional().describe('Active ones when left out'),
  }),
  reply: pageOf(groupInList),
});

export const showGroup = operation({
  id: 'identity.show-group',
  method: 'GET',
  path: '/groups/{id}',
  right: 'identity.read',
  summary: 'Show a group with its members and roles',
  params: byId,
  reply: group,
});

export const createGroup = operation({
  id: 'identity.create-group',
  method: 'POST',
  path: '/groups',
  right: 'identity.administer',
  summary: 'Create a group of people',
  body: z.strictObject({ key: unitKey, name: unitName }),
  reply: acted,
});

export const renameGroup = operation({
  id: 'identity.rename-group',
  method: 'PATCH',
  path: '/groups/{id}',
  right: 'identity.administer',
  summary: 'Rename a group',
  params: byId,
  body: z.strictObject({ name: unitName }),
  reply: acted,
  versioned: true,
});

export const addMember = operation({
  id: 'identity.add-member',
  method: 'POST',
  path: '/groups/{id}/acts/add-member',
  right: 'identity.administer',
  summary: 'Add a person to a group: they hold its roles from now on',
  params: byId,
  body: z.strictObject({ person: named }),
  reply: acted,
  status: 200,
});

export const removeMember = operation({
  id: 'identity.remove-member',
  method: 'POST',
  path: '/groups/{id}/acts/remove-member',
  right: 'identity.administer',
  summary: 'Take a person out of a group',
  params: byId,
  body: z.strictObject({ person: named, reason }),
  reply: acted,
  status: 200,
});

export const withdrawGroup = operation({
  id: 'identity.withdraw-group',
  method: 'POST',
  path: '/groups/{id}/acts/withdraw',
  right: 'identity.administer',
  summary: 'Withdraw a group: its roles end for all its members',
  params: byId,
  body: withReason,
  reply: acted,
  status: 200,
  versioned: true,
});

export const listRoles = operation({
  id: 'identity.list-roles',
  method: 'GET',
  path: '/roles',
  right: 'identity.read',
  summary: 'List the built-in roles and the pairs that are kept apart',
  reply: z.object({
    roles: z.array(z.object({ role: z.string(), says: z.string(), business: z.boolean() })),
    keptApart: z.array(z.object({ one: z.string(), other: z.string(), why: z.string() })),
  }),
});

export const roleGrant = z.object({
  id: uuid,
  role: z.string(),
  says: z.string(),
  unit: unitRef,
  person: personRef.nullable(),
  group: groupRef.nullable(),
  requestedBy: personRef.nullable(),
  grantedBy: personRef.nullable(),
  grantedAt: instant,
  until: instant.nullable().describe('The role counts until then; null: until it is withdrawn'),
  withdrawnAt: instant.nullable(),
  suspended: z
    .object({ by: z.string().describe('Key of the review of access that nobody answered'), at: instant })
    .nullable()
    .describe('While it is suspended it counts for nothing'),
  limits: grantLimits,
  can,
});

export const listRoleGrants = operation({
  id: 'identity.list-role-grants',
  method: 'GET',
  path: '/role-grants',
  right: 'identity.read',
  summary: 'List role grants, newest first',
  query: z.strictObject({
    ...pageQuery,
    person: named.optional(),
    group: named.optional(),
    unit: named.optional().describe('Grants in this very unit'),
    role: role.optional(),
    state: z.enum(['active', 'withdrawn']).default('active'),
  }),
  reply: pageOf(roleGrant),
});

export const grantRole = operation({
  id: 'identity.grant-role',
  method: 'POST',
  path: '/role-grants',
  right: 'identity.administer',
  summary: 'Grant a role to a person or a group in a unit and all below it',
  body: z
    .strictObject({
      person: named.optional(),
      group: named.optional(),
      role,
      unit: named,
      until: instant
        .optional()
        .describe(
          'End of the role; an inspector’s always has one, as far ahead as the compliance profile says (`access.inspectionDays`). Granted again with another end, the new one counts',
        ),
      releases: z
        .array(z.string().regex(/^[A-Za-z0-9-]{1,80}$/, 'Letters, digits and dash'))
        .min(1)
        .max(50)
        .optional()
        .describe('An inspector is shown these releases, with their gates and their trail, and nothing else'),
      trailFrom: instant.optional().describe('Of the trail of these releases nothing earlier is shown'),
      trailUntil: instant.optional().describe('Of the trail of these releases nothing later is shown'),
      reason: reason.optional(),
      requestedBy: named.optional().describe('Who asked for it: somebody else than who grants it'),
    })
    .refine((body) => (body.person === undefined) !== (body.group === undefined), 'Name either a person or a group'),
  reply: roleGrant,
});

export const withdrawGrant = operation({
  id: 'identity.withdraw-grant',
  method: 'POST',
  path: '/role-grants/{id}/acts/withdraw',
  right: 'identity.administer',
  summary: 'Withdraw a role',
  params: z.strictObject({ id: uuid }),
  body: withReason,
  reply: roleGrant,
  status: 200,
});
