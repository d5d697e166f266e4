import { expect } from 'vitest';
import type { HttpReply } from '../../support/house.ts';
import { application, gateDraft, planFor } from '../../support/releases.ts';
import { aRelease, inDays, must, type Recipes, reason, type World } from './world.ts';

type Body = HttpReply['body'];

/** A gate of a new release, with one criterion `done`. */
async function gate(w: World, criterion: object = {}): Promise<string> {
  const { id, version } = await aRelease(w);
  const draft = gateDraft('ready');
  const gates = [{ ...draft, criteria: draft.criteria.map((one) => ({ ...one, ...criterion })) }];
  await must(w.h.http(w.cast.manager, 'PUT', `/releases/${id}/gates`, { ifMatch: version, body: { gates } }));
  const { items } = await must(w.h.http(w.cast.quality, 'GET', `/gates?subject=release:${id}`));
  return items[0].id;
}
const show = (w: World, id: string): Promise<Body> => must(w.h.http(w.cast.quality, 'GET', `/gates/${id}`));
const record = (w: World, id: string): Promise<Body> =>
  must(w.h.http(w.cast.tester, 'POST', `/gates/${id}/criteria/done/results`, { body: { checked: true } }));
const waiver = (w: World): object => ({ reason, expiresAt: inDays(w, 10), password: w.cast.quality.password });

export const releaseRecipes: Recipes = {
  'ledger.start-verification': async (w) => ({
    as: w.auditor,
    settled: async (reply) => {
      const ask = () => must(w.h.http(w.auditor, 'GET', `/ledger/verifications/${reply.body.id}`));
      await expect.poll(ask, { timeout: 20_000 }).toMatchObject({ state: 'finished' });
    },
  }),
  'gates.record-result': async (w) => ({
    as: w.cast.tester,
    params: { id: await gate(w), criterion: 'done' },
    body: { checked: true },
  }),
  'gates.confirm-result': async (w) => {
    const id = await gate(w, { critical: true });
    await record(w, id);
    const result = (await show(w, id)).criteria[0].result.id;
    return { as: w.cast.quality, params: { id, result }, body: { checked: true } };
  },
  'gates.withdraw-result': async (w) => {
    const id = await gate(w);
    await record(w, id);
    const result = (await show(w, id)).criteria[0].result.id;
    return { as: w.cast.tester, params: { id, result }, body: { reason } };
  },
  'gates.waive': async (w) => {
    const id = await gate(w);
    return { as: w.cast.quality, params: { id, criterion: 'done' }, ifMatch: (await show(w, id)).version, body: waiver(w) };
  },
  'gates.withdraw-waiver': async (w) => {
    const id = await gate(w);
    await must(
      w.h.http(w.cast.quality, 'POST', `/gates/${id}/criteria/done/waivers`, {
        ifMatch: (await show(w, id)).version,
        body: waiver(w),
      }),
    );
    const seen = await show(w, id);
    return {
      as: w.cast.quality,
      params: { id, waiver: seen.criteria[0].waivers[0].id },
      ifMatch: seen.version,
      body: { reason },
    };
  },
  'gates.decide': async (w) => {
    const id = await gate(w);
    await record(w, id);
    const seen = await show(w, id);
    const body = { reason, password: w.cast.quality.password, evaluationHash: seen.evaluation.hash };
    return { as: w.cast.quality, params: { id, verb: 'pass' }, ifMatch: seen.version, body };
  },
  'releases.propose': async (w) => {
    const body = { name: 'A release', kind: 'project', class: 'minor', unit: w.cast.unit.key, owner: w.cast.owner.id };
    return { as: w.cast.proposer, body: { ...body, ...planFor(w.h) } };
  },
  'releases.change': async (w) => {
    const { id, version } = await aRelease(w);
    return { as: w.cast.proposer, params: { id }, ifMatch: version, body: { name: 'Another name', reason } };
  },
  'releases.move': async (w) => {
    const { id, version } = await aRelease(w);
    const { start, end } = planFor(w.h, 40).goLive;
    return {
      as: w.cast.manager,
      params: { id },
      ifMatch: version,
      body: { start, end, reason, password: w.cast.manager.password },
    };
  },
  'releases.place-gates': async (w) => {
    const { id, version } = await aRelease(w);
    const gates = [gateDraft('deploy')];
    return { as: w.cast.manager, params: { id }, ifMatch: version, body: { gates } };
  },
  'releases.act': async (w) => {
    const { id, version } = await aRelease(w);
    const body = { reason, password: w.cast.manager.password };
    return { as: w.cast.manager, params: { id, verb: 'accept' }, ifMatch: version, body };
  },
  'releases.bulk-acts': async (w) => {
    const { id, version } = await aRelease(w);
    const body = { verb: 'accept', reason, password: w.cast.manager.password, items: [{ id, version }] };
    return { as: w.cast.manager, about: id, body };
  },
  'integrations.apply-plan': async (w) => {
    const about = w.fresh('PLANNED');
    return { as: w.manager, about, body: { text: planText(w, about) } };
  },
};

function planText(w: World, key: string): string {
  return `interlock: 1\nname: ${key}\nzone: Europe/Zurich\napplications:\n  - { key: ${key}, name: ${key}, unit: ${w.cast.unit.key} }\n`;
}

/** Operations that answer and write nothing. */
export const releaseQuestions: Recipes = {
  'gates.what-if': async (w) => ({
    as: w.auditor,
    params: { id: await gate(w) },
    body: { results: [{ criterion: 'done', checked: true }], at: inDays(w, 3) },
  }),
  'releases.what-if': async (w) => {
    const passed = [await gate(w)];
    const { id } = (await show(w, passed[0] ?? '')).subject;
    return { as: w.auditor, params: { id }, body: { passed, at: inDays(w, 3) } };
  },
  'releases.preview-proposal': async (w) => ({
    as: w.auditor,
    body: {
      kind: 'project',
      class: 'minor',
      unit: w.cast.unit.key,
      applications: [{ application: (await application(w.h, w.cast)).key }],
    },
  }),
  'releases.preview-move': async (w) => {
    const { id } = await aRelease(w, { applications: [{ application: (await application(w.h, w.cast)).id }] });
    const { start, end } = planFor(w.h, 40).goLive;
    return { as: w.cast.manager, params: { id }, body: { start, end } };
  },
  'interlocks.find-free-slots': async (w) => {
    const taken = await application(w.h, w.cast);
    return {
      as: w.cast.manager,
      body: { resources: [{ kind: 'application', id: taken.id }], durationMinutes: 120, from: inDays(w, 1) },
    };
  },
  'interlocks.preview-holds': async (w) => {
    const taken = await application(w.h, w.cast);
    await aRelease(w, { applications: [{ application: taken.id }] });
    const { start, end } = planFor(w.h).goLive;
    const resource = { kind: 'application', id: taken.id };
    return { as: w.cast.manager, body: { holds: [{ slot: 'go-live', resource, start, end, strength: 'hard' }] } };
  },
  'integrations.preview-plan': async (w) => ({ as: w.manager, body: { text: planText(w, w.fresh('PLANNED')) } }),
};
