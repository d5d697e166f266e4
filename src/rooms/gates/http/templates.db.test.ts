import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { type Cast, castOf, propose } from '../../../../tests/support/releases.ts';

const house = useHouse();
let cast: Cast;
let author: Someone;
let quality: Someone;
let auditor: Someone;

beforeAll(async () => {
  const h = house();
  cast = await castOf(h);
  author = await h.someone(['validation-lead']);
  quality = await h.someone(['quality']);
  auditor = await h.someone(['auditor']);
});

const tests = { key: 'tests', text: 'Tests passed', type: 'measure', operator: '>=', threshold: 95, unit: '%' };
const backup = { key: 'backup', text: 'A backup was taken', type: 'checklist' };
const content = (criteria: readonly object[], more: object = {}) => ({ deciders: ['quality'], criteria, ...more });
const post = (as: Someone, path: string, body: object, ifMatch?: number) =>
  house().http(as, 'POST', path, { body, ...(ifMatch === undefined ? {} : { ifMatch }) });
const register = async (criteria: readonly object[] = [tests], gateKey = 'quality-gate') =>
  (await post(author, '/gate-templates', { name: 'Quality gate', gateKey, content: content(criteria) })).body;
const template = async (key: string) => (await house().http(auditor, 'GET', `/gate-templates/${key}`)).body;
const step = async (as: Someone, key: string, verb: string) =>
  post(
    as,
    `/gate-templates/${key}/acts/${verb}`,
    { reason: 'it is right', password: as.password },
    (await template(key)).version,
  );
const write = async (as: Someone, key: string, criteria: readonly object[], more: object = {}) =>
  house().http(as, 'PUT', `/gate-templates/${key}/draft`, {
    ifMatch: (await template(key)).version,
    body: { content: content(criteria, more) },
  });
const codes = (reply: { readonly body: { readonly refusals: readonly { readonly code: string }[] } }) =>
  reply.body.refusals.map((refusal) => refusal.code);
const inForce = async (criteria: readonly object[] = [tests], gateKey?: string) => {
  const made = await register(criteria, gateKey);
  expect((await step(quality, made.key, 'approve')).status).toBe(200);
  return made.key as string;
};
const rule = async (key: string, facets: readonly string[], at = 'ready') => {
  const made = await post(author, '/gate-matrix/rules', { step: at, template: key, facets, reason: 'risk asks for it' });
  expect(made.status, made.text).toBe(201);
  return made.body;
};
const ruleStep = async (as: Someone, key: string, verb: string) => {
  const { version } = (await house().http(auditor, 'GET', `/gate-matrix/rules/${key}`)).body;
  return post(as, `/gate-matrix/rules/${key}/acts/${verb}`, { reason: 'it is right', password: as.password }, version);
};
const ruleInForce = async (key: string, facets: readonly string[], at?: string) => {
  const made = await rule(key, facets, at);
  expect((await ruleStep(quality, made.key, 'approve')).status).toBe(200);
  return made.key as string;
};
const release = async (more: Readonly<Record<string, unknown>> = {}) => (await propose(house(), cast, more)).body;
let counter = 0;
const application = async (more: object) => {
  const body = { key: `MXA-${++counter}`, name: `Application ${counter}`, unit: cast.unit.key, ...more };
  const made = await house().http(cast.systemOwner, 'POST', '/applications', { body });
  expect(made.status, made.text).toBe(201);
  return made.body;
};
const demanded = async (id: string) => (await house().http(auditor, 'GET', `/releases/${id}/demanded-gates`)).body;
const gatesOf = async (id: string) => (await house().http(cast.manager, 'GET', `/releases/${id}/gates`)).body;

describe('a template of a gate', () => {
  test('is drafted, approved by quality with a signature, and superseded by the next edition', async () => {
    const made = await register();
    expect(made).toMatchObject({ key: expect.stringMatching(/^GT-\d+$/), editions: [{ number: 1, state: 'draft' }] });
    const approved = await step(quality, made.key, 'approve');
    expect(approved.body.editions[0]).toMatchObject({ state: 'approved', approvedBy: { name: quality.name } });
    await write(author, made.key, [tests, backup], { greenHours: 48 });
    const next = await step(quality, made.key, 'approve');
    expect(next.body.editions.map((one: { number: number; state: string }) => [one.number, one.state])).toEqual([
      [2, 'approved'],
      [1, 'superseded'],
    ]);
    expect(next.body.editions[0].changed).toEqual([
      { what: 'Hours green', was: null, is: '48' },
      { what: 'Criterion backup', was: null, is: 'A backup was taken, checklist' },
    ]);
    const marks = await house().http(auditor, 'GET', `/signatures?subject=gate-template:${made.key}`);
    expect(marks.body.items.map((one: { standing: string }) => one.standing)).toContain('valid');
  });

  test('is approved neither by somebody who wrote it, also as quality, nor without a signature, nor by another role', async () => {
    const made = await register();
    await write(quality, made.key, [tests, backup]);
    expect(codes(await step(quality, made.key, 'approve'))).toEqual(['identity.not-independent']);
    expect((await step(author, made.key, 'approve')).status).toBe(403);
    const other = await house().someone(['quality']);
    const unsigned = await house().http(other, 'POST', `/gate-templates/${made.key}/acts/approve`, {
      ifMatch: (await template(made.key)).version,
      body: { reason: 'unsigned' },
    });
    expect(codes(unsigned)).toEqual(['signatures.signature-required']);
    expect((await step(other, made.key, 'approve')).status).toBe(200);
  });

  test('an approved edition never changes: writing begins the next one, and a discarded draft leaves it in force', async () => {
    const key = await inForce();
    const written = await write(author, key, [tests, backup]);
    expect(written.body.editions[1]).toMatchObject({ number: 1, state: 'approved', content: { criteria: [{ key: 'tests' }] } });
    expect((await step(author, key, 'discard')).body.editions[0].state).toBe('discarded');
    expect(codes(await step(author, key, 'discard'))).toEqual(['gates.no-such-draft']);
  });

  test('what no gate may ask is refused in the draft, with its field', async () => {
    const refused = await post(author, '/gate-templates', {
      name: 'Broken',
      gateKey: 'broken',
      content: { deciders: ['auditor'], criteria: [{ key: 'm', text: 'Measure', type: 'measure' }] },
    });
    expect(refused.body.refusals.map((one: { code: string; field: string }) => [one.code, one.field])).toEqual([
      ['gates.decider-unknown', '/content/deciders'],
      ['gates.measure-not-whole', '/content/criteria/0/threshold'],
    ]);
  });
});

describe('the matrix', () => {
  test('a rule is put in force by quality, not by who proposed it, and only with an edition in force', async () => {
    const draft = await register([tests], 'early');
    const early = await rule(draft.key, ['class:patch']);
    expect(codes(await ruleStep(quality, early.key, 'approve'))).toEqual(['gates.no-edition-in-force']);
    const proposer = await house().someone(['quality']);
    const key = await inForce([tests], 'own');
    const own = await post(proposer, '/gate-matrix/rules', {
      step: 'ready',
      template: key,
      facets: ['class:patch'],
      reason: 'risk',
    });
    expect(codes(await ruleStep(proposer, own.body.key, 'approve'))).toEqual(['identity.not-independent']);
    expect((await ruleStep(proposer, own.body.key, 'discard')).body.state).toBe('discarded');
  });

  test('steps, kinds and facets that nothing has are refused', async () => {
    const key = await inForce([tests], 'vocabulary');
    const refused = await post(author, '/gate-matrix/rules', {
      step: 'fly',
      template: key,
      facets: ['class:huge'],
      reason: 'risk',
    });
    expect(codes(refused)).toEqual(['gates.step-unknown', 'gates.facet-unknown']);
    const kind = await post(author, '/gate-matrix/rules', { subjectKind: 'gate', step: 'ready', template: key, reason: 'risk' });
    expect(codes(kind)).toEqual(['gates.kind-unknown']);
  });

  test('places its gate on a release that it speaks of, says from which edition, and lets nobody take it away or weaken it', async () => {
    const critical = await application({ criticality: 'critical', gxp: 'yes' });
    const key = await inForce([tests, backup], 'gxp-gate');
    const mx = await ruleInForce(key, ['kind:project', 'gxp:yes', 'criticality:critical', 'criticality:high']);
    const made = await release({ kind: 'project', applications: [{ application: critical.id }] });
    expect((await demanded(made.id)).items).toMatchObject([
      { rule: mx, standing: 'placed', edition: 1, gate: { key: 'gxp-gate' } },
    ]);
    const gate = (await house().http(auditor, 'GET', `/gates/${made.key}%2Fgxp-gate`)).body;
    expect(gate).toMatchObject({ from: { template: key, edition: 1, newer: null }, guards: 'ready' });
    const { version } = await gatesOf(made.id);
    const removed = await house().http(cast.manager, 'PUT', `/releases/${made.id}/gates`, {
      ifMatch: version,
      body: { gates: [] },
    });
    expect(removed.status).toBe(422);
    expect(removed.body.refusals).toMatchObject([{ code: 'releases.gate-demanded', facts: { rule: mx } }]);
    const [asked] = (await gatesOf(made.id)).gates;
    const weaker = { gates: [{ ...asked, criteria: asked.criteria.slice(1) }] };
    const weakened = await house().http(cast.manager, 'PUT', `/releases/${made.id}/gates`, { ifMatch: version, body: weaker });
    expect(codes(weakened)).toEqual(['releases.gate-demanded']);
    const more = {
      gates: [{ ...asked, criteria: [...asked.criteria, { key: 'own', text: 'Own criterion', type: 'checklist' }] }],
    };
    const stronger = await house().http(cast.manager, 'PUT', `/releases/${made.id}/gates`, { ifMatch: version, body: more });
    expect(stronger.status, stronger.text).toBe(200);
    expect((await demanded(made.id)).items[0].standing).toBe('placed');
  });

  test('speaks of a release again when it changes; a newer edition is said and taken over only by hand', async () => {
    const plain = await application({ criticality: 'low', gxp: 'no' });
    const grave = await application({ criticality: 'critical', gxp: 'no' });
    const key = await inForce([tests], 'grave-gate');
    await ruleInForce(key, ['class:major', 'criticality:critical'], 'deploy');
    const made = await release({ kind: 'independent', class: 'major', applications: [{ application: plain.id }] });
    expect((await demanded(made.id)).items.map((one: { template: string }) => one.template)).not.toContain(key);
    const changed = await house().http(cast.proposer, 'PATCH', `/releases/${made.id}`, {
      ifMatch: made.version,
      body: { applications: [{ application: plain.id }, { application: grave.id }], reason: 'more is touched' },
    });
    expect(changed.status, changed.text).toBe(200);
    const mine = async () => (await demanded(made.id)).items.find((one: { template: string }) => one.template === key);
    expect(await mine()).toMatchObject({ standing: 'placed', edition: 1 });
    await write(author, key, [tests, backup]);
    await step(quality, key, 'approve');
    expect(await mine()).toMatchObject({
      standing: 'older',
      edition: 2,
      gate: { edition: 1 },
      changes: [{ what: 'Criterion backup', was: null, is: 'A backup was taken, checklist' }],
    });
    const { version } = await demanded(made.id);
    const taken = await post(cast.manager, `/releases/${made.id}/demanded-gates`, { takeOver: [key] }, version);
    expect(taken.status, taken.text).toBe(200);
    expect(await mine()).toMatchObject({ standing: 'placed', gate: { edition: 2 } });
  });

  test('a rule that comes into force later closes its step until the gate is placed; withdrawn, signed, it demands no more', async () => {
    const made = await release({ kind: 'maintenance', class: 'minor' });
    const key = await inForce([tests], 'late-gate');
    const mx = await ruleInForce(key, ['kind:maintenance'], 'accept');
    expect((await demanded(made.id)).items).toMatchObject([{ rule: mx, standing: 'missing' }]);
    const summary = { ifMatch: made.version, body: { summary: 'Says more than before' } };
    const said = await house().http(cast.proposer, 'PATCH', `/releases/${made.id}`, summary);
    expect(said.status, said.text).toBe(200);
    expect((await demanded(made.id)).items, 'a summary makes no rule speak').toMatchObject([{ rule: mx, standing: 'missing' }]);
    const { can } = (await house().http(cast.manager, 'GET', `/releases/${made.id}`)).body;
    expect(can.accept).toMatchObject([{ code: 'releases.gate-not-placed', facts: { rule: mx } }]);
    const body = { reason: 'all is well', password: cast.manager.password };
    const { version } = said.body;
    const act = await house().http(cast.manager, 'POST', `/releases/${made.id}/acts/accept`, { ifMatch: version, body });
    expect(codes(act)).toEqual(['releases.gate-not-placed']);
    expect(codes(await step(quality, key, 'withdraw'))).toEqual(['gates.template-demanded']);
    expect((await ruleStep(quality, mx, 'withdraw')).body.state).toBe('withdrawn');
    expect((await demanded(made.id)).items).toEqual([]);
    expect((await step(quality, key, 'withdraw')).body.editions[0].state).toBe('withdrawn');
  });
});
