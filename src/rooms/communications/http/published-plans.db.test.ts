import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { act, castOf, codesOf, propose } from '../../../../tests/support/releases.ts';

const house = useHouse();
let h: TestHouse;
beforeAll(() => {
  h = house();
});

const inDays = (days: number): string => new Date(h.clock.now().getTime() + days * 86_400_000).toISOString();
const publish = (as: Someone, unit: Unit, more: object = {}) =>
  h.http(as, 'POST', '/published-plans', { body: { unit: unit.key, title: 'The next months', ...more } });
async function published() {
  const fresh = await castOf(h);
  const { body: release } = await propose(h, fresh);
  const reply = await publish(fresh.manager, fresh.unit);
  expect(reply.status, reply.text).toBe(201);
  return { ...fresh, release, plan: reply.body };
}
const again = (as: Someone, plan: { id: string; version: number }, body: object = {}) =>
  h.http(as, 'POST', `/published-plans/${plan.id}/acts/publish`, { ifMatch: plan.version, body });
const openLink = (as: Someone, plan: { id: string; version: number }, until = inDays(30)) =>
  h.http(as, 'POST', `/published-plans/${plan.id}/acts/open-link`, { ifMatch: plan.version, body: { until } });
const read = (token: string, more: object = {}) => h.http(null, 'POST', '/published-plans/read', { body: { token, ...more } });
const version = (as: Someone, plan: { id: string }, number: number) =>
  h.http(as, 'GET', `/published-plans/${plan.id}/versions/${number}`);

async function rescheduled(of: { owner: Someone; release: { id: string } }, days: number): Promise<void> {
  const { body: seen } = await h.http(of.owner, 'GET', `/releases/${of.release.id}`);
  const moved = (at: string) => new Date(Date.parse(at) + days * 86_400_000).toISOString();
  const goLive = { ...seen.goLive, start: moved(seen.goLive.start), end: moved(seen.goLive.end) };
  const reply = await h.http(of.owner, 'PATCH', `/releases/${of.release.id}`, { ifMatch: seen.version, body: { goLive } });
  expect(reply.status, reply.text).toBe(200);
}

describe('the plan of a unit', () => {
  test('[S0.166] is published for twelve months, in versions that stay as they were, and read by a link without signing in', async () => {
    const one = await published();
    const { plan, manager, release } = one;
    expect(plan).toMatchObject({ newest: 1, months: 12, link: 'none', unit: { key: one.unit.key } });
    const first = (await version(manager, plan, 1)).body;
    expect(first.releases).toMatchObject([{ key: release.key, name: release.name, state: 'proposed' }]);
    expect(Date.parse(first.until) - Date.parse(first.from)).toBeGreaterThan(364 * 86_400_000);
    await rescheduled(one, 1);
    const second = await again(manager, plan, { note: 'One day later' });
    expect(second.status, second.text).toBe(200);
    const told = (await version(manager, plan, 2)).body;
    expect(told.differences).toEqual([
      { of: 'release', key: release.key, name: release.name, was: first.releases[0].goLive, is: told.releases[0].goLive },
    ]);
    expect((await version(manager, plan, 1)).body).toEqual(first);
    const opened = await openLink(manager, second.body);
    expect(opened.status, opened.text).toBe(200);
    const { token, address } = opened.body;
    expect(address.endsWith(`/published-plan#${token}`)).toBe(true);
    const outside = await read(token);
    expect(outside.status, outside.text).toBe(200);
    expect(outside.body).toMatchObject({ title: 'The next months', newest: 2, edition: { number: 2, note: 'One day later' } });
    expect((await read(token, { number: 1 })).body.edition.releases).toEqual(first.releases);
    expect(outside.text).not.toContain(manager.name);
  });

  test('holds what stands in the units below, and neither what was cancelled nor what goes live later', async () => {
    const top = await h.unit();
    const below = await castOf(h);
    const manager = await h.someone(['release-manager']);
    await sql`update identity.unit set parent_id = ${top.id}, path = array_append((select path from identity.unit where id = ${top.id}), id)
      where id = ${below.unit.id}`.execute(h.app.database.db);
    const kept = (await propose(h, below)).body;
    const gone = (await propose(h, below)).body;
    expect((await act(h, below.manager, gone.id, 'reject')).status).toBe(200);
    const plan = (await publish(manager, top)).body;
    const of = (await version(manager, plan, 1)).body;
    expect(of.releases.map(({ key }: { key: string }) => key)).toEqual([kept.key]);
    const from = new Date(Date.parse(of.releases[0].goLive.end) + 1_000).toISOString();
    expect((await again(manager, plan, { from })).status).toBe(200);
    expect((await version(manager, plan, 2)).body.releases).toEqual([]);
  });

  test('gets no version that says what the newest says, and one plan a unit', async () => {
    const { plan, manager, unit } = await published();
    expect(codesOf(await again(manager, plan))).toEqual(['communications.nothing-new']);
    expect(codesOf(await publish(manager, unit))).toEqual(['communications.published-already']);
    expect((await again(manager, plan, { months: 6 })).status).toBe(200);
    expect(codesOf(await again(manager, plan, { months: 7 }))).toEqual(['foundation.stale']);
  });

  test('is published by two at once as one version, and a version cannot be changed in the database by the role that serves', async () => {
    const one = await published();
    await rescheduled(one, 2);
    const both = await Promise.all([again(one.manager, one.plan), again(one.owner, one.plan)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const { db } = h.app.database;
    await expect(sql`update communications.plan_version set content = '{}'::jsonb`.execute(db)).rejects.toThrow(
      'permission denied',
    );
    await expect(sql`delete from communications.plan_version`.execute(db)).rejects.toThrow('permission denied');
  });

  test('is published for the first time by two at once as one plan', async () => {
    const { manager, owner, unit } = await castOf(h);
    const both = await Promise.all([publish(manager, unit), publish(owner, unit)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 422]);
    const refused = both.filter(({ status }) => status === 422);
    expect(refused.flatMap(codesOf)).toEqual(['communications.published-already']);
  });

  test('has a link whose token is told once and kept nowhere, not even for a repeated request', async () => {
    const { plan, manager } = await published();
    const asked = { ifMatch: plan.version, body: { until: inDays(30) }, headers: { 'idempotency-key': `link-of-${plan.key}` } };
    const first = await h.http(manager, 'POST', `/published-plans/${plan.id}/acts/open-link`, asked);
    const again = await h.http(manager, 'POST', `/published-plans/${plan.id}/acts/open-link`, asked);
    expect([first.status, again.status, again.body.token, again.body.address]).toEqual([200, 200, null, null]);
    expect((await read(first.body.token)).status).toBe(200);
    const kept = await sql<{ text: string }>`select to_jsonb(i)::text as text from foundation.idempotency i`.execute(
      h.app.database.db,
    );
    expect(kept.rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(kept.rows)).not.toContain(first.body.token);
  });

  test('is named by its digest in the ledger, which holds no token', async () => {
    const { plan, manager } = await published();
    const { body } = await openLink(manager, plan);
    const { rows } = await sql<{ act: string; changes: unknown }>`
      select act, changes from ledger.entry where subject_id = ${plan.id} order by subject_place`.execute(h.app.database.db);
    expect(rows.map((row) => row.act)).toEqual(['communications.plan-published', 'communications.link-opened']);
    expect(JSON.stringify(rows)).toContain((await version(manager, plan, 1)).body.digest);
    expect(JSON.stringify(rows)).not.toContain(body.token);
    const kept = await sql<{ text: string }>`select to_jsonb(p)::text as text from communications.published_plan p`.execute(
      h.app.database.db,
    );
    expect(JSON.stringify(kept.rows)).not.toContain(body.token);
  });
});

describe('the link', () => {
  test('opens nothing once it was closed, replaced or has ended, and never says which', async () => {
    const { plan, manager } = await published();
    const first = (await openLink(manager, plan)).body;
    const second = (await openLink(manager, first.plan)).body;
    const gone = await read(first.token);
    expect([gone.status, codesOf(gone)]).toEqual([404, ['communications.link-not-valid']]);
    expect((await read(second.token)).status).toBe(200);
    const closing = { ifMatch: second.plan.version, body: { reason: 'the supplier left' } };
    const closed = await h.http(manager, 'POST', `/published-plans/${plan.id}/acts/close-link`, closing);
    expect(closed.status, closed.text).toBe(200);
    expect(codesOf(await read(second.token))).toEqual(['communications.link-not-valid']);
    const twice = { ifMatch: closed.body.version, body: { reason: 'once more' } };
    expect(codesOf(await h.http(manager, 'POST', `/published-plans/${plan.id}/acts/close-link`, twice))).toEqual([
      'communications.no-link',
    ]);
    const last = (await openLink(manager, closed.body, inDays(1))).body;
    h.clock.moveBy(86_400_000);
    expect(codesOf(await read(last.token))).toEqual(['communications.link-not-valid']);
    expect(codesOf(await read('nothing-like-it'))).toEqual(['communications.link-not-valid']);
  });

  test('opens nothing once who opened it has left, and the plan says that it ended', async () => {
    const { plan, manager, owner } = await published();
    const { token } = (await openLink(manager, plan)).body;
    expect((await read(token)).status).toBe(200);
    await sql`update identity.person set state = 'disabled' where id = ${manager.id}`.execute(h.app.database.db);
    expect(codesOf(await read(token))).toEqual(['communications.link-not-valid']);
    expect((await h.http(owner, 'GET', `/published-plans/${plan.id}`)).body.link).toBe('ended');
  });

  test('ends within 400 days, in the future', async () => {
    const { plan, manager } = await published();
    for (const until of [inDays(401), inDays(-1)])
      expect(codesOf(await openLink(manager, plan, until))).toEqual(['communications.link-too-long']);
  });
});

describe('who may', () => {
  test('publishes in their unit; others are told that there is no such plan, and a machine publishes nothing', async () => {
    const { plan, manager, unit, proposer } = await published();
    const outsider = await h.someone(['release-manager'], { unit: await h.unit() });
    expect((await h.http(outsider, 'GET', `/published-plans/${plan.id}`)).status).toBe(404);
    expect((await version(outsider, plan, 1)).status).toBe(404);
    expect((await again(outsider, plan)).status).toBe(404);
    expect(codesOf(await publish(outsider, unit))).toEqual(['communications.no-such-unit']);
    expect((await again(proposer, plan)).status).toBe(403);
    const machine = await h.apiToken(manager, ['read', 'plan', 'act']);
    expect((await h.http(machine, 'POST', '/published-plans', { body: { unit: unit.key, title: 'By a machine' } })).status).toBe(
      403,
    );
    const mine = (await h.http(outsider, 'GET', '/published-plans')).body.items;
    expect(mine.map(({ id }: { id: string }) => id)).not.toContain(plan.id);
  });
});
