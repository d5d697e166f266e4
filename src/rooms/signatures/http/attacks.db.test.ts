import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import {
  appOf,
  passkeyOf,
  proven,
  type SoftAssertion,
  type SoftPasskey,
  softAuthenticator,
} from '../../../../tests/support/credentials.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { type Cast, castOf, codesOf, propose } from '../../../../tests/support/releases.ts';

import { sealAll } from '../../ledger/testing/things.ts';
import { ledgerConditions } from '../../ledger/wiring.ts';

/** Under the strict profile: what somebody sends who has something of a signer, but not all of it. */
const house = useHouse();
let h: TestHouse;
let cast: Cast;
let signer: Someone;
let passkey: SoftPasskey;
beforeAll(async () => {
  h = house();
  cast = await castOf(h);
  signer = await h.someone(['release-manager'], { unit: cast.unit });
  passkey = await passkeyOf(h, signer);
  await proven(h, signer);
});

const input = { reason: 'because it is due' };
async function shown(as = signer, laterBy = 0) {
  const { body: release } = await propose(h, cast);
  h.clock.moveBy(laterBy);
  const begun = await h.http(as, 'POST', '/signatures/ceremonies', {
    ifMatch: 1,
    body: { subject: { kind: 'release', id: release.id }, verb: 'accept', input },
  });
  expect(begun.status, begun.text).toBe(201);
  return {
    release: release.id as string,
    ceremony: begun.body.id as string,
    challenge: begun.body.needs.passkey?.challenge as string,
  };
}
const accept = (release: string, signature: object, as = signer) =>
  h.http(as, 'POST', `/releases/${release}/acts/accept`, { ifMatch: 1, body: { ...input, signature } });
const signaturesOf = async (release: string) =>
  (await h.http(cast.quality, 'GET', `/signatures?subject=release:${release}`)).body.items;
const endOf = async (ceremony: string) =>
  (await sql<{ state: string }>`select state from signatures.ceremony where id = ${ceremony}`.execute(h.app.database.db)).rows[0]
    ?.state;
/** Failures are counted, and lock: each attack begins with a clean account. */
const forget = () =>
  sql`update identity.credential set failed = 0, locked_until = null, lock_held = false, elsewhere_failed = 0, elsewhere_locked_until = null where person_id = ${signer.id}`.execute(
    h.app.database.db,
  );

const cut = (text: string): string => text.slice(0, -8);
const changed = ({ response, ...rest }: SoftAssertion, more: Partial<SoftAssertion['response']>): object => ({
  ...rest,
  response: { ...response, ...more },
});

describe('an assertion', () => {
  const attacks: Readonly<Record<string, (challenge: string) => object | Promise<object>>> = {
    'forged with another key': (challenge) => {
      const other = softAuthenticator(h.app.settings.publicUrl);
      return { ...other.sign(challenge), id: passkey.credentialId, rawId: passkey.credentialId };
    },
    'of another passkey that nobody registered': (challenge) => softAuthenticator(h.app.settings.publicUrl).sign(challenge),
    'of somebody else’s passkey': async (challenge) => (await passkeyOf(h, cast.owner)).sign(challenge),
    'over another challenge': () => passkey.sign(Buffer.alloc(32, 7)),
    'made at another site': (challenge) => passkey.sign(challenge, { rpId: 'evil.example' }),
    'asked at another address': (challenge) => passkey.sign(challenge, { origin: 'https://evil.example' }),
    'of a registration': (challenge) => passkey.sign(challenge, { type: 'webauthn.create' }),
    'without verifying the user': (challenge) => passkey.sign(challenge, { flags: 0x01 }),
    'with a truncated signature': (challenge) => {
      const made = passkey.sign(challenge);
      return changed(made, { signature: cut(made.response.signature) });
    },
    'with truncated authenticator data': (challenge) => {
      const made = passkey.sign(challenge);
      return changed(made, { authenticatorData: cut(made.response.authenticatorData) });
    },
    'with truncated client data': (challenge) => {
      const made = passkey.sign(challenge);
      return changed(made, { clientDataJSON: cut(made.response.clientDataJSON) });
    },
    'with the parts of two': (challenge) =>
      changed(passkey.sign(challenge), { signature: passkey.sign(challenge).response.signature }),
  };

  test.each(Object.entries(attacks))('%s signs nothing, and says so', async (_, attack) => {
    const { release, ceremony, challenge } = await shown();
    const refused = await accept(release, { ceremony, password: signer.password, assertion: await attack(challenge) });
    expect([refused.status, codesOf(refused)], refused.text).toEqual([403, ['identity.passkey-refused']]);
    expect(await signaturesOf(release)).toEqual([]);
    expect((await h.http(signer, 'GET', `/releases/${release}`)).body.state).toBe('proposed');
    await forget();
    // The true one still signs: a mistake costs a try, not the ceremony.
    expect((await accept(release, { ceremony, password: signer.password, assertion: passkey.sign(challenge) })).status).toBe(200);
  });

  test('that was right is stale after ten minutes, and replayed it signs nothing more', async () => {
    const first = await shown();
    const assertion = passkey.sign(first.challenge);
    h.clock.moveBy(10 * 60_000);
    const late = await accept(first.release, { ceremony: first.ceremony, password: signer.password, assertion });
    expect(codesOf(late)).toEqual(['signatures.ceremony-over']);
    const second = await shown();
    const once = { ceremony: second.ceremony, password: signer.password, assertion: passkey.sign(second.challenge) };
    expect((await accept(second.release, once)).status).toBe(200);
    const again = await h.http(signer, 'POST', `/releases/${second.release}/acts/accept`, {
      ifMatch: 2,
      body: { ...input, signature: once },
    });
    expect(again.status).not.toBe(200);
    expect(await signaturesOf(second.release)).toHaveLength(1);
  });
});

describe('a clock that steps back', () => {
  test('ends a ceremony: ten minutes are not longer by it, and nothing is signed before it was shown', async () => {
    const { release, ceremony, challenge } = await shown(signer, 120_000);
    h.clock.moveBy(-60_000);
    const refused = await accept(release, { ceremony, password: signer.password, assertion: passkey.sign(challenge) });
    expect(codesOf(refused)).toEqual(['signatures.ceremony-over']);
    expect(refused.body.refusals[0].message).toContain('went back');
    h.clock.moveBy(60_000);
    expect(await endOf(ceremony)).toBe('broken');
    expect(await signaturesOf(release)).toEqual([]);
  });

  test('signs nothing on a record that was changed later by the clock of then, and /health tells the operator', async () => {
    const { body: release } = await propose(h, cast);
    await sealAll(h);
    h.clock.moveBy(-60_000);
    const body = { subject: { kind: 'release', id: release.id }, verb: 'accept', input };
    const refused = await h.http(signer, 'POST', '/signatures/ceremonies', { ifMatch: 1, body });
    expect([refused.status, codesOf(refused)]).toEqual([503, ['signatures.clock-behind']]);
    const clock = ledgerConditions.find(({ name }) => name === 'clock');
    expect(await clock?.read(h.app)).toMatchObject({ well: false, says: expect.stringContaining('60 s behind') });
    h.clock.moveBy(60_000);
    expect(await clock?.read(h.app)).toMatchObject({ well: true });
    expect((await h.http(signer, 'POST', '/signatures/ceremonies', { ifMatch: 1, body })).status).toBe(201);
  });

  test('makes no one-time code count again, neither the one that was used nor an older one', async () => {
    const person = await h.someone(['release-manager'], { unit: cast.unit });
    const app = await appOf(h, person);
    await proven(h, person);
    h.clock.moveBy(60_000);
    const old = app.code();
    h.clock.moveBy(60_000);
    const code = app.code();
    const first = await shown(person);
    expect((await accept(first.release, { ceremony: first.ceremony, password: person.password, code }, person)).status).toBe(200);
    h.clock.moveBy(-60_000);
    for (const again of [old, code]) {
      const next = await shown(person);
      const refused = await accept(next.release, { ceremony: next.ceremony, password: person.password, code: again }, person);
      expect(codesOf(refused)).toContain('identity.code-wrong');
      expect(await signaturesOf(next.release)).toEqual([]);
    }
    h.clock.moveBy(60_000);
  });
});
