import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { transact } from '../../../foundation/transact.ts';
import { collisionsOf, openCollisions, placeHolds } from '../../interlocks/door.ts';
import { facetsOf } from '../../portfolio/door.ts';
import { extendRestrictions } from '../acts/keep-time.ts';

const house = useHouse();
let here: Unit;
let there: Unit;
let manager: Someone;
let local: Someone;
let reader: Someone;
beforeAll(async () => {
  const h = house();
  here = await h.unit();
  there = await h.unit();
  manager = await h.someone(['release-manager']);
  local = await h.someone(['release-manager'], { unit: here });
  reader = await h.someone(['stakeholder'], { unit: here });
});

const codes = (reply: HttpReply): unknown[] => [reply.status, ...reply.body.refusals.map((one: { code: string }) => one.code)];
const february = { start: '2027-02-01T00:00', end: '2027-03-01T00:00' };
const draft = (more: object = {}) => ({
  name: 'Audit',
  reason: 'The inspectors are in the house',
  zone: 'Europe/Berlin',
  ...('repeats' in more ? {} : { once: february }),
  scope: { units: [here.key] },
  ...more,
});
const register = async (more: object = {}, as: Someone = manager) => {
  const reply = await house().http(as, 'POST', '/freezes', { body: draft(more) });
  if (reply.status !== 201) throw new Error(reply.text);
  return reply.body;
};
const change = (one: { key: string; version: number }, body: object, as: Someone = manager) =>
  house().http(as, 'PATCH', `/freezes/${one.key}`, { body, ifMatch: one.version });
const withdraw = (one: { key: string; version: number }, as: Someone = manager) =>
  house().http(as, 'POST', `/freezes/${one.key}/acts/withdraw`, { body: { reason: 'no longer needed' }, ifMatch: one.version });

let counter = 0;
/** A planned deployment of an application, time to back out included, as a release holds it. */
async function plan(start: string, end: string, more: { unit?: Unit; application?: object } = {}) {
  const h = house();
  const keeper = await h.someone(['system-owner']);
  const made = await h.http(keeper, 'POST', '/applications', {
    body: { key: `CAL.${++counter}`, name: `Application ${counter}`, unit: (more.unit ?? here).key, ...more.application },
  });
  const owner = { kind: 'thing', id: uuidv7(), key: null, label: `Release ${counter}`, unitIds: [here.id] };
  const placed = await transact(h.callAs(manager.actor), async (work) => {
    const [facets] = await facetsOf(work.tx, [made.body.id]);
    return placeHolds(work, owner, [
      {
        slot: 'go-live',
        resource: { kind: 'application', id: made.body.id, label: made.body.name },
        start: new Date(start),
        end: new Date(end),
        strength: 'soft',
        exclusive: true,
        facets: facets?.facets ?? [],
        deployment: true,
        needsWindow: true,
      },
    ]);
  });
  if (!placed.ok) throw new Error(JSON.stringify(placed.refusals));
  const collisions = async () =>
    (await collisionsOf(h.app.database.db, owner, h.clock.now())).map((one) => [
      one.rule,
      one.severity,
      one.overlap.start.toISOString(),
    ]);
  return { owner, application: made.body, collisions };
}
const openOf = async (freeze: { id: string }) =>
  (await openCollisions(house().app.database.db, [{ kind: 'freeze', id: freeze.id }]))[0];

describe('freezes and what is planned', () => {
  test('a freeze put over a planned deployment collides with it at once, for both sides, and clears when it goes', async () => {
    const release = await plan('2027-02-27T22:00Z', '2027-02-28T06:00Z');
    const other = await plan('2027-02-27T22:00Z', '2027-02-28T06:00Z', { unit: there });
    const freeze = await register();
    expect(freeze.key).toMatch(/^FRZ-\d+$/);
    expect(await release.collisions()).toEqual([['freeze', 'blocks', '2027-02-27T22:00:00.000Z']]);
    expect(await other.collisions()).toEqual([]);
    expect(await openOf(freeze)).toMatchObject({ blocks: 1 });
    const seen = await house().http(reader, 'GET', `/collisions?owner=freeze:${freeze.key}`);
    expect(seen.body.items).toHaveLength(1);
    expect(seen.body.items[0].mine).toMatchObject({ key: freeze.key, label: 'Audit', link: `/calendar/freezes/${freeze.key}` });
    expect((await withdraw(freeze)).body).toMatchObject({ state: 'withdrawn', version: 2 });
    expect(await release.collisions()).toEqual([]);
  });

  test('a freeze that is moved, narrowed or weakened is held anew against everything planned in the same act', async () => {
    const release = await plan('2027-04-10T20:00Z', '2027-04-10T22:00Z', { application: { criticality: 'low' } });
    const freeze = await register({ severity: 'warns' });
    expect(await release.collisions()).toEqual([]);
    const moved = await change(freeze, {
      once: { start: '2027-04-10T23:00', end: '2027-04-12T00:00' },
      changeReason: 'they come later',
    });
    expect(moved.body).toMatchObject({ version: 2, start: '2027-04-10T21:00:00.000Z', startLocal: '2027-04-10T23:00' });
    expect(await release.collisions()).toEqual([['freeze', 'warns', '2027-04-10T21:00:00.000Z']]);
    const graver = await change(moved.body, { severity: 'needs-exception' });
    expect((await release.collisions())[0]?.[1]).toBe('needs-exception');
    const narrowed = await change(graver.body, { scope: { units: [here.key], criticalities: ['high', 'critical'] } });
    expect(await release.collisions()).toEqual([]);
    await change(narrowed.body, { scope: { applications: [release.application.key] } });
    expect(await release.collisions()).toHaveLength(1);
  });

  test('what is unknown is held as if it matched: criticality and GxP relevance that nobody has told', async () => {
    const unknown = await plan('2027-05-10T20:00Z', '2027-05-10T22:00Z');
    const known = await plan('2027-05-10T20:00Z', '2027-05-10T22:00Z', { application: { criticality: 'low', gxp: 'no' } });
    await register({
      once: { start: '2027-05-10T00:00', end: '2027-05-11T00:00' },
      scope: { criticalities: ['critical'], gxpOnly: true },
    });
    expect(await unknown.collisions()).toHaveLength(1);
    expect(await known.collisions()).toEqual([]);
  });

  test('two people who freeze and plan at the same moment: the collision is found whoever was first', async () => {
    for (let round = 0; round < 5; round++) {
      const day = `2027-06-${10 + round}`;
      const [release] = await Promise.all([
        plan(`${day}T10:00Z`, `${day}T12:00Z`),
        register({ once: { start: `${day}T00:00`, end: `${day}T23:00` } }),
      ]);
      expect(await release.collisions()).toHaveLength(1);
    }
  });

  test('a freeze that returns holds every time, through the change of the clocks, for twenty-four months, and the job carries it on', async () => {
    const h = house();
    // From the last day of the month, four days by the wall clock: in March 2027 the clocks go forward within it.
    const freeze = await register({
      repeats: { rule: 'FREQ=MONTHLY;BYMONTHDAY=-4', startsAt: '2026-01-28T00:00', minutes: 5_760 },
      zone: 'Europe/Berlin',
    });
    expect(freeze.restrictedUntil).toBe('2028-11-24T12:00:00.000Z');
    expect(freeze.next).toHaveLength(10);
    const march = freeze.next.find((one: { local: string }) => one.local.startsWith('2027-03'));
    expect(march).toMatchObject({ start: '2027-03-27T23:00:00.000Z', end: '2027-03-31T22:00:00.000Z' });
    const release = await plan('2027-03-31T21:00Z', '2027-03-31T23:00Z');
    expect(await release.collisions()).toHaveLength(1);
    const far = await plan('2029-01-28T10:00Z', '2029-01-28T12:00Z');
    expect(await far.collisions()).toEqual([]);
    expect(await extendRestrictions(h.app)).toBe(0);
    h.clock.moveBy(100 * 86_400_000);
    expect(await extendRestrictions(h.app)).toBeGreaterThanOrEqual(1);
    expect(await far.collisions()).toHaveLength(1);
    expect(await extendRestrictions(h.app)).toBe(0);
    const after = await h.http(await h.someone(['release-manager']), 'GET', `/freezes/${freeze.key}`);
    expect(after.body).toMatchObject({ version: 1, restrictedUntil: '2029-03-04T12:00:00.000Z' });
    h.clock.moveBy(-100 * 86_400_000);
  });
});

describe('daylight saving of a freeze', () => {
  test('an end that the clocks show twice counts the second time, and the answer says so', async () => {
    const freeze = await register({ once: { start: '2026-12-01T00:00', end: '2027-10-31T02:30' } });
    expect(freeze.end).toBe('2027-10-31T01:30:00.000Z');
    expect(freeze.clock).toEqual([
      {
        field: '/once/end',
        asked: '2027-10-31T02:30',
        case: 'fold',
        taken: '2027-10-31T01:30:00.000Z',
        takenLocal: '2027-10-31T02:30',
        other: '2027-10-31T00:30:00.000Z',
      },
    ]);
    const shown = await house().http(manager, 'GET', `/freezes/${freeze.key}`);
    expect(shown.body.clock).toEqual([]);
  });

  test('a start that the clocks skip moves to the first time that exists; an instant with its offset is taken as it is', async () => {
    const freeze = await register({ once: { start: '2027-03-28T02:30', end: '2027-03-28T05:00+02:00' } });
    expect(freeze).toMatchObject({
      start: '2027-03-28T01:00:00.000Z',
      startLocal: '2027-03-28T03:00',
      end: '2027-03-28T03:00:00.000Z',
    });
    expect(freeze.clock.map((one: { case: string }) => one.case)).toEqual(['gap']);
  });
});

describe('who may', () => {
  test('the right is asked in the nearest unit above all that it holds; a freeze of the enterprise needs it at the root', async () => {
    const h = house();
    const send = (as: Someone | null, scope: object) => h.http(as, 'POST', '/freezes', { body: draft({ scope }) });
    expect((await send(local, { units: [here.key] })).status).toBe(201);
    expect(codes(await send(local, { units: [here.key, there.key] }))).toEqual([403, 'identity.no-right']);
    expect(codes(await send(local, {}))).toEqual([403, 'identity.no-right']);
    expect(codes(await send(reader, { units: [here.key] }))).toEqual([403, 'identity.no-right']);
    expect((await send(null, { units: [here.key] })).status).toBe(401);
    expect((await send(await h.someone(['administrator']), {})).status).toBe(403);
  });

  test('it is seen by whom it holds, above and below, and by nobody beside', async () => {
    const h = house();
    const below = await h.unit({ parent: here });
    const freeze = await register();
    const global = await register({ scope: {} });
    const people = {
      above: manager,
      same: reader,
      below: await h.someone(['stakeholder'], { unit: below }),
      beside: await h.someone(['release-manager'], { unit: there }),
    };
    const sees = async (person: Someone, one: { key: string }) => (await h.http(person, 'GET', `/freezes/${one.key}`)).status;
    for (const person of Object.values(people)) {
      const listed = (await h.http(person, 'GET', '/freezes?limit=200')).body.items.map((one: { key: string }) => one.key);
      expect(listed.includes(freeze.key)).toBe(person !== people.beside);
      expect(await sees(person, freeze)).toBe(person === people.beside ? 404 : 200);
      expect(await sees(person, global)).toBe(200);
    }
    expect(codes(await change(freeze, { name: 'X' }, people.beside))).toEqual([404, 'calendar.no-such-record']);
    expect(codes(await change(freeze, { name: 'X' }, reader))).toEqual([403, 'identity.no-right']);
    expect(codes(await change(global, { name: 'X' }, people.beside))).toEqual([403, 'identity.no-right']);
    expect(codes(await change(await register({}, local), { scope: { units: [there.key] } }, local))).toEqual([
      403,
      'identity.no-right',
    ]);
  });

  test('a token that plans may freeze, one that reads may not', async () => {
    const h = house();
    const send = async (scopes: ('read' | 'plan')[]) =>
      (await h.http(await h.apiToken(manager, scopes), 'POST', '/freezes', { body: draft() })).status;
    expect(await send(['read', 'plan'])).toBe(201);
    expect(await send(['read'])).toBe(403);
  });
});

describe('refusals', () => {
  const refuse = async (more: object) => codes(await house().http(manager, 'POST', '/freezes', { body: draft(more) }));

  test('every fault of a new freeze is told at once', async () => {
    expect(await refuse({ scope: { units: ['nowhere'], applications: ['NOTHING'] }, zone: 'CET' })).toEqual([
      400,
      'calendar.names-nothing',
      'calendar.names-nothing',
      'calendar.zone-unknown',
    ]);
    expect(await refuse({ once: { start: '2027-02-30T00:00', end: '2027-02-31T00:00' } })).toEqual([
      400,
      'calendar.local-time-malformed',
      'calendar.local-time-malformed',
    ]);
    expect(await refuse({ once: { start: '2027-03-01T00:00', end: '2027-02-01T00:00' } })).toEqual([
      400,
      'calendar.span-not-valid',
    ]);
    expect(await refuse({ once: undefined })).toEqual([400, 'calendar.time-once-or-repeats']);
    const rule = { rule: 'FREQ=DAILY', startsAt: '2027-01-01', minutes: 60 };
    expect(await refuse({ once: february, repeats: rule })).toEqual([400, 'calendar.time-once-or-repeats']);
    expect(await refuse({ repeats: { ...rule, rule: 'FREQ=SOMETIMES' } })).toEqual([400, 'calendar.rule-part-malformed']);
    expect(await refuse({ repeats: { ...rule, rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' } })).toEqual([
      422,
      'calendar.recurrence-without-occurrences',
    ]);
    expect(await refuse({ repeats: { ...rule, startsAt: '2027-01-01T00:00', rule: 'FREQ=DAILY;BYHOUR=0,8,16' } })).toEqual([
      422,
      'calendar.recurrence-too-dense',
    ]);
  });

  test('a scope of too many combinations is refused with its number', async () => {
    const units = await Promise.all(Array.from({ length: 45 }, () => house().unit({ parent: here })));
    const wide = { units: units.map((unit) => unit.key), criticalities: ['low', 'medium', 'high', 'critical'] };
    expect(await refuse({ scope: wide })).toEqual([422, 'calendar.scope-too-wide']);
    const daily = { rule: 'FREQ=DAILY', startsAt: '2027-01-01', minutes: 60 };
    expect(await refuse({ repeats: daily, scope: { units: wide.units } })).toEqual([422, 'calendar.restrictions-too-many']);
  });

  test('a key of plan files names one freeze at a time, also when two come at once', async () => {
    const replies = await Promise.all(
      [1, 2, 3].map(() => house().http(manager, 'POST', '/freezes', { body: draft({ planRef: 'twin' }) })),
    );
    expect(replies.map((reply) => reply.status).toSorted()).toEqual([201, 409, 409]);
    const [first] = replies.filter((reply) => reply.status === 201);
    expect(await refuse({ planRef: 'twin' })).toEqual([409, 'calendar.plan-ref-taken']);
    await withdraw(first?.body);
    expect((await register({ planRef: 'twin' })).planRef).toBe('twin');
  });

  test('a change says its version; of two at the same moment one is stale; what changes nothing is no version', async () => {
    const freeze = await register();
    expect((await house().http(manager, 'PATCH', `/freezes/${freeze.key}`, { body: { name: 'X' } })).status).toBe(428);
    const replies = await Promise.all(['A', 'B'].map((name) => change(freeze, { name })));
    expect(replies.map((reply) => reply.status).toSorted()).toEqual([200, 412]);
    const stale = await change(freeze, { name: 'C' });
    expect(codes(stale)).toEqual([412, 'foundation.stale']);
    const second = { key: freeze.key, version: 2 };
    expect((await change(second, { once: february, scope: { units: [here.id] } })).body.version).toBe(2);
    expect((await change(second, { zone: 'Europe/Zurich' })).body).toMatchObject({ version: 3, start: freeze.start });
  });

  test('what was withdrawn is not changed and not withdrawn again', async () => {
    const freeze = (await withdraw(await register())).body;
    expect(codes(await change(freeze, { name: 'X' }))).toEqual([409, 'calendar.freeze-withdrawn']);
    expect(codes(await withdraw(freeze))).toEqual([409, 'calendar.freeze-withdrawn']);
    expect(freeze.can.change[0].code).toBe('calendar.freeze-withdrawn');
    expect(codes(await house().http(manager, 'GET', '/freezes/FRZ-999999'))).toEqual([404, 'calendar.no-such-record']);
  });

  test('the ledger tells each act with old and new values', async () => {
    const h = house();
    const auditor = await h.someone(['auditor']);
    const freeze = await register();
    await change(freeze, { severity: 'warns', changeReason: 'agreed with quality' });
    const history = await h.http(auditor, 'GET', `/records/freeze/${freeze.key}/history`);
    expect(history.status).toBe(200);
    expect(JSON.stringify(history.body)).toContain('agreed with quality');
  });
});

describe('lists', () => {
  test('pages by start and by key in both orders, and filters', async () => {
    const h = house();
    const unit = await h.unit();
    const starts = ['2027-07-03', '2027-07-01', '2027-07-02', '2027-07-01'];
    const made = [];
    for (const [at, day] of starts.entries()) {
      const severity = at === 0 ? 'warns' : 'blocks';
      made.push(
        await register({
          name: `List ${at}`,
          severity,
          once: { start: `${day}T00:00`, end: '2027-08-01T00:00' },
          scope: { units: [unit.key] },
        }),
      );
    }
    const byStart = made.toSorted((a, b) => (`${a.start}${a.id}` < `${b.start}${b.id}` ? -1 : 1)).map((one) => one.name);
    const walk = async (query: string): Promise<string[]> => {
      const names: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: HttpReply = await h.http(
          manager,
          'GET',
          `/freezes?unit=${unit.key}&limit=3&${query}${cursor === '' ? '' : `&cursor=${cursor}`}`,
        );
        names.push(
          ...page.body.items
            .filter((one: { scope: { units: unknown[] } }) => one.scope.units.length > 0)
            .map((one: { name: string }) => one.name),
        );
        cursor = page.body.nextCursor;
      }
      return names.filter((name) => name.startsWith('List'));
    };
    expect(await walk('sort=start')).toEqual(byStart);
    expect(await walk('sort=-start')).toEqual(byStart.toReversed());
    expect(await walk('sort=key')).toEqual(['List 0', 'List 1', 'List 2', 'List 3']);
    expect(await walk('sort=-key')).toEqual(['List 3', 'List 2', 'List 1', 'List 0']);
    expect(await walk('severity=warns')).toEqual(['List 0']);
    expect(await walk('from=2027-09-01T00:00:00Z')).toEqual([]);
    expect((await walk('to=2027-07-01T12:00:00Z')).toSorted()).toEqual(['List 1', 'List 3']);
    expect(await walk('q=list%203')).toEqual(['List 3']);
    await withdraw(made[1]);
    expect(await walk('state=withdrawn')).toEqual(['List 1']);
    expect(codes(await h.http(manager, 'GET', '/freezes?cursor=nonsense'))).toEqual([400, 'calendar.bad-cursor']);
    expect(codes(await h.http(manager, 'GET', '/freezes?unit=nowhere'))).toEqual([400, 'calendar.names-nothing']);
  });
});
