import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { accountActs, appOf, passkeyOf, proven } from '../../../../tests/support/credentials.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { holdProfile } from '../../../../tests/support/profile.ts';
import type { Actor } from '../../../foundation/actor.ts';
import { done, type Outcome } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import { verifyAssertionEvidence } from '../core/assertion.ts';
import type { Series } from '../core/components.ts';
import { cannotProve, proveAnew } from '../door.ts';
import type { Proof } from './check-components.ts';

const house = useHouse();
const prove = (actor: Actor, proof: Proof, challenge = randomBytes(32), series: Series = 'first') =>
  transact(house().callAs(actor), (work) => proveAnew(work, proof, { challenge, series }));
const codes = (outcome: Outcome<unknown>): readonly string[] => (outcome.ok ? [] : outcome.refusals.map((one) => one.code));
const signer = async () => {
  const person = await house().someone(['quality']);
  const app = await appOf(house(), person);
  const passkey = await passkeyOf(house(), person);
  await proven(house(), person);
  return { person, app, passkey, password: person.password };
};
const set = (held: Readonly<Record<string, number | string>>) => holdProfile(house().app, held);

test('an act whose question differs each time it runs is a fault, no endless circle', async () => {
  const { person, app, password } = await signer();
  const code = app.code();
  const asked = transact(house().callAs(person.actor), (work) =>
    proveAnew(work, { password, code }, { challenge: randomBytes(32), series: 'first' }),
  );
  await expect(asked).rejects.toThrow(/must not differ/);
});

describe('proving oneself anew for a signature', () => {
  test('[P11-200-1] takes the password and a second factor; a session is no component, and one alone is refused', async () => {
    const { person, app, password } = await signer();
    expect(codes(await prove(person.actor, {}))).toEqual(['identity.components-missing']);
    expect(codes(await prove(person.actor, { password }))).toEqual(['identity.components-missing']);
    expect(codes(await prove(person.actor, { code: app.code() }))).toEqual(['identity.components-missing']);
    const outcome = await prove(person.actor, { password, code: app.code() });
    expect(outcome).toMatchObject({ ok: true, value: { methods: ['password', 'code'] } });
    expect(outcome.ok && outcome.value.evidence).toMatchObject({ code: { authenticator: app.id }, password: {} });
  });

  test('a passkey signs exactly this challenge, and what it gave is evidence that is checked without a database', async () => {
    const { person, passkey, password } = await signer();
    const challenge = randomBytes(32);
    const outcome = await prove(person.actor, { password, passkey: passkey.sign(challenge) }, challenge);
    expect(outcome).toMatchObject({ ok: true, value: { methods: ['password', 'passkey'] } });
    // biome-ignore lint/suspicious/noExplicitAny: what is evidence is read field by field, as a verifier does
    const { passkey: kept } = (outcome.ok ? outcome.value.evidence : {}) as any;
    expect(kept).toMatchObject({ authenticator: passkey.id, rpId: 'localhost', origin: 'http://localhost', algorithm: -7 });
    expect(verifyAssertionEvidence(kept, challenge, kept.rpId, kept.origin)).toMatchObject({ ok: true });
    expect(verifyAssertionEvidence(kept, randomBytes(32), kept.rpId, kept.origin)).toEqual({
      ok: false,
      fault: 'other-challenge',
    });
  });

  test('over another challenge, for another site, unverified, by another key or somebody else’s passkey it is refused', async () => {
    const { person, passkey, password } = await signer();
    const other = await signer();
    const challenge = randomBytes(32);
    const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const forged = [
      passkey.sign(randomBytes(32)),
      passkey.sign(challenge, { origin: 'http://evil.example' }),
      passkey.sign(challenge, { flags: 0x01 }),
      passkey.sign(challenge, { key: foreign }),
    ];
    for (const assertion of forged) {
      expect(codes(await prove(person.actor, { password, passkey: assertion }, challenge))).toEqual(['identity.passkey-refused']);
      await sql`update identity.credential set failed = 0 where person_id = ${person.id}`.execute(house().app.database.db);
    }
    const swapped = other.passkey.sign(challenge);
    expect(codes(await prove(person.actor, { password, passkey: swapped }, challenge))).toEqual(['identity.passkey-refused']);
  });

  test('a counter that goes backwards, or an assertion sent twice, is refused with an alarm in the account’s log', async () => {
    const { person, passkey, password } = await signer();
    const challenge = randomBytes(32);
    const assertion = passkey.sign(challenge, { counter: 40 });
    expect(codes(await prove(person.actor, { password, passkey: assertion }, challenge))).toEqual([]);
    expect(codes(await prove(person.actor, { password, passkey: assertion }, challenge))).toEqual(['identity.passkey-copied']);
    const older = passkey.sign(challenge, { counter: 7 });
    expect(codes(await prove(person.actor, { password, passkey: older }, challenge))).toEqual(['identity.passkey-copied']);
    const acts = await accountActs(house(), person.id);
    expect(acts.filter((act) => act === 'identity.passkey-copied')).toHaveLength(2);
  });

  test('a code counts once: not in the next signature, not in two at once, and not after an act that was refused for something else', async () => {
    const { person, app, password } = await signer();
    const both = await Promise.all([1, 2].map(() => prove(person.actor, { password, code: app.code() })));
    expect(both.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(both.flatMap(codes)).toEqual(['identity.code-wrong']);
    house().clock.moveBy(30_000);
    const failed = await transact(house().callAs(person.actor), async (work) => {
      const outcome = await proveAnew(work, { password, code: app.code() }, { challenge: Buffer.alloc(32, 1), series: 'first' });
      return outcome.ok
        ? { ok: false as const, refusals: [{ code: 'x.y', kind: 'rule' as const, message: '', remedy: '' }] }
        : outcome;
    });
    expect(codes(failed)).toEqual(['x.y']);
    expect(codes(await prove(person.actor, { password, code: app.code() }))).toEqual(['identity.code-wrong']);
  });

  test('[P11-200-2] later in an unbroken series one component that only this person can use is enough, and none is not', async () => {
    const { person, app, password } = await signer();
    const later = (proof: Proof) => prove(person.actor, proof, randomBytes(32), 'continued');
    expect(codes(await later({}))).toEqual(['identity.components-missing']);
    expect(await later({ password })).toMatchObject({ ok: true, value: { methods: ['password'] } });
    house().clock.moveBy(30_000);
    expect(await later({ code: app.code() })).toMatchObject({ ok: true, value: { methods: ['code'] } });
  });

  test('[P11-100-2] a component that nobody checked gives no signature, and the person is told before anything is asked', async () => {
    const person = await house().someone(['quality']);
    const app = await appOf(house(), person);
    const asked = () => transact(house().callAs(person.actor), async (work) => done(await cannotProve(work)));
    expect(codes(await prove(person.actor, { password: person.password, code: app.code() }))).toEqual(['identity.not-proven']);
    expect(await asked()).toMatchObject({ ok: true, value: [{ code: 'identity.not-proven' }] });
    await proven(house(), person);
    expect(await asked()).toEqual({ ok: true, value: [] });
    const key = await passkeyOf(house(), person);
    const challenge = randomBytes(32);
    const added = await prove(person.actor, { password: person.password, passkey: key.sign(challenge) }, challenge);
    expect(codes(added)).toEqual(['identity.not-proven']);
  });

  test('[P11-200-4] never by a token, whatever its scopes, nor for a stranger or a job', async () => {
    const { person, app, password } = await signer();
    const { actor } = await house().apiToken(person, ['read', 'plan', 'act', 'administer']);
    for (const as of [actor, { ...person.actor, via: 'none' as const }, { ...person.actor, kind: 'system' as const }])
      expect(codes(await prove(as, { password, code: app.code() }))).toEqual(['identity.proves-in-person']);
  });

  test('[P11-300-4] failures count together with those of sign-in and lock; then the right components give nothing', async () => {
    const { person, app, password } = await signer();
    for (let at = 0; at < 3; at++)
      expect(codes(await prove(person.actor, { password, code: '000000' }))).toEqual(['identity.code-wrong']);
    await transact(house().callAs(person.actor), async (work) => {
      const wrong = await work.confirmPassword('not it');
      return { ok: false, refusals: wrong };
    });
    expect(codes(await prove(person.actor, { password: 'not it', code: app.code() }))).toEqual(['identity.password-wrong']);
    expect(codes(await prove(person.actor, { password, code: app.code() }))).toEqual(['identity.account-locked']);
    const acts = await accountActs(house(), person.id);
    expect(acts.filter((act) => act === 'identity.account-locked')).toHaveLength(1);
  });

  test('a component that was removed while the act went on gives no signature', async () => {
    const { person, app, password } = await signer();
    let first = true;
    const outcome = await transact(house().callAs(person.actor), async (work) => {
      const before = first;
      first = false;
      // The second run, with the answer in hand: what somebody who was faster has done by then.
      if (!before) {
        await sql`update identity.authenticator set removed_at = now(), removed_why = 'reset', sealed_secret = null where id = ${app.id}`.execute(
          work.tx,
        );
      }
      return proveAnew(work, { password, code: app.code() }, { challenge: Buffer.alloc(32, 1), series: 'first' });
    });
    expect(codes(outcome)).toEqual(['identity.components-changed']);
  });

  test('an installation that loosened it asks for the password alone', async () => {
    await set({ 'signature.components': 'password-only' });
    const person = await house().someone(['quality']);
    expect(codes(await prove(person.actor, { password: person.password }))).toEqual(['identity.not-proven']);
    await proven(house(), person);
    expect(await prove(person.actor, { password: person.password })).toMatchObject({
      ok: true,
      value: { methods: ['password'] },
    });
    expect(codes(await prove(person.actor, {}))).toEqual(['identity.components-missing']);
    await set({});
  });
});
