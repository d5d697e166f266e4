import { describe, expect, test } from 'vitest';
import { signNewest } from '../../src/rooms/ledger/acts/sign-checkpoint.ts';
import { freshKeyFile, sealAll, signingWith } from '../../src/rooms/ledger/testing/things.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';

const house = useHouse({ settings: signingWith(freshKeyFile()) });
const witness = 'audit.firm.example/witness+c73b4834+BHSWdCxSrk/4/0Ijc8tpg8VHtjd+59ON/sBqENjUYim2';
const all = ['operatingSystem', 'database', 'backups', 'identityProvider'];
const byAll = (by: 'firm' | 'others') => Object.fromEntries(all.map((one) => [`installation.${one}`, by]));

const systemAs = async (as: Someone) => (await house().http(as, 'GET', '/profile/system')).body;
const metOf = (view: HttpReply['body']): Readonly<Record<string, boolean>> =>
  Object.fromEntries(view.measures.map((one: { name: string; met: boolean }) => [one.name, one.met]));

async function propose(as: Someone, values: object): Promise<HttpReply> {
  const { version } = (await house().http(as, 'GET', '/profile')).body;
  return house().http(as, 'POST', '/profile/changes', { ifMatch: version, body: { values, reason: 'as the contract says' } });
}
const approve = (as: Someone, change: HttpReply['body']): Promise<HttpReply> =>
  house().http(as, 'POST', `/profile/changes/${change.id}/acts/approve`, {
    ifMatch: change.version,
    body: { password: as.password },
  });

describe('a closed or an open system', () => {
  test('[P11-03-1] where a hosting partner administers the database the installation is open, the measures of open systems are mandatory, and it is not ready before encryption at rest, signed exports and an off-site witness are configured', async () => {
    const h = house();
    const [admin, quality, other] = [
      await h.someone(['administrator']),
      await h.someone(['quality']),
      await h.someone(['quality']),
    ];
    expect(await systemAs(admin)).toMatchObject({ class: 'open', ready: false, controls: all.map(() => ({ by: 'others' })) });

    const answered = await propose(quality, byAll('firm'));
    expect(answered.body).toMatchObject({ state: 'proposed', loosens: true });
    expect(await systemAs(admin)).toMatchObject({ class: 'open' });
    const signed = await approve(other, answered.body);
    expect(signed.body, signed.text).toMatchObject({ state: 'adopted', way: 'signed' });
    const { body: signatures } = await h.http(other, 'GET', `/signatures?subject=profile-change:${answered.body.key}`);
    expect(signatures.items).toMatchObject([{ standing: 'valid', signer: { id: other.id } }]);
    expect(await systemAs(admin)).toMatchObject({ class: 'closed', ready: true });

    const partner = await propose(admin, { 'installation.database': 'others' });
    expect(partner.body).toMatchObject({ state: 'adopted', way: 'tightened' });
    const open = await systemAs(admin);
    expect(open).toMatchObject({ class: 'open', ready: false });
    expect(open.measures.map((one: { mandatory: boolean }) => one.mandatory)).toEqual([true, true, true]);
    expect(metOf(open)).toEqual({ 'encryption-at-rest': false, 'signed-exports': false, 'off-site-witness': false });

    await sealAll(h);
    await signNewest(h.app);
    expect(metOf(await systemAs(admin))).toMatchObject({ 'signed-exports': true });
    expect(await systemAs(admin)).toMatchObject({ ready: false });
    const { version } = (await h.http(quality, 'GET', '/ledger/witnesses')).body;
    const named = await h.http(quality, 'PUT', '/ledger/witnesses', {
      ifMatch: version,
      body: { witnesses: [{ vkey: witness, url: null }], quorum: 1, reason: 'the audit department looks on' },
    });
    expect(named.status, named.text).toBe(200);
    expect(metOf(await systemAs(admin))).toMatchObject({ 'off-site-witness': true });
    expect(await systemAs(admin)).toMatchObject({ ready: false });
    const encrypted = await propose(quality, { 'installation.encryptionAtRest': 'encrypted' });
    expect(await systemAs(admin)).toMatchObject({ ready: false });
    expect((await approve(other, encrypted.body)).body).toMatchObject({ state: 'adopted', way: 'signed' });
    expect(await systemAs(admin)).toMatchObject({ class: 'open', ready: true });
  });

  test('any one road that is not the firm’s alone makes it open, and who may not read policies is told nothing', async () => {
    const h = house();
    const [quality, other] = [await h.someone(['quality']), await h.someone(['quality'])];
    await approve(other, (await propose(quality, byAll('firm'))).body);
    for (const one of all) {
      expect(await systemAs(quality), one).toMatchObject({ class: 'closed' });
      await propose(quality, { [`installation.${one}`]: 'others' });
      expect(await systemAs(quality), one).toMatchObject({ class: 'open' });
      await approve(other, (await propose(quality, { [`installation.${one}`]: 'firm' })).body);
    }
    expect((await h.http(await h.someone(), 'GET', '/profile/system')).status).toBe(403);
  });
});
