import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import {
  act,
  application,
  type Cast,
  castOf,
  codesOf,
  gateDraft,
  placeGates,
  planFor,
  propose,
  walkUntil,
} from '../../../../tests/support/releases.ts';
import { transact } from '../../../foundation/transact.ts';
import { placeRestrictions } from '../../interlocks/door.ts';
import { findRelease } from '../store/read-releases.ts';
import { gateReopened } from './follow-house.ts';

const house = useHouse();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(house());
});

const holdsOf = async (id: string) =>
  (
    await sql<{ strength: string; exclusive: boolean; ends_at: Date; deployment: boolean }>`
      select strength, exclusive, ends_at, deployment from interlocks.hold where owner_id = ${id} order by exclusive desc`.execute(
      house().app.database.db,
    )
  ).rows;

describe('holds', () => {
  test('they are soft until the dates are approved, hard from then on, and gone when the release is over', async () => {
    const h = house();
    const [changed, tested] = [await application(h, cast), await application(h, cast)];
    const { body } = await propose(h, cast, {
      applications: [{ application: changed.id }, { application: tested.id, role: 'regression' }],
    });
    const end = new Date(body.deploymentSpan.end).getTime();
    expect(end).toBe(new Date(body.goLive.end).getTime() + 3_600_000);
    expect(
      (await holdsOf(body.id)).map((hold) => [hold.strength, hold.exclusive, hold.deployment, hold.ends_at.getTime()]),
    ).toEqual([
      ['soft', true, true, end],
      ['soft', false, false, end],
    ]);
    await walkUntil(h, cast, body.id, 'plan');
    expect((await holdsOf(body.id)).map((hold) => hold.strength)).toEqual(['hard', 'soft']);
    await act(h, cast.manager, body.id, 'cancel');
    expect(await holdsOf(body.id)).toEqual([]);
  });

  test('two releases of one application in one span: the second cannot have its dates approved, and both see why', async () => {
    const h = house();
    const app = await application(h, cast);
    const [one, other] = [
      await propose(h, cast, { applications: [{ application: app.id }] }),
      await propose(h, cast, { applications: [{ application: app.id }] }),
    ];
    // Two intentions only warn each other: the first may have its dates approved.
    await walkUntil(h, cast, one.body.id, 'plan');
    const blocked = other.body.id;
    await act(h, cast.manager, blocked, 'accept');
    expect(codesOf(await act(h, cast.manager, blocked, 'plan'))).toEqual(['releases.no-blocking-collision']);
    const seen = await h.http(cast.manager, 'GET', `/releases/${blocked}`);
    expect(seen.body.collisions).toEqual({ blocking: 1, warning: 0 });
    const list = await h.http(cast.manager, 'GET', '/releases?collisions=any');
    expect(list.body.items.map((item: { id: string }) => item.id)).toEqual(expect.arrayContaining([one.body.id, other.body.id]));
    const preview = await h.http(cast.manager, 'POST', `/releases/${blocked}/move-previews`, { body: { ...at(h, 25) } });
    expect(preview.body.refusals).toEqual([]);
    expect(preview.body.collisions.after).toEqual({ blocking: 0, warning: 0 });
    expect((await h.http(cast.manager, 'GET', `/releases/${blocked}`)).body.version).toBe(seen.body.version);
    const moved = await h.http(cast.manager, 'POST', `/releases/${blocked}/moves`, {
      ifMatch: seen.body.version,
      body: at(h, 25),
    });
    expect(moved.body.collisions).toEqual({ blocking: 0, warning: 0 });
    expect((await act(h, cast.owner, blocked, 'plan')).body.state).toBe('planned');
  });

  test('a freeze over the time to back out blocks the deployment that was free before', async () => {
    const h = house();
    const app = await application(h, cast);
    const { body } = await propose(h, cast, { applications: [{ application: app.id }], ...planFor(h, 60) });
    await walkUntil(h, cast, body.id, 'accept');
    const end = new Date(body.goLive.end).getTime();
    const owner = { kind: 'freeze', id: body.id, key: null, label: 'Year end', unitIds: [cast.unit.id] };
    const freeze = {
      slot: 'a',
      kind: 'freeze' as const,
      start: new Date(end),
      end: new Date(end + 86_400_000),
      selector: [`application:${app.id}`],
      label: 'Year end',
      severity: 'blocks' as const,
    };
    await transact(h.callAs(cast.manager.actor), (work) => placeRestrictions(work, owner, [freeze]));
    const refused = await act(h, cast.manager, body.id, 'plan');
    expect(codesOf(refused)).toEqual(['releases.no-blocking-collision']);
    expect((await h.http(cast.manager, 'GET', `/releases/${body.id}`)).body.health.light).toBe('red');
  });

  test('a train holds only what none of its parts holds', async () => {
    const h = house();
    const [shared, own] = [await application(h, cast), await application(h, cast)];
    const train = await propose(h, cast, {
      kind: 'enterprise',
      applications: [{ application: shared.id }, { application: own.id }],
    });
    expect(await holdsOf(train.body.id)).toHaveLength(2);
    const part = await propose(h, cast, { parent: train.body.key, applications: [{ application: shared.id }] });
    expect(part.body.collisions).toEqual({ blocking: 0, warning: 0 });
    expect(await holdsOf(train.body.id)).toHaveLength(1);
    await act(h, cast.manager, part.body.id, 'cancel');
    expect(await holdsOf(train.body.id)).toHaveLength(2);
    expect((await h.http(cast.manager, 'GET', `/releases/${train.body.id}`)).body.children[0].key).toBe(part.body.key);
  });
});

const at = (h: ReturnType<typeof house>, days: number) => {
  const { goLive } = planFor(h, days);
  return { start: goLive.start, end: goLive.end };
};

describe('gates and the release', () => {
  test('a gate that has not passed stands before its step', async () => {
    const h = house();
    const app = await application(h, cast);
    const { body } = await propose(h, cast, { applications: [{ application: app.id }] });
    await placeGates(h, cast, body, [gateDraft('plan')]);
    await walkUntil(h, cast, body.id, 'accept');
    expect(codesOf(await act(h, cast.manager, body.id, 'plan'))).toEqual(['gates.not-passed']);
    const seen = await h.http(cast.manager, 'GET', `/releases/${body.id}`);
    expect(seen.body.can.plan.map((refusal: { code: string }) => refusal.code)).toEqual(['gates.not-passed']);
    expect(seen.body.gates).toHaveLength(1);
  });

  test('a gate of the go that opens again takes the go back in the same transaction; while deploying it is only marked', async () => {
    const h = house();
    const app = await application(h, cast);
    const { body } = await propose(h, cast, { applications: [{ application: app.id }], ...planFor(h, 2) });
    await walkUntil(h, cast, body.id, 'declare-ready');
    const gate = { id: body.id, name: 'Go', guards: 'ready', why: 'a result is too old' };
    await transact(h.callAs(cast.tester.actor), async (work) => {
      await gateReopened(work, body.id, { ...gate, guards: 'release-for-use' });
      expect((await findRelease(work.tx, body.id))?.release.state).toBe('ready');
      await gateReopened(work, body.id, gate);
      return { ok: true, value: null };
    });
    const back = await h.http(cast.manager, 'GET', `/releases/${body.id}`);
    expect(back.body.state).toBe('in-progress');
    await act(h, cast.manager, body.id, 'declare-ready');
    await walkUntil(
      h,
      cast,
      (await propose(h, cast, { applications: [{ application: (await application(h, cast)).id }], ...planFor(h, 2) })).body.id,
      'declare-ready',
    );
    const { passTimeTo } = await import('../../../../tests/support/releases.ts');
    await passTimeTo(h, new Date(body.goLive.start));
    const deploying = await act(h, cast.deployer, body.id, 'deploy');
    await transact(h.callAs(cast.tester.actor), async (work) => {
      await gateReopened(work, body.id, gate);
      return { ok: true, value: null };
    });
    const after = await h.http(cast.manager, 'GET', `/releases/${body.id}`);
    expect([after.body.state, after.body.version]).toEqual(['deploying', deploying.body.version]);
    const marked = await sql`select 1 from ledger.entry where subject_id = ${body.id} and act = 'releases.gate-reopened'`.execute(
      h.app.database.db,
    );
    expect(marked.rows).toHaveLength(1);
  });

  test('gates are placed over the API; once the dates are approved they are only added, and one more takes a go back', async () => {
    const h = house();
    const { body } = await propose(h, cast, {
      applications: [{ application: (await application(h, cast)).id, version: '1' }],
      ...planFor(h, 80),
    });
    const gate = (guards: string) => ({
      key: guards,
      name: `Before ${guards}`,
      guards,
      deciders: ['quality'],
      criteria: [{ key: 'a', text: 'Done', type: 'checklist' }],
    });
    const put = async (gates: readonly unknown[]) => {
      const { version } = (await h.http(cast.manager, 'GET', `/releases/${body.id}`)).body;
      return h.http(cast.manager, 'PUT', `/releases/${body.id}/gates`, { ifMatch: version, body: { gates } });
    };
    expect((await h.http(cast.tester, 'PUT', `/releases/${body.id}/gates`, { ifMatch: 1, body: { gates: [] } })).status).toBe(
      403,
    );
    expect((await h.http(cast.manager, 'PUT', `/releases/${body.id}/gates`, { ifMatch: 7, body: { gates: [] } })).status).toBe(
      412,
    );
    expect((await put([gate('close'), gate('start')])).body.gates).toHaveLength(2);
    expect((await put([gate('close')])).body.gates).toHaveLength(1);
    await walkUntil(h, cast, body.id, 'declare-ready');
    expect(codesOf(await put([]))).toEqual(['releases.gates-fixed']);
    expect(codesOf(await put([{ ...gate('close'), criteria: [] }]))).toEqual(expect.arrayContaining(['releases.gates-fixed']));
    expect((await put([{ ...gate('close'), name: 'Closing', dueAt: body.goLive.end }])).body.state).toBe('ready');
    const more = await put([gate('close'), gate('ready')]);
    expect([more.body.state, more.body.gates.length]).toEqual(['in-progress', 2]);
  });

  test('what the gates ask is read as it is placed; of two who place at once the second is told, and its list does not win unseen', async () => {
    const h = house();
    const { body } = await propose(h, cast);
    const path = `/releases/${body.id}/gates`;
    const gate = (key: string) => ({ key, name: `Gate ${key}`, guards: 'start', deciders: ['quality'] });
    const first = await h.http(cast.manager, 'GET', path);
    expect([first.status, first.body]).toEqual([200, { gates: [], version: body.version }]);
    const placed = await h.http(cast.manager, 'PUT', path, { ifMatch: body.version, body: { gates: [gate('mine')] } });
    const late = await h.http(cast.manager, 'PUT', path, { ifMatch: body.version, body: { gates: [gate('other')] } });
    expect([placed.status, late.status]).toEqual([200, 412]);
    const { body: read } = await h.http(cast.manager, 'GET', path);
    expect(read.version).toBe(placed.body.version);
    expect(read.gates).toMatchObject([{ ...gate('mine'), dueAt: null, criteria: [] }]);
    const again = await h.http(cast.manager, 'PUT', path, { ifMatch: read.version, body: { gates: read.gates } });
    expect([again.status, again.body.version]).toEqual([200, read.version]);
  });

  test('gates are not shown to who may not see the release, and what is wrong with them is said by field', async () => {
    const h = house();
    const { body } = await propose(h, cast);
    const path = `/releases/${body.id}/gates`;
    expect((await h.http(null, 'GET', path)).status).toBe(401);
    const stranger = await h.someone(['release-manager'], { unit: await h.unit() });
    expect((await h.http(stranger, 'GET', path)).status).toBe(404);
    const gates = [
      { key: 'a', name: 'A', guards: 'start', deciders: ['auditor'] },
      { key: 'b', name: 'B', guards: 'ready', deciders: ['quality'], criteria: [{ key: 'm', text: 'M', type: 'measure' }] },
    ];
    const reply = await h.http(cast.manager, 'PUT', path, { ifMatch: body.version, body: { gates } });
    expect(reply.body.refusals.map(({ code, field }: { code: string; field: string }) => [code, field])).toEqual([
      ['gates.decider-unknown', '/gates/0/deciders'],
      ['gates.measure-not-whole', '/gates/1/criteria/0/threshold'],
    ]);
  });

  test('gates cannot be touched once the release is over', async () => {
    const h = house();
    const { body } = await propose(h, cast);
    await placeGates(h, cast, body, [gateDraft('accept')]);
    await act(h, cast.manager, body.id, 'cancel');
    const { lockForGates } = await import('./follow-house.ts');
    const outcome = await transact(h.callAs(cast.manager.actor), async (work) => ({
      ok: true,
      value: (await lockForGates(work, body.id)).map((refusal) => refusal.code),
    }));
    expect(outcome).toEqual({ ok: true, value: ['releases.over'] });
  });

  test('due times of gates move with the go-live', async () => {
    const h = house();
    const { body } = await propose(h, cast, { applications: [{ application: (await application(h, cast)).id }] });
    const dueAt = new Date(new Date(body.goLive.start).getTime() - 86_400_000);
    await placeGates(h, cast, body, [gateDraft('deploy', { dueAt })]);
    const moved = await h.http(cast.manager, 'POST', `/releases/${body.id}/moves`, { ifMatch: body.version, body: at(h, 27) });
    expect(moved.status, moved.text).toBe(200);
    const by = new Date(moved.body.goLive.start).getTime() - new Date(body.goLive.start).getTime();
    expect(new Date(moved.body.gates[0].dueAt).getTime()).toBe(dueAt.getTime() + by);
    expect(new Date(moved.body.phases[0].start).getTime()).toBe(new Date(body.phases[0].start).getTime() + by);
  });
});
