import { type Answer, type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { askForCheck } from '../acts/ask-for-check.ts';
import { enrolApp, noSecretsKey, offeredSecret } from '../acts/enrol-app.ts';
import { enrolPasskey, passkeyOffer } from '../acts/enrol-passkey.ts';
import { type Enrolled, mayNotEnrol } from '../acts/finish-enrolment.ts';
import { mustBeInPerson } from '../acts/in-person.ts';
import { makeRecoveryCodes } from '../acts/make-recovery-codes.ts';
import { passkeyQuestion } from '../acts/prove-anew.ts';
import { proveIdentity } from '../acts/prove-identity.ts';
import { removeCredential } from '../acts/remove-credential.ts';
import { resetCredentials } from '../acts/reset-credentials.ts';
import * as contract from '../contract.ts';
import { challengeFor } from '../core/challenges.ts';
import { passkeysNeedAddress, relyingPartyOf } from '../core/relying-party.ts';
import { totpAddress, totpSecretText } from '../core/totp.ts';
import { notFound } from '../core/unknown.ts';
import { authenticatorsOf, passkeysOf } from '../store/authenticators.ts';
import { findPerson, type PersonRow } from '../store/people.ts';
import { placeCookie } from '../store/places.ts';
import { recoveryOf } from '../store/recovery-codes.ts';
import { challengeOf } from '../store/session-challenge.ts';
import { sessionView } from '../store/session-view.ts';
import { rootUnitId } from '../store/units.ts';
import { presentCredentials } from './present-credentials.ts';
import { cookiesOf } from './routes.ts';

type Own = { readonly person: PersonRow; readonly challenge: Buffer };

/** The one who asks, with the challenge of their session. */
async function ownSession(call: Call): Promise<Outcome<Own>> {
  const { db } = call.app.database;
  const person = await findPerson(db, call.actor.id);
  const challenge = await challengeOf(db, call.actor.credentialId);
  if (person === undefined || challenge === null) return refuse(notFound('session', call.actor.credentialId ?? ''));
  return done({ person, challenge });
}

/** Somebody as the reader may see their components: who administers them or checks identities where they are; themself always. */
async function seen(call: Call, named: string): Promise<Outcome<PersonRow>> {
  const { db } = call.app.database;
  const { authority } = call.app.ports;
  const person = await findPerson(db, named);
  if (person?.id === call.actor.id) return done(person);
  const nowhere = authority.may(call.actor, 'identity.see-credentials', null);
  if (nowhere.length > 0) return refused(nowhere);
  if (person === undefined) return refuse(notFound('person', named));
  const denied = authority.may(call.actor, 'identity.see-credentials', person.unit_id ?? (await rootUnitId(db)));
  return denied.length > 0 ? refuse(notFound('person', named)) : done(person);
}

async function shown(call: Call, named: string) {
  const person = await seen(call, named);
  return person.ok ? done({ body: await presentCredentials(call, person.value) }) : person;
}

async function shownOwn(call: Call) {
  const machine = mustBeInPerson(call);
  return machine.length > 0 ? refused(machine) : shown(call, call.actor.id);
}

const enrolled = (call: Call, outcome: Outcome<Enrolled>): Outcome<Answer<{ readonly id: string }>> => {
  if (!outcome.ok) return outcome;
  const { id, opened } = outcome.value;
  return done({ body: { id }, ...(opened === null ? {} : { cookies: cookiesOf(call.app, opened) }) });
};

const ownRoutes: readonly Route[] = [
  route(contract.listOwnCredentials, async ({ call }) => shownOwn(call)),
  route(contract.offerApp, async ({ call }) => {
    const denied = await mayNotEnrol(call);
    if (denied.length > 0) return refused(denied);
    if (!call.app.vault.open) return refuse(noSecretsKey());
    const own = await ownSession(call);
    if (!own.ok) return own;
    const { person, challenge } = own.value;
    const secret = offeredSecret(call.app, person.id, challenge);
    return done({ body: { secret: totpSecretText(secret), address: totpAddress(secret, person.email) } });
  }),
  route(contract.enrolApp, async ({ call, body, cookie }) =>
    enrolled(call, await enrolApp(call, { ...body, place: cookie(placeCookie) })),
  ),
  route(contract.offerPasskey, async ({ call }) => {
    const denied = await mayNotEnrol(call);
    if (denied.length > 0) return refused(denied);
    const { publicUrl } = call.app.settings;
    const party = relyingPartyOf(publicUrl);
    if (party === null) return refuse(passkeysNeedAddress(publicUrl));
    const own = await ownSession(call);
    if (!own.ok) return own;
    const known = await passkeysOf(call.app.database.db, own.value.person.id);
    return done({ body: { options: passkeyOffer(party, own.value.person, own.value.challenge, known) } });
  }),
  route(contract.enrolPasskey, async ({ call, body, cookie }) =>
    enrolled(call, await enrolPasskey(call, { ...body, place: cookie(placeCookie) })),
  ),
  route(contract.askPasskey, async ({ call, query }) => {
    const machine = mustBeInPerson(call);
    if (machine.length > 0) return refused(machine);
    const own = await ownSession(call);
    if (!own.ok) return own;
    const purpose = query.purpose === 'remove' ? `remove ${query.id ?? ''}` : query.purpose;
    const challenge = challengeFor(purpose, own.value.challenge);
    const question = await passkeyQuestion(call.app, own.value.person.id, challenge, query.id);
    return done({ body: { question } });
  }),
  route(contract.removeCredential, async ({ call, params, body }) => {
    const outcome = await removeCredential(call, params.id, body);
    return outcome.ok ? shownOwn(call) : outcome;
  }),
  route(contract.makeRecoveryCodes, async ({ call, body }) => {
    const outcome = await makeRecoveryCodes(call, body);
    return outcome.ok ? done({ body: { codes: outcome.value === null ? null : [...outcome.value] } }) : outcome;
  }),
  route(contract.askForCheck, async ({ call, body }) => {
    const outcome = await askForCheck(call, body);
    return outcome.ok ? done({ body: { code: outcome.value.code, expiresAt: outcome.value.expiresAt } }) : outcome;
  }),
];

const signInRoutes: readonly Route[] = [
  route(contract.showSecondFactor, async ({ call }) => {
    const { app, actor } = call;
    const { db } = app.database;
    const view = await sessionView(db, actor);
    if (actor.via !== 'pending' || view.state === 'open')
      return done({ body: { step: 'none' as const, methods: [], passkey: null, until: null } });
    const own = await ownSession(call);
    if (!own.ok) return own;
    const until = view.endsAt?.toISOString() ?? null;
    if (view.state === 'enrol') return done({ body: { step: 'enrol' as const, methods: [], passkey: null, until } });
    const items = await authenticatorsOf(db, actor.id);
    const passkey = await passkeyQuestion(app, actor.id, challengeFor('second-factor', own.value.challenge));
    const recovery = await recoveryOf(db, actor.id);
    const methods = [
      ...(items.some((item) => item.kind === 'totp') ? (['code'] as const) : []),
      ...(passkey === null ? [] : (['passkey'] as const)),
      ...((recovery?.left ?? 0) > 0 ? (['recovery-code'] as const) : []),
    ];
    return done({ body: { step: 'second-factor' as const, methods, passkey, until } });
  }),
];

const foreignRoutes: readonly Route[] = [
  route(contract.listCredentialsOf, async ({ call, params }) => shown(call, params.id)),
  route(contract.proveIdentity, async ({ call, params, body }) => {
    const outcome = await proveIdentity(call, params.id, body);
    return outcome.ok ? shown(call, params.id) : outcome;
  }),
  route(contract.resetCredentials, async ({ call, params, body }) => {
    const outcome = await resetCredentials(call, params.id, body.reason);
    return outcome.ok ? shown(call, params.id) : outcome;
  }),
];

export const credentialRoutes: readonly Route[] = [...ownRoutes, ...signInRoutes, ...foreignRoutes];
