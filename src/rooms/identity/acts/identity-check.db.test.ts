import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { accountActs, appOf, proven } from '../../../../tests/support/credentials.ts';
import { type HttpReply, startTestHouse, type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { transact } from '../../../foundation/transact.ts';
import { componentPaths } from '../core/component-paths.ts';
import type { Role } from '../core/roles.ts';
import { identity } from '../room.ts';
import { proveAnewIn } from './prove-anew.ts';
import { reopenFirstCheck } from './reopen-first-check.ts';

const house = useHouse();
const codes = (reply: HttpReply) => reply.body.refusals?.map((one: { code: string }) => one.code) ?? [];
const reason = 'as the test says';

type App = Awaited<ReturnType<typeof appOf>>;
const ask = async (h: TestHouse, person: Someone, app: App): Promise<string> => {
  h.clock.moveBy(30_000);
  const proof = { password: person.password, code: app.code() };
  const reply = await h.http(person, 'POST', '/credentials/acts/ask-for-check', { body: proof });
  expect(reply.status, reply.text).toBe(201);
  return reply.body.code;
};
const check = (h: TestHouse, by: Someone, person: Someone, code: string, more: object = {}) =>
  h.http(by, 'POST', `/people/${person.id}/acts/prove-identity`, {
    body: { code, how: 'passport, in person', checkedOn: h.clock.now().toISOString().slice(0, 10), ...more },
  });
/** Whether a signature of theirs would count, with the password and a code that are right. */
const signs = async (h: TestHouse, person: Someone, app: App) => {
  h.clock.moveBy(30_000);
  const proof = { password: person.password, code: app.code() };
  const outcome = await transact(h.callAs(person.actor), (work) =>
    proveAnewIn(work, proof, { challenge: Buffer.alloc(32, 1), series: 'first' }),
  );
  return outcome.ok ? true : outcome.refusals.map((one) => one.code);
};
const checker = async (h: TestHouse) => {
  const person = await h.someone(['quality']);
  const app = await appOf(h, person);
  await proven(h, person);
  return { person, app };
};

describe('checking who somebody is', () => {
  test('[P11-100-2] makes what they proved in that hour give signatures, with who checked, when and how; nothing else of theirs', async () => {
    const by = await checker(house());
    await house()
      .app.database.db.transaction()
      .execute(async () => undefined);
    const person = await house().someone(['release-manager']);
    const app = await appOf(house(), person);
    expect(await signs(house(), person, app)).toEqual(['identity.not-proven']);
    const done = await check(house(), by.person, person, (await ask(house(), person, app)).toLowerCase());
    expect(done.status, done.text).toBe(200);
    expect(done.body).toMatchObject({
      password: { checked: true },
      items: [{ checked: true }],
      identityChecks: [{ by: by.person.name, how: 'passport, in person', checkedOn: '2026-11-24' }],
    });
    expect(await signs(house(), person, app)).toBe(true);
    expect(await accountActs(house(), person.id)).toContain('identity.identity-checked');
  });

  test('a wrong code, an old one, one used before and a day that cannot be are refused', async () => {
    const by = await checker(house());
    const person = await house().someone(['release-manager']);
    const app = await appOf(house(), person);
    const code = await ask(house(), person, app);
    expect(codes(await check(house(), by.person, person, 'AAAA-AAAA'))).toEqual(['identity.check-code-wrong']);
    expect(codes(await check(house(), by.person, person, code, { checkedOn: '2026-12-24' }))).toEqual(['identity.checked-when']);
    expect(codes(await check(house(), by.person, person, code, { checkedOn: '2026-09-01' }))).toEqual(['identity.checked-when']);
    house().clock.moveBy(16 * 60_000);
    expect(codes(await check(house(), by.person, person, code))).toEqual(['identity.check-code-wrong']);
    const fresh = await ask(house(), person, app);
    const later = (await checker(house())).person;
    expect((await check(house(), later, person, fresh)).status).toBe(200);
    expect(codes(await check(house(), later, person, fresh))).toEqual(['identity.check-code-wrong']);
  });

  test('nobody vouches for themself, nor an unchecked checker for anybody; each attempt is an alarm', async () => {
    const by = await checker(house());
    expect(codes(await check(house(), by.person, by.person, await ask(house(), by.person, by.app)))).toEqual([
      'identity.own-identity',
    ]);
    expect(await accountActs(house(), by.person.id)).toContain('identity.check-refused');
    const unchecked = await house().someone(['quality']);
    const person = await house().someone(['release-manager']);
    const app = await appOf(house(), person);
    const code = await ask(house(), person, app);
    expect(codes(await check(house(), unchecked, person, code))).toEqual(['identity.checker-unchecked']);
    expect(await accountActs(house(), person.id)).toContain('identity.check-refused');
    expect(await signs(house(), person, app)).toEqual(['identity.not-proven']);
  });

  test('the first check of an installation is of somebody who checks, an alarm, and opens the door once', async () => {
    const empty = await startTestHouse();
    try {
      const one = await empty.someone(['quality']);
      const two = await empty.someone(['quality']);
      const apps = [await appOf(empty, one), await appOf(empty, two)] as const;
      const other = await empty.someone(['release-manager']);
      const otherApp = await appOf(empty, other);
      const early = await check(empty, one, other, await ask(empty, other, otherApp));
      expect(codes(early)).toEqual(['identity.first-checks-checker']);
      expect((await check(empty, one, two, await ask(empty, two, apps[1]))).status).toBe(200);
      expect(await accountActs(empty, two.id)).toContain('identity.first-checker-checked');
      expect(codes(await check(empty, one, other, await ask(empty, other, otherApp)))).toEqual(['identity.checker-unchecked']);
      expect((await check(empty, two, one, await ask(empty, one, apps[0]))).status).toBe(200);
      expect((await check(empty, one, other, await ask(empty, other, otherApp))).status).toBe(200);
    } finally {
      await empty.close();
    }
  });
});

test('where nobody is left who checks, whoever starts the server opens the first check once more, for one check, with an alarm', async () => {
  const empty = await startTestHouse();
  try {
    const last = await checker(empty);
    expect(await reopenFirstCheck(empty.app)).toBeNull();
    await sql`update identity.person set state = 'disabled' where id = ${last.person.id}`.execute(empty.app.database.db);
    const one = await empty.someone(['quality']);
    const two = await empty.someone(['quality']);
    const app = await appOf(empty, two);
    expect(codes(await check(empty, one, two, await ask(empty, two, app)))).toEqual(['identity.checker-unchecked']);
    // The builder's own quality person, by whom the last checker was checked, was never checked.
    expect(await reopenFirstCheck(empty.app)).toBeInstanceOf(Date);
    const { rows } = await sql`select 1 from ledger.entry where act = 'identity.first-check-reopened'`.execute(
      empty.app.database.db,
    );
    expect(rows).toHaveLength(1);
    expect((await check(empty, one, two, await ask(empty, two, app))).status).toBe(200);
    const three = await empty.someone(['quality']);
    expect(codes(await check(empty, one, three, await ask(empty, three, await appOf(empty, three))))).toEqual([
      'identity.checker-unchecked',
    ]);
  } finally {
    await empty.close();
  }
});

/** Lets somebody who checks be checked over HTTP, so that the door of the first check is closed. */
async function firstOf(h: TestHouse): Promise<void> {
  const by = await checker(h);
  const person = await h.someone(['quality']);
  const reply = await check(h, by.person, person, await ask(h, person, await appOf(h, person)));
  expect(reply.status, reply.text).toBe(200);
}

describe('one person alone never ends with a usable signature of another', () => {
  type Victim = { readonly person: Someone; readonly app: App };
  let attacker: Someone;
  beforeAll(async () => {
    await firstOf(house());
    attacker = await house().someone(['administrator']);
  });
  const victimWho = async (roles: readonly Role[] = ['release-manager']): Promise<Victim> => {
    const person = await house().someone(roles);
    const app = await appOf(house(), person);
    await proven(house(), person);
    expect(await signs(house(), person, app)).toBe(true);
    return { person, app };
  };
  const admin = (method: 'POST' | 'PATCH', path: string, body: object, ifMatch?: number) =>
    house().http(attacker, method, path, { body, ...(ifMatch === undefined ? {} : { ifMatch }) });
  const takePassword = async (person: Someone): Promise<Someone> => {
    const { body } = await admin('POST', `/people/${person.id}/acts/issue-link`, { reason });
    const password = 'nine brown horses graze';
    const set = await house().http(null, 'POST', '/password/acts/set', { body: { token: body.link.token, password } });
    expect(set.status).toBe(200);
    return { ...person, password };
  };
  /** The attacker signs in as the person, with the password that a link gave them, and finishes with whatever they set up. */
  const signedInAs = async (person: Someone): Promise<Someone> => {
    const reply = await house().http(null, 'POST', '/sessions', { body: { email: person.email, password: person.password } });
    const cookie = /interlock_session=([^;]+)/.exec([reply.headers['set-cookie']].flat().join('\n'))?.[1] ?? '';
    return { ...person, cookie };
  };

  /** What one person does on each path, and whether a signature of the victim is then possible with what that person has. `null`: walked elsewhere. */
  const walks: { readonly [K in keyof typeof componentPaths]: ((victim: Victim) => Promise<unknown>) | null } = {
    'identity.issue-link': async ({ person, app }) => {
      // The best case of the attacker: they have the victim's device as well.
      const taken = await takePassword(person);
      return signs(house(), taken, app);
    },
    'identity.set-password': async ({ person }) => {
      const taken = await takePassword(person);
      const fake = await house().someone(['quality']);
      const { body } = await house().http(attacker, 'POST', `/people/${person.id}/acts/reset-credentials`, { body: { reason } });
      expect(body.items).toEqual([]);
      const app = await appOf(house(), person);
      const code = await ask(house(), await signedInAs2(taken, app), app);
      // Vouching by an account that the attacker made, and by the attacker themself.
      expect(codes(await check(house(), fake, person, code))).toEqual(['identity.checker-unchecked']);
      expect((await check(house(), attacker, person, code)).status).toBe(403);
      return signs(house(), taken, app);
    },
    'identity.reset-credentials': async ({ person }) => {
      const reset = await admin('POST', `/people/${person.id}/acts/reset-credentials`, { reason });
      expect(reset.body).toMatchObject({ password: { checked: false }, items: [] });
      return signs(house(), person, await appOf(house(), person));
    },
    'identity.register-person': async () => {
      const made = await admin('POST', '/people', {
        email: `p${randomBytes(6).toString('hex')}@firm.example`,
        name: 'Invented Person',
      });
      const password = 'nine brown horses graze';
      await house().http(null, 'POST', '/password/acts/set', { body: { token: made.body.link.token, password } });
      const found = (await house().http(attacker, 'GET', `/people/${made.body.id}`)).body;
      await admin('POST', '/role-grants', { person: found.id, role: 'quality', unit: (await house().root()).key, reason });
      const invented = await signedInAs({ ...attacker, id: found.id, email: found.email, name: found.name, password });
      const app = await appOf(house(), invented);
      // The invented checker vouches for nobody: neither for another invention nor for a real person.
      const real = await house().someone(['release-manager']);
      const code = await ask(house(), real, await appOf(house(), real));
      expect(codes(await check(house(), invented, real, code))).toEqual(['identity.checker-unchecked']);
      return signs(house(), { ...invented, actor: { ...attacker.actor, id: invented.id } }, app);
    },
    'identity.enrol-app': async ({ person }) => {
      // Who has the password and an open session adds a device of their own.
      await admin('POST', `/people/${person.id}/acts/reset-credentials`, { reason });
      return signs(house(), person, await appOf(house(), person));
    },
    'identity.grant-role': async ({ person, app }) => {
      const taken = await takePassword(person);
      const accomplice = await house().someone([]);
      await admin('POST', '/role-grants', { person: accomplice.id, role: 'quality', unit: (await house().root()).key, reason });
      const session = await signedInAs2(taken, app);
      const code = await ask(house(), session, app);
      expect(codes(await check(house(), accomplice, person, code))).toEqual(['identity.checker-unchecked']);
      return signs(house(), taken, app);
    },
    'identity.unlock-person': async ({ person, app }) => {
      await admin('POST', `/people/${person.id}/acts/unlock`, { reason });
      return signs(house(), { ...person, password: 'what the attacker guesses' }, app);
    },
    'identity.change-person': async ({ person, app }) => {
      await admin('PATCH', `/people/${person.id}`, { email: `p${randomBytes(6).toString('hex')}@firm.example` }, 1);
      return signs(house(), { ...person, password: 'what the attacker guesses' }, app);
    },
    'identity.enable-person': async ({ person, app }) => {
      await admin('POST', `/people/${person.id}/acts/disable`, { reason }, 1);
      await admin('POST', `/people/${person.id}/acts/enable`, { reason }, 2);
      return signs(house(), { ...person, password: 'what the attacker guesses' }, app);
    },
    'identity.prove-identity': async ({ person }) => {
      // A checker alone: they reset nothing, and without what the person has in hand there is no code to record.
      const by = await checker(house());
      expect(codes(await check(house(), by.person, person, 'AAAA-AAAA'))).toEqual(['identity.check-code-wrong']);
      return signs(house(), { ...person, password: 'what the attacker guesses' }, by.app);
    },
    // Walked in their own tests: sessions.db, second-factor.db, credentials.db, prove-anew.db (tokens, loosened profile) and settings.db.
    'identity.set-up': null,
    'identity.change-password': null,
    'identity.sign-in': null,
    'identity.complete-sign-in': null,
    'identity.enrol-passkey': null,
    'identity.remove-credential': null,
    'identity.make-recovery-codes': null,
    'identity.ask-for-check': null,
    'identity.name-deputy': null,
    'identity.make-token': null,
    'identity.release-link': null,
  };
  /** The second factor of a session whose password was set by a link: the attacker is given the device too. */
  const signedInAs2 = async (person: Someone, app: App): Promise<Someone> => {
    const half = await signedInAs(person);
    house().clock.moveBy(30_000);
    const reply = await house().http(half, 'POST', '/sessions/second-factor', { body: { code: app.code() } });
    const cookie = /interlock_session=([^;]+)/.exec([reply.headers['set-cookie']].flat().join('\n'))?.[1] ?? '';
    expect(reply.status, reply.text).toBe(201);
    return { ...person, cookie };
  };

  test('the table knows every operation of the room that touches an account', () => {
    const others = [
      'group',
      'unit',
      'member',
      'deputy',
      'grant',
      'token',
      'session',
      'sign-out',
      'disable',
      'credential-review',
      'choose-role',
    ];
    const writing = identity.routes.map((route) => route.operation).filter((operation) => operation.method !== 'GET');
    const unknown = writing
      .map((operation) => operation.id)
      .filter((id) => !(id in componentPaths) && !others.some((word) => id.includes(word)));
    expect(unknown).toEqual([]);
    const known = new Set(writing.map((operation) => operation.id));
    expect(Object.keys(componentPaths).filter((id) => !known.has(id))).toEqual([]);
  });

  test.each(Object.entries(walks).flatMap(([id, walk]) => (walk === null ? [] : [[id, walk] as const])))(
    '[P11-200-5] by way of %s alone nobody gives a signature of somebody else',
    async (_id, walk) => {
      expect(await walk(await victimWho())).not.toBe(true);
    },
  );

  test('[P11-200-5] whoever issued a link is not who vouches afterwards, whatever roles they came to hold', async () => {
    const { person, app } = await victimWho();
    const by = await checker(house());
    const taken = await takePassword(person);
    const code = await ask(house(), await signedInAs2(taken, app), app);
    // As if the attacker had stopped being administrator and come to check identities since.
    await sql`update identity.credential set reset_by = array[${by.person.id}::uuid] where person_id = ${person.id}`.execute(
      house().app.database.db,
    );
    expect(codes(await check(house(), by.person, person, code))).toEqual(['identity.checks-after-own-reset']);
    expect(await accountActs(house(), person.id)).toContain('identity.check-refused');
    const second = await checker(house());
    expect((await check(house(), second.person, person, code)).status).toBe(200);
  });
});
