import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { act, castOf, passTimeTo, propose } from '../../../../tests/support/releases.ts';
import { carryOutErasures } from '../../ledger/acts/carry-out-erasures.ts';
import { signNewest } from '../../ledger/acts/sign-checkpoint.ts';
import { verifyFile } from '../../ledger/cli/verify-file.ts';
import { asSuperuser, freshKeyFile, sealAll, signingWith } from '../../ledger/testing/things.ts';
import { forgetErasedNames } from '../../signatures/store/signatures.ts';
import { signatureJudge } from '../../signatures/wiring.ts';
import { dossierContainer } from '../wiring.ts';

const house = useHouse({ settings: signingWith(freshKeyFile()) });
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-erased-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function judged(content: string) {
  const file = path.join(folder, 'file');
  await writeFile(file, content);
  const verifying = { judges: () => [signatureJudge()], containers: [dossierContainer] };
  return verifyFile(file, { keys: [], checkpoints: [] }, verifying);
}

async function sealed(h: TestHouse): Promise<void> {
  await sealAll(h);
  h.clock.moveBy(1_000);
  await signNewest(h.app);
}

const timesNamed = async (h: TestHouse, name: string): Promise<number> => {
  const like = `%${name}%`;
  const { rows } = await sql<{ n: number }>`
    select ((select count(*) from ledger.side where value::text like ${like}) + (select count(*) from identity.person where name like ${like})
      + (select count(*) from signatures.signature s where s::text like ${like}))::int as n`.execute(h.app.database.db);
  return rows[0]?.n ?? -1;
};

test('a signature outlives the lawful erasure of its signer: the name is nowhere, it stands, and every proof holds', async () => {
  const h = house();
  const now = h.clock.now();
  h.clock.moveBy(-11 * 365.25 * 86_400_000);
  const cast = await castOf(h);
  const signer = await h.someone(['release-manager'], { unit: cast.unit, name: 'Aurelia Vance' });
  const { body: release } = await propose(h, cast);
  expect((await act(h, signer, release.id, 'accept')).status).toBe(200);
  const { body: other } = await propose(h, cast);
  expect((await act(h, cast.manager, other.id, 'accept')).status).toBe(200);
  const [quality, admin] = [await h.someone(['quality']), await h.someone(['administrator'])];
  const { body: person } = await h.http(admin, 'GET', `/people/${signer.id}`);
  const left = await h.http(admin, 'POST', `/people/${signer.id}/acts/disable`, {
    ifMatch: person.version,
    body: { reason: 'left' },
  });
  expect(left.status, left.text).toBe(200);
  await passTimeTo(h, now);
  await sealed(h);
  expect(await forgetErasedNames(h.app.database.db)).toBe(0);
  expect(await timesNamed(h, 'Aurelia Vance')).toBeGreaterThan(2);

  const body = { person: signer.id, reason: 'the retention is over', password: quality.password };
  const asked = await h.http(quality, 'POST', '/ledger/erasures', { body });
  expect(asked.status, asked.text).toBe(201);
  const path = `/ledger/erasures/${asked.body.id}/acts/confirm`;
  expect((await h.http(admin, 'POST', path, { body: { password: admin.password } })).status).toBe(200);
  // Confirmed and not yet carried out: nothing goes before the ledger accounts for it.
  expect(await forgetErasedNames(h.app.database.db)).toBe(0);
  for (let turn = 0; turn < 3; turn++) {
    await carryOutErasures(h.app);
    await sealAll(h);
  }
  expect(await forgetErasedNames(h.app.database.db)).toBe(1);
  expect(await forgetErasedNames(h.app.database.db)).toBe(0);
  expect(await timesNamed(h, 'Aurelia Vance')).toBe(0);
  await sealed(h);

  const [shown] = (await h.http(cast.quality, 'GET', `/signatures?subject=release:${release.id}`)).body.items;
  expect(shown).toMatchObject({ standing: 'valid', signer: { id: signer.id, name: 'lawfully erased' } });
  const auditor = await h.someone(['auditor']);
  const exported = await h.http(auditor, 'GET', '/ledger/export');
  expect(await judged(exported.text)).toMatchObject({ verdict: 'valid', exhibits: { valid: 1, erased: 1, broken: 0 } });
  const dossier = await h.http(auditor, 'GET', `/releases/${release.id}/dossier`);
  const found = await judged(dossier.text);
  expect(found, JSON.stringify(found)).toMatchObject({ verdict: 'valid', exhibits: { valid: 0, erased: 1 }, notProven: [] });

  // Taken away by hand, a name is missed.
  await asSuperuser(h, 'update signatures.signature set printed_name = null, user_name = null, printed_salt = null');
  const spoilt = await judged((await h.http(auditor, 'GET', '/ledger/export')).text);
  expect(spoilt).toMatchObject({ verdict: 'broken', damage: { what: 'exhibit' }, exhibits: { erased: 1, broken: 1 } });
  const [missed] = (await h.http(cast.quality, 'GET', `/signatures?subject=release:${other.id}`)).body.items;
  expect(missed.standing).toBe('broken');
}, 60_000);

test('the role that serves cannot take a name away', async () => {
  const { db } = house().app.database;
  await expect(sql`update signatures.signature set printed_name = null`.execute(db)).rejects.toThrow(/permission denied/);
});
