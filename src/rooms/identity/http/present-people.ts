import { presentCan } from '../../../foundation/http/problem.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { deputationState } from '../core/deputation-rules.ts';
import { ownRelease } from '../core/link-release.ts';
import { ownAccess } from '../core/own-access.ts';
import { personDisabled } from '../core/person-disabled.ts';
import { sayRole } from '../core/roles.ts';
import type { DeputationView } from '../store/deputations-view.ts';
import { deputationsPage } from '../store/deputations-view.ts';
import { accessView, type HeldRole, type PersonView } from '../store/people-view.ts';
import { keptSecurityProfile } from '../store/security-profile.ts';
import { sessionLimits } from '../store/sessions.ts';
import { rootUnitId } from '../store/units.ts';
import { limitsIn } from './present-limits.ts';

/** Every reason why the reader may not administer in the unit (null: the whole organisation). */
export async function mayNotAdministerHere(call: Call, unitId: string | null): Promise<readonly Refusal[]> {
  return call.app.ports.authority.may(call.actor, 'identity.administer', unitId ?? (await rootUnitId(call.app.database.db)));
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export async function presentDeputation(call: Call, view: DeputationView) {
  const { actor, app } = call;
  const mayName = app.ports.authority.may(actor, 'identity.name-deputy', null);
  const party = actor.id === view.person.id || actor.id === view.deputy.id;
  const state = deputationState(view, app.clock.now());
  const denied = [...mayName, ...(party ? [] : await mayNotAdministerHere(call, view.person_unit))];
  return {
    id: view.id,
    person: view.person,
    deputy: view.deputy,
    startsAt: view.starts_at.toISOString(),
    endsAt: view.ends_at.toISOString(),
    reason: view.reason,
    state,
    can: presentCan(state === 'past' || state === 'withdrawn' ? {} : { withdraw: denied }),
  };
}

const presentRole = (held: HeldRole, limitsOf: Awaited<ReturnType<typeof limitsIn>>) => {
  const through =
    held.deputyFor !== null ? ('deputation' as const) : held.group !== null ? ('group' as const) : ('person' as const);
  return {
    grantId: held.grantId,
    role: held.role,
    says: sayRole(held.role),
    unit: held.unit,
    through,
    group: held.group,
    deputyFor: held.deputyFor,
    startsAt: held.startsAt === null ? null : new Date(held.startsAt).toISOString(),
    endsAt: held.endsAt === null ? null : new Date(held.endsAt).toISOString(),
    limits: limitsOf(held),
  };
};

async function accessOf(call: Call, view: PersonView) {
  const now = call.app.clock.now();
  const { db } = call.app.database;
  const { seenAfter } = sessionLimits(now, await keptSecurityProfile(db));
  const access = await accessView(db, view.id, now, seenAfter);
  return {
    hasPassword: access.hasPassword,
    mustChangePassword: access.mustChangePassword,
    lockedUntil: iso(access.lockedUntil),
    lockHeld: access.lockHeld,
    lockedElsewhereUntil: iso(access.lockedElsewhereUntil),
    places: access.places,
    sessions: access.sessions,
    tokens: access.tokens,
    linkUntil: iso(access.linkUntil),
    linkWaits: access.linkWaits,
    linkIssuedBy: access.linkIssuedBy,
  };
}

/** A person with all that the reader may see and do. */
export async function presentPerson(call: Call, view: PersonView) {
  const { db } = call.app.database;
  const now = call.app.clock.now();
  const denied = await mayNotAdministerHere(call, view.unitId);
  const self = view.id === call.actor.id;
  const maySeeAccess = self || call.app.ports.authority.may(call.actor, 'identity.read-access', view.unitId).length === 0;
  const page = { limit: 100, after: null, now };
  const deputies = await deputationsPage(db, { personId: view.id, states: ['current', 'future'] }, page);
  const standsInFor = await deputationsPage(db, { deputyId: view.id, states: ['current', 'future'] }, page);
  const access = self || denied.length === 0 ? await accessOf(call, view) : null;
  const limitsOf = await limitsIn(call.app, view.roles);
  const own = ownAccess(call.actor.id, [view.id]);
  const foreign = [...denied, ...own];
  const disabled = personDisabled(view);
  return {
    id: view.id,
    name: view.name,
    email: view.email,
    unit: view.unit,
    state: view.state,
    version: view.version,
    createdAt: view.createdAt.toISOString(),
    roles: view.roles.map((held) => presentRole(held, limitsOf)),
    // Of which groups somebody is a member is their access: for who may see it where they are at home.
    groups: (maySeeAccess ? view.groups : []).map((group) => ({ id: group.id, key: group.key, name: group.name })),
    deputies: await Promise.all(deputies.rows.map((row) => presentDeputation(call, row))),
    standsInFor: await Promise.all(standsInFor.rows.map((row) => presentDeputation(call, row))),
    access,
    can: presentCan({
      change: denied,
      ...(view.state === 'active' ? { disable: foreign } : { enable: foreign }),
      ...((access?.lockedUntil ?? access?.lockedElsewhereUntil ?? null) === null && access?.lockHeld !== true
        ? {}
        : { unlock: foreign }),
      'issue-link': [...foreign, ...disabled],
      ...(access?.linkWaits === true
        ? { 'release-link': [...foreign, ...(access.linkIssuedBy === call.actor.id ? [ownRelease()] : [])] }
        : {}),
      'end-sessions': denied,
      'grant-role': [...foreign, ...disabled],
      'name-deputy': [
        ...call.app.ports.authority.may(call.actor, 'identity.name-deputy', null),
        ...(self ? [] : denied),
        ...disabled,
      ],
    }),
  };
}
