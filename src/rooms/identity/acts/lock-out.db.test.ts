import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { startTestHouse, useHouse } from '../../../../tests/support/house.ts';
import { holdProfile } from '../../../../tests/support/profile.ts';
import { done, refused } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import { historyOf } from '../../ledger/store/read-entries.ts';
import { sourceOf } from '../store/stranger-attempts.ts';
import { sayStrangers } from './say-strangers.ts';

const house = useHouse();
const minute = 60_000;
const wrong = 'wrong';
type Person = { readonly id: string; readonly email: string; readonly password: string };

/** `place`: the cookie of somewhere that a person has signed in from; without it an attempt comes from elsewhere. */
const signIn = async (email: string, password: string, place = '') => {
  const reply = await house().http(null, 'POST', '/sessions', { body: { email, password }, headers: { cookie: place } });
  const set = String(reply.headers['set-cookie'] ?? '');
  return {
    status: reply.status,
    code: reply.body.refusals?.[0].code,
    place: /interlock_place=[^;]+/.exec(set)?.[0] ?? '',
    cookie: /interlock_session=([^;]+)/.exec(set)?.[1] ?? '',
  };
};
const guess = async (times: number, email: string, place = ''): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (let at = 0; at < times; at++) statuses.push((await signIn(email, wrong, place)).status);
  return statuses;
};
const placeOf = async (person: Person): Promise<string> => (await signIn(person.email, person.password)).place;
const entriesOf = (person: Person) =>
  historyOf(house().app.database.db, { kind: 'account', id: person.id }, { limit: 50, before: null });
const decide = (person: { readonly actor: Parameters<ReturnType<typeof house>['callAs']>[0] }, password: string) =>
  transact(house().callAs(person.actor), async (work) => {
    const faults = await work.confirmPassword(password);
    return faults.length > 0 ? refused(faults) : done('decided');
  });

describe('failures from places where the person never signed in', () => {
  test('lock the address for such places only: where the person has signed in before they sign in, and open sessions go on', async () => {
    const h = house();
    const person = await h.someone(['release-manager']);
    const place = await placeOf(person);
    expect(await guess(5, person.email)).toEqual([401, 401, 401, 401, 429]);
    const stranger = await signIn(person.email, person.password);
    expect([stranger.status, stranger.code]).toEqual([429, 'identity.locked-elsewhere']);
    expect((await signIn(person.email, person.password, place)).status).toBe(201);
    expect((await h.http(person, 'GET', '/sessions/current')).status).toBe(200);
    expect((await decide(person, person.password)).ok).toBe(true);
    h.clock.moveBy(15 * minute + 1);
    expect((await signIn(person.email, person.password)).status).toBe(201);
  });

  test('stay counted when the person signs in where they are known: who guesses elsewhere gets no new tries by it', async () => {
    const person = await house().someone(['release-manager']);
    const place = await placeOf(person);
    expect(await guess(4, person.email)).toEqual([401, 401, 401, 401]);
    expect((await signIn(person.email, person.password, place)).status).toBe(201);
    expect(await guess(1, person.email)).toEqual([429]);
  });

  test('count as such also with the cookie of somebody else’s place, or one that was made up', async () => {
    const [person, mallory] = [await house().someone(['release-manager']), await house().someone(['stakeholder'])];
    const [mine, theirs] = [await placeOf(person), await placeOf(mallory)];
    expect(await guess(5, person.email, theirs)).toEqual([401, 401, 401, 401, 429]);
    expect((await signIn(person.email, person.password, 'interlock_place=ilp_made_up')).code).toBe('identity.locked-elsewhere');
    expect((await signIn(person.email, person.password, mine)).status).toBe(201);
  });

  test('leave the entry of a lock in the access log, with where they came from', async () => {
    const person = await house().someone(['release-manager']);
    await guess(5, person.email);
    const locks = (await entriesOf(person)).filter((entry) => entry.act === 'identity.account-locked');
    expect(locks).toHaveLength(1);
    expect(locks[0]?.changes).toContainEqual({ field: '/attempt/from', old: null, new: 'elsewhere' });
  });

  test('an address that nobody has answers and locks word for word like one that somebody has', async () => {
    const h = house();
    const person = await h.someone(['release-manager']);
    const answers = async (email: string) => {
      const said: unknown[] = [];
      for (let at = 0; at < 7; at++) {
        const { status, body } = await h.http(null, 'POST', '/sessions', { body: { email, password: wrong } });
        said.push([status, { ...body, instance: '' }]);
      }
      return said;
    };
    expect(await answers('nobody@firm.example')).toEqual(await answers(person.email));
  });

  test('an account that its owner’s failed decisions locked answers strangers as if it were open', async () => {
    const person = await house().someone(['release-manager']);
    for (let at = 0; at < 5; at++) await decide(person, wrong);
    expect((await signIn(person.email, wrong)).code).toBe('identity.sign-in-failed');
    expect((await signIn(person.email, person.password)).code).toBe('identity.account-locked');
  });
});

describe('failures where the person has signed in before, and at decisions', () => {
  test('lock the account everywhere, also for the right password, until the time is over where the profile lets time end it', async () => {
    const h = house();
    await holdProfile(h.app, { 'lockout.unlock': 'after-time' });
    const person = await h.someone(['release-manager']);
    const place = await placeOf(person);
    expect(await guess(5, person.email, place)).toEqual([401, 401, 401, 401, 429]);
    for (const from of [place, '']) {
      const locked = await signIn(person.email, person.password, from);
      expect([locked.status, locked.code]).toEqual([429, 'identity.account-locked']);
    }
    expect(await decide(person, person.password)).toMatchObject({ refusals: [{ code: 'identity.account-locked' }] });
    h.clock.moveBy(15 * minute + 1);
    expect((await signIn(person.email, person.password, place)).status).toBe(201);
    await holdProfile(h.app, {});
  });

  test('of the only administrator end with time also where an administrator alone lifts locks; of two who lock themselves out, the first is held', async () => {
    const h = await startTestHouse();
    const answer = async (person: Person, given: string, cookie: string) =>
      (await h.http(null, 'POST', '/sessions', { body: { email: person.email, password: given }, headers: { cookie } })).status;
    const placeIn = async (person: Person) => {
      const reply = await h.http(null, 'POST', '/sessions', { body: { email: person.email, password: person.password } });
      return /interlock_place=[^;]+/.exec(String(reply.headers['set-cookie']))?.[0] ?? '';
    };
    const lock = async (person: Person, cookie: string) => {
      for (let at = 0; at < 5; at++) await answer(person, wrong, cookie);
      h.clock.moveBy(24 * 60 * minute);
      return answer(person, person.password, cookie);
    };
    const [one, local] = [await h.someone(['administrator']), await h.someone(['administrator'], { unit: await h.unit() })];
    const atOne = await placeIn(one);
    expect(await lock(one, atOne)).toBe(201);
    expect(await lock(local, await placeIn(local))).toBe(429);
    const other = await h.someone(['administrator']);
    expect(await lock(one, atOne)).toBe(429);
    expect(await lock(other, await placeIn(other))).toBe(201);
    await h.close();
  });

  test('[P11-300-4] count together, and an unlock opens both locks and is recorded with its reason', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const person = await h.someone(['release-manager']);
    const place = await placeOf(person);
    await guess(3, person.email, place);
    expect(await decide(person, wrong)).toMatchObject({ refusals: [{ code: 'identity.password-wrong' }] });
    await decide(person, wrong);
    await guess(5, person.email);
    expect(await decide(person, person.password)).toMatchObject({ refusals: [{ code: 'identity.account-locked' }] });
    expect((await signIn(person.email, person.password, place)).status).toBe(429);

    const shown = (await h.http(admin, 'GET', `/people/${person.id}`)).body;
    expect([shown.access.lockHeld, shown.access.lockedElsewhereUntil]).toEqual([true, expect.any(String)]);
    const unlock = (body: object) => h.http(admin, 'POST', `/people/${person.id}/acts/unlock`, { body });
    expect((await unlock({})).status).toBe(400);
    expect((await unlock({ reason: 'called back on the known number' })).status).toBe(200);
    expect((await signIn(person.email, person.password)).status).toBe(201);
    expect((await decide(person, person.password)).ok).toBe(true);
    const unlocked = (await entriesOf(person)).find((entry) => entry.act === 'identity.account-unlocked');
    expect(unlocked?.reason).toBe('called back on the known number');
  });

  test('who is locked while signed in cannot unlock themselves', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const own = await h.http(admin, 'POST', `/people/${admin.id}/acts/unlock`, { body: { reason: 'it was me' } });
    expect(own.body.refusals[0].code).toBe('identity.own-access');
  });
});

describe('places', () => {
  test('one terminal is the known place of everybody in the shift who has signed in there', async () => {
    const [early, late] = [await house().someone(['stakeholder']), await house().someone(['stakeholder'])];
    const place = await placeOf(early);
    expect((await signIn(late.email, late.password, place)).place).toBe(place);
    for (const person of [early, late]) {
      await guess(5, person.email);
      expect((await signIn(person.email, person.password, place)).status).toBe(201);
    }
  });

  test('are forgotten but one when the password changes, and all when an administrator ends the sessions or disables the person', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const person = await h.someone(['stakeholder']);
    const [stolen, mine] = [await placeOf(person), await placeOf(person)];
    const password = 'nine brown horses graze';
    const body = { currentPassword: person.password, password };
    const session = `interlock_session=${person.cookie}; ${mine}`;
    expect((await h.http(null, 'POST', '/password/acts/change', { body, headers: { cookie: session } })).status).toBe(200);
    await guess(5, person.email);
    expect((await signIn(person.email, password, stolen)).code).toBe('identity.locked-elsewhere');
    expect((await signIn(person.email, password, mine)).status).toBe(201);
    const reason = 'the laptop was stolen';
    await h.http(admin, 'POST', `/people/${person.id}/acts/end-sessions`, { body: { reason } });
    expect((await signIn(person.email, password, mine)).code).toBe('identity.locked-elsewhere');
    expect((await h.http(admin, 'GET', `/people/${person.id}`)).body.access.places).toBe(0);
  });
});

describe('guesses at once get no more tries than guesses one by one', () => {
  const twenty = <T>(ask: () => Promise<T>): Promise<readonly T[]> => Promise.all(Array.from({ length: 20 }, ask));

  test.each(['elsewhere', 'known place'])('twenty sign-ins from %s', async (from) => {
    const person = await house().someone(['release-manager']);
    const place = from === 'elsewhere' ? '' : await placeOf(person);
    const replies = await twenty(() => signIn(person.email, wrong, place));
    expect(replies.filter((reply) => reply.status === 401)).toHaveLength(4);
    expect(replies.filter((reply) => reply.status === 429)).toHaveLength(16);
  });

  test('twenty decisions: five passwords are compared, then the account is locked', async () => {
    const person = await house().someone(['release-manager']);
    const outcomes = await twenty(() => decide(person, wrong));
    const codes = outcomes.flatMap((outcome) => (outcome.ok ? ['done'] : outcome.refusals.map((refusal) => refusal.code)));
    expect(codes.filter((code) => code === 'identity.password-wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'identity.account-locked')).toHaveLength(15);
    const acts = (await entriesOf(person)).map((entry) => entry.act);
    expect(acts.toSorted()).toEqual(['identity.account-locked', ...Array.from({ length: 4 }, () => 'identity.password-refused')]);
  });
});

describe('failed sign-ins with addresses that nobody has', () => {
  const told = async () => {
    const { rows } = await sql<{ changes: readonly { field: string; new: unknown }[]; actor: string; text: string }>`
      select e.changes, e.actor_kind as actor, e::text || coalesce((select string_agg(s::text, '') from ledger.side s where s.entry_id = e.id), '') as text
      from ledger.entry e where e.act = 'identity.strangers-failed' order by e.id`.execute(house().app.database.db);
    return rows;
  };

  test('leave one entry a minute with number and sources, and never what was typed as the address', async () => {
    const h = house();
    await sayStrangers(h.app);
    h.clock.moveBy(2 * minute);
    await sayStrangers(h.app);
    const before = (await told()).length;
    for (let at = 0; at < 7; at++) await signIn(`hunter2.${at}@firm.example`, wrong);
    await sayStrangers(h.app);
    expect(await told()).toHaveLength(before);
    h.clock.moveBy(minute);
    await sayStrangers(h.app);
    await sayStrangers(h.app);
    const entries = (await told()).slice(before);
    expect(entries).toHaveLength(1);
    expect(entries[0]?.actor).toBe('system');
    expect(entries[0]?.changes).toContainEqual(expect.objectContaining({ field: '/strangers/attempts', new: 7 }));
    expect(entries[0]?.text).toContain('127.0.0.1');
    expect(entries[0]?.text).not.toContain('hunter2');
  });

  test('are counted by address, of IPv6 by its first 64 bits', () => {
    expect(['10.1.2.3', '::ffff:10.1.2.3', '2001:DB8:1:2:3:4:5:6', '2001:db8::9', '::1', 'fe80::1%eth0'].map(sourceOf)).toEqual([
      '10.1.2.3',
      '10.1.2.3',
      '2001:db8:1:2::/64',
      '2001:db8:0:0::/64',
      '0:0:0:0::/64',
      'fe80:0:0:0::/64',
    ]);
  });
});
