import { beforeAll, describe, expect, test } from 'vitest';
import { type Deciders, decidersOf, propose, requirement, say, termsFor, why } from '../../../../tests/support/approvals.ts';
import type { Someone } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import {
  application,
  type Cast,
  castOf,
  codesOf,
  gateDraft,
  placeGates,
  propose as proposeRelease,
  walkUntil,
} from '../../../../tests/support/releases.ts';
import { checklist } from '../../../../tests/support/things.ts';

const house = useHouse();
const h = () => house();
let cast: Cast;
let deciders: Deciders;
let decider: Someone;
let sponsor: Someone;
beforeAll(async () => {
  cast = await castOf(h());
  deciders = await decidersOf(h());
  decider = await h().someone(['business-process-owner'], { unit: cast.unit });
  sponsor = await h().someone(['sponsor'], { unit: cast.unit });
});

const ofGate = (more: Readonly<Record<string, unknown>> = {}) =>
  termsFor(cast.unit, { name: 'A sponsor sees the gate', subjectKind: 'gate', step: 'pass', role: 'sponsor', ...more });

/** A gate of a release whose only criterion is green. */
async function greenGate(key: string, release: Readonly<Record<string, unknown>> = {}) {
  const app = await application(h(), cast);
  const applications = [{ application: app.key, role: 'changed', version: '1.0' }];
  const made = await proposeRelease(h(), cast, { applications, ...release });
  expect(made.status, made.text).toBe(201);
  const draft = gateDraft('ready', { key, deciders: ['business-process-owner'], criteria: [checklist('done')] });
  const [id = ''] = await placeGates(h(), cast, made.body, [draft]);
  expect((await found(id, true)).status).toBe(201);
  return { id, release: made.body as { id: string; key: string } };
}
const found = (id: string, checked: boolean, as = cast.tester) =>
  h().http(as, 'POST', `/gates/${id}/criteria/done/results`, { body: { checked } });
const show = (id: string) => h().http(decider, 'GET', `/gates/${id}`);
async function decide(id: string, verb: string, more: Readonly<Record<string, unknown>> = {}, as = decider) {
  const seen = await show(id);
  const body = { reason: 'looked at it', password: as.password, evaluationHash: seen.body.evaluation.hash, ...more };
  return h().http(as, 'POST', `/gates/${id}/acts/${verb}`, { ifMatch: seen.body.version, body });
}
const codes = (can: unknown): readonly string[] =>
  can === true ? [] : Array.isArray(can) ? can.map((one: { code: string }) => one.code) : ['?'];

describe('a gate that waits for approvals', () => {
  test('lets nothing pass before they are given, says so on the gate and in the why view, and passes afterwards', async () => {
    const { id, release } = await greenGate('asked');
    const rq = await requirement(h(), deciders, ofGate({ scope: ['gate:asked'] }));
    const seen = await show(id);
    for (const verb of ['pass', 'pass-conditionally', 'declare-not-applicable'])
      expect(codes(seen.body.can[verb]), verb).toEqual(['approvals.missing']);
    expect(seen.body.can.fail).toBe(true);
    const refused = await decide(id, 'pass');
    expect([refused.status, codesOf(refused)]).toEqual([422, ['approvals.missing']]);
    expect(codesOf(await decide(id, 'declare-not-applicable'))).toEqual(['approvals.missing']);
    const condition = { condition: 'later', expiresAt: new Date(h().clock.now().getTime() + 86_400_000).toISOString() };
    expect(codesOf(await decide(id, 'pass-conditionally', condition))).toContain('approvals.missing');
    // By id and by its readable key.
    for (const named of [id, `${release.key}/asked`]) {
      const view = await why(h(), decider, `gate:${named}`);
      expect(view.body.steps, view.text).toMatchObject([
        { step: 'pass', approved: false, requirements: [{ requirement: { key: rq.key }, missing: 1 }] },
      ]);
    }
    // What if says so too, for whoever asks: with everything green the pass would wait for the sponsor.
    const foreseen = async (body = {}) => (await h().http(cast.tester, 'POST', `/gates/${id}/what-if`, { body })).body;
    expect(await foreseen()).toMatchObject({
      green: true,
      wouldPass: false,
      endsAt: null,
      missing: [{ code: 'approvals.missing' }],
    });
    expect((await say(h(), sponsor, `gate:${id}:pass`, 'approve')).status).toBe(200);
    expect(await foreseen()).toMatchObject({ wouldPass: true, missing: [] });
    // With another result the yes would be given again, as it is when that is recorded.
    const another = { results: [{ criterion: 'done', checked: true }] };
    expect(await foreseen(another)).toMatchObject({ green: true, wouldPass: false, missing: [{ code: 'approvals.missing' }] });
    expect((await show(id)).body.can.pass).toBe(true);
    const passed = await decide(id, 'pass');
    expect([passed.status, passed.body.state]).toEqual([201, 'passed']);
    const after = (await why(h(), decider, `gate:${id}`)).body.steps[0];
    expect(after, 'the decision itself takes no approval back').toMatchObject({ approved: true, requirements: [{ missing: 0 }] });
    const auditor = await h().someone(['auditor']);
    for (const address of [`/records/gate/${id}/dossier`, `/releases/${release.key}/dossier`]) {
      const { sections } = (await h().http(auditor, 'GET', address)).body;
      expect(sections.approvals.content, address).toMatchObject([{ verdict: 'approved', by: { id: sponsor.id }, of: { id } }]);
      const signers = sections.signatures.content.signatures.map((one: { signer: { id: string } }) => one.signer.id);
      expect(signers, address).toEqual(expect.arrayContaining([sponsor.id, decider.id]));
    }
  });

  test('a yes is over what was found: another result takes it back', async () => {
    const { id } = await greenGate('asked');
    expect((await say(h(), sponsor, `gate:${id}:pass`, 'approve')).status).toBe(200);
    h().clock.moveBy(1_000);
    expect((await found(id, true)).status).toBe(201);
    const refused = await decide(id, 'pass');
    expect(codesOf(refused)).toEqual(['approvals.missing']);
    const [step] = (await why(h(), decider, `gate:${id}`)).body.steps;
    expect(step.requirements[0].notCounted).toMatchObject([{ person: { id: sponsor.id }, why: ['content-changed'] }]);
  });

  test('other gates, and other records, are asked nothing', async () => {
    const { id } = await greenGate('another');
    expect((await why(h(), decider, `gate:${id}`)).body.steps).toEqual([]);
    expect((await decide(id, 'pass')).status).toBe(201);
  });

  test('a scope selects by the step that is guarded and by what the record is', async () => {
    await requirement(h(), deciders, ofGate({ role: 'validation-lead', scope: ['guards:ready', 'class:major'] }));
    const major = await greenGate('elsewhere', { class: 'major' });
    const minor = await greenGate('elsewhere', { class: 'minor' });
    expect(codesOf(await decide(major.id, 'pass'))).toEqual(['approvals.missing']);
    expect((await decide(minor.id, 'pass')).status).toBe(201);
  });

  test('a scope names dimensions, steps and parts that there are', async () => {
    const refused = async (more: Readonly<Record<string, unknown>>) => {
      const reply = await propose(h(), deciders.proposer, { terms: ofGate(more) });
      return reply.status === 201 ? [201] : [reply.status, codesOf(reply), reply.body.refusals[0]?.field];
    };
    expect(await refused({ scope: ['guards:dinner'] })).toEqual([422, ['approvals.facet-unknown'], '/terms/scope/0']);
    await greenGate('spelt-right');
    expect(await refused({ scope: ['class:major', 'gate:speld-right'] })).toEqual([
      422,
      ['approvals.facet-of-nothing'],
      '/terms/scope/1',
    ]);
    expect((await refused({ scope: ['gate:spelt-right'] }))[0]).toBe(201);
    expect(await refused({ scope: ['template:GT-404'] })).toEqual([422, ['approvals.facet-of-nothing'], '/terms/scope/0']);
    expect(await refused({ scope: ['application:lims'] })).toEqual([422, ['approvals.facet-of-nothing'], '/terms/scope/0']);
    expect(await refused({ step: 'fail' })).toEqual([422, ['approvals.step-unknown'], '/terms/step']);
    expect(await refused({ excludes: ['deployed'] })).toEqual([422, ['approvals.part-unknown'], '/terms/excludes/0']);
  });

  test('who is excluded does not approve; who approved does not take the excluded part afterwards', async () => {
    const role = 'system-owner';
    const both = await h().someone(['system-owner', 'test-manager', 'business-process-owner'], { unit: cast.unit });
    const other = await h().someone([role], { unit: cast.unit });
    const first = await greenGate('apart');
    await requirement(h(), deciders, ofGate({ role, scope: ['gate:apart'], excludes: ['recorded', 'decided'] }));
    expect((await found(first.id, true, both)).status).toBe(201);
    expect(codesOf(await say(h(), both, `gate:${first.id}:pass`, 'approve'))).toEqual(['approvals.excluded']);
    expect((await say(h(), other, `gate:${first.id}:pass`, 'approve')).status).toBe(200);
    const second = await greenGate('apart');
    expect((await say(h(), both, `gate:${second.id}:pass`, 'approve')).status).toBe(200);
    expect(codesOf(await found(second.id, true, both))).toEqual(['approvals.fills-both']);
    expect(codesOf(await decide(second.id, 'pass', {}, both))).toEqual(['approvals.fills-both']);
    expect((await decide(second.id, 'pass')).status).toBe(201);
  });

  test('a yes is not taken back once the gate passed on it, and can be when it is to be decided again', async () => {
    const { id } = await greenGate('asked');
    await say(h(), sponsor, `gate:${id}:pass`, 'approve');
    const given = (await why(h(), sponsor, `gate:${id}`)).body.steps[0].requirements[0].filled[0];
    h().clock.moveBy(1_000);
    expect((await decide(id, 'pass')).status).toBe(201);
    const take = () =>
      h().http(sponsor, 'POST', `/given-approvals/${given.id}/acts/withdraw`, { body: { reason: 'second thoughts' } });
    expect(codesOf(await take())).toEqual(['approvals.step-taken']);
    expect((await decide(id, 'reopen')).status).toBe(201);
    expect((await take()).status).toBe(200);
    expect(codesOf(await decide(id, 'pass'))).toEqual(['approvals.missing']);
  });

  test('it waits for who could give it once the release stands before its step', async () => {
    const { id, release } = await greenGate('asked');
    const waits = async () =>
      (await h().http(sponsor, 'GET', '/approvals/waiting')).body.items.some(
        (one: { subject: { id: string } }) => one.subject.id === id,
      );
    expect(await waits(), `${release.key} is only proposed`).toBe(false);
    await walkUntil(h(), cast, release.id, 'accept-uat');
    expect(await waits(), 'it comes to be ready next').toBe(true);
    await found(id, false);
    expect(await waits(), 'it is not green: an approval would be over what still changes').toBe(false);
  });

  test('a stranger learns nothing of it', async () => {
    const { id } = await greenGate('asked');
    const stranger = await h().someone(['sponsor'], { unit: await h().unit() });
    const reply = await why(h(), stranger, `gate:${id}`);
    expect([reply.status, codesOf(reply)]).toEqual([404, ['approvals.no-such-matter']]);
    expect((await say(h(), stranger, `gate:${id}:pass`, 'approve')).status).toBe(404);
  });
});
