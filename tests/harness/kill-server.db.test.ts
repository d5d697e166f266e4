import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rooms } from '../../src/entrances/rooms.ts';
import { sealAll } from '../../src/rooms/ledger/testing/things.ts';
import { termsFor } from '../support/approvals.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, type TestHouse, useHouse } from '../support/house.ts';
import { application, type Cast, castOf, gateDraft, placeGates, planFor, propose } from '../support/releases.ts';
import { readyToSign } from '../support/signing.ts';
import { type DatabaseProxy, startProxy } from './database-proxy.ts';
import { type ServerProcess, send, startServer } from './processes.ts';

const house = useHouse();
let proxy: DatabaseProxy;
let cast: Cast;
let servers: Promise<ServerProcess>[] = [];
let count = 0;

/** One act of a room: what is asked, and how many records say that it was done. `place` makes the record that it acts on. */
type Act = {
  readonly place?: () => Promise<string>;
  readonly as: () => Someone;
  readonly ask: (mark: string, placed: string) => { readonly path: string; readonly body?: unknown; readonly ifMatch?: number };
  readonly done: (mark: string, placed: string) => RawBuilder<{ n: number }>;
};

let administrator: Someone;
let quality: Someone;
let planner: Someone;
let publisher: Someone;
let validator: Someone;
let auditor: Someone;
let reader: TestHouse;

async function made(asked: Promise<HttpReply>): Promise<string> {
  const reply = await asked;
  if (reply.status !== 201) throw new Error(reply.text);
  return reply.body.id;
}

const acts: Readonly<Record<string, Act>> = {
  ledger: {
    place: async () => (await reader.someone(['stakeholder'])).id,
    as: () => quality,
    ask: (mark, placed) => ({ path: '/ledger/holds', body: { person: placed, reason: mark } }),
    done: (mark) => sql<{ n: number }>`select count(*)::int as n from ledger.hold where reason = ${mark}`,
  },
  identity: {
    as: () => administrator,
    ask: (mark) => ({ path: '/units', body: { key: mark, name: mark, parent: cast.unit.key } }),
    done: (mark) => sql<{ n: number }>`select count(*)::int as n from identity.unit where key = ${mark}`,
  },
  alarms: {
    place: async () => {
      const { email } = await reader.someone(['stakeholder']);
      const body = { email, password: 'wrong' };
      for (let n = 0; n < 5; n += 1) await reader.http(null, 'POST', '/sessions', { body });
      const reply = await reader.http(quality, 'GET', '/alarms?kind=identity.account-locked&state=passed&limit=1');
      return reply.body.items[0].id;
    },
    as: () => quality,
    ask: (mark, placed) => ({ path: `/alarms/${placed}/acts/acknowledge`, ifMatch: 1, body: { comment: mark } }),
    done: (mark) => sql<{ n: number }>`select count(*)::int as n from alarms.alarm where comment = ${mark}`,
  },
  discussion: {
    place: async () => made(propose(reader, cast)),
    as: () => cast.manager,
    ask: (mark, placed) => ({ path: `/records/release/${placed}/comments`, body: { text: mark } }),
    done: (mark) => sql<{ n: number }>`select count(*)::int as n from discussion.comment where text = ${mark}`,
  },
  interlocks: {
    // Holds are placed by whoever owns them: a go-live moves, and the collision with it.
    place: async () => {
      const taken = await application(reader, cast);
      const days = 30 + ++count * 3;
      const together = { ...planFor(reader, days), applications: [{ application: taken.id, role: 'changed' }] };
      await made(propose(reader, cast, together));
      return `${await made(propose(reader, cast, together))} ${days}`;
    },
    as: () => cast.manager,
    ask: (mark, placed) => ({
      path: `/releases/${placed.split(' ')[0]}/moves`,
      ifMatch: 1,
      body: { ...planFor(reader, Number(placed.split(' ')[1]) + 1).goLive, reason: mark },
    }),
    done: (_, placed) => sql<{ n: number }>`
      select count(*)::int as n from interlocks.hold h join releases.release r on r.id = h.owner_id
      where r.id = ${placed.split(' ')[0]} and h.starts_at = r.go_live_start and r.version = 2`,
  },
  portfolio: {
    as: () => cast.systemOwner,
    ask: (mark) => ({ path: '/applications', body: { key: mark, name: mark, unit: cast.unit.key } }),
    done: (mark) => sql<{ n: number }>`select count(*)::int as n from portfolio.application where key = ${mark}`,
  },
  gates: {
    place: async () => {
      const reply = await propose(reader, cast);
      const [gate] = await placeGates(reader, cast, reply.body, [gateDraft('declare-ready')]);
      return gate ?? '';
    },
    as: () => cast.tester,
    ask: (mark, gate) => ({ path: `/gates/${gate}/criteria/done/results`, body: { checked: true, note: mark } }),
    done: (mark) => sql<{ n: number }>`select count(*)::int as n from gates.result where note = ${mark}`,
  },
  calendar: {
    as: () => cast.manager,
    ask: (mark) => ({
      path: '/windows',
      body: {
        name: mark,
        zone: 'Europe/Zurich',
        once: { start: '2027-03-06T20:00', end: '2027-03-07T04:00' },
        scope: { units: [cast.unit.key] },
      },
    }),
    done: (mark) => sql<{ n: number }>`select count(*)::int as n from calendar.release_window where name = ${mark}`,
  },
  changes: {
    as: () => cast.proposer,
    ask: (mark) => ({ path: '/changes', body: { name: mark, unit: cast.unit.key } }),
    done: (mark) => sql<{ n: number }>`select count(*)::int as n from changes.change where name = ${mark}`,
  },
  communications: {
    place: async () => (await reader.unit()).key,
    as: () => publisher,
    ask: (mark, placed) => ({ path: '/published-plans', body: { unit: placed, title: mark } }),
    done: (mark) => sql<{ n: number }>`select count(*)::int as n from communications.published_plan where title = ${mark}`,
  },
  releases: {
    as: () => cast.proposer,
    ask: (mark) => ({
      path: '/releases',
      body: { name: mark, kind: 'project', class: 'minor', unit: cast.unit.key, owner: cast.owner.id, ...planFor(reader) },
    }),
    done: (mark) => sql<{ n: number }>`select count(*)::int as n from releases.release where name = ${mark}`,
  },
  signatures: {
    // A step that is signed: the decision, its entries and the signature are there together or not at all.
    place: async () => {
      const { body } = await propose(reader, cast);
      const input = { reason: 'because it is due' };
      await readyToSign(reader.app, cast.manager.cookie);
      const begun = await made(
        reader.http(cast.manager, 'POST', '/signatures/ceremonies', {
          ifMatch: body.version,
          body: { subject: { kind: 'release', id: body.id }, verb: 'accept', input },
        }),
      );
      return `${body.id} ${begun}`;
    },
    as: () => cast.manager,
    ask: (_, placed) => ({
      path: `/releases/${placed.split(' ')[0]}/acts/accept`,
      ifMatch: 1,
      body: {
        reason: 'because it is due',
        signature: { ceremony: placed.split(' ')[1], password: cast.manager.password },
      },
    }),
    done: (_, placed) => sql<{ n: number }>`
      select count(*)::int as n from signatures.signature s join releases.release r on r.id = s.subject_id
      where s.id = ${placed.split(' ')[1]} and r.state = 'accepted'`,
  },
  approvals: {
    as: () => validator,
    ask: (mark) => ({ path: '/approval-changes', body: { kind: 'new', reason: mark, terms: termsFor(cast.unit) } }),
    done: (mark) => sql<{ n: number }>`select count(*)::int as n from approvals.change where reason = ${mark}`,
  },
  retention: {
    place: async () => (await propose(reader, cast)).body.id,
    as: () => cast.quality,
    ask: (mark, placed) => ({ path: `/records/release/${placed}/holds`, body: { ground: mark, reason: mark } }),
    done: (mark) => sql<{ n: number }>`select count(*)::int as n from retention.hold where ground = ${mark}`,
  },
  policies: {
    as: () => cast.manager,
    ask: (mark) => ({
      path: '/policies',
      body: { kind: 'entry', title: mark, unit: cast.unit.key, text: 'Two weeks before.', summary: 'First version' },
    }),
    done: (mark) => sql<{ n: number }>`select count(*)::int as n from policies.policy where title = ${mark}`,
  },
  access: {
    place: async () => (await reader.unit({ parent: cast.unit })).id,
    as: () => cast.systemOwner,
    ask: (_, placed) => ({
      path: '/access-reviews',
      body: { unit: placed, dueAt: new Date(Date.now() + 14 * 86_400_000).toISOString() },
    }),
    done: (_, placed) => sql<{ n: number }>`select count(*)::int as n from access.review where unit_id = ${placed}`,
  },
  records: {
    place: async () => {
      const { body } = await propose(reader, cast);
      await sealAll(reader);
      return body.id;
    },
    as: () => auditor,
    ask: (_, placed) => ({ path: '/audit-reviews', body: { release: placed } }),
    done: (_, placed) => sql<{ n: number }>`select count(*)::int as n from records.review where subject_id = ${placed}`,
  },
  integrations: {
    as: () => planner,
    ask: (mark) => ({
      path: '/plans/applications',
      body: {
        text: `interlock: 1\nname: ${mark}\nzone: Europe/Zurich\napplications:\n  - { key: ${mark}, name: ${mark}, unit: ${cast.unit.key} }\n`,
      },
    }),
    done: (mark) => sql<{ n: number }>`select count(*)::int as n from portfolio.application where key = ${mark}`,
  },
};

const rows = async (statement: RawBuilder<{ n: number }>): Promise<number> =>
  (await statement.execute(reader.app.database.db)).rows[0]?.n ?? 0;

type Written = { readonly entries: number; readonly news: number; readonly done: number; readonly answers: number };

async function written(act: Act, key: string, mark: string, placed: string): Promise<Written> {
  return {
    entries: await rows(sql<{ n: number }>`select count(*)::int as n from ledger.entry`),
    news: await rows(sql<{ n: number }>`select count(*)::int as n from foundation.outbox`),
    done: await rows(act.done(mark, placed)),
    answers: await rows(
      sql<{ n: number }>`select count(*)::int as n from foundation.idempotency where key = ${key} and value is not null`,
    ),
  };
}

const minus = (after: Written, before: Written): Written => ({
  entries: after.entries - before.entries,
  news: after.news - before.news,
  done: after.done - before.done,
  answers: after.answers - before.answers,
});

/** The database ends the transaction of a client that is gone a moment later. */
const untilForgotten = (server: ServerProcess): Promise<void> =>
  expect
    .poll(
      () => rows(sql<{ n: number }>`select count(*)::int as n from pg_stat_activity where application_name = ${server.name}`),
      {
        timeout: 20_000,
        interval: 10,
      },
    )
    .toBe(0);

const next = async (): Promise<ServerProcess> => {
  servers.push(startServer(proxy.url));
  const server = servers.shift();
  if (server === undefined) throw new Error('no server was started');
  return server;
};

beforeAll(async () => {
  reader = house();
  reader.clock.moveTo(new Date());
  proxy = await startProxy(reader.database.appUrl);
  servers = [startServer(proxy.url)];
  cast = await castOf(reader);
  administrator = await reader.someone(['administrator']);
  quality = await reader.someone(['quality']);
  validator = await reader.someone(['validation-lead']);
  auditor = await reader.someone(['auditor']);
  planner = await reader.someone(['project-manager', 'system-owner'], { unit: cast.unit });
  publisher = await reader.someone(['release-manager']);
});
afterAll(async () => {
  for (const server of await Promise.all(servers)) await server.kill();
  await proxy.close();
});

describe('a server that is killed between any two statements', () => {
  test('each room has an act that is tried', () => {
    // A room of which all is read has no act.
    const acting = rooms.filter((room) => room.routes.some((route) => route.operation.method !== 'GET'));
    expect(Object.keys(acts).toSorted()).toEqual(acting.map((room) => room.room).toSorted());
  });

  test.each(Object.entries(acts))(
    '%s: all of the act is there or nothing, and a repeat with the same key gives exactly one effect',
    { timeout: 400_000 },
    async (room, act) => {
      let server = await next();
      const tryOnce = async (stopAfter: number | null) => {
        const mark = `${room.slice(0, 4)}-${++count}`;
        const key = `harness-key-${room}-${count}`;
        const placed = (await act.place?.()) ?? '';
        const before = await written(act, key, mark, placed);
        const { path, ...more } = act.ask(mark, placed);
        const since = async () => minus(await written(act, key, mark, placed), before);
        return { key, since, stopAfter, ask: () => send(server, act.as(), 'POST', path, { ...more, key }) };
      };

      const whole = await tryOnce(null);
      proxy.watch({ marker: whole.key, stopAfter: null, stopped: () => undefined });
      const first = await whole.ask();
      expect(first?.status, first?.text).toBeLessThan(300);
      const statements = proxy.statements();
      const effect = await whole.since();
      expect(effect).toMatchObject({ done: 1, answers: 1 });
      expect(effect.entries).toBeGreaterThan(0);
      expect(effect.news).toBe(effect.entries);
      expect(statements).toBeGreaterThan(3);

      for (let stopAfter = 0; stopAfter <= statements; stopAfter++) {
        const where = `killed after statement ${stopAfter} of ${statements}`;
        const one = await tryOnce(stopAfter);
        const victim = server;
        const killed = new Promise<void>((resolve, reject) => {
          proxy.watch({ marker: one.key, stopAfter, stopped: () => void victim.kill().then(resolve, reject) });
        });
        expect(await one.ask(), where).toBeNull();
        await killed;
        server = await next();
        await untilForgotten(victim);
        expect(await one.since(), where).toEqual(stopAfter < statements ? { entries: 0, news: 0, done: 0, answers: 0 } : effect);
        const again = await one.ask();
        expect(again?.status, `${where}: ${again?.text}`).toBeLessThan(300);
        expect(await one.since(), where).toEqual(effect);
      }
      await server.kill();
    },
  );
});
