import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, measure, things } from '../../../../tests/support/things.ts';
import { evaluate } from '../core/evaluation.ts';
import { momentOf, stateNow } from '../core/standing.ts';
import { gateById } from './read-gates.ts';
import { stripsOf } from './strips.ts';

const house = useHouse();
let world: ReturnType<typeof things>;
let unit: Unit;
let tester: Someone;
let owner: Someone;

beforeAll(async () => {
  const h = house();
  world = things(h);
  unit = await h.unit();
  tester = await h.someone(['test-manager'], { unit });
  owner = await h.someone(['business-process-owner'], { unit });
});

const waiting = async (as: Someone, query = '') => (await house().http(as, 'GET', `/gates/waiting${query}`)).body;
const keysOf = (page: { items: { key: string }[] }) => page.items.map((item) => item.key);

describe('what waits for somebody', () => {
  test('are gates that their roles decide and criteria that their roles answer, in units where they hold them, by due time', async () => {
    const h = house();
    const first = new Date('2026-12-01T00:00:00.000Z');
    const drafts = [
      gateDraft('undated', []),
      gateDraft('later', [checklist('x', { responsible: 'test-manager' })], { dueAt: new Date('2026-12-09T00:00:00.000Z') }),
      gateDraft('first', [checklist('y', { responsible: 'test-manager' }), measure('z')], { dueAt: first }),
      gateDraft('of-quality', [], { deciders: ['quality'], dueAt: first }),
    ];
    const { gates, subject } = await world.thing(owner, unit, drafts);
    // Nothing that still asks for a result waits for its deciders; a criterion that names no role waits for whoever records.
    expect((await waiting(owner)).items).toMatchObject([
      { key: 'first', decide: false, record: [{ key: 'z' }] },
      { key: 'undated', decide: true, record: [] },
    ]);
    expect((await waiting(tester)).items).toMatchObject([
      {
        key: 'first',
        decide: false,
        record: [{ key: 'y', status: 'unknown' }, { key: 'z' }],
        subject: { key: subject.key, label: `Thing ${subject.key}` },
      },
      { key: 'later', decide: false, record: [{ key: 'x' }] },
    ]);
    await h.http(tester, 'POST', `/gates/${gates.later}/criteria/x/results`, { body: { checked: true } });
    expect(keysOf(await waiting(tester))).toEqual(['first']);
    expect(keysOf(await waiting(tester, '?for=decide'))).toEqual([]);
    expect((await waiting(owner, '?for=decide')).items).toMatchObject([
      { key: 'later', decide: true, met: 1, total: 1 },
      { key: 'undated', decide: true },
    ]);
    const elsewhere = await h.someone(['business-process-owner'], { unit: await h.unit() });
    expect(keysOf(await waiting(elsewhere))).toEqual([]);
    const page = await waiting(owner, '?limit=2');
    expect(keysOf(page)).toEqual(['first', 'later']);
    expect(keysOf(await waiting(owner, `?limit=2&cursor=${page.nextCursor}`))).toEqual(['undated']);
    expect((await h.http(owner, 'GET', '/gates/waiting?cursor=nonsense')).status).toBe(400);
    expect((await h.http(null, 'GET', '/gates/waiting')).status).toBe(401);
    expect((await h.http(await h.someone(['administrator']), 'GET', '/gates/waiting')).status).toBe(403);
  });
});

describe('lists of gates', () => {
  test('need the right to read their subject, and a subject that exists', async () => {
    const h = house();
    const { subject } = await world.thing(owner, unit, [gateDraft('uat', [])]);
    const stranger = await h.someone(['release-manager'], { unit: await h.unit() });
    expect((await h.http(stranger, 'GET', `/gates?subject=thing:${subject.key}`)).status).toBe(404);
    expect((await h.http(owner, 'GET', '/gates?subject=thing:THG-none')).status).toBe(404);
    expect((await h.http(owner, 'GET', '/gates?subject=spaceship:1')).status).toBe(404);
    expect((await h.http(owner, 'GET', '/gates?subject=nonsense')).status).toBe(400);
    expect((await h.http(null, 'GET', `/gates?subject=thing:${subject.key}`)).status).toBe(401);
  });

  test('SQL and core say the same of every gate at every moment', async () => {
    const h = house();
    const { db } = h.app.database;
    const asked = [checklist('a', { freshnessHours: 3 }), measure('b', { freshnessHours: 5 }), measure('c')];
    const { subject, gates } = await world.thing(owner, unit, [gateDraft('uat', asked), gateDraft('bare', [])]);
    const id = gates.uat ?? '';
    const quality = await h.someone(['quality'], { unit });
    const compare = async (hours: number) => {
      const at = new Date(h.clock.now().getTime() + hours * 3_600_000);
      for (const row of await stripsOf(db, [subject], at)) {
        const gate = await gateById(db, row.id, 'none');
        if (gate === null) throw new Error('a gate on a list is gone');
        const evaluation = evaluate(gate.id, gate.criteria, momentOf(gate, at));
        expect({ state: row.state, met: row.met, total: row.total }).toEqual({
          state: stateNow(gate, at),
          met: evaluation.met,
          total: evaluation.total,
        });
      }
    };
    const compareAll = async () => {
      for (const hours of [0, 2, 3, 4, 5, 24, 72]) await compare(hours);
    };
    await compareAll();
    for (const [key, body] of Object.entries({ a: { checked: true }, b: { value: 99 }, c: { value: 10 } })) {
      await h.http(tester, 'POST', `/gates/${id}/criteria/${key}/results`, { body });
      await compareAll();
    }
    const version = async () => (await h.http(owner, 'GET', `/gates/${id}`)).body.version;
    const expiresAt = new Date(h.clock.now().getTime() + 4 * 3_600_000).toISOString();
    const waived = await h.http(quality, 'POST', `/gates/${id}/criteria/c/waivers`, {
      ifMatch: await version(),
      body: { reason: 'agreed', expiresAt, password: quality.password },
    });
    expect(waived.status).toBe(201);
    await compareAll();
    const evaluationHash = waived.body.evaluation.hash;
    const passed = await h.http(owner, 'POST', `/gates/${id}/acts/pass`, {
      ifMatch: await version(),
      body: { reason: 'good', password: owner.password, evaluationHash },
    });
    expect(passed.body.state).toBe('passed');
    await compareAll();
    await sql`update gates.gate set rested_at = ${h.clock.now()} where id = ${id}`.execute(db);
    await compareAll();
  });

  test('kept evaluations and decisions cannot be changed by the application', async () => {
    const { db } = house().app.database;
    for (const statement of [
      'update gates.evaluation set green = true',
      'delete from gates.decision',
      "update gates.decision set reason = 'another'",
    ]) {
      await expect(sql.raw(statement).execute(db)).rejects.toThrow(/permission denied/);
    }
  });
});
