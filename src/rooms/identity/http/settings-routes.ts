import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { mustBeInPerson } from '../acts/in-person.ts';
import { makeToken } from '../acts/make-token.ts';
import { withdrawToken } from '../acts/withdraw-token.ts';
import * as contract from '../contract.ts';
import { tokenScopes } from '../contract-shapes.ts';
import { readCursor } from '../core/page.ts';
import { notFound } from '../core/unknown.ts';
import { findPerson } from '../store/people.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { findToken, type TokenRow, tokensPage } from '../store/tokens.ts';
import { mayNotAdministerHere } from './present-people.ts';

async function presentToken(call: Call, token: TokenRow) {
  const expired = token.expires_at <= call.app.clock.now();
  const state = token.withdrawn_at !== null ? ('withdrawn' as const) : expired ? ('expired' as const) : ('valid' as const);
  const owner = token.person_id === call.actor.id ? null : await findPerson(call.app.database.db, token.person_id);
  const denied = owner === null ? mustBeInPerson(call) : await mayNotAdministerHere(call, owner?.unit_id ?? null);
  return {
    id: token.id,
    personId: token.person_id,
    name: token.name,
    scopes: tokenScopes.filter((scope) => token.scopes.includes(scope)),
    state,
    createdAt: token.created_at.toISOString(),
    expiresAt: token.expires_at.toISOString(),
    usedAt: token.used_at?.toISOString() ?? null,
    withdrawnAt: token.withdrawn_at?.toISOString() ?? null,
    can: presentCan(state === 'withdrawn' ? {} : { withdraw: denied }),
  };
}

async function shownToken(call: Call, id: string) {
  const token = await findToken(call.app.database.db, id);
  if (token === undefined) throw new Error(`token ${id} was written and is gone`);
  return presentToken(call, token);
}

/** Whose tokens a list shows: the reader's own, or those of somebody whom the reader administers. */
async function ownerOf(call: Call, named: string | undefined): Promise<Outcome<string>> {
  if (named === undefined || named === call.actor.id) return done(call.actor.id);
  const nowhere = call.app.ports.authority.may(call.actor, 'identity.administer', null);
  if (nowhere.length > 0) return refused(nowhere);
  const person = await findPerson(call.app.database.db, named);
  if (person === undefined) return refuse(notFound('person', named));
  const denied = await mayNotAdministerHere(call, person.unit_id);
  return denied.length > 0 ? refused(denied) : done(person.id);
}

async function shownSecurity(call: Call) {
  const { profile, version } = await readSecurityProfile(call.app.database.db);
  const values = {
    passwordMinLength: profile.passwordMinLength,
    passwordPreset: profile.passwordPreset,
    passwordMaxAge: profile.passwordMaxAge,
    dormantDays: profile.dormantDays,
    credentialReviewDays: profile.credentialReviewDays,
    failuresBeforeLock: profile.failuresBeforeLock,
    lockMinutes: profile.lockMinutes,
    lockUnlock: profile.lockUnlock,
    idleMinutes: profile.idleMinutes,
    absoluteMinutes: profile.absoluteMinutes,
    rotateMinutes: profile.rotateMinutes,
    tokenMaxDays: profile.tokenMaxDays,
    secondFactor: profile.secondFactor,
    signingComponents: profile.signingComponents,
  };
  return done({ body: { version, values } });
}

export const settingsRoutes: readonly Route[] = [
  route(contract.listTokens, async ({ call, query }) => {
    const after = readCursor(query.cursor, ['uuid']);
    if (!after.ok) return after;
    const owner = await ownerOf(call, query.person);
    if (!owner.ok) return owner;
    const page = await tokensPage(call.app.database.db, owner.value, query.limit, after.value?.[0] ?? null);
    const items = await Promise.all(page.rows.map((row) => presentToken(call, row)));
    return done({ body: { items, nextCursor: page.nextCursor } });
  }),
  route(contract.makeToken, async ({ call, body }) => {
    const outcome = await makeToken(call, body);
    return outcome.ok
      ? done({ body: { token: await shownToken(call, outcome.value.id), secret: outcome.value.secret } })
      : outcome;
  }),
  route(contract.withdrawToken, async ({ call, params, body }) => {
    const outcome = await withdrawToken(call, params.id, body.reason ?? null);
    return outcome.ok ? done({ body: await shownToken(call, outcome.value.id) }) : outcome;
  }),
  route(contract.showSecurity, async ({ call }) => shownSecurity(call)),
];
