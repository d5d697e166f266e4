import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { castOf } from '../../../../tests/support/releases.ts';

const house = useHouse();
let author: Someone;
beforeAll(async () => {
  const h = house();
  await castOf(h);
  author = await h.someone(['validation-lead']);
});

const tests = { key: 'tests', text: 'Tests passed', type: 'measure', operator: '>=', threshold: 95, unit: '%' };
const register = (criteria: readonly object[], more: object = {}) =>
  house().http(author, 'POST', '/gate-templates', {
    body: { name: 'Quality gate', gateKey: 'quality-gate', content: { deciders: ['quality'], criteria, ...more } },
  });
type Reply = Awaited<ReturnType<typeof register>>;
const said = ({ status, body }: Reply) => [
  status,
  ...(body.refusals ?? []).map((one: { code: string; field?: string }) => `${one.code} ${one.field}`),
];

const wrong: readonly (readonly [string, readonly object[], readonly string[]])[] = [
  [
    'an expression whose types do not fit',
    [tests, { key: 'sum', text: 'All is well', type: 'expression', expression: 'criteria.tests.value && true' }],
    ['gates.expression-not-read /content/criteria/1/expression'],
  ],
  [
    'an expression over something that there is not',
    [{ key: 'sum', text: 'All is well', type: 'expression', expression: 'criteria.nothing.met' }],
    ['gates.expression-not-read /content/criteria/0/expression'],
  ],
  [
    'a fact that the house does not measure',
    [{ key: 'late', text: 'Nothing is late', type: 'fact', fact: 'releases.weather' }],
    ['gates.no-such-fact /content/criteria/0/fact'],
  ],
  [
    'a machine that nobody registered',
    [{ key: 'scan', text: 'The scan is clean', type: 'external', checker: 'ghost', answerHours: 4 }],
    ['gates.no-such-checker /content/criteria/0/checker'],
  ],
  [
    'a critical value that nobody types',
    [
      {
        key: 'late',
        text: 'Nothing is late',
        type: 'fact',
        fact: 'releases.milestones-late',
        operator: '==',
        threshold: 0,
        critical: true,
      },
    ],
    ['gates.critical-not-typed /content/criteria/0/critical'],
  ],
  [
    'a role that nobody holds',
    [{ key: 'report', text: 'The report is approved', type: 'checklist', responsible: 'environment-manager' }],
    ['gates.nobody-records /content/criteria/0/responsible'],
  ],
  [
    'a second person where there is one only',
    [{ ...tests, critical: true, responsible: 'test-manager' }],
    ['gates.nobody-records /content/criteria/0/responsible'],
  ],
];

describe('the draft of a template is refused when it is written', () => {
  test.each(wrong)('for %s', async (_, criteria, refusals) => {
    expect(said(await register(criteria))).toEqual([422, ...refusals]);
    const made = await register([tests]);
    expect(made.status, made.text).toBe(201);
    const written = await house().http(author, 'PUT', `/gate-templates/${made.body.key}/draft`, {
      ifMatch: made.body.version,
      body: { content: { deciders: ['quality'], criteria } },
    });
    expect(said(written)).toEqual([422, ...refusals]);
  });

  test('for deciders whom nobody could be, or who would be alone with the record that they decide on', async () => {
    const h = house();
    expect(said(await register([tests], { deciders: ['validation-lead'] }))[0]).toBe(201);
    expect(said(await register([tests], { deciders: ['cab-member'] }))).toEqual([422, 'gates.nobody-decides /content/deciders']);
    const alone = await h.someone(['implementation-manager'], { unit: await h.unit() });
    const criteria = [
      { key: 'report', text: 'The report is approved', type: 'checklist', responsible: 'implementation-manager' },
    ];
    const content = { deciders: ['implementation-manager'] };
    const refused = await register(criteria, content);
    expect(said(refused)).toEqual([422, 'gates.nobody-records /content/criteria/0/responsible']);
    expect(refused.body.refusals[0].message).toContain('beside who decides the gate');
    await h.someone(['implementation-manager'], { unit: await h.unit() });
    // Two people in two units cannot do it together.
    expect(said(await register(criteria, content))[0]).toBe(422);
    await h.someone(['implementation-manager']);
    expect(alone.id).toBeDefined();
    expect(said(await register(criteria, content))[0]).toBe(201);
  });
});

test('an edition that was whole when it was written is not put in force once nobody could do what it asks', async () => {
  const h = house();
  const quality = await h.someone(['quality']);
  const leaving = await h.someone(['environment-manager']);
  const made = await register([
    { key: 'ready', text: 'The environment is ready', type: 'checklist', responsible: 'environment-manager' },
  ]);
  expect(made.status, made.text).toBe(201);
  const admin = await h.someone(['administrator']);
  const person = (await h.http(admin, 'GET', `/people/${leaving.id}`)).body;
  const gone = await h.http(admin, 'POST', `/people/${leaving.id}/acts/disable`, {
    ifMatch: person.version,
    body: { reason: 'left the firm' },
  });
  expect(gone.status, gone.text).toBeLessThan(300);
  const approved = await h.http(quality, 'POST', `/gate-templates/${made.body.key}/acts/approve`, {
    ifMatch: made.body.version,
    body: { reason: 'it is right', password: quality.password },
  });
  expect(said(approved)).toEqual([422, 'gates.nobody-records /content/criteria/0/responsible']);
});
