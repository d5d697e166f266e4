import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { type HttpReply, type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { codesOf } from '../../../../tests/support/releases.ts';
import { checklist, gateDraft, measure, things } from '../../../../tests/support/things.ts';
import type { Json } from '../../../foundation/canonical-json.ts';
import { windowTools } from '../../calendar/testing/window-tools.ts';
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
let auditor: Someone;
let folder = '';
beforeAll(async () => {
  h = house();
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-dossier-of-'));
  auditor = await h.someone(['auditor']);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const get = (as: Someone, address: string) => h.http(as, 'GET', address);
const squeezed = (text: string): string => text.replaceAll(/\s/g, '');
function* leaves(value: Json): Generator<string> {
  if (typeof value !== 'object' || value === null) yield printable(plainText(value), () => true);
  else for (const one of Array.isArray(value) ? value : Object.values(value)) yield* leaves(one);
}
async function seal(): Promise<void> {
  await sealAll(h);
  h.clock.moveBy(1_000);
  await signNewest(h.app);
}
const verdictOf = async (text: string) => {
  const file = path.join(folder, 'bundle.json');
  await writeFile(file, text);
  expect(await readFile(file, 'utf8')).toBe(text);
  return verifyFile(file, { keys: [], checkpoints: [] }, { judges: () => [signatureJudge()], containers: [dossierContainer] });
};
/** Every value of the bundle stands in the PDF of the same record. */
async function samePrint(address: string): Promise<void> {
  const { body: bundle } = await get(auditor, address);
  const reply = await h.server.inject({
    url: `/api/v1${address}.pdf`,
    headers: { cookie: `interlock_session=${auditor.cookie}` },
  });
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/pdf']);
  const edge = squeezed(`${bundle.head.record.key}, version ${bundle.head.record.version}, as of`);
  const text = readPdf(reply.rawPayload)
    .pages.map(squeezed)
    .map((page) => page.slice(0, page.lastIndexOf(edge)))
    .join('');
  expect(text).toContain(squeezed(`Dossier of a ${bundle.head.record.kind}`));
  for (const [key, { content }] of Object.entries<{ content: Json }>(bundle.sections))
    for (const leaf of leaves(content)) expect(text, `${key}: ${leaf}`).toContain(squeezed(leaf));
}
const must = (reply: HttpReply, status = 201): HttpReply => {
  expect(reply.status, reply.text).toBe(status);
  return reply;
};

describe('the dossier of a gate', () => {
  let world: ReturnType<typeof things>;
  let unit: Unit;
  let tester: Someone;
  let owner: Someone;
  let id = '';
  let key = '';
  let red = '';
  const address = (which = id) => `/records/gate/${encodeURIComponent(which)}/dossier`;

  beforeAll(async () => {
    world = things(h);
    unit = await h.unit();
    tester = await h.someone(['test-manager'], { unit });
    owner = await h.someone(['business-process-owner'], { unit });
    const { gates, subject } = await world.thing(owner, unit, [gateDraft('uat', [checklist('a'), measure('b')])]);
    id = gates.uat ?? '';
    key = `${subject.key}/uat`;
    const record = (criterion: string, body: object) =>
      h.http(tester, 'POST', `/gates/${id}/criteria/${criterion}/results`, { body });
    must(await record('a', { checked: true }));
    must(await record('b', { value: 12 }));
    red = h.clock.now().toISOString();
    await world.later(3_600_000);
    must(await record('b', { value: 99 }));
    const { body: now } = await get(owner, `/gates/${id}`);
    const body = { reason: 'all is well', password: owner.password, evaluationHash: now.evaluation.hash };
    must(await h.http(owner, 'POST', `/gates/${id}/acts/pass`, { ifMatch: now.version, body }));
    await seal();
  }, 60_000);

  test('tells what it asked, every result, the failed one too, the signed decision and each kept evaluation, and verifies alone', async () => {
    const reply = must(await get(auditor, address()), 200);
    const { head, sections } = reply.body;
    expect(head.record).toMatchObject({ kind: 'gate', id, key });
    expect(Object.keys(sections)).toEqual([
      'identity',
      'gates',
      'approvals',
      'signatures',
      'discussion',
      'attachments',
      'retention',
      'changes',
      'trail',
      'people',
      'proofs',
    ]);
    const [gate] = sections.gates.content;
    expect(gate).toMatchObject({ state: 'passed', decisions: [{ outcome: 'pass', reason: 'all is well' }] });
    const of = (criterion: string) => gate.results.filter((one: { criterion: string }) => one.criterion === criterion);
    expect(of('a')).toMatchObject([{ checked: true }]);
    expect(of('b')).toMatchObject([{ value: 12 }, { value: 99 }]);
    expect(gate.evaluations.length).toBeGreaterThanOrEqual(3);
    expect(sections.signatures.content.signatures).toMatchObject([{ signer: { name: owner.name }, standing: 'valid' }]);
    expect(await verdictOf(reply.text)).toMatchObject({ verdict: 'valid', exhibits: { valid: 1 }, notProven: [] });
    expect(await verdictOf(reply.text.replaceAll('all is well', 'all is fine'))).toMatchObject({ verdict: 'broken' });
    await samePrint(address());
  });

  test('is found by the key of the gate; before it is printed its contents say how many rows each section has', async () => {
    const { body: bundle } = await get(auditor, address(key));
    const { body: contents } = await get(auditor, `${address(key)}/contents`);
    expect(contents).toMatchObject({ id, key, refusals: [] });
    const rows = Object.values<{ rows: number }>(bundle.sections).map((section) => section.rows);
    expect(contents.sections.map((section: { rows: number }) => section.rows)).toEqual(rows);
  });

  test('as of a moment holds what was known then', async () => {
    const { body: then } = await get(auditor, `${address()}?asOf=${encodeURIComponent(red)}`);
    const [gate] = then.sections.gates.content;
    expect(gate).toMatchObject({ decisions: [], standing: { green: false } });
    expect(gate.results).toHaveLength(2);
    expect(then.sections.signatures.content.signatures).toEqual([]);
  });

  test('is for who may read its subject and print records; others are told no more than they may know', async () => {
    const elsewhere = await h.someone(['quality'], { unit: await h.unit() });
    expect(codesOf(await get(elsewhere, address()))).toEqual(['records.no-record-to-print']);
    expect((await get(tester, address())).status).toBe(403);
    expect((await get(await h.someone(['quality'], { unit }), address())).status).toBe(200);
  });

  test('outlives the withdrawal of the gate', async () => {
    const { gates, subject } = await world.thing(owner, unit, [gateDraft('old', [checklist('a')])]);
    h.clock.moveBy(1_000);
    const placed = await world.place(owner, subject, []);
    expect(placed.ok).toBe(true);
    const reply = must(await get(auditor, address(gates.old)), 200);
    expect(reply.body.sections.gates.content[0].withdrawnAt).not.toBeNull();
  });
});

describe('the dossier of a release window', () => {
  test('names what it held, holds the signature of its lock, its trail and the proofs, and verifies alone', async () => {
    const tools = await windowTools(h);
    const window = await tools.locked();
    await seal();
    const address = `/records/window/${window.key}/dossier`;
    const reply = must(await get(auditor, address), 200);
    const { head, sections } = reply.body;
    expect(head.record).toMatchObject({ kind: 'window', key: window.key, version: window.version });
    expect(Object.keys(sections)).toEqual([
      'identity',
      'scope',
      'signatures',
      'discussion',
      'attachments',
      'retention',
      'changes',
      'trail',
      'people',
      'proofs',
    ]);
    expect(sections.identity.content).toMatchObject({ name: 'January', state: 'locked' });
    const [held] = sections.scope.content.units;
    expect(sections.identity.content.scope.units).toEqual([held.id]);
    expect(held.name).not.toBe(held.id);
    expect(sections.signatures.content.signatures).toMatchObject([{ signer: { name: tools.manager.name }, standing: 'valid' }]);
    expect(await verdictOf(reply.text)).toMatchObject({ verdict: 'valid', exhibits: { valid: 1 }, notProven: [] });
    await samePrint(address);
    const local = await h.someone(['auditor'], { unit: await h.unit() });
    expect(codesOf(await get(local, address))).toEqual(['records.no-record-to-print']);
  });

  test('of the whole organisation is for auditors of any unit', async () => {
    const tools = await windowTools(h);
    const window = await tools.register({ scope: {} });
    const local = await h.someone(['auditor'], { unit: await h.unit() });
    const reply = must(await get(local, `/records/window/${window.key}/dossier`), 200);
    expect(reply.body.head.record.key).toBe(window.key);
    expect((await get(tools.reader, `/records/window/${window.key}/dossier`)).status).toBe(403);
  });
});
