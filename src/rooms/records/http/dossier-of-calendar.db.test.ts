import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { codesOf } from '../../../../tests/support/releases.ts';
import { signNewest } from '../../ledger/acts/sign-checkpoint.ts';
import { verifyFile } from '../../ledger/cli/verify-file.ts';
import { freshKeyFile, sealAll, signingWith } from '../../ledger/testing/things.ts';
import { signatureJudge } from '../../signatures/wiring.ts';
import { copyEnvelope, dossierContainer } from '../wiring.ts';

const house = useHouse({ settings: signingWith(freshKeyFile()) });
const verifying = { judges: () => [signatureJudge()], containers: [dossierContainer], envelopes: [copyEnvelope] };

test('freezes, cadences and working calendars have a dossier, as bundle and as PDF, which verify alone', async () => {
  const h = house();
  const here = await h.unit();
  const manager = await h.someone(['release-manager']);
  const auditor = await h.someone(['auditor']);
  const elsewhere = await h.someone(['quality'], { unit: await h.unit() });
  const once = { start: '2027-02-01T00:00', end: '2027-03-01T00:00' };
  const week = { MO: [{ from: '09:00', to: '17:00' }] };
  const scope = { units: [here.key] };
  const made: (readonly [kind: string, key: string])[] = [];
  for (const [kind, address, body] of [
    ['freeze', '/freezes', { name: 'Audit', reason: 'the inspectors are here', zone: 'Europe/Berlin', once, scope }],
    [
      'cadence',
      '/cadences',
      {
        name: 'Monthly',
        zone: 'Europe/Berlin',
        repeats: { rule: 'FREQ=MONTHLY', startsAt: '2027-01-09T22:00', minutes: 480 },
        scope,
      },
    ],
    ['working-calendar', '/working-calendars', { key: 'berlin', name: 'Berlin', zone: 'Europe/Berlin', week }],
  ] as const) {
    const reply = await h.http(manager, 'POST', address, { body });
    expect(reply.status, reply.text).toBe(201);
    made.push([kind, reply.body.key]);
  }
  await sealAll(h);
  h.clock.moveBy(1_000);
  await signNewest(h.app);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-dossier-of-calendar-'));
  for (const [kind, key] of made) {
    const bundle = await h.http(auditor, 'GET', `/records/${kind}/${key}/dossier`);
    expect(bundle.status, bundle.text).toBe(200);
    expect(bundle.body.head.record).toMatchObject({ kind, key, version: 1 });
    expect(bundle.body.sections.identity.content).toMatchObject({ zone: 'Europe/Berlin' });
    expect(bundle.body.sections.trail.rows).toBe(1);
    const pdf = await h.server.inject({
      url: `/api/v1/records/${kind}/${key}/dossier.pdf`,
      headers: { cookie: `interlock_session=${auditor.cookie}` },
    });
    for (const [name, content] of [
      ['file.json', bundle.text],
      ['file.pdf', pdf.rawPayload],
    ] as const) {
      const file = path.join(folder, name);
      await writeFile(file, content);
      expect(await verifyFile(file, { keys: [], checkpoints: [] }, verifying), `${kind} ${name}`).toMatchObject({
        verdict: 'valid',
        notProven: [],
      });
    }
    if (kind === 'working-calendar') continue;
    expect(codesOf(await h.http(elsewhere, 'GET', `/records/${kind}/${key}/dossier`))).toEqual(['records.no-record-to-print']);
  }
  await rm(folder, { recursive: true });
});
