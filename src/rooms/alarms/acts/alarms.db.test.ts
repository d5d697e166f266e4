import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';
import { endAlarmsOf, raiseAlarm } from '../../ledger/acts/raise-alarm.ts';
import { historyOf } from '../../ledger/store/read-entries.ts';

const house = useHouse();
const job = 'ledger.test';
const codes = (reply: HttpReply) => (reply.body.refusals ?? []).map((refusal: { code: string }) => refusal.code);
type Body = HttpReply['body'];

let quality: Someone;
let admin: Someone;
let manager: Someone;
beforeAll(async () => {
  quality = await house().someone(['quality']);
  admin = await house().someone(['administrator']);
  manager = await house().someone(['release-manager']);
});

const list = async (query = '', as = quality): Promise<readonly Body[]> =>
  (await house().http(as, 'GET', `/alarms${query}`)).body.items;
const show = async (id: string, as = quality): Promise<Body> => (await house().http(as, 'GET', `/alarms/${id}`)).body;
const acknowledge = (alarm: Body, comment: string | undefined, as = quality) =>
  house().http(as, 'POST', `/alarms/${alarm.id}/acts/acknowledge`, {
    ifMatch: alarm.version,
    body: comment === undefined ? {} : { comment },
  });
const raise = async (says = 'entry 7 does not fit'): Promise<Body> => {
  await raiseAlarm(house().app, job, 'damage', says);
  const [row] = await list('?state=raised,acknowledged&kind=ledger.does-not-fit');
  return show(row.id);
};
const end = () => endAlarmsOf(house().app, job, ['damage']);
const actsOf = async (alarm: Body) =>
  (await historyOf(house().app.database.db, { kind: 'alarm', id: alarm.id }, { limit: 50, before: null }))
    .map((entry) => entry.act)
    .toReversed();

/** Five wrong passwords, from one place. */
async function lockOut(person: Someone): Promise<void> {
  for (let n = 0; n < 10; n += 1)
    await house().http(null, 'POST', '/sessions', { body: { email: person.email, password: `wrong number ${n} of these` } });
}

describe('an alarm that lasts', () => {
  test('stands until it is over; whoever must act acknowledges it with a comment, and then it is closed', async () => {
    const alarm = await raise();
    expect(alarm).toMatchObject({
      state: 'raised',
      severity: 'critical',
      details: 'entry 7 does not fit',
      times: 1,
      acknowledged: null,
      raisedAt: house().clock.now().toISOString(),
      can: { acknowledge: true },
    });
    expect(codes(await acknowledge(alarm, undefined))).toEqual(['alarms.comment-missing']);
    expect(codes(await acknowledge(alarm, ' x '))).toEqual(['alarms.comment-missing']);
    expect((await acknowledge(alarm, 'Looking', manager)).status).toBe(403);
    const done = await acknowledge(alarm, 'The disk is replaced');
    expect(done.body).toMatchObject({
      state: 'acknowledged',
      acknowledged: { by: { id: quality.id }, as: ['Quality'], comment: 'The disk is replaced' },
    });
    expect(codes(await acknowledge(done.body, 'Once more'))).toEqual(['alarms.not-waiting']);
    expect((await acknowledge(alarm, 'From an old page')).status).toBe(412);
    await end();
    expect(await show(alarm.id)).toMatchObject({ state: 'closed', endedAt: house().clock.now().toISOString() });
    expect(await actsOf(alarm)).toEqual(['alarms.raised', 'alarms.acknowledged', 'alarms.ended']);
  });

  test('that is over before somebody acknowledged it still waits for them, and comes back as itself', async () => {
    const alarm = await raise();
    await end();
    expect(await show(alarm.id)).toMatchObject({ state: 'passed' });
    const again = await raise('entry 9 does not fit');
    expect(again).toMatchObject({ id: alarm.id, state: 'raised', times: 2, details: 'entry 9 does not fit', endedAt: null });
    await end();
    const over = await show(alarm.id);
    expect((await acknowledge(over, 'Both were found')).body).toMatchObject({ state: 'closed' });
    expect(over.steps.map((step: Body) => step.verb)).toEqual(['raise', 'end', 'return', 'end']);
    const next = await raise();
    expect(next.id).not.toBe(alarm.id);
    await end();
  });
});

describe('an alarm about a moment', () => {
  test('is over when it is raised, tells the account without naming it, and is no business of whoever it is about', async () => {
    house().clock.moveBy(1_000);
    const other = await house().someone(['administrator', 'quality']);
    await lockOut(other);
    const [row] = await list('?kind=identity.account-locked');
    expect(row).toMatchObject({ state: 'passed', subject: { kind: 'person', id: other.id, label: other.name } });
    const alarm = await show(row.id);
    expect(JSON.stringify([alarm.says, alarm.details])).not.toContain(other.name);
    const own = await house().http(other, 'POST', `/alarms/${alarm.id}/acts/acknowledge`, {
      ifMatch: alarm.version,
      body: { comment: 'That was me' },
    });
    expect(codes(own)).toEqual(['alarms.about-yourself']);
    expect((await acknowledge(alarm, 'Asked them by telephone', admin)).body).toMatchObject({ state: 'closed' });
  });
});

test('the list is searched, filtered and sorted; who reads no alarms is told so', async () => {
  const all = await list('?limit=200');
  expect(all.length).toBeGreaterThan(1);
  const oldest = await list('?sort=oldest&limit=200');
  expect(oldest.map((one) => one.id)).toEqual(all.map((one) => one.id).toReversed());
  expect((await list('?q=telephone')).map((one) => one.kind)).toEqual(['identity.account-locked']);
  expect((await list('?severity=notice')).length).toBe(0);
  const first = await house().http(quality, 'GET', '/alarms?limit=1');
  const second = await house().http(quality, 'GET', `/alarms?limit=1&cursor=${first.body.nextCursor}`);
  expect(second.body.items[0].id).toBe(all[1]?.id);
  expect(codes(await house().http(quality, 'GET', '/alarms?cursor=x'))).toEqual(['alarms.bad-cursor']);
  expect((await house().http(manager, 'GET', '/alarms')).status).toBe(403);
  expect((await house().http(quality, 'GET', '/alarms/ALM-9999')).status).toBe(404);
});

test('is raised once by findings that meet', async () => {
  house().clock.moveBy(1_000);
  await Promise.all(
    Array.from({ length: 8 }, (_, n) => raiseAlarm(house().app, job, n % 2 === 0 ? 'damage' : 'fork', `finding ${n}`)),
  );
  const raised = await list('?state=raised');
  expect(raised.map((one) => one.details.slice(0, 7)).toSorted()).toEqual(['finding', 'finding']);
});

test('who changes a value by which the trail goes alarms quality; any other value does not', async () => {
  const propose = async (values: object) => {
    const { version } = (await house().http(quality, 'GET', '/profile')).body;
    const reply = await house().http(admin, 'POST', '/profile/changes', {
      ifMatch: version,
      body: { values, reason: 'as agreed' },
    });
    expect(reply.status, reply.text).toBe(201);
    return reply.body;
  };
  const raised = () => list('?kind=policies.trail-settings-changed&limit=10');
  await propose({ 'session.idleMinutes': 20 });
  expect(await raised()).toEqual([]);
  const tightened = await propose({ 'retention.personYears': 12 });
  const loosened = await propose({ 'alarms.escalationMinutes': 30 });
  expect((await raised()).map((one) => [one.severity, one.subject.id, one.details]).toSorted()).toEqual(
    [
      ['critical', tightened.id, 'retention.personYears to 12'],
      ['critical', loosened.id, 'alarms.escalationMinutes to 30'],
    ].toSorted(),
  );
  const [row] = await raised();
  expect(codes(await acknowledge(await show(row.id), 'I know what I did', admin))).toEqual(['alarms.role-must-act']);
});
