import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { addMember } from '../acts/add-member.ts';
import { changeUnit } from '../acts/change-unit.ts';
import { createGroup } from '../acts/create-group.ts';
import { createUnit } from '../acts/create-unit.ts';
import { grantRole } from '../acts/grant-role.ts';
import { removeMember } from '../acts/remove-member.ts';
import { renameGroup } from '../acts/rename-group.ts';
import { whatStandsIn } from '../acts/what-stands-in.ts';
import { withdrawGrant } from '../acts/withdraw-grant.ts';
import { withdrawGroup } from '../acts/withdraw-group.ts';
import { withdrawUnit } from '../acts/withdraw-unit.ts';
import * as contract from '../contract-organisation.ts';
import { readCursor } from '../core/page.ts';
import { roles, sayRole } from '../core/roles.ts';
import { moveFaults, withdrawalFaults } from '../core/unit-rules.ts';
import { notFound } from '../core/unknown.ts';
import { apartNow } from '../store/apart.ts';
import { type GrantView, grantsPage } from '../store/grants-view.ts';
import { findGroup } from '../store/groups.ts';
import { groupParts, groupsPage, unitSurroundings, unitsPage } from '../store/organisation-view.ts';
import { findPerson } from '../store/people.ts';
import { findUnit, type UnitRow, whatHangsOn } from '../store/units.ts';
import { noSuchId } from './people-routes.ts';
import { limitsIn } from './present-limits.ts';
import { mayNotAdministerHere } from './present-people.ts';

const acted = (outcome: Outcome<{ readonly id: string; readonly version: number }>) =>
  outcome.ok ? done({ body: { id: outcome.value.id, version: outcome.value.version }, etag: outcome.value.version }) : outcome;

const liveness = (row: { readonly withdrawn_at: Date | null }) =>
  row.withdrawn_at === null ? ('active' as const) : ('withdrawn' as const);

async function presentUnit(call: Call, unit: UnitRow) {
  const { db } = call.app.database;
  const { above, children } = await unitSurroundings(db, unit);
  const hanging = await whatHangsOn(db, unit.id);
  const denied = await mayNotAdministerHere(call, unit.id);
  const isRoot = unit.parent_id === null ? moveFaults(unit, unit) : [];
  const can = {
    'create-child': denied,
    change: denied,
    move: [...denied, ...isRoot],
    withdraw: [...denied, ...withdrawalFaults(unit, hanging, await whatStandsIn(call.app, db, call.actor, unit.id))],
    'grant-role': denied,
  };
  return {
    id: unit.id,
    key: unit.key,
    name: unit.name,
    state: liveness(unit),
    version: unit.version,
    zone: unit.zone,
    above: [...above],
    children: [...children],
    people: hanging.people,
    roleGrants: hanging.grants,
    can: presentCan(unit.withdrawn_at === null ? can : {}),
  };
}

const timeOf = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));

async function presentGrant(call: Call, row: GrantView) {
  const denied = row.withdrawn_at === null ? await mayNotAdministerHere(call, row.unit.id) : [];
  return {
    id: row.id,
    role: row.role,
    says: sayRole(row.role),
    unit: row.unit,
    person: row.person,
    group: row.group,
    requestedBy: row.requested_by,
    grantedBy: row.granted_by,
    grantedAt: row.granted_at.toISOString(),
    until: row.ends_at?.toISOString() ?? null,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    suspended:
      row.suspended_by === null || row.suspended_at === null
        ? null
        : { by: row.suspended_by, at: row.suspended_at.toISOString() },
    limits: (await limitsIn(call.app, [row]))(row),
    can: presentCan(row.withdrawn_at === null ? { withdraw: denied } : {}),
  };
}

async function shownGrant(call: Call, outcome: Outcome<{ readonly id: string }>) {
  if (!outcome.ok) return outcome;
  const { rows } = await grantsPage(call.app.database.db, { id: outcome.value.id }, { limit: 1, after: null });
  const row = rows[0];
  return row === undefined ? refuse(notFound('role grant', outcome.value.id)) : done({ body: await presentGrant(call, row) });
}

const unitRoutes: readonly Route[] = [
  route(contract.listUnits, async ({ call, query }) => {
    const { db } = call.app.database;
    const after = readCursor(query.cursor, ['text']);
    if (!after.ok) return after;
    const underId = query.under === undefined ? undefined : ((await findUnit(db, query.under))?.id ?? noSuchId);
    const page = await unitsPage(
      db,
      { q: query.q, underId, states: query.state },
      { limit: query.limit, after: after.value?.[0] ?? null },
    );
    const items = page.rows.map((row) => ({
      id: row.id,
      key: row.key,
      name: row.name,
      parentId: row.parent_id,
      path: [...row.path],
      state: liveness(row),
      version: row.version,
    }));
    return done({ body: { items, nextCursor: page.nextCursor } });
  }),
  route(contract.showUnit, async ({ call, params }) => {
    const unit = await findUnit(call.app.database.db, params.id);
    return unit === undefined
      ? refuse(notFound('unit', params.id))
      : done({ body: await presentUnit(call, unit), etag: unit.version });
  }),
  route(contract.createUnit, async ({ call, body }) => acted(await createUnit(call, body))),
  route(contract.renameUnit, async ({ call, params, body }) =>
    acted(await changeUnit(call, params.id, { name: body.name, zone: body.zone })),
  ),
  route(contract.moveUnit, async ({ call, params, body }) =>
    acted(await changeUnit(call, params.id, { parent: body.parent, reason: body.reason })),
  ),
  route(contract.withdrawUnit, async ({ call, params, body }) => acted(await withdrawUnit(call, params.id, body.reason))),
];

const groupRoutes: readonly Route[] = [
  route(contract.listGroups, async ({ call, query }) => {
    const after = readCursor(query.cursor, ['text']);
    if (!after.ok) return after;
    const page = await groupsPage(
      call.app.database.db,
      { q: query.q, states: query.state },
      { limit: query.limit, after: after.value?.[0] ?? null },
    );
    const items = page.rows.map((row) => ({
      id: row.id,
      key: row.key,
      name: row.name,
      state: liveness(row),
      members: row.members,
      roles: [...row.roles],
      version: row.version,
    }));
    return done({ body: { items, nextCursor: page.nextCursor } });
  }),
  route(contract.showGroup, async ({ call, params }) => {
    const { db } = call.app.database;
    const group = await findGroup(db, params.id);
    if (group === undefined) return refuse(notFound('group', params.id));
    const { members, roles: held } = await groupParts(db, group.id, {
      id: call.actor.id,
      reach: call.app.ports.authority.reach(call.actor, 'identity.read'),
    });
    const denied = await mayNotAdministerHere(call, null);
    const can = { rename: denied, 'add-member': denied, 'remove-member': denied, withdraw: denied, 'grant-role': denied };
    return done({
      body: {
        id: group.id,
        key: group.key,
        name: group.name,
        state: liveness(group),
        version: group.version,
        members: members.map((member) => ({ id: member.id, name: member.name, email: member.email, active: member.active })),
        roles: held.map((grant) => ({ grantId: grant.grantId, role: grant.role, says: sayRole(grant.role), unit: grant.unit })),
        can: presentCan(group.withdrawn_at === null ? can : {}),
      },
      etag: group.version,
    });
  }),
  route(contract.createGroup, async ({ call, body }) => acted(await createGroup(call, body))),
  route(contract.renameGroup, async ({ call, params, body }) => acted(await renameGroup(call, params.id, body.name))),
  route(contract.addMember, async ({ call, params, body }) => acted(await addMember(call, params.id, body.person))),
  route(contract.removeMember, async ({ call, params, body }) =>
    acted(await removeMember(call, params.id, body.person, body.reason)),
  ),
  route(contract.withdrawGroup, async ({ call, params, body }) => acted(await withdrawGroup(call, params.id, body.reason))),
];

const roleRoutes: readonly Route[] = [
  route(contract.listRoles, async ({ call }) => {
    const { pairs } = await apartNow(call.app.database.db, call.app.clock.now());
    return done({
      body: {
        roles: roles.map((role) => ({ role: role.role, says: role.says, business: role.business })),
        keptApart: pairs.map((pair) => ({ one: pair.one, other: pair.other, why: pair.why })),
      },
    });
  }),
  route(contract.listRoleGrants, async ({ call, query }) => {
    const { db } = call.app.database;
    const after = readCursor(query.cursor, ['uuid']);
    if (!after.ok) return after;
    const filter = {
      reader: { id: call.actor.id, reach: call.app.ports.authority.reach(call.actor, 'identity.read-access') },
      personId: query.person === undefined ? undefined : ((await findPerson(db, query.person))?.id ?? noSuchId),
      groupId: query.group === undefined ? undefined : ((await findGroup(db, query.group))?.id ?? noSuchId),
      unitId: query.unit === undefined ? undefined : ((await findUnit(db, query.unit))?.id ?? noSuchId),
      role: query.role,
      state: query.state,
    };
    const page = await grantsPage(db, filter, { limit: query.limit, after: after.value?.[0] ?? null });
    const items = await Promise.all(page.rows.map((row) => presentGrant(call, row)));
    return done({ body: { items, nextCursor: page.nextCursor } });
  }),
  route(contract.grantRole, async ({ call, body }) =>
    shownGrant(
      call,
      await grantRole(call, {
        ...body,
        until: timeOf(body.until),
        trailFrom: timeOf(body.trailFrom),
        trailUntil: timeOf(body.trailUntil),
      }),
    ),
  ),
  route(contract.withdrawGrant, async ({ call, params, body }) =>
    shownGrant(call, await withdrawGrant(call, params.id, body.reason)),
  ),
];

export const organisationRoutes: readonly Route[] = [...unitRoutes, ...groupRoutes, ...roleRoutes];
