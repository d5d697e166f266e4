import { beforeAll, describe, expect, test } from 'vitest';
import { type Deciders, decidersOf, requirement, say, termsFor, why } from '../support/approvals.ts';
import type { Someone } from '../support/builders.ts';
import { useHouse } from '../support/house.ts';
import { act, application, type Cast, castOf, gateDraft, placeGates, propose } from '../support/releases.ts';

const house = useHouse();
let cast: Cast;
let deciders: Deciders;
let planner: Someone;
beforeAll(async () => {
  const h = house();
  cast = await castOf(h);
  deciders = await decidersOf(h);
  planner = await h.someone(['release-manager', 'project-manager'], { unit: cast.unit });
  await requirement(h, deciders, termsFor(cast.unit));
});

type Content = { readonly id: string; readonly key: string; readonly planRef: string; readonly application: string };
type Reply = { readonly status: number; readonly text: string; readonly body: unknown };

const plan = (text: string) =>
  house().http(planner, 'POST', '/plans/applications', { body: { text, reason: 'another version' } });

/** The release as a plan file says it, with another version of its application. */
async function exportedOtherwise({ planRef }: Content): Promise<string> {
  const { body } = await house().http(planner, 'GET', '/plans/export?name=routes');
  const text: string = body.text;
  const from = text.indexOf(`key: ${planRef}`);
  return text.slice(0, from) + text.slice(from).replace('version: "1"', 'version: "2"');
}

/** Every way by which the content of a release that is there can be changed through the product. A screen sends what the API takes. */
const routes: readonly (readonly [string, (content: Content) => Promise<Reply>])[] = [
  [
    'the API, as screens and the command line send it',
    async ({ id, application: app }) => {
      const seen = (await house().http(planner, 'GET', `/releases/${id}`)).body;
      const applications = [{ application: app, role: 'changed', version: '2' }];
      return house().http(planner, 'PATCH', `/releases/${id}`, {
        ifMatch: seen.version,
        body: { applications, reason: 'another version' },
      });
    },
  ],
  ['a plan file', async (content) => plan(await exportedOtherwise(content))],
];

let counter = 0;
/** Accepted with a signature, its dates approved by quality, a gate passed: all over version 1 of its application. */
async function relied(): Promise<Content & { readonly gate: string }> {
  const h = house();
  const app = await application(h, cast);
  const planRef = `routes-${++counter}`;
  const made = await propose(h, cast, { planRef, applications: [{ application: app.id, version: '1' }] });
  expect(made.status, made.text).toBe(201);
  const { id, key } = made.body;
  const [gate = ''] = await placeGates(h, cast, { id, key }, [gateDraft('start')]);
  expect((await act(h, cast.manager, id, 'accept')).status).toBe(200);
  const given = await say(h, deciders.quality, `release:${key}:plan`, 'approve');
  expect(given.status, given.text).toBe(200);
  const recorded = await h.http(cast.tester, 'POST', `/gates/${gate}/criteria/done/results`, { body: { checked: true } });
  expect(recorded.status, recorded.text).toBe(201);
  const seen = (await h.http(cast.quality, 'GET', `/gates/${gate}`)).body;
  const passed = await h.http(cast.quality, 'POST', `/gates/${gate}/acts/pass`, {
    ifMatch: seen.version,
    body: { reason: 'all is well', password: cast.quality.password, evaluationHash: seen.evaluation.hash },
  });
  expect(passed.status, passed.text).toBe(201);
  return { id, key, planRef, application: app.id, gate };
}

async function standing({ id, key, gate }: Content & { readonly gate: string }) {
  const h = house();
  const auditor = await h.someone(['auditor', 'quality']);
  const signatures = (await h.http(auditor, 'GET', `/signatures?subject=release:${key}`)).body.items;
  const [step] = (await why(h, cast.manager, `release:${key}:plan`)).body.steps;
  const seen = (await h.http(auditor, 'GET', `/gates/${gate}`)).body;
  const release = (await h.http(auditor, 'GET', `/releases/${id}`)).body;
  return {
    version: release.applications[0].version,
    acceptance: signatures.map((one: { standing: string }) => one.standing),
    approved: step.approved,
    notCounted: step.requirements[0].notCounted.flatMap((one: { why: readonly string[] }) => one.why),
    gate: seen.state,
    reopenedWhy: seen.reopenedWhy,
  };
}

describe('covered content of a release that people relied on', () => {
  test.each(routes)('changed by %s shows it unsigned, takes approvals back and re-opens its gates', async (_, change) => {
    const content = await relied();
    expect(await standing(content)).toEqual({
      version: '1',
      acceptance: ['valid'],
      approved: true,
      notCounted: [],
      gate: 'passed',
      reopenedWhy: null,
    });
    const reply = await change(content);
    expect(reply.status, reply.text).toBe(200);
    expect(await standing(content)).toEqual({
      version: '2',
      acceptance: ['changed'],
      approved: false,
      notCounted: ['content-changed'],
      gate: 'reopened',
      reopenedWhy: 'the applications of the release changed',
    });
    // The step waits for it again, and the trail says why.
    const start = (await house().http(cast.manager, 'GET', `/gates/${content.gate}`)).body;
    expect(start.decisions[0]).toMatchObject({ outcome: 'pass', stands: false });
  });

  test('is not changed by an import: history of another system never lays hands on a release of this house', async () => {
    const content = await relied();
    const key = (await house().http(planner, 'GET', `/applications/${content.application}`)).body.key;
    const text = [
      'interlock: 1',
      'name: history',
      'zone: Europe/Zurich',
      'history:',
      `  - key: ${content.planRef}`,
      '    kind: release',
      `    application: ${key}`,
      '    version: "2"',
      '    source: Release list of the old tool',
      '    sourceTime: 2026-10-03',
      '',
    ].join('\n');
    const imported = await plan(text);
    expect(imported.status, imported.text).toBe(200);
    expect(imported.body.results).toMatchObject([{ subject: 'history', action: 'create', ok: true }]);
    expect(await standing(content)).toMatchObject({ version: '1', acceptance: ['valid'], approved: true, gate: 'passed' });
  });
});
