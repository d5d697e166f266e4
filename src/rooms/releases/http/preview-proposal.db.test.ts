import { beforeAll, describe, expect, test } from 'vitest';
import { type Deciders, decidersOf, requirement, termsFor, why } from '../../../../tests/support/approvals.ts';
import type { Someone } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { application, type Cast, castOf, codesOf, propose } from '../../../../tests/support/releases.ts';

const house = useHouse();
let cast: Cast;
let deciders: Deciders;
let auditor: Someone;
let gxp: { readonly id: string; readonly key: string };
let plain: { readonly id: string; readonly key: string };
let keys: { readonly template: string; readonly dates: string; readonly go: string; readonly gate: string };

const must = async (
  asked: Promise<{
    readonly status: number;
    readonly text: string;
    readonly body: { readonly key: string; readonly version: number };
  }>,
) => {
  const reply = await asked;
  expect(reply.status, reply.text).toBeLessThan(300);
  return reply.body;
};

beforeAll(async () => {
  const h = house();
  cast = await castOf(h);
  deciders = await decidersOf(h);
  auditor = await h.someone(['auditor']);
  gxp = await application(h, cast, 'yes');
  plain = await application(h, cast, 'no');
  const { proposer, quality } = deciders;
  const signed = { reason: 'the procedure asks for it', password: quality.password };
  const criteria = [{ key: 'report', text: 'The report is approved', type: 'checklist' }];
  const template = await must(
    h.http(proposer, 'POST', '/gate-templates', {
      body: { name: 'Validation gate', gateKey: 'validation', content: { deciders: ['quality'], greenHours: 24, criteria } },
    }),
  );
  await must(
    h.http(quality, 'POST', `/gate-templates/${template.key}/acts/approve`, { ifMatch: template.version, body: signed }),
  );
  const rule = await must(
    h.http(proposer, 'POST', '/gate-matrix/rules', {
      body: { step: 'ready', template: template.key, facets: ['gxp:yes'], reason: 'risk asks for it' },
    }),
  );
  await must(h.http(quality, 'POST', `/gate-matrix/rules/${rule.key}/acts/approve`, { ifMatch: rule.version, body: signed }));
  const asks = async (more: object) => (await requirement(h, deciders, termsFor(cast.unit, { ...more }))).key;
  keys = {
    template: template.key,
    dates: await asks({ name: 'Quality looks at GxP dates', scope: ['gxp:yes'], excludes: ['requested'] }),
    go: await asks({ name: 'Two people before go', step: 'declare-ready', role: 'system-owner', seats: 1, validityDays: 30 }),
    gate: await asks({
      name: 'The process owner reads the report',
      subjectKind: 'gate',
      step: 'pass',
      role: 'business-process-owner',
      scope: [`template:${template.key}`],
    }),
  };
});

const ask = (as: Someone, more: Readonly<Record<string, unknown>> = {}) =>
  house().http(as, 'POST', '/releases/previews', { body: { kind: 'project', class: 'minor', unit: cast.unit.key, ...more } });
const using = (...those: readonly { readonly key: string }[]) => ({
  applications: those.map(({ key }) => ({ application: key })),
});

type Asked = { readonly step: string; readonly approvals: readonly { readonly requirement: string }[] };
const asked = (steps: readonly Asked[]) => steps.map(({ step, approvals }) => [step, approvals.map((one) => one.requirement)]);

describe('what a release would be asked for, before it is proposed', () => {
  test('is what it is asked for once it is there: gates, approvals of its steps, and approvals of its gates', async () => {
    const h = house();
    const foreseen = await ask(cast.proposer, using(gxp, plain));
    expect(foreseen.status, foreseen.text).toBe(200);
    expect(foreseen.body).toMatchObject({
      gates: [
        {
          key: 'validation',
          name: 'Validation gate',
          step: 'ready',
          template: keys.template,
          edition: 1,
          deciders: ['quality'],
          greenHours: 24,
          criteria: [{ key: 'report', text: 'The report is approved' }],
          approvals: [{ requirement: keys.gate, seats: 1, could: 2 }],
        },
      ],
      steps: [
        { step: 'plan', approvals: [{ requirement: keys.dates, excludes: ['proposed it or asked for its dates'], could: 2 }] },
        { step: 'declare-ready', says: 'Decide go', approvals: [{ requirement: keys.go, validityDays: 30, could: 1 }] },
      ],
      can: { propose: true },
    });
    const made = (await propose(h, cast, using(gxp, plain))).body;
    const gates = (await h.http(cast.manager, 'GET', `/releases/${made.id}/gates`)).body.gates;
    expect(gates.map((gate: { key: string; guards: string }) => [gate.key, gate.guards])).toEqual([['validation', 'ready']]);
    const steps = (await why(h, cast.manager, `release:${made.key}`)).body.steps;
    const now = steps.map((step: { step: string; requirements: { requirement: { key: string } }[] }) => [
      step.step,
      step.requirements.map((one) => one.requirement.key),
    ]);
    expect(now).toEqual(asked(foreseen.body.steps));
    const [id] = (await h.http(cast.manager, 'GET', `/gates?subject=release:${made.id}`)).body.items.map(
      (one: { id: string }) => one.id,
    );
    const ofGate = (await why(h, cast.manager, `gate:${id}`)).body.steps;
    expect(ofGate[0].requirements.map((one: { requirement: { key: string } }) => one.requirement.key)).toEqual([keys.gate]);
  });

  test('follows what the release is: less without a GxP application, and without any application what the gravest would be', async () => {
    const less = (await ask(cast.proposer, using(plain))).body;
    expect([less.gates, asked(less.steps)]).toEqual([[], [['declare-ready', [keys.go]]]]);
    const gravest = (await ask(cast.proposer)).body;
    expect([gravest.gates.length, asked(gravest.steps)]).toEqual([
      1,
      [
        ['plan', [keys.dates]],
        ['declare-ready', [keys.go]],
      ],
    ]);
  });

  test('is told to who may read there, with whether they can propose; a stranger does not even learn of the unit', async () => {
    const h = house();
    expect((await ask(auditor)).body.can.propose[0].code).toBe('identity.no-right');
    const stranger = await h.someone(['release-manager'], { unit: await h.unit() });
    const unseen = await ask(stranger);
    expect([unseen.status, codesOf(unseen)]).toEqual([422, ['releases.unit-unknown']]);
    const foreign = await application(h, await castOf(h));
    expect(codesOf(await ask(cast.proposer, using(foreign)))).toEqual(['releases.application-unknown']);
    expect((await ask(await h.someone())).status).toBe(403);
  });
});
