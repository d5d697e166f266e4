import type { Actor } from '../../../foundation/actor.ts';
import { setCookie } from '../../../foundation/http/cookies.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { changePassword } from '../acts/change-password.ts';
import { chooseRole } from '../acts/choose-role.ts';
import { completeSignIn } from '../acts/complete-sign-in.ts';
import { endOwnSession, signOutEverywhere } from '../acts/end-sessions.ts';
import { extendSession } from '../acts/extend-session.ts';
import { mustBeInPerson } from '../acts/in-person.ts';
import { setPassword } from '../acts/set-password.ts';
import { setUp } from '../acts/set-up.ts';
import { type NewSession, signIn } from '../acts/sign-in.ts';
import { signOut } from '../acts/sign-out.ts';
import * as contract from '../contract.ts';
import { actingIn } from '../core/acting-role.ts';
import { passwordRules } from '../core/password.ts';
import { sayRole } from '../core/roles.ts';
import { comingEnd } from '../core/session-end.ts';
import { countingRoles } from '../store/acting-role.ts';
import { authenticate, cookieOf, stillThere } from '../store/authenticate.ts';
import { lastUsedLink, type UsedLink } from '../store/links.ts';
import { placeCookie, placeLivesDays } from '../store/places.ts';
import { keptSecurityProfile, readSecurityProfile } from '../store/security-profile.ts';
import { sessionView } from '../store/session-view.ts';
import { openSessionsOf, sessionLimits } from '../store/sessions.ts';
import { limitedBy, limitsIn } from './present-limits.ts';

const presentUsedLink = (link: UsedLink | null) =>
  link === null
    ? null
    : {
        issuedBy: link.issuedBy,
        issuedAt: link.issuedAt?.toISOString() ?? null,
        releasedBy: link.releasedBy,
        usedAt: link.usedAt.toISOString(),
      };

/** What whoever is limited to named releases may open of them: their story, history and dossier. */
const withinLimits = 'records.dossier';

export const presentActor = async (app: Services, actor: Actor) => {
  const view = await sessionView(app.database.db, actor);
  const only = actor.holdings.flatMap((holding) => (holding.only === undefined ? [] : [limitedBy(holding.only)]));
  // As the port `narrow` has it: beside a role without limits they count for nothing.
  const limited = only.length > 0 && only.length === actor.holdings.length;
  const limitsOf = await limitsIn(app, limited ? only : []);
  return {
    person: {
      id: actor.id,
      name: actor.name,
      email: actor.email,
      mustChangePassword: view.mustChange,
      changeWhy: view.changeWhy,
    },
    roles: actor.holdings.map((holding) => ({
      role: holding.role,
      says: sayRole(holding.role),
      everywhere: holding.reach === 'all',
      deputyFor: holding.deputyFor,
    })),
    limits: (limited ? only : []).map(limitsOf).filter((one) => one !== null),
    rights: [...app.rights].filter(
      (right) => app.ports.authority.may(actor, right, null).length === 0 || (limited && right === withinLimits),
    ),
    passwordLink: presentUsedLink(await lastUsedLink(app.database.db, actor.id, app.clock.now())),
    session: {
      id: actor.via === 'session' || actor.via === 'pending' ? actor.credentialId : null,
      endsAt: view.endsAt?.toISOString() ?? null,
      comingEnd: comingEnd(view, await keptSecurityProfile(app.database.db), app.clock.now()),
      state: view.state,
      actingRole: actingIn(
        view.actingRole,
        actor.holdings.map((holding) => holding.role),
      ),
      methods: [...view.methods],
    },
  };
};

const cookieOfPlace = (app: Services, place: string): string =>
  setCookie(placeCookie, place, app.settings.secure, placeLivesDays * 86_400);
/** The cookies of a session that was just begun or opened. */
export const cookiesOf = (app: Services, session: NewSession): readonly string[] => [
  cookieOf(session.token, app.settings.secure, session.maxAgeSeconds),
  ...(session.place === null ? [] : [cookieOfPlace(app, session.place)]),
];

async function presentSession(app: Services, session: NewSession, address: string) {
  const { db } = app.database;
  const { profile } = await readSecurityProfile(db);
  const credentials = { cookie: session.token, bearer: null, address, background: true };
  const fresh = await authenticate(db, credentials, app.clock.now(), profile, false);
  if (!('actor' in fresh)) throw new Error('a session that was just opened is not known');
  return done({ body: await presentActor(app, fresh.actor), cookies: cookiesOf(app, session) });
}

/** The cookie that makes a browser forget its session. */
const noCookie = (app: Services): string => cookieOf('', app.settings.secure, 0);

export const routes: readonly Route[] = [
  route(contract.signIn, async ({ call, body, address, userAgent, cookie }) => {
    const outcome = await signIn(call, { ...body, address, userAgent, place: cookie(placeCookie) });
    if (!outcome.ok) return outcome;
    return presentSession(call.app, outcome.value, address);
  }),
  route(contract.completeSignIn, async ({ call, body, address, cookie }) => {
    const outcome = await completeSignIn(call, body, cookie(placeCookie));
    return outcome.ok ? presentSession(call.app, outcome.value, address) : outcome;
  }),
  route(contract.signOut, async ({ call }) => {
    const outcome = await signOut(call);
    return outcome.ok ? done({ body: null, cookies: [noCookie(call.app)] }) : outcome;
  }),
  route(contract.whoAmI, async ({ call }) => done({ body: await presentActor(call.app, call.actor) })),
  route(contract.extendSession, async ({ call }) => {
    const outcome = await extendSession(call);
    return outcome.ok ? done({ body: await presentActor(call.app, call.actor) }) : outcome;
  }),
  route(contract.listOwnRoles, async ({ call }) => {
    const { db } = call.app.database;
    const held = await countingRoles(db, call.actor.id, call.app.clock.now());
    const { actingRole } = await sessionView(db, call.actor);
    return done({ body: { items: held.map((role) => ({ role, says: sayRole(role) })), acting: actingIn(actingRole, held) } });
  }),
  route(contract.chooseRole, async ({ call, body }) => {
    const outcome = await chooseRole(call, body.role);
    if (!outcome.ok) return outcome;
    const { db } = call.app.database;
    const now = call.app.clock.now();
    const actor = (await stillThere(db, call.actor, now, await keptSecurityProfile(db))) ?? call.actor;
    return done({ body: await presentActor(call.app, actor) });
  }),
  route(contract.listOwnSessions, async ({ call }) => {
    const machine = mustBeInPerson(call);
    if (machine.length > 0) return refused(machine);
    const { db } = call.app.database;
    const limits = sessionLimits(call.app.clock.now(), await keptSecurityProfile(db));
    const open = await openSessionsOf(db, call.actor.id, limits);
    const items = open.map((row) => ({
      id: row.id,
      current: row.id === call.actor.credentialId,
      startedAt: row.created_at.toISOString(),
      seenAt: row.seen_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      address: row.address,
      userAgent: row.user_agent,
    }));
    return done({ body: { items } });
  }),
  route(contract.endSession, async ({ call, params }) => {
    const outcome = await endOwnSession(call, params.id);
    return outcome.ok ? done({ body: null }) : outcome;
  }),
  route(contract.signOutEverywhere, async ({ call }) => {
    const outcome = await signOutEverywhere(call);
    return outcome.ok ? done({ body: null, cookies: [noCookie(call.app)] }) : outcome;
  }),
  route(contract.showPasswordRules, async ({ call }) => {
    const { settings, database } = call.app;
    const { least, most, says } = passwordRules(
      await keptSecurityProfile(database.db),
      (settings.breachedPasswords ?? null) !== null,
    );
    return done({ body: { least, most, says: [...says] } });
  }),
  route(contract.changePassword, async ({ call, body, cookie }) => {
    const outcome = await changePassword(call, body.currentPassword, body.password, cookie(placeCookie));
    return outcome.ok ? done({ body: { endedSessions: outcome.value.endedSessions } }) : outcome;
  }),
  route(contract.setPassword, async ({ call, body }) => {
    const outcome = await setPassword(call, body.token, body.password, body.code ?? null);
    if (!outcome.ok) return outcome;
    const { email, name, place } = outcome.value;
    return done({ body: { email, name }, cookies: [cookieOfPlace(call.app, place)] });
  }),
  route(contract.setUp, async ({ call, body }) => {
    const outcome = await setUp(call, body);
    return outcome.ok
      ? done({ body: { personId: outcome.value.personId, unitId: outcome.value.unitId, email: outcome.value.email } })
      : outcome;
  }),
];
