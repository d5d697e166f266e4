import type { Actor } from '../../../foundation/actor.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { signIn } from '../acts/sign-in.ts';
import { signOut } from '../acts/sign-out.ts';
import * as contract from '../contract.ts';
import { strictProfile } from '../core/password.ts';
import { sayRole } from '../core/roles.ts';
import { authenticate, cookieOf } from '../store/authenticate.ts';
import { sessionView } from '../store/session-view.ts';

const presentActor = async (app: Services, actor: Actor) => {
  const view = await sessionView(app.database.db, actor);
  return {
    person: { id: actor.id, name: actor.name, email: actor.email, mustChangePassword: view.mustChange },
    roles: actor.holdings.map((holding) => ({
      role: holding.role,
      says: sayRole(holding.role),
      everywhere: holding.reach === 'all',
      deputyFor: holding.deputyFor,
    })),
    rights: [...app.rights].filter((right) => app.ports.authority.may(actor, right, null).length === 0),
    session: { id: actor.via === 'session' ? actor.credentialId : null, endsAt: view.endsAt?.toISOString() ?? null },
  };
};

export const routes: readonly Route[] = [
  route(contract.signIn, async ({ call, body, address, userAgent }) => {
    const outcome = await signIn(call, { ...body, address, userAgent });
    if (!outcome.ok) return outcome;
    const { token, maxAgeSeconds } = outcome.value;
    const fresh = await authenticate(call.app.database.db, { cookie: token, bearer: null, address }, call.app.clock.now(), strictProfile, false);
    if ('refusal' in fresh) throw new Error('a session that was just opened is not known');
    return done({ body: await presentActor(call.app, fresh.actor), cookie: cookieOf(token, call.app.settings.secure, maxAgeSeconds) });
  }),
  route(contract.signOut, async ({ call }) => {
    const outcome = await signOut(call);
    return outcome.ok ? done({ body: null, cookie: cookieOf('', call.app.settings.secure, 0) }) : outcome;
  }),
  route(contract.whoAmI, async ({ call }) => done({ body: await presentActor(call.app, call.actor) })),
];
