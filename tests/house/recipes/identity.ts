import { ScureBase32Plugin } from 'otplib';
import { firstAdministratorLink } from '../../../src/rooms/identity/acts/first-administrator-link.ts';
import { totpCode } from '../../../src/rooms/identity/core/totp.ts';
import type { Someone } from '../../support/builders.ts';
import { appOf, passkeyOf, proven, softAuthenticator } from '../../support/credentials.ts';
import type { HttpReply } from '../../support/house.ts';
import { inDays, must, type Recipes, reason, type World } from './world.ts';

type Body = HttpReply['body'];
const password = 'nine brown horses graze';

const post = (w: World, as: Someone, path: string, body: object): Promise<Body> => must(w.h.http(as, 'POST', path, { body }));
const group = (w: World): Promise<Body> => post(w, w.admin, '/groups', { key: w.fresh('group'), name: 'A group' });
const unit = (w: World): Promise<Body> =>
  post(w, w.admin, '/units', { key: w.fresh('unit'), name: 'A unit', parent: w.cast.unit.key });
const token = async (w: World, person: Someone): Promise<string> =>
  (await post(w, person, '/tokens', { name: 'CI', scopes: ['read'], expiresInDays: 1 })).token.id;
const deputation = (w: World): object => ({ startsAt: inDays(w, 1), endsAt: inDays(w, 8), reason });
const versionOf = async (w: World, id: string): Promise<number> =>
  (await must(w.h.http(w.admin, 'GET', `/people/${id}`))).version;
const lockedOut = async (w: World, person: Someone): Promise<void> => {
  for (let at = 0; at < 5; at++) await w.h.http(null, 'POST', '/sessions', { body: { email: person.email, password: 'wrong' } });
};

/** Somebody whose password was right and who owes the second factor. */
const halfWay = async (w: World, person: Someone): Promise<Someone> => {
  const reply = await w.h.http(null, 'POST', '/sessions', { body: { email: person.email, password: person.password } });
  const cookie = /interlock_session=([^;]+)/.exec(String(reply.headers['set-cookie']))?.[1] ?? '';
  return { ...person, cookie };
};

export const identityRecipes: Recipes = {
  'identity.set-up': async (w) => {
    const h = await w.emptyHouse();
    const linked = (await firstAdministratorLink(h.app)) ?? '';
    const body = { token: linked, email: 'first@firm.example', name: 'First Person', password, organisationName: 'The firm' };
    return { as: null, h, body };
  },
  'identity.sign-in': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    return { as: null, known: person, about: person.id, body: { email: person.email, password: person.password } };
  },
  'identity.complete-sign-in': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    const app = await appOf(w.h, person);
    return { as: await halfWay(w, person), about: person.id, body: { code: app.code() } };
  },
  'identity.enrol-app': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    const { secret } = await must(w.h.http(person, 'GET', '/credentials/offers/app'));
    const code = totpCode(new ScureBase32Plugin().decode(secret), w.h.clock.now());
    return { as: person, about: person.id, body: { name: 'Phone', code, password: person.password } };
  },
  'identity.enrol-passkey': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    const { options } = await must(w.h.http(person, 'GET', '/credentials/offers/passkey'));
    const passkey = softAuthenticator(w.h.app.settings.publicUrl).register(options.challenge);
    return { as: person, about: person.id, body: { name: 'Key', password: person.password, passkey } };
  },
  'identity.remove-credential': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    const { id } = await passkeyOf(w.h, person);
    return { as: person, params: { id }, about: person.id, body: { password: person.password } };
  },
  'identity.make-recovery-codes': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    return { as: person, about: person.id, body: { password: person.password } };
  },
  'identity.ask-for-check': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    const app = await appOf(w.h, person);
    return { as: person, about: person.id, body: { password: person.password, code: app.code() } };
  },
  'identity.prove-identity': async (w) => {
    const checker = await w.h.someone(['quality']);
    await appOf(w.h, checker);
    await proven(w.h, checker);
    const person = await w.h.someone(['quality']);
    const app = await appOf(w.h, person);
    const { code } = await post(w, person, '/credentials/acts/ask-for-check', {
      password: person.password,
      code: app.code(),
    });
    const checkedOn = w.h.clock.now().toISOString().slice(0, 10);
    return { as: checker, params: { id: person.id }, body: { code, how: 'passport, in person', checkedOn } };
  },
  'identity.reset-credentials': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    await passkeyOf(w.h, person);
    return { as: w.admin, params: { id: person.id }, body: { reason } };
  },
  'identity.extend-session': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    return { as: person, about: person.id, body: {} };
  },
  'identity.choose-role': async (w) => {
    const person = await w.h.someone(['stakeholder', 'quality']);
    return { as: person, about: person.id, body: { role: 'quality' } };
  },
  'identity.sign-out': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    return { as: person, about: person.id };
  },
  'identity.sign-out-everywhere': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    return { as: person, about: person.id };
  },
  'identity.end-session': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    await must(w.h.http(null, 'POST', '/sessions', { body: { email: person.email, password: person.password } }));
    const { items } = await must(w.h.http(person, 'GET', '/sessions'));
    const id = items.find((one: { current: boolean }) => !one.current).id;
    return { as: person, params: { id }, about: person.id };
  },
  'identity.end-sessions-of': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    return { as: w.admin, params: { id: person.id }, body: { reason }, about: person.id };
  },
  'identity.change-password': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    return { as: person, body: { currentPassword: person.password, password }, about: person.id };
  },
  'identity.set-password': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    const other = await w.h.someone(['administrator']);
    const issued = await post(w, w.admin, `/people/${person.id}/acts/issue-link`, { reason });
    const { code } = await post(w, other, `/people/${person.id}/acts/release-link`, { reason });
    return { as: null, body: { token: issued.link.token, password, code }, about: person.id };
  },
  'identity.release-link': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    const other = await w.h.someone(['administrator']);
    await post(w, other, `/people/${person.id}/acts/issue-link`, { reason });
    return { as: w.admin, params: { id: person.id }, body: { reason }, about: person.id };
  },
  'identity.issue-link': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    return { as: w.admin, params: { id: person.id }, body: { reason }, about: person.id };
  },
  'identity.unlock-person': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    await lockedOut(w, person);
    return { as: w.admin, params: { id: person.id }, body: { reason }, about: person.id };
  },
  'identity.record-credential-review': async (w) => ({
    as: w.admin,
    body: { note: 'looked through all accounts' },
    about: w.admin.id,
  }),
  'identity.register-person': async (w) => ({
    as: w.admin,
    body: { email: `${w.fresh('new')}@firm.example`, name: 'New Person' },
  }),
  'identity.change-person': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    return { as: w.admin, params: { id: person.id }, ifMatch: 1, body: { name: 'Another Name' } };
  },
  'identity.disable-person': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    return { as: w.admin, params: { id: person.id }, ifMatch: 1, body: { reason } };
  },
  'identity.enable-person': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    await must(w.h.http(w.admin, 'POST', `/people/${person.id}/acts/disable`, { ifMatch: 1, body: { reason } }));
    return { as: w.admin, params: { id: person.id }, ifMatch: await versionOf(w, person.id), body: { reason } };
  },
  'identity.create-group': async (w) => ({ as: w.admin, body: { key: w.fresh('group'), name: 'A group' } }),
  'identity.rename-group': async (w) => {
    const { id, version } = await group(w);
    return { as: w.admin, params: { id }, ifMatch: version, body: { name: 'Another name' } };
  },
  'identity.withdraw-group': async (w) => {
    const { id, version } = await group(w);
    return { as: w.admin, params: { id }, ifMatch: version, body: { reason } };
  },
  'identity.add-member': async (w) => {
    const person = await w.h.someone();
    return { as: w.admin, params: { id: (await group(w)).id }, body: { person: person.id } };
  },
  'identity.remove-member': async (w) => {
    const person = await w.h.someone();
    const { id } = await group(w);
    await post(w, w.admin, `/groups/${id}/acts/add-member`, { person: person.id });
    return { as: w.admin, params: { id }, body: { person: person.id, reason } };
  },
  'identity.create-unit': async (w) => ({
    as: w.admin,
    body: { key: w.fresh('unit'), name: 'A unit', parent: w.cast.unit.key },
  }),
  'identity.rename-unit': async (w) => {
    const { id } = await unit(w);
    return { as: w.admin, params: { id }, ifMatch: 1, body: { name: 'Another name' } };
  },
  'identity.move-unit': async (w) => {
    const { id } = await unit(w);
    return { as: w.admin, params: { id }, ifMatch: 1, body: { parent: (await w.h.root()).key, reason } };
  },
  'identity.withdraw-unit': async (w) => {
    const { id } = await unit(w);
    return { as: w.admin, params: { id }, ifMatch: 1, body: { reason } };
  },
  'identity.grant-role': async (w) => {
    const person = await w.h.someone();
    return { as: w.admin, body: { person: person.id, role: 'sponsor', unit: w.cast.unit.key, reason }, about: person.id };
  },
  'identity.withdraw-grant': async (w) => {
    const person = await w.h.someone(['sponsor']);
    const { items } = await must(w.h.http(w.admin, 'GET', `/role-grants?person=${person.id}`));
    return { as: w.admin, params: { id: items[0].id }, body: { reason }, about: person.id };
  },
  'identity.name-deputy': async (w) => {
    const person = await w.h.someone(['sponsor']);
    const deputy = await w.h.someone(['stakeholder']);
    return { as: person, body: { deputy: deputy.id, ...deputation(w) }, about: person.id };
  },
  'identity.withdraw-deputy': async (w) => {
    const person = await w.h.someone(['sponsor']);
    const deputy = await w.h.someone(['stakeholder']);
    const { id } = await post(w, person, '/deputations', { deputy: deputy.id, ...deputation(w) });
    return { as: person, params: { id }, body: { reason }, about: person.id };
  },
  'identity.make-token': async (w) => ({
    as: await w.h.someone(['stakeholder']),
    body: { name: 'CI', scopes: ['read'], expiresInDays: 1 },
  }),
  'identity.withdraw-token': async (w) => {
    const person = await w.h.someone(['stakeholder']);
    return { as: person, params: { id: await token(w, person) }, body: { reason } };
  },
};
