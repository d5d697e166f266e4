import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allowNotices, decidersOf, requirement, say, termsFor } from '../../../../tests/support/approvals.ts';
import type { Someone } from '../../../../tests/support/builders.ts';
import { registeredChecker, sendAnswer } from '../../../../tests/support/checkers.ts';
import { type HttpReply, type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { act, type Cast, castOf, gateDraft, placeGates, planFor, propose } from '../../../../tests/support/releases.ts';
import { checklist } from '../../../../tests/support/things.ts';
import type { Json } from '../../../foundation/canonical-json.ts';
import { signNewest } from '../../ledger/acts/sign-checkpoint.ts';
import { verifyFile } from '../../ledger/cli/verify-file.ts';
import { freshKeyFile, sealAll, signingWith } from '../../ledger/testing/things.ts';
import { signatureJudge } from '../../signatures/wiring.ts';
import { plainText } from '../core/paper.ts';
import { printable } from '../core/printable.ts';
import { readPdf } from '../testing/read-pdf.ts';
import { refitted as refit, resealed } from '../testing/refit.ts';
import { dossierContainer } from '../wiring.ts';

type Body = HttpReply['body'];
const house = useHouse({ settings: signingWith(freshKeyFile()) });
let h: TestHouse;
let cast: Cast;
let auditor: Someone;
let decider: Someone;
let quality: Someone;
let release: Body;
let exception: Body;
let verbal: Body;
let policy: Body;
let notice: Body;
let review: Body;
let folder = '';
/** The exception is asked for, and nobody has decided on it. */
let between = '';

const beside = ['emergencies', 'notices', 'policies', 'exceptions', 'reviews', 'discussion'] as const;
const inDays = (days: number): string => new Date(h.clock.now().getTime() + days * 86_400_000).toISOString();
async function must(asked: Promise<HttpReply>): Promise<Body> {
  const reply = await asked;
  if (reply.status >= 300) throw new Error(reply.text);
  return reply.body;
}
const signed = (as: Someone, reason = 'seen and talked through') => ({ reason, password: as.password });
const dossier = (query = ''): Promise<Body> => must(h.http(auditor, 'GET', `/releases/${release.key}/dossier${query}`));

async function policyInForce(): Promise<Body> {
  const { key } = await h.root();
  const author = await h.someone(['release-manager']);
  const body = { kind: 'entry', title: 'Entry of releases', unit: key, text: 'Two weeks before.', summary: 'First' };
  let made = await must(h.http(author, 'POST', '/policies', { body }));
  const step = (as: Someone, verb: string, more: object = {}) =>
    must(h.http(as, 'POST', `/policy-versions/${made.versions[0].id}/acts/${verb}`, { ifMatch: made.version, body: more }));
  made = await step(author, 'submit');
  return step(quality, 'approve', { password: quality.password });
}

/** A release in a freeze, with a requirement for its plan. */
async function frozenEmergency(): Promise<Body> {
  const app = await must(
    h.http(cast.systemOwner, 'POST', '/applications', {
      body: { key: 'BESIDE', name: 'Beside', unit: cast.unit.key, criticality: 'low', gxp: 'no', sox: 'no' },
    }),
  );
  const once = { start: inDays(15).slice(0, 16), end: inDays(25).slice(0, 16) };
  const freeze = { name: 'Year end', reason: 'the books', zone: 'UTC', once, scope: { applications: [app.key] } };
  const manager = await h.someone(['release-manager']);
  await must(h.http(manager, 'POST', '/freezes', { body: { ...freeze, severity: 'needs-exception' } }));
  await requirement(h, await decidersOf(h), termsFor(cast.unit));
  const applications = [{ application: app.key, role: 'changed', version: '1.0' }];
  const made = await must(propose(h, cast, { ...planFor(h, 20), kind: 'emergency', applications }));
  expect((await act(h, cast.manager, made.id, 'accept')).status).toBe(200);
  return made;
}

async function excepted(): Promise<Body> {
  const { items } = await must(h.http(cast.manager, 'GET', `/collisions?owner=release:${release.key}`));
  const body = { reason: 'the regulator wants it this year', expiresAt: inDays(40) };
  const asked = await must(h.http(cast.manager, 'POST', `/collisions/${items[0].id}/exceptions`, { body }));
  h.clock.moveBy(1_000);
  between = h.clock.now().toISOString();
  h.clock.moveBy(1_000);
  return must(
    h.http(decider, 'POST', `/collision-exceptions/${asked.id}/acts/grant`, { ifMatch: asked.version, body: signed(decider) }),
  );
}

async function departed(): Promise<void> {
  const body = { subject: `release:${release.key}`, reason: 'The supplier is late', expiresAt: inDays(30) };
  const asked = await must(h.http(cast.manager, 'POST', `/policies/${policy.id}/exceptions`, { body }));
  await must(
    h.http(quality, 'POST', `/policy-exceptions/${asked.key}/acts/grant`, { ifMatch: asked.version, body: signed(quality) }),
  );
}

async function reviewed(): Promise<Body> {
  await sealAll(h);
  let seen = await must(h.http(auditor, 'POST', '/audit-reviews', { body: { release: release.key } }));
  const findings = seen.items.map(({ entry }: Body) => ({ entry, disposition: 'explained', text: 'the site asked for it' }));
  const verb = async (name: string, body: object) => {
    const { version } = await must(h.http(auditor, 'GET', `/audit-reviews/${seen.id}`));
    return must(h.http(auditor, 'POST', `/audit-reviews/${seen.id}/acts/${name}`, { ifMatch: version, body }));
  };
  seen = await verb('dispose', { findings });
  return verb('finish', { conclusion: 'Nothing stands in the way', password: auditor.password });
}

async function talkedAbout(): Promise<void> {
  const said = { text: 'Do we go on Mondy?', mentions: [cast.tester.id] };
  const { id } = await must(h.http(cast.manager, 'POST', `/records/release/${release.key}/comments`, { body: said }));
  await must(h.http(cast.manager, 'PATCH', `/comments/${id}`, { ifMatch: 1, body: { text: 'Do we go on Monday?' } }));
}

beforeAll(async () => {
  h = house();
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-beside-'));
  cast = await castOf(h);
  auditor = await h.someone(['auditor'], { unit: cast.unit });
  decider = await h.someone(['change-manager']);
  quality = await h.someone(['quality']);
  await allowNotices(h);
  policy = await policyInForce();
  release = await frozenEmergency();
  const named = encodeURIComponent(`release:${release.key}:plan`);
  const word = { by: cast.quality.email, at: inDays(-1 / 24), ...signed(cast.manager, 'the line stands still') };
  verbal = await must(h.http(cast.manager, 'POST', `/approvals/${named}/verbal-authorisations`, { body: word }));
  const text = { subject: `release:${release.key}`, text: 'The reports move to the new server', until: inDays(7) };
  notice = await must(h.http(cast.manager, 'POST', '/notices', { body: text }));
  exception = await excepted();
  expect((await act(h, cast.manager, release.id, 'plan')).status).toBe(200);
  await departed();
  review = await reviewed();
  await talkedAbout();
  await sealAll(h);
  h.clock.moveBy(1_000);
  await signNewest(h.app);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const contentOf = (bundle: Body, key: string): Body => bundle.sections[key].content;

test('exceptions, verbal authorisations, notices, policies and reviews stand in it, each with every step and who took it', async () => {
  const bundle = await dossier();
  expect(contentOf(bundle, 'exceptions')).toMatchObject([
    {
      key: exception.key,
      state: 'granted',
      record: { collision: { rule: 'freeze' }, expiresAt: exception.expiresAt, decided: { by: decider.id } },
      steps: [
        { act: 'interlocks.exception-asked', by: { name: cast.manager.name } },
        { act: 'interlocks.exception-granted', by: { name: decider.name, roles: ['change-manager'] } },
      ],
    },
  ]);
  expect(contentOf(bundle, 'emergencies')).toMatchObject([
    { id: verbal.id, state: 'open', record: { step: 'plan', authorisedBy: cast.quality.id, reason: 'the line stands still' } },
  ]);
  expect(contentOf(bundle, 'people')).toContainEqual(expect.objectContaining({ id: cast.quality.id, name: cast.quality.name }));
  expect(contentOf(bundle, 'notices')).toMatchObject([
    { key: notice.key, state: 'open', record: { text: 'The reports move to the new server' } },
  ]);
  expect(contentOf(bundle, 'policies')).toMatchObject({
    follows: [{ policy: policy.key, version: 1 }],
    fixed: [{ by: { name: cast.manager.name } }],
    exceptions: [{ state: 'granted', record: { policyId: policy.id, reason: 'The supplier is late' } }],
    texts: [{ key: policy.key, title: 'Entry of releases', number: 1, text: 'Two weeks before.' }],
  });
  const [told] = contentOf(bundle, 'reviews');
  expect(told).toMatchObject({ key: review.key, state: 'finished', record: { conclusion: 'Nothing stands in the way' } });
  const findings: Body[] = Object.values(told.record.findings);
  expect(findings.length).toBeGreaterThan(0);
  for (const one of findings) expect(one).toMatchObject({ disposition: 'explained', text: 'the site asked for it' });
});

test('what was said to it stands in it as it reads now, and what it said before in the trail', async () => {
  const bundle = await dossier();
  expect(contentOf(bundle, 'discussion')).toMatchObject([
    {
      state: 'written',
      version: 2,
      record: { author: cast.manager.id, text: 'Do we go on Monday?', mentions: [cast.tester.id] },
      steps: [{ act: 'discussion.comment-written' }, { act: 'discussion.comment-corrected' }],
    },
  ]);
  expect(JSON.stringify(contentOf(bundle, 'trail'))).toContain('Mondy');
  expect(contentOf(bundle, 'people')).toContainEqual(expect.objectContaining({ id: cast.tester.id }));
  expect(contentOf(await dossier(`?asOf=${encodeURIComponent(between)}`), 'discussion')).toEqual([]);
});

test('their entries stand in the trail and their signatures among the signatures', async () => {
  const bundle = await dossier();
  const kinds = new Set(contentOf(bundle, 'trail').map((entry: Body) => entry.subject.kind));
  const signedKinds = new Set(contentOf(bundle, 'signatures').signatures.map((one: Body) => one.subject.kind));
  for (const kind of ['collision-exception', 'verbal-authorisation', 'policy-exception', 'audit-review']) {
    expect([...kinds]).toContain(kind);
    expect([...signedKinds]).toContain(kind);
  }
  expect([...kinds]).toContain('notice');
});

test('as of a moment they are what they were then', async () => {
  const bundle = await dossier(`?asOf=${encodeURIComponent(between)}`);
  expect(contentOf(bundle, 'exceptions')).toMatchObject([{ key: exception.key, state: 'asked', steps: [{}] }]);
  expect(contentOf(bundle, 'exceptions')[0].record.decided).toBeUndefined();
  expect(contentOf(bundle, 'reviews')).toEqual([]);
  expect(contentOf(bundle, 'policies')).toEqual({ follows: [], fixed: [], exceptions: [], texts: [] });
});

async function judged(bundle: Body) {
  const file = path.join(folder, 'bundle.json');
  await writeFile(file, resealed(bundle));
  return verifyFile(file, { keys: [], checkpoints: [] }, { judges: () => [signatureJudge()], containers: [dossierContainer] });
}

/** With the digests of what it says now. */
const refitted = (bundle: Body): Body => ({ ...bundle, contents: refit(bundle.sections) });

test('the bundle verifies alone, and each of these sections is held against its trail, whether changed or left out', async () => {
  const bundle = await dossier();
  expect(await judged(bundle)).toMatchObject({ verdict: 'valid' });
  for (const key of beside) {
    const changed = structuredClone(bundle);
    if (key === 'policies') changed.sections[key].content.follows[0].version = 2;
    else changed.sections[key].content[0].state = 'withdrawn';
    const without = structuredClone(bundle);
    delete without.sections[key];
    for (const forged of [changed, without]) {
      const found = await judged(refitted(forged));
      expect(JSON.stringify(found), key).toContain(`its section “${key}” is not what the trail leads to`);
    }
  }
});

/** Every value that a content holds, as paper shows it. */
function* leaves(value: Json): Generator<string> {
  if (typeof value !== 'object' || value === null) yield printable(plainText(value), () => true);
  else for (const one of Array.isArray(value) ? value : Object.values(value)) yield* leaves(one);
}
const squeezed = (text: string): string => text.replaceAll(/\s/g, '');

test('the PDF says the same, value for value', async () => {
  const bundle = await dossier();
  const reply = await h.server.inject({
    url: `/api/v1/releases/${release.key}/dossier.pdf`,
    headers: { cookie: `interlock_session=${auditor.cookie}` },
  });
  expect(reply.statusCode).toBe(200);
  const edge = squeezed(`${release.key}, version ${bundle.head.record.version}, as of`);
  const text = readPdf(reply.rawPayload)
    .pages.map(squeezed)
    .map((page) => page.slice(0, page.lastIndexOf(edge)))
    .join('');
  for (const key of beside) {
    expect(text).toContain(squeezed(bundle.sections[key].title));
    for (const leaf of leaves(contentOf(bundle, key))) expect(text, `${key}: ${leaf}`).toContain(squeezed(leaf));
  }
});

test('a gate tells what was asked of a machine, by whom, and the hash of its signed answer; before the answer it is a question', async () => {
  const checker = await registeredChecker(h, await h.someone(['administrator']));
  const made = await must(propose(h, cast));
  const asks = {
    type: 'external',
    checker: checker.key,
    answerHours: 2,
    operator: '<=',
    threshold: 0,
    text: 'Findings',
  } as const;
  const [gate = ''] = await placeGates(h, cast, made, [gateDraft('ready', { criteria: [checklist('scan', asks)] })]);
  const check = await must(h.http(cast.tester, 'POST', `/gates/${gate}/criteria/scan/checks`, { body: {} }));
  h.clock.moveBy(1_000);
  const asked = h.clock.now().toISOString();
  h.clock.moveBy(1_000);
  await must(sendAnswer(h, checker, check.id, { nonce: check.nonce, value: 0 }));
  const told = async (query: string): Promise<Body> => {
    const bundle = await must(h.http(auditor, 'GET', `/releases/${made.key}/dossier${query}`));
    return contentOf(bundle, 'gates')[0];
  };
  const question = { id: check.id, criterion: 'scan', checker: { key: checker.key }, askedBy: { name: cast.tester.name } };
  const now = await told('');
  expect(now).toMatchObject({ from: null, results: [{ value: 0 }] });
  const answered = { key: checker.keyId, keyKind: 'hmac-sha256', resultId: now.results[0].id };
  expect(now.checks).toMatchObject([{ ...question, answered: { ...answered, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } }]);
  expect(JSON.stringify(now.checks)).not.toContain(check.nonce);
  expect((await told(`?asOf=${encodeURIComponent(asked)}`)).checks).toMatchObject([{ ...question, answered: null }]);
});

test('who let a gate pass, and who said that it may, stand in the dossier of its release', async () => {
  const unit = cast.unit;
  const sponsor = await h.someone(['sponsor'], { unit });
  const made = await must(propose(h, cast));
  const [gate = ''] = await placeGates(h, cast, made, [gateDraft('ready', { key: 'seen', criteria: [] })]);
  const rq = await requirement(
    h,
    await decidersOf(h),
    termsFor(unit, { subjectKind: 'gate', step: 'pass', role: 'sponsor', scope: ['gate:seen'] }),
  );
  await must(say(h, sponsor, `gate:${gate}:pass`, 'approve'));
  const bundle = await must(h.http(auditor, 'GET', `/releases/${made.key}/dossier`));
  const [given] = contentOf(bundle, 'approvals');
  expect(given).toMatchObject({
    of: { kind: 'gate', id: gate, key: `${made.key}/seen` },
    by: { id: sponsor.id, name: sponsor.name },
    answers: [`${rq.key}, version 1`],
  });
  expect(contentOf(bundle, 'signatures').signatures.map((one: Body) => one.id)).toContain(given.signatureId);
  expect(contentOf(bundle, 'trail').map((one: Body) => one.act)).toContain('approvals.given');
});
