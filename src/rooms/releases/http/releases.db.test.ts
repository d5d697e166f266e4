import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { act, application, type Cast, castOf, codesOf, planFor, propose, walkUntil } from '../../../../tests/support/releases.ts';

const house = useHouse();
let cast: Cast;
let elsewhere: Unit;
beforeAll(async () => {
  cast = await castOf(house());
  elsewhere = await house().unit();
});

const withApplication = async (more: Readonly<Record<string, unknown>> = {}) => {
  const app = await application(house(), cast);
  return (await propose(house(), cast, { applications: [{ application: app.id, version: '1' }], ...more })).body;
};

describe('proposing', () => {
  test('every fault of the request is told, and nothing is written', async () => {
    const h = house();
    const before = await sql<{ n: number }>`select count(*) as n from releases.release`.execute(h.app.database.db);
    const { goLive } = planFor(h);
    const reply = await propose(h, cast, {
      owner: 'nobody@firm.example',
      parent: 'REL-9999',
      applications: [{ application: 'APP-none' }],
    });
    expect([reply.status, ...codesOf(reply)]).toEqual([
      422,
      'releases.owner-unknown',
      'releases.parent-unknown',
      'releases.application-unknown',
    ]);
    const spans = await propose(h, cast, {
      goLive: { ...goLive, end: goLive.start, zone: 'Mars/Olympus' },
      phases: [
        { key: 'a', name: 'A', kind: 'build', start: '0001-01-01T00:00:00Z', end: goLive.end },
        { key: 'a', name: 'B', kind: 'build', start: goLive.end, end: goLive.start },
      ],
    });
    expect(codesOf(spans)).toEqual(
      expect.arrayContaining([
        'releases.ends-before-start',
        'releases.zone-unknown',
        'releases.time-out-of-range',
        'releases.key-twice',
      ]),
    );
    const after = await sql<{ n: number }>`select count(*) as n from releases.release`.execute(h.app.database.db);
    expect(after.rows).toEqual(before.rows);
  });

  test('needs somebody who is signed in, with the right, in that unit', async () => {
    const h = house();
    const body = { name: 'X', kind: 'project', class: 'minor', unit: elsewhere.key };
    expect((await h.http(null, 'POST', '/releases', { body })).status).toBe(401);
    expect((await h.http(cast.proposer, 'POST', '/releases', { body })).status).toBe(403);
    expect((await h.http(cast.tester, 'POST', '/releases', { body: { ...body, unit: cast.unit.key } })).status).toBe(403);
    const auditor = await h.someone(['auditor']);
    expect((await h.http(auditor, 'POST', '/releases', { body: { ...body, unit: cast.unit.key } })).status).toBe(403);
  });

  test('the same request with the same key makes one release', async () => {
    const h = house();
    const body = { name: 'Once', kind: 'project', class: 'minor', unit: cast.unit.key };
    const [one, two] = await Promise.all(
      [1, 2].map(() => h.http(cast.proposer, 'POST', '/releases', { body, headers: { 'idempotency-key': 'once-only-please' } })),
    );
    expect([one?.status, two?.status]).toEqual([201, 201]);
    expect(one?.body.id).toBe(two?.body.id);
  });

  test('a plan key belongs to one release, whoever is faster', async () => {
    const replies = await Promise.all([1, 2, 3].map(() => propose(house(), cast, { planRef: 'lims-2027-1' })));
    expect(replies.map((reply) => reply.status).toSorted()).toEqual([201, 409, 409]);
  });
});

describe('reading', () => {
  test('who may not read it learns nothing, not even that it exists', async () => {
    const h = house();
    const { id, key } = await withApplication();
    const stranger = await h.someone(['release-manager'], { unit: elsewhere });
    for (const path of [`/releases/${id}`, `/releases/${key}`, `/releases/${id}/next`]) {
      const hidden = await h.http(stranger, 'GET', path);
      const absent = await h.http(
        stranger,
        'GET',
        path.replace(key, 'REL-99999').replace(id, '00000000-0000-7000-8000-000000000001'),
      );
      expect([hidden.status, codesOf(hidden)]).toEqual([404, codesOf(absent)]);
    }
    const acted = await h.http(stranger, 'POST', `/releases/${id}/acts/accept`, {
      ifMatch: 1,
      body: { password: stranger.password },
    });
    expect(acted.status).toBe(404);
    expect((await h.http(stranger, 'GET', '/releases')).body.items).toEqual([]);
    expect((await h.http(null, 'GET', '/releases')).status).toBe(401);
  });

  test('a list is read page by page, in both directions of each sort, with every release once', async () => {
    const h = house();
    const there = await castOf(h);
    for (let i = 0; i < 7; i++) await propose(h, there, i % 3 === 0 ? { goLive: null } : planFor(h, 5 + (i % 4)));
    for (const sort of ['goLive', '-goLive', 'key', '-key', 'updated', '-updated']) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page = await h.http(there.manager, 'GET', `/releases?sort=${sort}&limit=3${more}`);
        expect(page.status, page.text).toBe(200);
        seen.push(...page.body.items.map((item: { key: string }) => item.key));
        cursor = page.body.nextCursor;
      } while (cursor !== null);
      expect([sort, seen.length, new Set(seen).size]).toEqual([sort, 7, 7]);
    }
    expect(codesOf(await h.http(there.manager, 'GET', '/releases?cursor=infinity~x'))).toEqual(['releases.bad-cursor']);
    expect(
      (
        await h.http(
          there.manager,
          'GET',
          '/releases?sort=key&cursor=2026-01-01T00:00:00.000Z~00000000-0000-7000-8000-000000000001',
        )
      ).status,
    ).toBe(400);
  });

  test('filters find what they say', async () => {
    const h = house();
    const there = await castOf(h);
    const app = await application(h, there);
    const mine = (
      await propose(h, there, {
        name: 'LIMS 100%_x',
        applications: [{ application: app.key }],
        phases: [{ key: 'b', name: 'B', kind: 'plan', start: '2026-01-01T00:00:00Z', end: '2026-02-01T00:00:00Z' }],
      })
    ).body;
    await propose(h, there, { name: 'Other', kind: 'maintenance', owner: null });
    const keys = async (query: string) =>
      (await h.http(there.owner, 'GET', `/releases?${query}`)).body.items.map((item: { key: string }) => item.key);
    for (const query of [
      `application=${app.key}`,
      'owner=me',
      `owner=${there.owner.email}`,
      'late=true',
      `q=${encodeURIComponent('100%_X')}`,
      'kind=project',
      `q=${mine.key.toLowerCase()}`,
    ]) {
      expect([query, await keys(query)]).toEqual([query, [mine.key]]);
    }
    expect(await keys(`unit=${there.unit.key}&state=proposed&open=true`)).toHaveLength(2);
    expect(await keys('state=closed')).toEqual([]);
    expect(await keys('open=false')).toEqual([]);
    expect(await keys('application=APP-none')).toEqual([]);
    const expanded = await h.http(there.manager, 'GET', '/releases?expand=can,gates&q=LIMS');
    expect(expanded.body.items[0].can.accept).toBe(true);
    expect(expanded.body.items[0].gates).toEqual([]);
    expect(expanded.body.items[0].health.parts).toHaveLength(5);
  });

  test('the calendar shows what touches the span, compact', async () => {
    const h = house();
    const there = await castOf(h);
    const release = (await propose(h, there, { applications: [{ application: (await application(h, there)).id }] })).body;
    const span = (from: string, to: string) => h.http(there.manager, 'GET', `/release-calendar?from=${from}&to=${to}`);
    const shown = await span('2026-11-01T00:00:00Z', '2027-11-01T00:00:00Z');
    expect(shown.status, shown.text).toBe(200);
    expect(shown.body.rows).toHaveLength(1);
    expect(shown.body.rows[0]).toMatchObject({ key: release.key, hits: [0, 0], late: 0, imported: 0, unit: 0, owner: 0 });
    expect(shown.body.rows[0].live).toEqual([
      new Date(release.goLive.start).getTime(),
      new Date(release.goLive.end).getTime(),
      new Date(release.deploymentSpan.end).getTime(),
    ]);
    expect(shown.body.rows[0].phases).toHaveLength(3);
    expect((await span('2028-01-01T00:00:00Z', '2028-11-01T00:00:00Z')).body.rows).toEqual([]);
    expect(codesOf(await span('2028-01-01T00:00:00Z', '2027-11-01T00:00:00Z'))).toEqual(['releases.span-too-long']);
  });

  test('home tells the steps that I could take, and my releases in trouble', async () => {
    const h = house();
    const there = await castOf(h);
    const release = (await propose(h, there, { applications: [{ application: (await application(h, there)).id }] })).body;
    const seen = await h.http(there.manager, 'GET', '/home');
    expect(seen.status, seen.text).toBe(200);
    expect(seen.body.steps.map((step: { key: string; verb: string }) => [step.key, step.verb])).toEqual([
      [release.key, 'accept'],
    ]);
    expect(seen.body.numbers).toEqual({ open: 1, goLiveIn30Days: 1, late: 0, collisions: 0, deploying: 0 });
    expect((await h.http(there.deployer, 'GET', '/home')).body.steps).toEqual([]);
    await h.http(there.proposer, 'PATCH', `/releases/${release.id}`, {
      ifMatch: 1,
      body: { milestones: [{ key: 'm', name: 'M', at: '2026-01-01T00:00:00Z' }] },
    });
    expect((await h.http(there.owner, 'GET', '/home')).body.mine.map((line: { key: string }) => line.key)).toEqual([release.key]);
  });

  test('it is shown as it was at any past moment', async () => {
    const h = house();
    const release = await withApplication();
    const then = h.clock.now().toISOString();
    h.clock.moveBy(60_000);
    await h.http(cast.proposer, 'PATCH', `/releases/${release.id}`, { ifMatch: 1, body: { name: 'Renamed', phases: [] } });
    await act(h, cast.manager, release.id, 'accept');
    const past = await h.http(cast.manager, 'GET', `/releases/${release.id}?asOf=${then}`);
    expect(past.status, past.text).toBe(200);
    expect(past.body).toMatchObject({
      name: release.name,
      state: 'proposed',
      version: 1,
      phases: release.phases,
      applications: release.applications,
      asOf: then,
      can: {},
      health: null,
    });
    const now = await h.http(cast.manager, 'GET', `/releases/${release.id}?asOf=${h.clock.now().toISOString()}`);
    expect(now.body).toMatchObject({ name: 'Renamed', state: 'accepted', phases: [] });
    expect(now.body.decisions[0]).toMatchObject({
      kind: 'accept',
      confirmed: true,
      by: { id: cast.manager.id },
      reason: 'because it is due',
    });
    expect(codesOf(await h.http(cast.manager, 'GET', `/releases/${release.id}?asOf=2020-01-01T00:00:00Z`))).toEqual([
      'releases.not-yet',
    ]);
  });
});

describe('changing', () => {
  test('says which version it was made on, and who was slower sees the fields that differ', async () => {
    const h = house();
    const { id } = await withApplication();
    expect((await h.http(cast.proposer, 'PATCH', `/releases/${id}`, { body: { name: 'A' } })).status).toBe(428);
    const first = await h.http(cast.proposer, 'PATCH', `/releases/${id}`, { ifMatch: 1, body: { name: 'A' } });
    expect([first.status, first.body.version]).toEqual([200, 2]);
    const second = await h.http(cast.manager, 'PATCH', `/releases/${id}`, { ifMatch: 1, body: { name: 'B' } });
    expect(second.status).toBe(412);
    expect(second.body.refusals[0].facts.fields).toEqual([{ field: '/name', old: expect.any(String), new: 'A' }]);
    const same = await h.http(cast.proposer, 'PATCH', `/releases/${id}`, { ifMatch: 2, body: { name: 'A' } });
    expect([same.status, same.body.version]).toEqual([200, 2]);
    expect((await h.http(cast.tester, 'PATCH', `/releases/${id}`, { ifMatch: 2, body: { name: 'C' } })).status).toBe(403);
  });

  test('once the dates are approved it needs a reason, and the go-live moves by a decision only', async () => {
    const h = house();
    const { id } = await withApplication();
    const planned = await walkUntil(h, cast, id, 'plan');
    const { goLive } = planFor(h, 40);
    const { version } = planned.body;
    expect(planned.body.baseline.goLive).toEqual(planned.body.goLive);
    expect(codesOf(await h.http(cast.proposer, 'PATCH', `/releases/${id}`, { ifMatch: version, body: { name: 'A' } }))).toEqual([
      'releases.change-reason-demanded',
    ]);
    expect(
      codesOf(await h.http(cast.proposer, 'PATCH', `/releases/${id}`, { ifMatch: version, body: { goLive, reason: 'later' } })),
    ).toEqual(['releases.dates-approved']);
    const move = { start: goLive.start, end: goLive.end };
    expect((await h.http(cast.proposer, 'POST', `/releases/${id}/moves`, { ifMatch: version, body: move })).status).toBe(403);
    expect(codesOf(await h.http(cast.manager, 'POST', `/releases/${id}/moves`, { ifMatch: version, body: move }))).toEqual([
      'releases.reason-demanded',
    ]);
    const reason = 'the vendor is late';
    const unsigned = await h.http(cast.manager, 'POST', `/releases/${id}/moves`, { ifMatch: version, body: { ...move, reason } });
    expect(codesOf(unsigned)).toEqual(['signatures.signature-required']);
    const moved = await h.http(cast.manager, 'POST', `/releases/${id}/moves`, {
      ifMatch: version,
      body: { ...move, reason: 'the vendor is late', password: cast.manager.password },
    });
    expect(moved.status, moved.text).toBe(200);
    expect(moved.body.decisions[0]).toMatchObject({ kind: 'move', confirmed: true, reason: 'the vendor is late' });
    expect(moved.body.baseline).toEqual(planned.body.baseline);
    expect(moved.body.health.parts.find((part: { part: string }) => part.part === 'schedule').light).toBe('amber');
  });

  test('another scope takes the go and the accepted UAT away', async () => {
    const h = house();
    const { id } = await withApplication();
    const ready = await walkUntil(h, cast, id, 'declare-ready');
    const extra = await application(h, cast);
    const applications = [
      ...ready.body.applications.map((each: { application: { id: string } }) => ({
        application: each.application.id,
        version: '1',
      })),
      { application: extra.key },
    ];
    const changed = await h.http(cast.proposer, 'PATCH', `/releases/${id}`, {
      ifMatch: ready.body.version,
      body: { applications, reason: 'one more' },
    });
    expect(changed.body.state).toBe('in-progress');
    expect(codesOf(await act(h, cast.manager, id, 'declare-ready'))).toEqual(['releases.uat-accepted']);
  });

  test('two people act at once: one wins, the other is told', async () => {
    const h = house();
    for (let i = 0; i < 5; i++) {
      const { id, version } = await withApplication();
      const [a, b] = await Promise.all([
        h.http(cast.manager, 'POST', `/releases/${id}/acts/accept`, {
          ifMatch: version,
          body: { password: cast.manager.password },
        }),
        h.http(cast.owner, 'POST', `/releases/${id}/acts/reject`, {
          ifMatch: version,
          body: { password: cast.owner.password, reason: 'not now' },
        }),
      ]);
      expect([a?.status, b?.status].toSorted()).toEqual([200, 412]);
    }
  });

  test('a bulk call judges each row by itself', async () => {
    const h = house();
    const [one, two] = [await withApplication(), await withApplication()];
    await act(h, cast.manager, two.id, 'accept');
    const items = [
      { id: one.key, version: 1 },
      { id: two.id, version: 1 },
      { id: two.id, version: 2 },
    ];
    const reply = await h.http(cast.manager, 'POST', '/releases/bulk-acts', {
      body: { verb: 'accept', password: cast.manager.password, items },
    });
    expect(
      reply.body.results.map((result: { ok: boolean; refusals?: { code: string }[] }) => [result.ok, result.refusals?.[0]?.code]),
    ).toEqual([
      [true, undefined],
      [false, 'foundation.stale'],
      [false, 'releases.not-from-here'],
    ]);
  });

  test('a train is an open enterprise release, and never its own part', async () => {
    const h = house();
    const plain = await withApplication();
    const train = (await propose(h, cast, { kind: 'enterprise' })).body;
    const inner = (await propose(h, cast, { kind: 'enterprise', parent: train.key })).body;
    expect(codesOf(await propose(h, cast, { parent: plain.key }))).toEqual(['releases.parent-not-train']);
    const circle = await h.http(cast.proposer, 'PATCH', `/releases/${train.id}`, {
      ifMatch: train.version,
      body: { parent: inner.key },
    });
    expect(codesOf(circle)).toEqual(['releases.parent-in-circle']);
    expect(codesOf(await act(h, cast.manager, train.id, 'cancel'))).toEqual(['releases.children-finished']);
    await act(h, cast.manager, inner.id, 'cancel');
    await act(h, cast.manager, train.id, 'cancel');
    expect(codesOf(await propose(h, cast, { parent: train.key }))).toEqual(['releases.parent-over']);
  });
});
