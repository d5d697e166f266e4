import { beforeAll, describe, expect, test } from 'vitest';
import { type Deciders, decidersOf, requirement, say, termsFor, why } from '../../../../tests/support/approvals.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { act, application, type Cast, castOf, codesOf, propose } from '../../../../tests/support/releases.ts';

const house = useHouse();
let cast: Cast;
let deciders: Deciders;
beforeAll(async () => {
  cast = await castOf(house());
  deciders = await decidersOf(house());
});

const h = () => house();
async function accepted(more: Readonly<Record<string, unknown>> = {}) {
  const app = await application(h(), cast);
  const made = await propose(h(), cast, { applications: [{ application: app.key, role: 'changed', version: '1.0' }], ...more });
  expect(made.status, made.text).toBe(201);
  const step = await act(h(), cast.manager, made.body.id, 'accept');
  expect(step.status, step.text).toBe(200);
  return made.body as { id: string; key: string };
}

describe('a step that waits for approvals', () => {
  test('without a requirement nothing is asked', async () => {
    const release = await accepted();
    expect((await why(h(), cast.owner, `release:${release.key}`)).body.steps).toEqual([]);
    expect((await act(h(), cast.manager, release.id, 'plan')).status).toBe(200);
  });

  test('it is refused until the approval is given, says who could give it, and is taken afterwards', async () => {
    const rq = await requirement(h(), deciders, termsFor(cast.unit));
    const release = await accepted();
    const refused = await act(h(), cast.manager, release.id, 'plan');
    expect(codesOf(refused)).toEqual(['approvals.missing']);
    expect(refused.text).toContain(cast.quality.name);
    const seen = await why(h(), cast.owner, `release:${release.key}`);
    expect(seen.body.steps).toMatchObject([
      {
        step: 'plan',
        approved: false,
        comesNext: true,
        requirements: [{ missing: 1, filled: [], requirement: { key: rq.key } }],
      },
    ]);
    const given = await say(h(), cast.quality, `release:${release.key}:plan`, 'approve');
    expect(given.status, given.text).toBe(200);
    expect(given.body.step).toMatchObject({
      approved: true,
      requirements: [{ missing: 0, filled: [{ person: { id: cast.quality.id }, signature: { standing: 'valid' } }] }],
    });
    const planned = await act(h(), cast.manager, release.id, 'plan');
    expect(planned.status, planned.text).toBe(200);
  });

  test('it is refused again when what was approved has changed', async () => {
    const release = await accepted();
    await say(h(), cast.quality, `release:${release.key}:plan`, 'approve');
    const { body } = await h().http(cast.proposer, 'GET', `/releases/${release.id}`);
    const changed = await h().http(cast.proposer, 'PATCH', `/releases/${release.id}`, {
      ifMatch: body.version,
      body: { name: 'Another name' },
    });
    expect(changed.status, changed.text).toBe(200);
    expect(codesOf(await act(h(), cast.manager, release.id, 'plan'))).toEqual(['approvals.missing']);
    const seen = await why(h(), cast.owner, `release:${release.key}`);
    expect(seen.body.steps[0].requirements[0].notCounted).toMatchObject([
      { person: { id: cast.quality.id }, why: ['content-changed'] },
    ]);
    expect((await say(h(), cast.quality, `release:${release.key}:plan`, 'approve')).status).toBe(200);
    expect((await act(h(), cast.manager, release.id, 'plan')).status).toBe(200);
  });

  test('an approval is signed: without a signature, and by who is not asked, it is refused', async () => {
    const release = await accepted();
    const named = encodeURIComponent(`release:${release.key}:plan`);
    const bare = await h().http(cast.quality, 'POST', `/approvals/${named}/acts/approve`, { body: {} });
    expect(codesOf(bare)).toEqual(['signatures.signature-required']);
    expect(codesOf(await say(h(), cast.tester, `release:${release.key}:plan`, 'approve'))).toEqual(['approvals.not-asked']);
    expect(codesOf(await say(h(), cast.quality, `release:${release.key}:plan`, 'verify'))).toEqual(['approvals.not-asked']);
  });
});
