import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../src/foundation/ids.ts';
import { done } from '../../src/foundation/refusal.ts';
import { transact } from '../../src/foundation/transact.ts';
import { windowTools } from '../../src/rooms/calendar/testing/window-tools.ts';
import { seal, sealerState } from '../../src/rooms/ledger/store/seal.ts';
import { aRelease, must, openWorld, reason, type World } from '../house/recipes/world.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { passTimeTo } from '../support/releases.ts';
import { digests, entriesOfRequest } from '../support/trail.ts';

const house = useHouse();
const day = 86_400_000;
let w: World;
beforeAll(async () => {
  w = await openWorld(house(), []);
});

type Body = HttpReply['body'];
/** Time passes and everybody stays signed in. */
const later = (ms: number): Promise<void> => passTimeTo(w.h, new Date(w.h.clock.now().getTime() + ms));
const application = (more: object = {}): Promise<Body> => {
  const key = w.fresh('TRAIL');
  return must(w.h.http(w.keeper, 'POST', '/applications', { body: { key, name: key, unit: w.cast.unit.key, ...more } }));
};
const history = async (kind: string, id: string, as: Someone = w.auditor): Promise<readonly Body[]> =>
  (await must(w.h.http(as, 'GET', `/records/${kind}/${id}/history`))).items;

async function asOwner<T>(run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: w.h.database.ownerUrl });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

describe('the time of an entry', () => {
  const wrong = (): string => new Date(w.h.clock.now().getTime() + 3 * day).toISOString();

  test('[P11-10e-2] the time of an entry is the server’s, whatever a client whose clock is three days ahead sends; its own times are labelled data', async () => {
    const { id } = await aRelease(w);
    const headers = { date: new Date(wrong()).toUTCString(), 'x-timestamp': wrong(), 'x-request-start': wrong() };
    const milestones = [{ key: 'lock', name: 'Scope lock', at: wrong(), doneAt: null }];
    const reply = await w.h.http(w.cast.proposer, 'PATCH', `/releases/${id}`, { ifMatch: 1, headers, body: { milestones } });
    expect(reply.status, reply.text).toBe(200);
    const [entry, ...more] = await entriesOfRequest(w.h, reply.headers['x-request-id']);
    expect(more).toEqual([]);
    expect(Math.abs((entry?.at.getTime() ?? 0) - w.h.clock.now().getTime())).toBeLessThanOrEqual(2_000);
    expect(entry?.changes).toContainEqual({ field: '/milestones/lock/at', old: expect.any(String), new: wrong() });
    expect(reply.body.updatedAt).toBe(w.h.clock.now().toISOString());

    for (const field of ['at', 'time', 'timestamp', 'createdAt', 'updatedAt', 'recordedAt', 'eventTime', 'requestId', 'actor']) {
      const refused = await w.h.http(w.cast.proposer, 'PATCH', `/releases/${id}`, {
        ifMatch: 2,
        body: { name: 'X', [field]: wrong() },
      });
      expect([field, refused.status]).toEqual([field, 400]);
    }
  });
});

describe('what was recorded before', () => {
  test('[P11-10e-3] low, then medium, then high: a reviewer sees all three in order with actor, time and reason, and the first version is stored byte for byte', async () => {
    const { id } = await application({ criticality: 'low' });
    const first = () =>
      sql<{ row: string }>`select e::text as row from ledger.entry e where subject_id = ${id} and subject_place = 1`.execute(
        w.h.app.database.db,
      );
    const before = await first();
    const expected: unknown[] = [];
    for (const [at, criticality] of (['medium', 'high'] as const).entries()) {
      w.h.clock.moveBy(60_000);
      const why = `assessed as ${criticality}`;
      await must(w.h.http(w.keeper, 'PATCH', `/applications/${id}`, { ifMatch: at + 1, body: { criticality, reason: why } }));
      expected.push([at === 0 ? 'low' : 'medium', criticality, w.keeper.id, w.keeper.name, w.h.clock.now().toISOString(), why]);
    }
    const seen = (await history('application', id)).toReversed().map((entry) => {
      const change = entry.changes.find((one: { field: string }) => one.field === '/criticality');
      return [change.old, change.new, entry.actor.id, entry.actor.name, entry.at, entry.reason];
    });
    expect(seen[0]?.slice(0, 3)).toEqual([null, 'low', w.keeper.id]);
    expect(seen.slice(1)).toEqual(expected);
    expect((await first()).rows).toEqual(before.rows);
  });

  const nine = [{ from: '09:00', to: '17:00' }];
  const once = { start: '2027-06-05T20:00', end: '2027-06-06T04:00' };
  const made = async (path: string, body: object, as: Someone): Promise<Body> => must(w.h.http(as, 'POST', path, { body }));
  const scope = () => ({ units: [w.cast.unit.key] });
  /** Each kind of record that can be taken away: how it is made, and by whom. */
  const removable: Readonly<Record<string, () => Promise<readonly [path: string, Body, Someone]>>> = {
    application: async () => ['/applications', await application(), w.keeper],
    window: async () => [
      '/windows',
      await made('/windows', { name: 'W', zone: 'UTC', once, scope: scope() }, w.manager),
      w.manager,
    ],
    freeze: async () => [
      '/freezes',
      await made('/freezes', { name: 'F', reason: 'closing', zone: 'UTC', once, scope: scope() }, w.manager),
      w.manager,
    ],
    cadence: async () => {
      const repeats = { rule: 'FREQ=MONTHLY', startsAt: '2027-06-05T20:00', minutes: 480 };
      return ['/cadences', await made('/cadences', { name: 'C', zone: 'UTC', repeats, scope: scope() }, w.manager), w.manager];
    },
    'working-calendar': async () => {
      const draft = () => ({ key: w.fresh('days'), name: 'D', zone: 'UTC', week: { MO: nine } });
      await made('/working-calendars', draft(), w.manager);
      return ['/working-calendars', await made('/working-calendars', draft(), w.manager), w.manager];
    },
    unit: async () => [
      '/units',
      { ...(await made('/units', { key: w.fresh('gone'), name: 'U', parent: w.cast.unit.key }, w.admin)), version: 1 },
      w.admin,
    ],
    group: async () => ['/groups', await made('/groups', { key: w.fresh('gone'), name: 'G' }, w.admin), w.admin],
  };

  /** Lists that show all states unless they are asked for those that somebody works on. */
  const worked: Readonly<Record<string, string>> = { window: '&state=draft,proposed,locked', freeze: '&state=active' };

  test.each(Object.keys(removable))(
    '[P11-10e-4] %s: taken away with a reason it leaves the working lists, the trail says so and why, and every earlier version can be opened',
    async (kind) => {
      const [path, one, as] = (await removable[kind]?.()) ?? [];
      if (path === undefined || as === undefined) throw new Error(`nobody makes a ${kind}`);
      const versions: { readonly at: string; readonly name: string }[] = [];
      const names = ['Second name', 'Third name'];
      for (const [at, name] of names.entries()) {
        w.h.clock.moveBy(1_000);
        await must(w.h.http(as, 'PATCH', `${path}/${one.id}`, { ifMatch: one.version + at, body: { name } }));
        versions.push({ at: w.h.clock.now().toISOString(), name });
      }
      const listed = async () =>
        (await must(w.h.http(as, 'GET', `${path}?limit=200${worked[kind] ?? ''}`))).items.map((item: { id: string }) => item.id);
      expect(await listed()).toContain(one.id);
      w.h.clock.moveBy(1_000);
      const without = await w.h.http(as, 'POST', `${path}/${one.id}/acts/withdraw`, { ifMatch: one.version + 2, body: {} });
      expect(without.status).toBe(400);
      await must(
        w.h.http(as, 'POST', `${path}/${one.id}/acts/withdraw`, { ifMatch: one.version + 2, body: { reason: 'made in error' } }),
      );
      expect(await listed()).not.toContain(one.id);

      const reviewer = ['unit', 'group'].includes(kind) ? w.admin : w.auditor;
      const [last] = await history(kind, one.id, reviewer);
      expect(last).toMatchObject({ reason: 'made in error', actor: { id: as.id }, says: expect.stringContaining('withdrew') });
      for (const version of versions) {
        const shown = await must(w.h.http(w.auditor, 'GET', `/records/${kind}/${one.id}?asOf=${version.at}`));
        expect(shown.record.name).toBe(version.name);
      }
    },
  );
});

describe('trail and data', () => {
  /** Makes the second entry of whatever one command says fail, as a full disk would. */
  const failSecond = `
    create function public.fail_second() returns trigger language plpgsql as $$
    declare n int := coalesce(nullif(current_setting('test.entries', true), ''), '0')::int + 1;
    begin
      perform set_config('test.entries', n::text, true);
      if n = 2 then raise exception 'the trail cannot be written'; end if;
      return new;
    end $$;
    create trigger fail_second before insert on ledger.entry for each row execute function public.fail_second();`;

  test('[P11-10e-6] when the trail fails on the second of three writes of one command, nothing of the command is there', async () => {
    const three = [await application(), await application(), await application()];
    const text = [
      'interlock: 1',
      `name: ${w.fresh('plan')}`,
      'zone: UTC',
      'applications:',
      ...three.map((one) => `  - { key: ${one.key}, name: Renamed, unit: ${w.cast.unit.key} }`),
      '',
    ].join('\n');
    const apply = () => w.h.http(w.manager, 'POST', '/plans/applications', { body: { text } });
    const versions = async () =>
      Promise.all(three.map(async (one) => (await must(w.h.http(w.keeper, 'GET', `/applications/${one.id}`))).version));
    const before = await digests(w.h);
    await asOwner((client) => client.query(failSecond));
    const broken = await apply();
    expect(broken.status).toBe(500);
    expect(broken.body.refusals).toEqual([]);
    expect(await entriesOfRequest(w.h, broken.headers['x-request-id'])).toEqual([]);
    expect(await digests(w.h)).toEqual(before);
    expect(await versions()).toEqual([1, 1, 1]);
    await asOwner((client) => client.query('drop trigger fail_second on ledger.entry; drop function public.fail_second()'));
    const whole = await apply();
    expect(whole.status, whole.text).toBe(200);
    expect((await entriesOfRequest(w.h, whole.headers['x-request-id'])).length).toBeGreaterThanOrEqual(3);
    expect(await versions()).toEqual([2, 2, 2]);
  });

  test('[A11-12-4] new dates of a locked window are entered by one and confirmed by another: two events, each with its person, date, time and zone', async () => {
    const tools = await windowTools(w.h);
    const locked = await tools.locked({ once: { start: '2027-07-03T22:00', end: '2027-07-04T06:00' } });
    const dates = { start: '2027-07-10T22:00', end: '2027-07-11T06:00', reason: 'the supplier is late' };
    const asked = await must(tools.act(locked, 'ask-move', tools.manager, dates));
    await later(3_600_000);
    await must(tools.decide(asked, 'approve-move', tools.other));
    const [confirmed, entered] = await history('window', locked.id);
    expect([entered.act, entered.actor.id]).toEqual(['calendar.window-move-asked', tools.manager.id]);
    expect([confirmed.act, confirmed.actor.id]).toEqual(['calendar.window-moved', tools.other.id]);
    for (const entry of [entered, confirmed]) expect(entry.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Date.parse(confirmed.at) - Date.parse(entered.at)).toBe(3_600_000);
  });
});

describe('who acted', () => {
  test('[FDG-CI-Q12] what a deputy changed today says tomorrow: old and new value, person, the role as deputy, and the reason', async () => {
    const principal = await w.h.someone(['release-manager']);
    const deputy = await w.h.someone(['stakeholder']);
    const { id, name } = await aRelease(w);
    const until = new Date(w.h.clock.now().getTime() + day).toISOString();
    const deputation = { deputy: deputy.id, startsAt: w.h.clock.now().toISOString(), endsAt: until, reason: 'on holiday' };
    await must(w.h.http(principal, 'POST', '/deputations', { body: deputation }));
    const change = (body: object, ifMatch: number) => w.h.http(deputy, 'PATCH', `/releases/${id}`, { ifMatch, body });
    await must(change({ name: 'Renamed by the deputy', reason }, 1));
    await later(day + 1);
    expect((await change({ name: 'Too late' }, 2)).status).toBe(403);
    const [entry] = await history('release', id);
    expect(entry).toMatchObject({
      actor: { id: deputy.id, name: deputy.name, roles: ['release-manager (deputy)', 'stakeholder'] },
      changes: [{ field: '/name', old: name, new: 'Renamed by the deputy' }],
      reason,
    });
  });
});

describe('the trail as a file', () => {
  test('[D11-12-9] an export of 5,000 events is sorted by actor, filtered by date and joined to records by id with a generic tool, as it is', async () => {
    const { db } = w.h.app.database;
    const writers = [await w.h.someone(), await w.h.someone()];
    const known = await application();
    for (let batch = 0; batch < 20; batch++) {
      await later(6 * 3_600_000);
      const call = w.h.callAs((writers[batch % 2] ?? w.keeper).actor);
      await transact(call, async (work) => {
        for (let at = 0; at < 250; at++) {
          const subject =
            at === 0
              ? { kind: 'application', id: known.id, key: known.key, unitIds: [w.cast.unit.id] }
              : { kind: 'thing', id: uuidv7(), key: null, unitIds: [] };
          work.say({ act: 'portfolio.changed', subject, version: batch + 2, before: null, after: { at, batch } });
        }
        return done(null);
      });
    }
    await expect
      .poll(
        async () => {
          await seal(db, w.h.clock.now());
          return (await sealerState(db, w.h.clock.now())).unsealed;
        },
        { timeout: 20_000 },
      )
      .toBe(0);
    const auditor = await w.h.someone(['auditor']);
    const exported = await w.h.server.inject({ url: '/api/v1/ledger/export', cookies: { interlock_session: auditor.cookie } });
    expect(exported.statusCode).toBe(200);
    const lines = exported.body.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(5_000);

    // The generic tool: a database that reads JSON lines and knows nothing of the product.
    await asOwner(async (client) => {
      await client.query('create temporary table event (line jsonb)');
      await client.query('insert into event select l::jsonb from unnest($1::text[]) l', [lines]);
      const counted = await client.query<{ n: number }>(`select count(*)::int as n from event where line ->> 'seq' is not null`);
      // All but the two entries that say who took this very export and what it came to.
      const stored = await client.query<{ n: number }>(
        `select count(*)::int as n from ledger.entry where act not like 'ledger.export-%'`,
      );
      expect(counted.rows).toEqual(stored.rows);
      const sorted = await client.query<{ actor: string }>(
        `select line -> 'body' ->> 'actorId' as actor from event where line ->> 'seq' is not null order by 1`,
      );
      expect(sorted.rows.filter((row) => row.actor === writers[0]?.id)).toHaveLength(2_500);
      const from = new Date(w.h.clock.now().getTime() - 6 * 3_600_000).toISOString();
      const recent = await client.query<{ n: number }>(
        `select count(*)::int as n from event where (line -> 'body' ->> 'at')::timestamptz > $1`,
        [from],
      );
      expect(recent.rows[0]?.n).toBeGreaterThanOrEqual(250);
      expect(recent.rows[0]?.n).toBeLessThan(1_000);
      const joined = await client.query<{ name: string; n: number }>(
        `select a.name, count(*)::int as n from event e join portfolio.application a on a.id::text = e.line -> 'body' ->> 'subjectId'
         where a.id = $1 group by a.name`,
        [known.id],
      );
      expect(joined.rows).toEqual([{ name: known.name, n: 21 }]);
    });
  });
});
