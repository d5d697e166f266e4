import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { signNewest } from '../../src/rooms/ledger/acts/sign-checkpoint.ts';
import { verifyFile } from '../../src/rooms/ledger/cli/verify-file.ts';
import { asSuperuser, freshKeyFile, sealAll, signingWith } from '../../src/rooms/ledger/testing/things.ts';
import { dossierContainer } from '../../src/rooms/records/wiring.ts';
import { signatureJudge } from '../../src/rooms/signatures/wiring.ts';
import type { Someone } from '../support/builders.ts';
import { type TestHouse, useHouse } from '../support/house.ts';
import { act, application, type Cast, castOf, passTimeTo, propose, walkUntil } from '../support/releases.ts';

const house = useHouse({ settings: signingWith(freshKeyFile()) });
let h: TestHouse;
let cast: Cast;
let auditor: Someone;
beforeAll(async () => {
  h = house();
  cast = await castOf(h);
  auditor = await h.someone(['auditor']);
});

const setZone = async (unit: string, zone: string | null, as: Someone) => {
  const { version } = (await h.http(as, 'GET', `/units/${unit}`)).body;
  return h.http(as, 'PATCH', `/units/${unit}`, { ifMatch: version, body: { zone } });
};
const signatureOf = async (release: string, verb: string) =>
  (await h.http(auditor, 'GET', `/signatures?subject=release:${release}`)).body.items.find(
    (one: { verb: string }) => one.verb === verb,
  );

describe('the time of a signature', () => {
  test('[D11-13-4] given at 10:00 in Basel from a browser in New York: site time, UTC and the browser’s zone are one instant, also after the site has another zone', async () => {
    const admin = await h.someone(['administrator']);
    const { body: first } = await propose(h, cast);
    // Before the site has a zone, its time is UTC. This signature also lets the cast sign with the password alone.
    expect((await act(h, cast.manager, first.id, 'accept')).status).toBe(200);
    expect((await signatureOf(first.id, 'accept')).zone).toBe('UTC');
    const refused = await setZone(cast.unit.id, 'Basel', admin);
    expect([refused.status, refused.body.refusals[0].field]).toEqual([400, '/zone']);
    expect((await setZone(cast.unit.id, 'Europe/Zurich', cast.manager)).status).toBe(403);
    expect((await setZone(cast.unit.id, 'Europe/Zurich', admin)).status).toBe(200);

    const tenInBasel = new Date('2027-01-11T09:00:00.000Z');
    await passTimeTo(h, tenInBasel);
    const { body: release } = await propose(h, cast);
    const input = { reason: 'because it is due' };
    const shown = await h.http(cast.manager, 'POST', '/signatures/ceremonies', {
      ifMatch: 1,
      body: { subject: { kind: 'release', id: release.id }, verb: 'accept', input, zone: 'America/New_York' },
    });
    expect(shown.status, shown.text).toBe(201);
    const signature = { ceremony: shown.body.id, password: cast.manager.password };
    const done = await h.http(cast.manager, 'POST', `/releases/${release.id}/acts/accept`, {
      ifMatch: 1,
      body: { ...input, signature },
    });
    expect(done.status, done.text).toBe(200);

    const given = await signatureOf(release.id, 'accept');
    expect(given).toMatchObject({ at: '2027-01-11T09:00:00.000Z', zone: 'Europe/Zurich', signerZone: 'America/New_York' });
    expect(given.text).toContain('on 2027-01-11 10:00:00 Europe/Zurich (GMT+01:00; 2027-01-11 09:00:00 UTC)');
    expect(new Date('2027-01-11T10:00:00+01:00')).toEqual(new Date(given.at));
    const detail = (await h.http(auditor, 'GET', `/signatures/${given.id}`)).body;
    const bound = { at: given.at, zone: 'Europe/Zurich', signerZone: 'America/New_York' };
    expect(JSON.parse(detail.payload)).toMatchObject(bound);

    expect((await setZone(cast.unit.id, 'Asia/Tokyo', admin)).status).toBe(200);
    expect(await signatureOf(release.id, 'accept')).toEqual(given);
    // What is kept as data is bound as well: another browser zone is another signature.
    await asSuperuser(h, `update signatures.signature set signer_zone = 'Asia/Tokyo' where id = '${given.id}'`);
    expect((await signatureOf(release.id, 'accept')).standing).toBe('broken');
    await asSuperuser(h, `update signatures.signature set signer_zone = 'America/New_York' where id = '${given.id}'`);
    expect((await signatureOf(release.id, 'accept')).standing).toBe('valid');
  });
});

describe('an archived record', () => {
  test('[A11-14] of a signed go and no-go, opened again from a file with nothing but the verifier: signature, time and exact version are there and hold; one changed digit is found', async () => {
    const app = await application(h, cast);
    const { body: made } = await propose(h, cast, { applications: [{ application: app.key, role: 'changed', version: '1.0' }] });
    await walkUntil(h, cast, made.id, 'declare-ready');
    expect((await act(h, cast.manager, made.id, 'no-go')).status).toBe(200);
    await sealAll(h);
    h.clock.moveBy(1_000);
    await signNewest(h.app);
    const exported = await h.http(auditor, 'GET', `/releases/${made.id}/dossier`);
    expect(exported.status, exported.text).toBe(200);
    const decisions = await Promise.all(['declare-ready', 'no-go'].map((verb) => signatureOf(made.id, verb)));

    const archive = await mkdtemp(path.join(os.tmpdir(), 'interlock-archive-'));
    const open = async (content: string) => {
      const file = path.join(archive, 'release.json');
      await writeFile(file, content);
      return verifyFile(
        file,
        { keys: [], checkpoints: [] },
        { judges: () => [signatureJudge()], containers: [dossierContainer] },
      );
    };
    const read = await open(exported.text);
    expect(read, JSON.stringify(read).slice(0, 2_000)).toMatchObject({
      verdict: 'valid',
      exhibits: { broken: 0 },
      notProven: [],
    });
    const told = 'exhibits' in read ? (read.exhibits?.each.map(({ about }) => about) ?? []) : [];
    for (const one of decisions) {
      const link = `on release ${made.key}, version ${one.version} (${one.verb})`;
      const said = `signature “${one.meaning.text}” by ${one.signer.name} at ${one.at} ${link}`;
      const [found] = told.filter((line) => line.startsWith(said));
      expect(found?.slice(said.length)).toMatch(/^, content [0-9a-f]{64}$/);
    }
    const [go] = decisions;
    const version = `\\"verb\\":\\"declare-ready\\",\\"version\\":${go.version}`;
    expect(exported.text).toContain(version);
    const other = exported.text.replaceAll(version, version.replace(String(go.version), String(go.version + 1)));
    expect(await open(other)).toMatchObject({ verdict: 'broken' });
    await rm(archive, { recursive: true });
  });
});
