import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';
import {
  act,
  application,
  type Cast,
  castOf,
  codesOf,
  passTimeTo,
  planFor,
  propose,
} from '../../../../tests/support/releases.ts';

const house = useHouse();
let cast: Cast;
let manager: Someone;
let decider: Someone;
beforeAll(async () => {
  cast = await castOf(house());
  manager = await house().someone(['release-manager']);
  decider = await house().someone(['change-manager']);
});

type Body = HttpReply['body'];
const day = 86_400_000;
const inDays = (days: number): string => new Date(house().clock.now().getTime() + days * day).toISOString();
const must = async (asked: Promise<HttpReply>): Promise<Body> => {
  const reply = await asked;
  if (reply.status >= 300) throw new Error(reply.text);
  return reply.body;
};

/** A freeze of one application over the usual go-live, and a release that deploys in it. */
async function frozen(severity = 'needs-exception', days = 20, scope: object | null = null) {
  const h = house();
  const app = await application(h, cast);
  const freeze = await must(
    h.http(manager, 'POST', '/freezes', {
      body: {
        name: 'Year end',
        reason: 'the books are closed',
        zone: 'UTC',
        once: { start: inDays(days - 5).slice(0, 16), end: inDays(days + 5).slice(0, 16) },
        scope: scope ?? { applications: [app.key] },
        severity,
      },
    }),
  );
  const release = (await propose(h, cast, { ...planFor(h, days), applications: [{ application: app.id, version: '1' }] })).body;
  const { items } = await must(h.http(cast.manager, 'GET', `/collisions?owner=release:${release.key}`));
  return { app, freeze, release, collision: items[0] };
}
const ask = (collision: Body, more: object = {}, as: Someone = cast.manager) =>
  house().http(as, 'POST', `/collisions/${collision.id}/exceptions`, {
    body: { reason: 'the regulator wants it this year', expiresAt: inDays(40), ...more },
  });
const decide = (one: Body, verb: string, as: Someone = decider, reason = 'the risk is small and watched') =>
  house().http(as, 'POST', `/collision-exceptions/${one.id}/acts/${verb}`, {
    ifMatch: one.version,
    body: { reason, ...(verb === 'withdraw' ? {} : { password: as.password }) },
  });
const show = (one: Body): Promise<Body> => must(house().http(cast.manager, 'GET', `/collision-exceptions/${one.key}`));
const collisionsOf = async (release: Body): Promise<Body> =>
  (await must(house().http(cast.manager, 'GET', `/releases/${release.key}`))).collisions;
const plan = (release: Body) => act(house(), cast.manager, release.id, 'plan');

describe('an exception to a collision', () => {
  test('a release in a freeze that needs an exception is stopped until somebody else has signed one, and then by nothing', async () => {
    const { release, collision, freeze } = await frozen();
    await act(house(), cast.manager, release.id, 'accept');
    expect(collision).toMatchObject({ rule: 'freeze', severity: 'needs-exception', exception: null });
    expect(await collisionsOf(release)).toEqual({ blocking: 1, warning: 0 });
    const stopped = await plan(release);
    expect(codesOf(stopped)).toEqual(['releases.no-blocking-collision']);
    expect(stopped.body.refusals[0].remedy).toContain('signed exception');

    const asked = await must(ask(collision));
    expect(asked).toMatchObject({ key: expect.stringMatching(/^EXC-\d+$/), state: 'asked', inForce: false, decided: null });
    expect(codesOf(await plan(release))).toEqual(['releases.no-blocking-collision']);
    expect(codesOf(await ask(collision))).toEqual(['interlocks.exception-asked-already']);

    const granted = await decide(asked, 'grant');
    expect(granted.body).toMatchObject({ state: 'granted', inForce: true, decided: { by: { id: decider.id } } });
    const seen = await must(house().http(cast.manager, 'GET', `/collisions/${collision.id}`));
    expect(seen.exception).toMatchObject({ key: asked.key, inForce: true });
    for (const owner of [`release:${release.key}`, `freeze:${freeze.key}`]) {
      const { items } = await must(house().http(manager, 'GET', `/collision-exceptions?owner=${owner}`));
      expect(items.map((one: Body) => one.key)).toEqual([asked.key]);
    }
    expect(await collisionsOf(release)).toEqual({ blocking: 0, warning: 1 });
    expect((await plan(release)).body.state).toBe('planned');
    expect((await show(asked)).inForce).toBe(true);
    const signatures = await must(house().http(manager, 'GET', `/signatures?subject=collision-exception:${asked.key}`));
    expect(signatures.items).toMatchObject([{ meaning: { code: 'approved' }, standing: 'valid', verb: 'grant' }]);
  });

  test('neither who asked, nor who has a hand in the release, nor who stands in for them decides on it', async () => {
    const h = house();
    const { collision, release } = await frozen();
    const owner = await h.someone(['release-manager']);
    const asked = await must(ask(collision, {}, manager));
    expect(codesOf(await decide(asked, 'grant', manager))).toContain('identity.not-independent');
    expect(codesOf(await decide(asked, 'refuse', manager))).toContain('identity.not-independent');
    for (const person of [owner, cast.owner]) {
      const { version } = await must(h.http(cast.manager, 'GET', `/releases/${release.key}`));
      const body = { owner: person.id, reason: 'handed over' };
      expect((await h.http(cast.proposer, 'PATCH', `/releases/${release.id}`, { ifMatch: version, body })).status).toBe(200);
    }
    expect(codesOf(await decide(asked, 'grant', owner))).toEqual(['identity.not-independent']);
    const deputy = await h.someone(['change-manager']);
    await sql`insert into identity.deputation (id, person_id, deputy_id, starts_at, ends_at, reason)
      values (gen_random_uuid(), ${cast.proposer.id}, ${deputy.id}, ${h.clock.now()}, ${inDays(9)}, 'on leave')`.execute(
      h.app.database.db,
    );
    expect(codesOf(await decide(asked, 'grant', deputy))).toEqual(['identity.not-independent']);
    expect((await show(asked)).state).toBe('asked');
    const can = (await must(h.http(decider, 'GET', `/collision-exceptions/${asked.key}`))).can;
    expect(can).toMatchObject({ grant: true, refuse: true, withdraw: true });
    expect((await decide(asked, 'refuse')).body).toMatchObject({ state: 'refused', inForce: false });
    expect(codesOf(await decide({ ...asked, version: 2 }, 'grant'))).toEqual(['interlocks.exception-not-from-here']);
  });

  test('who holds the role in the unit of the release alone does not except it from the freeze of another', async () => {
    const h = house();
    const local = await h.someone(['change-manager'], { unit: cast.unit });
    const own = await must(ask((await frozen()).collision));
    expect((await decide(own, 'grant', local)).status).toBe(200);
    const ofAll = await must(ask((await frozen('needs-exception', 105, {})).collision));
    const refused = await decide(ofAll, 'grant', local);
    expect([refused.status, codesOf(refused)[0]]).toEqual([403, 'identity.no-right']);
    expect((await must(h.http(local, 'GET', `/collision-exceptions/${ofAll.key}`))).can).toMatchObject({ withdraw: true });
    expect((await decide(ofAll, 'grant')).status).toBe(200);
  });

  test('once a claim moves or the freeze changes it lapses in the same act, and the collision stands in the way again', async () => {
    const h = house();
    const { collision, release, freeze } = await frozen();
    await act(h, cast.manager, release.id, 'accept');
    const granted = (await decide(await must(ask(collision)), 'grant')).body;
    expect(await collisionsOf(release)).toEqual({ blocking: 0, warning: 1 });
    const { goLive } = planFor(h, 21);
    const moved = await h.http(cast.manager, 'POST', `/releases/${release.id}/moves`, {
      ifMatch: (await must(h.http(cast.manager, 'GET', `/releases/${release.key}`))).version,
      body: { start: goLive.start, end: goLive.end, reason: 'a day later' },
    });
    expect(moved.status).toBe(200);
    expect(await show(granted)).toMatchObject({
      state: 'lapsed',
      inForce: false,
      ended: { reason: expect.stringContaining('another') },
    });
    expect(await collisionsOf(release)).toEqual({ blocking: 1, warning: 0 });
    expect(codesOf(await plan(release))).toContain('releases.no-blocking-collision');
    const again = await must(ask(collision));
    await must(
      h.http(manager, 'POST', `/freezes/${freeze.key}/acts/withdraw`, {
        ifMatch: freeze.version,
        body: { reason: 'not needed' },
      }),
    );
    expect(await show(again)).toMatchObject({ state: 'lapsed', ended: { reason: 'The collision was cleared.' } });
    expect(codesOf(await ask(collision))).toEqual(['interlocks.collision-over']);
  });

  test('it ends with its time, and is withdrawn with a reason', async () => {
    const h = house();
    const { collision, release } = await frozen();
    await act(h, cast.manager, release.id, 'accept');
    const short = (await decide(await must(ask(collision, { expiresAt: inDays(1) })), 'grant')).body;
    expect(short.inForce).toBe(true);
    await passTimeTo(h, new Date(h.clock.now().getTime() + day));
    expect(await show(short)).toMatchObject({ state: 'granted', inForce: false, over: true });
    expect(await collisionsOf(release)).toEqual({ blocking: 1, warning: 0 });
    expect(codesOf(await plan(release))).toEqual(['releases.no-blocking-collision']);
    const longer = (await decide(await must(ask(collision)), 'grant')).body;
    expect(await collisionsOf(release)).toEqual({ blocking: 0, warning: 1 });
    const withdrawn = await decide(longer, 'withdraw', cast.manager, 'the risk is greater than we thought');
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', inForce: false, ended: { by: { id: cast.manager.id } } });
    expect(codesOf(await plan(release))).toEqual(['releases.no-blocking-collision']);
  });

  test('what blocks is never excepted, what warns needs none, and no exception is without a near end', async () => {
    const blocks = await frozen('blocks');
    expect(codesOf(await ask(blocks.collision))).toEqual(['interlocks.exception-not-allowed']);
    const warns = await frozen('warns');
    expect(codesOf(await ask(warns.collision))).toEqual(['interlocks.exception-not-needed']);
    const { collision } = await frozen();
    expect(codesOf(await ask(collision, { expiresAt: inDays(91) }))).toEqual(['interlocks.exception-unbounded']);
    expect(codesOf(await ask(collision, { expiresAt: inDays(-1) }))).toEqual(['interlocks.exception-unbounded']);
    const tester = await house().someone(['test-manager'], { unit: cast.unit });
    expect((await ask(collision, {}, tester)).status).toBe(403);
    const stranger = await house().someone(['release-manager'], { unit: await house().unit() });
    expect(codesOf(await ask(collision, {}, stranger))).toEqual(['interlocks.no-such-collision']);
  });

  test('two that want one application for themselves stay apart: an exception makes no room', async () => {
    const h = house();
    const app = await application(h, cast);
    const firm = (await propose(h, cast, { applications: [{ application: app.id, version: '1' }] })).body;
    for (const verb of ['accept', 'plan'] as const) await act(h, cast.manager, firm.id, verb);
    const second = (await propose(h, cast, { applications: [{ application: app.id, version: '2' }] })).body;
    const { items } = await must(h.http(cast.manager, 'GET', `/collisions?owner=release:${second.key}`));
    expect(items[0].severity).toBe('needs-exception');
    expect(codesOf(await ask(items[0]))).toEqual(['interlocks.exception-makes-no-room']);
  });

  test('a row changed in the database takes the effect of its signature away', async () => {
    const h = house();
    const { collision, release } = await frozen();
    await act(h, cast.manager, release.id, 'accept');
    const granted = (await decide(await must(ask(collision)), 'grant')).body;
    await sql`update interlocks.exception set expires_at = expires_at + interval '30 days' where id = ${granted.id}`.execute(
      h.app.database.db,
    );
    expect(await show(granted)).toMatchObject({ state: 'granted', inForce: false });
    expect(codesOf(await plan(release))).toEqual(['releases.no-blocking-collision']);
  });

  test('a machine may ask; what it asked for, a person grants, and never a token', async () => {
    const h = house();
    const { collision } = await frozen();
    const token = await h.apiToken(manager, ['read', 'plan', 'act']);
    const asked = await must(
      h.http(token, 'POST', `/collisions/${collision.id}/exceptions`, {
        body: { reason: 'planned by a script', expiresAt: inDays(30) },
      }),
    );
    const theirs = await h.apiToken(decider, ['read', 'plan', 'act']);
    const refused = await h.http(theirs, 'POST', `/collision-exceptions/${asked.id}/acts/grant`, {
      ifMatch: 1,
      body: { reason: 'granted by a script' },
    });
    expect(codesOf(refused)).toContain('identity.people-only');
  });
});
