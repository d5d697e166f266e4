import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { application, type Cast, castOf, codesOf, propose } from '../../../../tests/support/releases.ts';
import { entriesOfRequest } from '../../../../tests/support/trail.ts';
import type { Json } from '../../../foundation/canonical-json.ts';
import { signNewest } from '../../ledger/acts/sign-checkpoint.ts';
import { verifyFile } from '../../ledger/cli/verify-file.ts';
import { freshKeyFile, sealAll, signingWith } from '../../ledger/testing/things.ts';
import { signatureJudge } from '../../signatures/wiring.ts';
import { plainText } from '../core/paper.ts';
import { printable } from '../core/printable.ts';
import { readPdf } from '../testing/read-pdf.ts';
import { dossierContainer } from '../wiring.ts';

const house = useHouse({ settings: signingWith(freshKeyFile()) });
let h: TestHouse;
let cast: Cast;
let auditor: Someone;
let app: { readonly id: string; readonly key: string };
let folder = '';
let before = '';
beforeAll(async () => {
  h = house();
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-dossier-of-'));
  cast = await castOf(h);
  auditor = await h.someone(['auditor']);
  app = await application(h, cast, 'yes');
  before = h.clock.now().toISOString();
  h.clock.moveBy(60_000);
  const { body: seen } = await h.http(cast.systemOwner, 'GET', `/applications/${app.key}`);
  const reply = await h.http(cast.quality, 'POST', `/applications/${app.key}/acts/mark-validated`, {
    ifMatch: seen.version,
    body: { reason: 'the report is approved', password: cast.quality.password },
  });
  expect(reply.status, reply.text).toBeLessThan(300);
  const said = await h.http(cast.systemOwner, 'POST', `/records/application/${app.key}/comments`, {
    body: { text: 'Who runs it?' },
  });
  expect(said.status, said.text).toBe(201);
  await sealAll(h);
  h.clock.moveBy(1_000);
  await signNewest(h.app);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const dossier = (as: Someone = auditor, query = '') => h.http(as, 'GET', `/records/application/${app.key}/dossier${query}`);
const squeezed = (text: string): string => text.replaceAll(/\s/g, '');
function* leaves(value: Json): Generator<string> {
  if (typeof value !== 'object' || value === null) yield printable(plainText(value), () => true);
  else for (const one of Array.isArray(value) ? value : Object.values(value)) yield* leaves(one);
}

test('an application has a dossier: the record, its signature, its trail and the proofs, which verify alone', async () => {
  const reply = await dossier();
  expect(reply.status, reply.text).toBe(200);
  const { head, sections } = reply.body;
  expect(head.record).toMatchObject({ kind: 'application', id: app.id, key: app.key });
  expect(Object.keys(sections)).toEqual([
    'identity',
    'signatures',
    'discussion',
    'attachments',
    'retention',
    'changes',
    'trail',
    'people',
    'proofs',
  ]);
  expect(sections.identity.content).toMatchObject({ id: app.id, key: app.key, gxp: 'yes' });
  expect(sections.signatures.content.signatures).toMatchObject([{ signer: { name: cast.quality.name }, standing: 'valid' }]);
  expect(sections.trail.rows).toBeGreaterThanOrEqual(4);
  const file = path.join(folder, 'file.json');
  const verifying = { judges: () => [signatureJudge()], containers: [dossierContainer] };
  await writeFile(file, reply.text);
  expect(await verifyFile(file, { keys: [], checkpoints: [] }, verifying)).toMatchObject({
    verdict: 'valid',
    exhibits: { valid: 1 },
    notProven: [],
  });
  expect(sections.discussion.content).toMatchObject([{ state: 'written', record: { text: 'Who runs it?' } }]);
  await writeFile(file, reply.text.replaceAll('Who runs it?', 'Who ran it??'));
  expect(await verifyFile(file, { keys: [], checkpoints: [] }, verifying)).toMatchObject({ verdict: 'broken' });
  await writeFile(file, reply.text.replaceAll('the report is approved', 'the report was waived'));
  expect(await verifyFile(file, { keys: [], checkpoints: [] }, verifying)).toMatchObject({ verdict: 'broken' });
  const entries = await entriesOfRequest(h, reply.headers['x-request-id']);
  expect(entries.map((entry) => [entry.act, entry.subject_key]).toSorted()).toEqual([
    ['ledger.export-begun', app.key],
    ['ledger.export-finished', app.key],
  ]);
});

test('the PDF says what the bundle says, field for field', async () => {
  const { body: bundle } = await dossier();
  const reply = await h.server.inject({
    url: `/api/v1/records/application/${app.key}/dossier.pdf`,
    headers: { cookie: `interlock_session=${auditor.cookie}` },
  });
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/pdf']);
  const edge = squeezed(`${app.key}, version ${bundle.head.record.version}, as of`);
  const text = readPdf(reply.rawPayload)
    .pages.map(squeezed)
    .map((page) => page.slice(0, page.lastIndexOf(edge)))
    .join('');
  for (const [key, { content }] of Object.entries<{ content: Json }>(bundle.sections))
    for (const leaf of leaves(content)) expect(text, `${key}: ${leaf}`).toContain(squeezed(leaf));
});

test('as of a moment it is the record of then', async () => {
  const { body: then } = await dossier(auditor, `?asOf=${encodeURIComponent(before)}`);
  expect(then.sections.signatures.content.signatures).toEqual([]);
  expect(then.head.record.version).toBe(1);
});

test('a kind without a dossier, a record that is not there, a moment before it, and a reader without the right are refused', async () => {
  const path_ = (kind: string, id: string) => `/records/${kind}/${id}/dossier`;
  expect(codesOf(await h.http(auditor, 'GET', path_('person', auditor.id)))).toEqual(['records.no-dossier-of']);
  expect(codesOf(await h.http(auditor, 'GET', path_('application', 'APP-NOWHERE')))).toEqual(['records.no-record-to-print']);
  expect(codesOf(await dossier(auditor, '?asOf=2020-01-01T00:00:00Z'))).toEqual(['records.not-there-yet']);
  expect((await dossier(await h.someone(['stakeholder'], { unit: cast.unit }))).status).toBe(403);
  const elsewhere = await h.someone(['quality'], { unit: await h.unit() });
  expect(codesOf(await dossier(elsewhere))).toEqual(['records.no-record-to-print']);
  const { body: release } = await propose(h, cast);
  const same = await h.http(auditor, 'GET', path_('release', release.key));
  expect([same.status, Object.keys(same.body.sections)[1]]).toEqual([200, 'scope']);
});
