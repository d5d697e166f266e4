import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type HttpReply, type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { signNewest } from '../../ledger/acts/sign-checkpoint.ts';
import { verifyFile } from '../../ledger/cli/verify-file.ts';
import { freshKeyFile, sealAll, signingWith } from '../../ledger/testing/things.ts';
import { signatureJudge } from '../../signatures/wiring.ts';
import { copyEnvelope, dossierContainer } from '../wiring.ts';

const house = useHouse({ settings: signingWith(freshKeyFile()) });
const verifying = { judges: () => [signatureJudge()], containers: [dossierContainer], envelopes: [copyEnvelope] };
let h: TestHouse;
let author: Someone;
let quality: Someone;
let auditor: Someone;

beforeAll(async () => {
  h = house();
  author = await h.someone(['validation-lead']);
  quality = await h.someone(['quality'], { name: 'Quinn of quality' });
  auditor = await h.someone(['auditor']);
});

const must = (reply: HttpReply): HttpReply['body'] => {
  expect(reply.status, reply.text).toBeLessThan(300);
  return reply.body;
};

/** Every value that stands in a section, as text. */
const leaves = (value: unknown): readonly string[] =>
  value === null || value === undefined ? [] : typeof value === 'object' ? Object.values(value).flatMap(leaves) : [String(value)];

async function verdictOf(kind: string, key: string, bundle: string): Promise<readonly unknown[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-dossier-of-policies-'));
  const pdf = await h.server.inject({
    url: `/api/v1/records/${kind}/${key}/dossier.pdf`,
    headers: { cookie: `interlock_session=${auditor.cookie}` },
  });
  const found: unknown[] = [];
  for (const [name, content] of [
    ['file.json', bundle],
    ['file.pdf', pdf.rawPayload],
  ] as const) {
    const file = path.join(folder, name);
    await writeFile(file, content);
    const report = await verifyFile(file, { keys: [], checkpoints: [] }, verifying);
    found.push('verdict' in report ? report.verdict : report);
  }
  await rm(folder, { recursive: true });
  return found;
}

test('a policy is printed with every version, the signature on each, its acknowledgements and its trail; bundle and PDF verify alone', async () => {
  const { key: unit } = await h.root();
  const body = { kind: 'entry', title: 'Entry of releases', unit, text: 'Two weeks before.', summary: 'First version' };
  const made = must(await h.http(author, 'POST', '/policies', { body: { ...body, acknowledgedBy: ['auditor'] } }));
  const step = async (as: Someone, verb: string, more: object = {}) => {
    const { version, versions } = must(await h.http(as, 'GET', `/policies/${made.key}`));
    return must(await h.http(as, 'POST', `/policy-versions/${versions[0].id}/acts/${verb}`, { ifMatch: version, body: more }));
  };
  await step(author, 'submit');
  await step(quality, 'approve', { password: quality.password });
  must(await h.http(auditor, 'POST', `/policies/${made.key}/acts/acknowledge`, { body: { number: 1 } }));
  await sealAll(h);
  h.clock.moveBy(1_000);
  await signNewest(h.app);

  const bundle = await h.http(auditor, 'GET', `/records/policy/${made.key}/dossier`);
  const { head, sections } = must(bundle);
  expect(head.record).toMatchObject({ kind: 'policy', key: made.key, name: 'Entry of releases' });
  expect(leaves(sections.identity.content)).toContain('Two weeks before.');
  expect(sections.signatures.rows).toBe(1);
  expect(JSON.stringify(sections.signatures.content)).toContain('Quinn of quality');
  const acts = sections.trail.content.map(({ act }: { act: string }) => act);
  for (const act of ['policies.policy-acknowledged', 'signatures.signed']) expect(acts).toContain(act);
  expect(await verdictOf('policy', made.key, bundle.text)).toEqual(['valid', 'valid']);
});

test('a change of the compliance profile that loosens it is printed with the signature that let it', async () => {
  const wanted = { values: { 'session.idleMinutes': 45 }, reason: 'the warehouse needs both hands' };
  const { version } = must(await h.http(author, 'GET', '/profile'));
  const change = must(await h.http(author, 'POST', '/profile/changes', { ifMatch: version, body: wanted }));
  const approve = { ifMatch: change.version, body: { password: quality.password } };
  must(await h.http(quality, 'POST', `/profile/changes/${change.id}/acts/approve`, approve));
  await sealAll(h);
  h.clock.moveBy(1_000);
  await signNewest(h.app);
  const bundle = await h.http(auditor, 'GET', `/records/profile-change/${change.key}/dossier`);
  const { sections } = must(bundle);
  expect(sections.identity.content).toMatchObject({ state: 'adopted', values: { 'session.idleMinutes': { from: 30, to: 45 } } });
  expect(sections.signatures.rows).toBe(1);
  expect(await verdictOf('profile-change', change.key, bundle.text)).toEqual(['valid', 'valid']);
});
