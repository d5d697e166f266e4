import { describe, expect, test } from 'vitest';
import { takeEffect } from '../../src/rooms/policies/acts/decide-version.ts';
import type { Someone } from '../support/builders.ts';
import { useHouse } from '../support/house.ts';
import { act, application, type Cast, castOf, codesOf, passTimeTo, propose, walkUntil } from '../support/releases.ts';

const house = useHouse();
const day = 86_400_000;

const proposed = async (cast: Cast): Promise<string> => {
  const applications = [{ application: (await application(house(), cast)).id, role: 'changed' }];
  return (await propose(house(), cast, { applications })).body.id;
};

/** A policy whose version was written by the manager and approved by quality, so that it holds at once. */
async function inForce(cast: Cast, more: Readonly<Record<string, unknown>>, earlier: { readonly id: string } | null = null) {
  const h = house();
  const words = { text: 'How it is done.', summary: 'What is new', ...more };
  const written =
    earlier === null
      ? await h.http(cast.manager, 'POST', '/policies', {
          body: { title: 'A rule', unit: cast.unit.id, kind: 'entry', ...words },
        })
      : await h.http(cast.manager, 'PATCH', `/policies/${earlier.id}`, {
          ifMatch: (await h.http(cast.manager, 'GET', `/policies/${earlier.id}`)).body.version,
          body: words,
        });
  expect(written.status, written.text).toBeLessThan(300);
  const step = async (as: Someone, verb: string, body: object) => {
    const { body: seen } = await h.http(as, 'GET', `/policies/${written.body.id}`);
    const path = `/policy-versions/${seen.versions[0].id}/acts/${verb}`;
    const reply = await h.http(as, 'POST', path, { ifMatch: seen.version, body });
    expect(reply.status, reply.text).toBeLessThan(300);
    return reply.body;
  };
  await step(cast.manager, 'submit', {});
  await step(cast.quality, 'approve', { password: cast.quality.password });
  await takeEffect(h.app);
  return (await h.http(cast.manager, 'GET', `/policies/${written.body.id}`)).body;
}

const record = (as: Someone, policy: { readonly id: string }, person: Someone, trainedAt: Date, number = 1) =>
  house().http(as, 'POST', `/policies/${policy.id}/trainings`, {
    body: { person: person.email, number, trainedAt: trainedAt.toISOString(), evidence: 'Course RM-4, passed' },
  });

describe('who signs is trained', () => {
  test('[P11-10i-1] a release manager whose training ran out yesterday is refused the go, with the training named, until somebody else records a new one', async () => {
    const h = house();
    const cast = await castOf(h);
    const asked = { title: 'Release procedure', trainedRoles: ['release-manager'], trainingMonths: 12 };
    const policy = await inForce(cast, asked);
    const now = h.clock.now();
    const lastYear = new Date(now.getTime() - 364 * day);
    for (const person of [cast.manager, cast.owner]) {
      const recorded = await record(cast.quality, policy, person, lastYear);
      expect(recorded.body).toMatchObject({ current: true, expiresAt: new Date(now.getTime() + day).toISOString() });
    }
    const id = await proposed(cast);
    await walkUntil(h, cast, id, 'accept-uat');
    await passTimeTo(h, new Date(now.getTime() + 2 * day));

    const refused = await act(h, cast.manager, id, 'declare-ready');
    expect(refused.status).toBe(422);
    expect(refused.body.refusals).toMatchObject([
      {
        code: 'policies.training-not-current',
        link: `/policies/${policy.key}`,
        facts: { policy: policy.key, number: 1, title: 'Release procedure', since: new Date(now.getTime() + day).toISOString() },
      },
    ]);
    expect((await h.http(cast.manager, 'GET', `/releases/${id}`)).body.state).toBe('in-progress');
    expect((await h.http(cast.quality, 'GET', `/policies/${policy.id}`)).body.training).toMatchObject({
      roles: ['release-manager'],
      trained: 0,
      missing: expect.arrayContaining([expect.objectContaining({ id: cast.manager.id })]),
    });

    expect(codesOf(await record(cast.manager, policy, cast.manager, h.clock.now()))).toContain('identity.no-right');
    expect((await record(cast.quality, policy, cast.manager, h.clock.now())).status).toBe(201);
    expect((await act(h, cast.manager, id, 'declare-ready')).status).toBe(200);
  });

  test('a training is recorded by another, in a version that holds, once it was taken; a revoked one counts no longer', async () => {
    const h = house();
    const cast = await castOf(h);
    const policy = await inForce(cast, { trainedRoles: ['business-process-owner'], trainingMonths: 1 });
    const now = h.clock.now();
    const refusedFor = async (as: Someone, person: Someone, trainedAt: Date, number = 1) =>
      codesOf(await record(as, policy, person, trainedAt, number));
    expect(await refusedFor(cast.business, cast.business, now)).toEqual(['policies.training-by-another']);
    expect(await refusedFor(cast.quality, cast.business, now, 2)).toEqual(['policies.training-not-asked']);
    expect(await refusedFor(cast.quality, cast.business, new Date(now.getTime() + day))).toEqual(['policies.training-ahead']);
    expect(await refusedFor(cast.quality, cast.business, new Date(now.getTime() - 40 * day))).toEqual([
      'policies.training-ran-out',
    ]);
    const { body: training } = await record(cast.quality, policy, cast.business, now);

    const id = await proposed(cast);
    await walkUntil(h, cast, id, 'start');
    const revoke = (as: Someone) =>
      h.http(as, 'POST', `/trainings/${training.key}/acts/revoke`, { body: { reason: 'It was the other course' } });
    expect(codesOf(await revoke(cast.business))).toEqual(['policies.training-by-another']);
    expect((await revoke(cast.quality)).body).toMatchObject({ current: false, revoked: { reason: 'It was the other course' } });
    expect(codesOf(await revoke(cast.quality))).toEqual(['policies.training-revoked']);
    expect(codesOf(await act(h, cast.business, id, 'accept-uat'))).toEqual(['policies.training-not-current']);
    h.clock.moveBy(1);
    expect((await record(cast.quality, policy, cast.business, now)).status).toBe(201);
    expect((await act(h, cast.business, id, 'accept-uat')).status).toBe(200);
    const { items } = (await h.http(cast.manager, 'GET', `/policies/${policy.id}/trainings`)).body;
    expect(items.map((one: { current: boolean }) => one.current)).toEqual([true, false]);
  });

  test('a new version asks for a new training; its draft asks for what the one before asked', async () => {
    const h = house();
    const cast = await castOf(h);
    const policy = await inForce(cast, { trainedRoles: ['business-process-owner'] });
    expect((await record(cast.quality, policy, cast.business, h.clock.now())).body.expiresAt).toBeNull();
    const next = await inForce(cast, { text: 'Done in another way.' }, policy);
    expect(next.training).toMatchObject({ roles: ['business-process-owner'], trained: 0 });
    const id = await proposed(cast);
    await walkUntil(h, cast, id, 'start');
    expect(codesOf(await act(h, cast.business, id, 'accept-uat'))).toEqual(['policies.training-not-current']);
    expect((await record(cast.quality, policy, cast.business, h.clock.now(), 2)).status).toBe(201);
    expect((await act(h, cast.business, id, 'accept-uat')).status).toBe(200);
  });
});

describe('who signs has read how they answer for it', () => {
  test('[P11-10j-1] a new version of the rules of signing is presented first and blocks every signature until it is acknowledged, by person, hash and time', async () => {
    const h = house();
    const cast = await castOf(h);
    const everybody = [cast.manager, cast.quality, cast.business];
    const policy = await inForce(cast, { kind: 'signing', title: 'What a signature means' });
    const acknowledge = async (person: Someone, number: number) =>
      h.http(person, 'POST', `/policies/${policy.id}/acts/acknowledge`, { body: { number } });
    for (const person of everybody) expect((await acknowledge(person, 1)).status).toBe(201);
    await inForce(cast, { text: 'It means what it says.' }, policy);
    for (const person of everybody) await acknowledge(person, 2);
    const id = await proposed(cast);
    expect((await act(h, cast.manager, id, 'accept')).status).toBe(200);

    await inForce(cast, { text: 'It means what it says, and you answer for it.' }, policy);
    const refused = await act(h, cast.manager, id, 'plan');
    expect(refused.status).toBe(422);
    expect(refused.body.refusals).toMatchObject([
      { code: 'policies.signing-rules-unread', link: `/policies/${policy.key}`, facts: { number: 3 } },
    ]);
    expect((await acknowledge(cast.manager, 3)).status).toBe(201);
    const { acknowledgements } = (await h.http(cast.quality, 'GET', `/policies/${policy.id}`)).body;
    expect(acknowledgements).toMatchObject({ number: 3, done: [{ id: cast.manager.id, at: h.clock.now().toISOString() }] });
    expect(acknowledgements.hash).toMatch(/^[0-9a-f]{64}$/);
    const trail = await h.http(await h.someone(['auditor']), 'GET', `/records/policy/${policy.key}/history`);
    expect(trail.text).toContain(acknowledgements.hash);
    expect((await act(h, cast.manager, id, 'plan')).status).toBe(200);
  });
});

describe('who signs what stands in no unit', () => {
  test('is trained for every role that they hold, whichever they act in', async () => {
    const h = house();
    const cast = await castOf(h);
    const root = {
      ...cast,
      unit: await h.root(),
      manager: await h.someone(['release-manager']),
      quality: await h.someone(['quality']),
    };
    const policy = await inForce(root, { trainedRoles: ['deployer'] });
    const both = await h.someone(['quality', 'deployer']);
    const body = {
      name: 'Restart',
      applications: [(await application(h, cast)).key],
      instructions: 'Restart it.',
      reason: 'routine',
    };
    const proposed = await h.http(await h.someone(['change-manager']), 'POST', '/change-models', { body });
    expect(proposed.status, proposed.text).toBe(201);
    expect((await h.http(both, 'PUT', '/sessions/current/role', { body: { role: 'quality' } })).status).toBe(200);
    const approve = () =>
      h.http(both, 'POST', `/change-models/${proposed.body.id}/acts/approve`, {
        ifMatch: 1,
        body: { password: both.password, reason: 'it was done twenty times without a fault' },
      });
    expect(codesOf(await approve())).toEqual(['policies.training-not-current']);
    expect((await record(root.quality, policy, both, h.clock.now())).status).toBe(201);
    expect((await approve()).body).toMatchObject({ state: 'in-force' });
  });
});
