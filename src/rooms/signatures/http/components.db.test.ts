import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { appOf, passkeyOf, proven, signerOf } from '../../../../tests/support/credentials.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { type Cast, castOf, codesOf, propose } from '../../../../tests/support/releases.ts';
import { strictProfile } from '../../../foundation/profile.ts';
import { seriesLimitsOf } from '../core/profile.ts';

/** Under the strict profile, as an installation begins: password and second factor, each covered by a check of identity. */
const house = useHouse();
let h: TestHouse;
let cast: Cast;

beforeAll(async () => {
  h = house();
  cast = await castOf(h);
});

const input = { reason: 'because it is due' };
const begin = async (as: Someone, id: string) =>
  h.http(as, 'POST', '/signatures/ceremonies', { ifMatch: 1, body: { subject: { kind: 'release', id }, verb: 'accept', input } });
const accept = (as: Someone, id: string, signature: object) =>
  h.http(as, 'POST', `/releases/${id}/acts/accept`, { ifMatch: 1, body: { ...input, signature } });
const proposed = async (): Promise<string> => (await propose(h, cast)).body.id;
const manager = () => h.someone(['release-manager'], { unit: cast.unit });

describe('under the strict profile', () => {
  test('[P11-100-2] nobody signs before their identity was checked, and is told so before any component is asked', async () => {
    const id = await proposed();
    const refused = await begin(await manager(), id);
    expect(refused.status).toBe(403);
    expect(codesOf(refused)).toEqual(['identity.no-second-factor', 'identity.not-proven']);
  });

  test('[P11-200-1] a signature takes the password and a second factor; either alone gives none', async () => {
    const { person, proof } = await signerOf(h, await manager());
    const id = await proposed();
    const shown = (await begin(person, id)).body;
    expect(shown.needs).toMatchObject({ password: true, second: true, series: 'first', passkey: null });
    const { password, code } = proof();
    expect(codesOf(await accept(person, id, { ceremony: shown.id, password }))).toEqual(['identity.components-missing']);
    expect(codesOf(await accept(person, id, { ceremony: shown.id, code }))).toEqual(['identity.components-missing']);
    const done = await accept(person, id, { ceremony: shown.id, password, code });
    expect(done.status, done.text).toBe(200);
    const [signature] = (await h.http(person, 'GET', `/signatures?subject=release:${id}`)).body.items;
    expect(signature).toMatchObject({ methods: ['password', 'code'], series: 1 });
  });

  const alarmsOf = async (kind: string, ceremony: string) =>
    (await h.http(await h.someone(['quality']), 'GET', `/alarms?kind=${kind}&limit=200`)).body.items.filter(
      ({ subject }: { subject: { id: string } }) => subject.id === ceremony,
    );

  test('who tries to sign with the ceremony of somebody else raises an alarm, and leaves the ceremony to whom it is', async () => {
    const [{ person, proof }, other] = [await signerOf(h, await manager()), await signerOf(h, await manager())];
    const id = await proposed();
    const { body: shown } = await begin(person, id);
    const stolen = await accept(other.person, id, { ceremony: shown.id, ...other.proof() });
    expect(codesOf(stolen)).toEqual(['signatures.no-such-ceremony']);
    expect(await alarmsOf('signatures.wrong-signer', shown.id)).toMatchObject([{ severity: 'critical', times: 1 }]);
    const trail = (await h.http(other.person, 'GET', `/records/signature/${shown.id}/history`)).body.items;
    const said = trail.find(({ act }: { act: string }) => act === 'signatures.wrong-signer');
    expect(said.actor.name).toBe(other.person.name);
    // The ceremony stays as it was: only the attempt is new.
    expect(said.changes).toMatchObject([{ old: null, new: other.person.id }, { old: null }]);
    expect((await accept(person, id, { ceremony: shown.id, ...proof() })).status).toBe(200);
  });

  test('a ceremony that is over is misused by nobody: its id, which is that of a signature, raises no alarm and leaves no entry', async () => {
    const [{ person, proof }, other] = [await signerOf(h, await manager()), await signerOf(h, await manager())];
    const entriesOf = async (ceremony: string) =>
      (await h.http(person, 'GET', `/records/signature/${ceremony}/history`)).body.items.map(({ act }: { act: string }) => act);
    const [signed, late] = [await proposed(), await proposed()];
    const { id: signature } = (await begin(person, signed)).body;
    expect((await accept(person, signed, { ceremony: signature, ...proof() })).status).toBe(200);
    const { id: expired } = (await begin(person, late)).body;
    h.clock.moveBy(10 * 60_000);
    for (const ceremony of [signature, expired]) {
      const before = await entriesOf(ceremony);
      expect(before.length).toBeGreaterThan(0);
      const named = await accept(other.person, late, { ceremony, ...other.proof() });
      expect(codesOf(named)).toEqual(['signatures.no-such-ceremony']);
      expect(await alarmsOf('signatures.wrong-signer', ceremony)).toEqual([]);
      expect(await entriesOf(ceremony)).toEqual(before);
    }
  });

  test('who tries to sign with a second factor that was taken away meanwhile raises an alarm; a mistyped code is none', async () => {
    const { person, proof } = await signerOf(h, await manager());
    const id = await proposed();
    const { body: shown } = await begin(person, id);
    expect(codesOf(await accept(person, id, { ceremony: shown.id, ...proof(), code: '000000' }))).toEqual([
      'identity.code-wrong',
    ]);
    expect(await alarmsOf('signatures.revoked-component', shown.id)).toEqual([]);
    const [factor] = (await h.http(person, 'GET', '/credentials')).body.items;
    const gone = await h.http(person, 'POST', `/credentials/${factor.id}/acts/remove`, { body: { password: person.password } });
    expect(gone.status, gone.text).toBeLessThan(300);
    const revoked = await accept(person, id, { ceremony: shown.id, ...proof() });
    expect(revoked.status, revoked.text).toBeGreaterThanOrEqual(400);
    expect(await alarmsOf('signatures.revoked-component', shown.id)).toMatchObject([{ severity: 'critical', times: 1 }]);
    expect((await h.http(cast.quality, 'GET', `/signatures?subject=release:${id}`)).body.items).toEqual([]);
  });

  test('[P11-200-2] [P11-200-3] in immediate sequence the password is enough; after a pause it is not', async () => {
    const { person, proof } = await signerOf(h, await manager());
    const [first, second, third] = [await proposed(), await proposed(), await proposed()];
    const one = (await begin(person, first)).body;
    expect((await accept(person, first, { ceremony: one.id, ...proof() })).status).toBe(200);
    const two = (await begin(person, second)).body;
    expect(two.needs).toMatchObject({ second: false, series: 'continued' });
    expect((await accept(person, second, { ceremony: two.id, password: person.password })).status).toBe(200);
    h.clock.moveBy(seriesLimitsOf(strictProfile).pauseMinutes * 60_000);
    const three = (await begin(person, third)).body;
    expect(three.needs).toMatchObject({ second: true, series: 'first' });
    const refused = await accept(person, third, { ceremony: three.id, password: person.password });
    expect(codesOf(refused)).toEqual(['identity.components-missing']);
    const [signature] = (await h.http(person, 'GET', `/signatures?subject=release:${second}`)).body.items;
    expect(signature).toMatchObject({ methods: ['password'], series: 2 });
  });

  test('[TE-10] a passkey signs the challenge of this ceremony and no other, and its evidence breaks when the statement is another', async () => {
    const person = await manager();
    await appOf(h, person);
    const passkey = await passkeyOf(h, person);
    await proven(h, person);
    const [id, other] = [await proposed(), await proposed()];
    const shown = (await begin(person, id)).body;
    const elsewhere = (await begin(person, other)).body;
    expect(shown.needs.passkey.challenge).not.toBe(elsewhere.needs.passkey.challenge);
    const swapped = await accept(person, id, {
      ceremony: shown.id,
      password: person.password,
      assertion: passkey.sign(elsewhere.needs.passkey.challenge),
    });
    expect(codesOf(swapped)).toEqual(['identity.passkey-refused']);
    const assertion = passkey.sign(shown.needs.passkey.challenge);
    const done = await accept(person, id, { ceremony: shown.id, password: person.password, assertion });
    expect(done.status, done.text).toBe(200);
    const full = (await h.http(person, 'GET', `/signatures/${shown.id}`)).body;
    expect(full).toMatchObject({ methods: ['password', 'passkey'], evidenceStanding: 'holds' });
    const replayed = await accept(person, other, { ceremony: elsewhere.id, password: person.password, assertion });
    expect(codesOf(replayed)).toEqual(['identity.passkey-refused']);

    const owner = new pg.Client({ connectionString: h.database.superUrl });
    await owner.connect();
    const swap = `update signatures.signature set statement = replace(statement, '"accepted"', '"approved"') where id = $1`;
    expect((await owner.query(swap, [shown.id])).rowCount).toBe(1);
    await owner.end();
    expect((await h.http(person, 'GET', `/signatures/${shown.id}`)).body.evidenceStanding).toBe('broken');
  });
});
