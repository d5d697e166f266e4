import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import type { News } from '../../../foundation/live.ts';
import { transact } from '../../../foundation/transact.ts';
import type { HoldDraft, Owner } from '../core/hold.ts';
import { placeHolds, placeRestrictions } from '../door.ts';

const keys = new Map<string, string>();
const homes = new Map<string, string>();
const house = useHouse({
  extend: async (app) => {
    if (!(app.subjects instanceof Map)) return;
    app.subjects.set('thing', {
      kind: 'thing',
      readRight: 'interlocks.read',
      find: async (_db: unknown, named: string) => keys.get(named) ?? (homes.has(named) ? named : null),
      unitIds: async (_db: unknown, id: string) => [homes.get(id) ?? ''],
      label: async (_db: unknown, ids: readonly string[]) =>
        ids.map((id) => ({ id, key: null, label: `Thing ${id.slice(-4)}`, link: `/things/${id}`, unitId: null })),
    });
  },
});

const at = (hour: number): Date => new Date(Date.UTC(2027, 0, 1) + hour * 3_600_000);
const iso = (hour: number): string => at(hour).toISOString();
let planner: Someone;
let local: Someone;
let administrator: Someone;
let here: Unit;
let there: Unit;
beforeAll(async () => {
  const h = house();
  here = await h.unit();
  there = await h.unit();
  planner = await h.someone(['release-manager']);
  local = await h.someone(['release-manager'], { unit: here });
  administrator = await h.someone(['administrator']);
});

const owner = (unit: Unit): Owner => {
  const id = uuidv7();
  homes.set(id, unit.id);
  return { kind: 'thing', id, key: null, label: 'as it was', unitIds: [unit.id] };
};
const hold = (id: string, from: number, until: number, more: Partial<HoldDraft> = {}): HoldDraft => ({
  slot: 'use',
  resource: { kind: 'machine', id, label: 'Mixer' },
  start: at(from),
  end: at(until),
  strength: 'soft',
  exclusive: true,
  facets: [],
  deployment: false,
  needsWindow: false,
  ...more,
});
const place = (who: Owner, holds: readonly HoldDraft[]) =>
  transact(house().callAs(planner.actor), (work) => placeHolds(work, who, holds));

async function collide(
  one: Unit,
  other: Unit,
): Promise<{ readonly a: Owner; readonly b: Owner; readonly id: string; readonly machine: string }> {
  const [a, b, machine] = [owner(one), owner(other), uuidv7()];
  house().clock.moveBy(1000);
  await place(a, [hold(machine, 0, 10)]);
  const outcome = await place(b, [hold(machine, 5, 15)]);
  if (!outcome.ok) throw new Error('refused');
  return { a, b, machine, id: outcome.value[0]?.id ?? '' };
}

describe('GET /collisions', () => {
  test('tells who collides with whom from the side of the owner that was asked for, by id or key', async () => {
    const { a, b, id } = await collide(here, there);
    keys.set('THING-1', a.id);
    const reply = await house().http(planner, 'GET', '/collisions?owner=thing:THING-1');
    expect(reply.status).toBe(200);
    expect(reply.body.items).toMatchObject([
      {
        id,
        state: 'open',
        severity: 'warns',
        mine: { id: a.id, label: `Thing ${a.id.slice(-4)}`, link: `/things/${a.id}` },
        theirs: { id: b.id, visible: true },
      },
    ]);
  });

  test('names the other party by its unit only to a reader who may not see it, and hides what lies wholly elsewhere', async () => {
    const { a, b, id } = await collide(here, there);
    const elsewhere = await collide(there, there);
    const reply = await house().http(local, 'GET', '/collisions?limit=200');
    const mine = reply.body.items.find((one: { id: string }) => one.id === id);
    const sides = [mine.mine, mine.theirs];
    expect(sides.find((side) => side.visible)).toMatchObject({ id: a.id });
    expect(sides.find((side) => !side.visible)).toMatchObject({
      id: null,
      key: null,
      link: null,
      label: `another record in ${there.key}`,
    });
    expect(reply.text).not.toContain(b.id);
    expect(reply.text).not.toContain(elsewhere.id);
    expect((await house().http(local, 'GET', `/collisions/${elsewhere.id}`)).status).toBe(404);
    expect((await house().http(local, 'GET', `/collisions?owner=thing:${b.id}`)).status).toBe(400);
  });

  test('pages by keyset, newest first, and filters by state, severity, rule and unit', async () => {
    const h = house();
    const unit = await h.unit({ parent: here });
    const made = [await collide(unit, unit), await collide(unit, unit), await collide(unit, unit)];
    await place(made[0]?.a ?? owner(unit), []);
    const ids = async (query: string) =>
      (await h.http(planner, 'GET', `/collisions?unit=${unit.key}&${query}`)).body.items.map((one: { id: string }) => one.id);
    const first = await h.http(planner, 'GET', `/collisions?unit=${unit.key}&limit=1`);
    expect(first.body.items.map((one: { id: string }) => one.id)).toEqual([made[2]?.id]);
    expect(await ids(`limit=1&cursor=${first.body.nextCursor}`)).toEqual([made[1]?.id]);
    expect(await ids('state=cleared')).toEqual([made[0]?.id]);
    expect(await ids('state=all&severity=warns&rule=same-resource')).toEqual(made.map((one) => one.id).toReversed());
    expect(await ids('severity=blocks')).toEqual([]);
    expect((await h.http(planner, 'GET', `/collisions?unit=${here.key}`)).body.items.length).toBeGreaterThanOrEqual(2);
  });

  test('refuses an owner, a unit or a cursor that names nothing', async () => {
    const codes = async (query: string) => {
      const reply = await house().http(planner, 'GET', `/collisions?${query}`);
      return [reply.status, reply.body.refusals[0].code];
    };
    expect(await codes('owner=thing:NONE')).toEqual([400, 'interlocks.no-such-owner']);
    expect(await codes('owner=thing')).toEqual([400, 'interlocks.no-such-owner']);
    expect(await codes('unit=nowhere')).toEqual([400, 'interlocks.no-such-unit']);
    expect(await codes('cursor=abc')).toEqual([400, 'interlocks.bad-cursor']);
  });

  test('one collision comes with the next free slot and its version', async () => {
    const { id } = await collide(here, here);
    const reply = await house().http(planner, 'GET', `/collisions/${id}`);
    expect(reply.headers.etag).toBe('"1"');
    expect(reply.body.nextFree).not.toBeNull();
  });

  test.each([
    ['GET', '/collisions', undefined],
    ['GET', `/collisions/${uuidv7()}`, undefined],
    ['POST', '/collisions/previews', { holds: [] }],
    ['POST', '/interlocks/free-slots', { durationMinutes: 60 }],
  ] as const)('%s %s is for readers who are signed in', async (method, path, body) => {
    expect((await house().http(null, method, path, { body })).status).toBe(401);
    expect((await house().http(administrator, method, path, { body })).status).toBe(403);
  });
});

describe('live news', () => {
  test('a collision is told to the readers of both parties as it arises', async () => {
    const heard: News[] = [];
    const stop = house().app.live.subscribe((news) => heard.push(...news));
    const { id } = await collide(here, there);
    await expect.poll(() => heard.filter((news) => news.subjectId === id), { timeout: 20_000 }).toHaveLength(1);
    stop();
    const [news] = heard.filter((one) => one.subjectId === id);
    expect([news?.topic, news?.subjectKind, news?.unitIds.toSorted()]).toEqual([
      'interlocks.collision-found',
      'collision',
      [here.id, there.id].toSorted(),
    ]);
  });
});

describe('previews and free slots', () => {
  const draft = (machine: string, from: number, until: number, more: object = {}) => ({
    slot: 'use',
    resource: { kind: 'machine', id: machine },
    start: iso(from),
    end: iso(until),
    strength: 'soft',
    ...more,
  });

  test('a preview tells what would collide and writes nothing', async () => {
    const h = house();
    const [a, machine] = [owner(here), uuidv7()];
    await place(a, [hold(machine, 0, 10, { strength: 'hard' })]);
    const soft = await h.http(planner, 'POST', '/collisions/previews', { body: { holds: [draft(machine, 5, 8)] } });
    expect(soft.body).toMatchObject({
      refusals: [],
      collisions: [
        {
          rule: 'same-resource',
          severity: 'needs-exception',
          mine: { label: 'these holds' },
          theirs: { id: a.id },
          nextFree: { start: iso(10), end: iso(13) },
        },
      ],
    });
    const hard = await h.http(planner, 'POST', '/collisions/previews', {
      body: { holds: [draft(machine, 5, 8, { strength: 'hard' })] },
    });
    expect(hard.body.refusals).toMatchObject([{ code: 'interlocks.resource-taken' }]);
    const own = await h.http(planner, 'POST', '/collisions/previews', {
      body: { owner: { kind: 'thing', id: a.id }, holds: [draft(machine, 5, 8)] },
    });
    expect(own.body.collisions).toEqual([]);
    expect((await h.http(planner, 'GET', `/collisions?owner=thing:${a.id}&state=all`)).body.items).toEqual([]);
  });

  test('a preview and a slot search obey freezes and windows', async () => {
    const h = house();
    const [f, machine, facet] = [owner(here), uuidv7(), `application:${uuidv7()}`];
    const restriction = {
      slot: 'f',
      kind: 'freeze',
      start: at(0),
      end: at(20),
      selector: [facet],
      label: 'Freeze',
      severity: 'blocks',
    } as const;
    await transact(h.callAs(planner.actor), (work) =>
      placeRestrictions(work, f, [restriction, { ...restriction, slot: 'w', kind: 'window', start: at(10), end: at(40) }]),
    );
    const deployment = draft(machine, 18, 24, { deployment: true, needsWindow: true, facets: [facet] });
    const preview = await h.http(planner, 'POST', '/collisions/previews', { body: { holds: [deployment] } });
    expect(preview.body.collisions.map((one: { rule: string }) => one.rule)).toEqual(['freeze']);
    const slots = await h.http(planner, 'POST', '/interlocks/free-slots', {
      body: {
        facets: [facet],
        durationMinutes: 360,
        from: iso(0),
        needsWindow: true,
        resources: [{ kind: 'machine', id: machine }],
      },
    });
    expect(slots.body.slots).toEqual([{ start: iso(20), end: iso(26) }]);
  });

  test('faulty input is refused with the field', async () => {
    const reply = await house().http(planner, 'POST', '/collisions/previews', {
      body: { holds: [draft('m', 5, 8, { facets: ['no facet'] })] },
    });
    expect(reply.status).toBe(400);
    expect(reply.body.refusals[0].field).toBe('/holds/0/facets/0');
  });
});
