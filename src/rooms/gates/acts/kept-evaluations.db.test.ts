import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, measure, things } from '../../../../tests/support/things.ts';

const house = useHouse();
let world: ReturnType<typeof things>;
let unit: Unit;
let tester: Someone;
let owner: Someone;
let auditor: Someone;

beforeAll(async () => {
  const h = house();
  world = things(h);
  unit = await h.unit();
  tester = await h.someone(['test-manager'], { unit });
  owner = await h.someone(['business-process-owner'], { unit });
  auditor = await h.someone(['auditor'], { unit });
});

const hour = 3_600_000;
const show = async (id: string, as = owner) => (await house().http(as, 'GET', `/gates/${id}`)).body;
const kept = async (id: string, query = '') => (await house().http(auditor, 'GET', `/gates/${id}/evaluations${query}`)).body;
const record = (id: string, criterion: string, body: object) =>
  house().http(tester, 'POST', `/gates/${id}/criteria/${criterion}/results`, { body });
const decide = async (id: string, verb = 'pass', more: object = {}) => {
  const seen = await show(id);
  return house().http(owner, 'POST', `/gates/${id}/acts/${verb}`, {
    ifMatch: seen.version,
    body: { reason: 'all is well', password: owner.password, evaluationHash: seen.evaluation.hash, ...more },
  });
};
const gate = async (more: Parameters<typeof gateDraft>[2] = {}, criteria = [measure('coverage'), checklist('rehearsed')]) => {
  const made = await world.thing(owner, unit, [gateDraft('uat', criteria, more)]);
  return { subject: made.subject, id: made.gates.uat ?? '' };
};
const green = async (id: string) => {
  await record(id, 'coverage', { value: 96, ofVersion: '2.4.1' });
  await record(id, 'rehearsed', { checked: true });
};
/** As somebody with the database's own password, who goes round the application. */
async function change(statement: string, id: string): Promise<void> {
  const client = new pg.Client({ connectionString: house().database.ownerUrl });
  await client.connect();
  await client.query(statement, [id]);
  await client.end();
}

describe('evaluations', () => {
  test('are kept at each change and each decision, with versions, hash, seal and the entry of the audit trail', async () => {
    const { id } = await gate();
    await green(id);
    await decide(id);
    const { items } = await kept(id);
    expect(items.map((one: { occasion: string }) => one.occasion)).toEqual(['decision', 'result', 'result', 'placed']);
    expect(items.map((one: { place: number }) => one.place)).toEqual([4, 3, 2, 1]);
    expect(items.every((one: { standing: string }) => one.standing === 'intact')).toBe(true);
    const [decision] = items;
    const seen = await show(id);
    expect(decision).toMatchObject({ build: 'test', rules: 2, gateVersion: seen.version, green: true, by: { name: owner.name } });
    expect(decision.inputs[0]).toMatchObject({
      key: 'coverage',
      ofVersion: '2.4.1',
      question: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const history = (await house().http(auditor, 'GET', `/records/gate/${id}/history`)).body;
    const entry = history.items.find((one: { id: string }) => one.id === decision.entry.id);
    expect(entry.changes).toContainEqual(expect.objectContaining({ field: '/evaluation/seal', new: decision.seal }));
  });

  test('say what changed since the one before', async () => {
    const { id } = await gate();
    await record(id, 'coverage', { value: 80 });
    await record(id, 'coverage', { value: 96 });
    const [last, before, first] = (await kept(id)).items;
    expect(first.changed.map((one: { how: string }) => one.how)).toEqual(['asked', 'asked']);
    expect(before.changed).toEqual([
      {
        key: 'coverage',
        text: 'Measure coverage',
        was: { status: 'unknown', actual: null },
        is: { status: 'not-met', actual: '80 %' },
        how: 'status',
      },
    ]);
    expect(last.changed[0]).toMatchObject({ was: { actual: '80 %' }, is: { status: 'met', actual: '96 %' } });
  });

  test('are paged, and a page knows the one before its last', async () => {
    const { id } = await gate();
    await green(id);
    const page = await kept(id, '?limit=2');
    expect(page.items).toHaveLength(2);
    expect(page.items[1].changed).toHaveLength(1);
    expect(page.items[1].standing).toBe('intact');
    const rest = await kept(id, `?limit=2&cursor=${page.nextCursor}`);
    expect(rest.items.map((one: { place: number }) => one.place)).toEqual([1]);
    expect(rest.nextCursor).toBeNull();
  });

  test('that say the same as the one before are not repeated: a condition that runs out changes no criterion', async () => {
    const { id } = await gate();
    await record(id, 'coverage', { value: 96 });
    const expiresAt = new Date(house().clock.now().getTime() + 5 * hour).toISOString();
    await decide(id, 'pass-conditionally', { condition: 'rehearse', expiresAt, tolerates: ['rehearsed'] });
    const before = (await kept(id)).items.length;
    await world.later(6 * hour);
    await record(id, 'rehearsed', { checked: true });
    const after = (await kept(id)).items;
    expect(after.map((one: { occasion: string }) => one.occasion).slice(0, 1)).toEqual(['result']);
    expect(after).toHaveLength(before + 1);
  });

  test.each([
    [
      'an input',
      "update gates.evaluation set inputs = jsonb_set(inputs, '{1,status}', '\"met\"') where gate_id = $1 and place = 2",
      [2],
    ],
    ['who caused it', 'update gates.evaluation set by_id = null where gate_id = $1 and place = 2', [2]],
    ['its time', "update gates.evaluation set at = at - interval '1 hour' where gate_id = $1 and place = 2", [2]],
    ['the seal before it', "update gates.evaluation set seal = sha256('x') where gate_id = $1 and place = 1", [2, 1]],
    [
      'since when it is green',
      "update gates.evaluation set green_since = green_since - interval '9 days' where gate_id = $1 and place = 3",
      [3],
    ],
  ] as const)('whose row was changed in the database shows as broken: %s', async (_what, statement, broken) => {
    const { id } = await gate();
    await green(id);
    await change(statement, id);
    const { items } = await kept(id);
    const found = items.flatMap((one: { standing: string; place: number }) => (one.standing === 'broken' ? [one.place] : []));
    expect(found).toEqual(broken);
    expect(items.find((one: { standing: string }) => one.standing === 'broken').brokenWhy.length).toBeGreaterThan(0);
  });

  test('cannot be changed or deleted by the application itself', async () => {
    const { id } = await gate();
    const { db } = house().app.database;
    await expect(sql`update gates.evaluation set green = true where gate_id = ${id}`.execute(db)).rejects.toThrow(
      /permission denied/,
    );
    await expect(sql`delete from gates.evaluation where gate_id = ${id}`.execute(db)).rejects.toThrow(/permission denied/);
  });
});

describe('a gate that must have been green for three days', () => {
  test('passes only then; the refusal and the page say since when it is green and from when it can pass', async () => {
    const { id } = await gate({ greenHours: 72 });
    await green(id);
    const since = house().clock.now();
    const from = new Date(since.getTime() + 72 * hour).toISOString();
    const early = await decide(id);
    expect(early.status).toBe(422);
    expect(early.body.refusals).toMatchObject([
      { code: 'gates.green-too-short', facts: { hours: 72, since: since.toISOString(), from } },
    ]);
    expect(await show(id)).toMatchObject({ greenHours: 72, greenSince: since.toISOString(), canPassFrom: from });
    expect((await show(id)).can.pass[0].code).toBe('gates.green-too-short');
    const waits = async () =>
      (await house().http(owner, 'GET', '/gates/waiting?for=decide')).body.items.map((one: { id: string }) => one.id);
    expect(await waits()).not.toContain(id);
    await world.later(72 * hour);
    expect(await waits()).toContain(id);
    expect((await decide(id)).status).toBe(201);
  });

  test('begins anew after a dip, also one that only time made', async () => {
    const { id } = await gate({ greenHours: 48 }, [measure('coverage', { freshnessHours: 30 }), checklist('rehearsed')]);
    await green(id);
    await world.later(40 * hour);
    await record(id, 'coverage', { value: 97 });
    const again = house().clock.now();
    await world.later(20 * hour);
    await record(id, 'coverage', { value: 98 });
    await world.later(10 * hour);
    expect(await show(id)).toMatchObject({ greenSince: again.toISOString() });
    expect((await decide(id)).body.refusals[0].code).toBe('gates.green-too-short');
    await world.later(18 * hour);
    expect((await decide(id)).status).toBe(201);
  });

  test('is not passed on a condition instead, while there is nothing to tolerate', async () => {
    const { id } = await gate({ greenHours: 72 });
    await green(id);
    const expiresAt = new Date(house().clock.now().getTime() + 5 * hour).toISOString();
    const refused = await decide(id, 'pass-conditionally', { condition: 'wait', expiresAt, tolerates: [] });
    expect(refused.body.refusals.map((one: { code: string }) => one.code)).toEqual(['gates.green-too-short']);
  });

  test('is not helped by a clock that steps back', async () => {
    const { id } = await gate({ greenHours: 2 });
    await green(id);
    await record(id, 'coverage', { value: 10 });
    const dip = house().clock.now();
    await world.later(-5 * hour);
    await record(id, 'coverage', { value: 99 });
    // The result of before counts still: it was measured later by the clock of then.
    expect((await show(id)).greenSince).toBeNull();
    await world.later(6 * hour);
    await record(id, 'coverage', { value: 99 });
    expect(Date.parse((await show(id)).greenSince)).toBeGreaterThanOrEqual(dip.getTime());
    expect((await decide(id)).body.refusals[0].code).toBe('gates.green-too-short');
  });

  test('re-opens when it is to be green for another time', async () => {
    const { id, subject } = await gate();
    await green(id);
    await decide(id);
    const placed = await world.place(owner, subject, [
      gateDraft('uat', [measure('coverage'), checklist('rehearsed')], { greenHours: 24 }),
    ]);
    expect(placed.ok && placed.value.reopened).toMatchObject([{ key: 'uat', why: 'how long it must have been green changed' }]);
  });
});
