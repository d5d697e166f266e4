import { expect, test } from 'vitest';
import { deliverAlarms } from '../../src/rooms/alarms/acts/deliver.ts';
import { endSuppressions } from '../../src/rooms/alarms/acts/suppress.ts';
import { escalateAlarms, tellAlarms } from '../../src/rooms/alarms/acts/tell.ts';
import { watchReviews } from '../../src/rooms/alarms/acts/watch-reviews.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { codesOf } from '../support/releases.ts';

const house = useHouse({
  settings: {
    build: 'test',
    checkReplies: true,
    secure: false,
    publicUrl: 'http://localhost',
    // Nobody listens there: what counts is to whom a message was written down at all.
    outgoing: { hosts: ['127.0.0.1'], allowPrivate: true, mail: { url: 'smtp://127.0.0.1:9', from: 'interlock@firm.example' } },
  },
});
const [minute, hour] = [60_000, 3_600_000];
const kind = 'identity.account-locked';
const reason = 'A load test tries every account';
type Body = HttpReply['body'];

const from = (ms: number): string => new Date(house().clock.now().getTime() + ms).toISOString();
const ask = (as: Someone, endsAt: string | null, of = kind) =>
  house().http(as, 'POST', '/alarm-suppressions', { body: { kind: of, reason, ...(endsAt === null ? {} : { endsAt }) } });
const act = (as: Someone, one: Body, verb: string, why = 'As agreed with operations') =>
  house().http(as, 'POST', `/alarm-suppressions/${one.id}/acts/${verb}`, { ifMatch: one.version, body: { reason: why } });
/** As an auditor sees it who has just signed in: sessions end while the clock moves on. */
const see = async (path: string): Promise<Body> => (await house().http(await house().someone(['auditor']), 'GET', path)).body;

async function lockOut(): Promise<void> {
  const { email } = await house().someone(['stakeholder']);
  for (let n = 0; n < 5; n += 1)
    await house().http(null, 'POST', '/sessions', { body: { email, password: `wrong number ${n} of these` } });
}
const turn = async () => {
  await endSuppressions(house().app);
  await tellAlarms(house().app);
  await escalateAlarms(house().app);
  await deliverAlarms(house().app);
};
const newest = async (): Promise<Body> => {
  const { items } = await see(`/alarms?kind=${kind}&limit=1`);
  return see(`/alarms/${items[0].id}`);
};

test('[D11-8-2] an administrator cannot mute a class of alarms for good; for a time, with a reason and the approval of somebody else it is logged, holds back the telling alone, and the next review lists it', async () => {
  const h = house();
  const [admin, quality] = [await h.someone(['administrator']), await h.someone(['quality'])];
  expect(codesOf(await ask(admin, null))).toEqual(['alarms.without-end']);
  expect(codesOf(await ask(admin, from(25 * hour)))).toEqual(['alarms.end-bounded']);
  expect(codesOf(await ask(admin, from(-minute)))).toEqual(['alarms.end-bounded']);
  expect(codesOf(await ask(admin, from(hour), 'ledger.does-not-fit'))).toEqual(['alarms.never-suppressed']);
  expect((await see('/alarm-suppressions')).items).toEqual([]);

  const { body: asked } = await ask(admin, from(2 * hour));
  expect(asked).toMatchObject({ state: 'requested', suppresses: false, reason });
  expect(codesOf(await ask(quality, from(hour)))).toEqual(['alarms.suppressed-already']);
  // Asked for is not approved: everybody is told still.
  await lockOut();
  await turn();
  expect((await newest()).deliveries.length).toBeGreaterThan(0);
  expect(codesOf(await act(admin, asked, 'approve'))).toEqual(['identity.no-right']);
  h.clock.moveBy(minute);
  const { body: approved } = await act(quality, asked, 'approve');
  expect(approved).toMatchObject({ state: 'in-force', suppresses: true, decidedBy: { id: quality.id } });

  h.clock.moveBy(minute);
  await lockOut();
  await turn();
  const held = await newest();
  expect(held).toMatchObject({ state: 'passed', level: 1, deliveries: [], suppressed: { key: approved.key } });
  // Nor does it escalate unheard.
  h.clock.moveBy(30 * minute);
  await turn();
  expect(await newest()).toMatchObject({ id: held.id, level: 1, deliveries: [] });

  // Its time is over by itself: who must act is told of what was held back.
  h.clock.moveBy(2 * hour);
  await turn();
  expect(await see(`/alarm-suppressions/${approved.key}`)).toMatchObject({
    state: 'ended',
    suppresses: false,
    endedAt: asked.endsAt,
  });
  const told = await newest();
  expect(told).toMatchObject({ id: held.id, suppressed: null });
  expect(told.deliveries.map((one: Body) => one.to?.id)).toContain(admin.id);

  const trail = await see(`/ledger/entries?key=${approved.key}&limit=10`);
  expect(trail.items.map((entry: Body) => [entry.act, entry.actor.id ?? entry.actor.kind, entry.reason]).toReversed()).toEqual([
    ['alarms.suppression-requested', admin.id, reason],
    ['alarms.suppression-approved', quality.id, 'As agreed with operations'],
    ['alarms.suppression-ended', expect.any(String), null],
  ]);

  const reviewer = await h.someone(['quality']);
  const { body: next } = await h.http(reviewer, 'GET', '/alarm-reviews/next');
  expect(next).toMatchObject({ from: null, can: { review: true } });
  expect(next.statistics.kinds).toMatchObject([{ kind, raised: 2, waiting: 2, suppressed: 1, acknowledged: 0 }]);
  expect(next.statistics.suppressions).toMatchObject([
    { key: approved.key, state: 'ended', reason, requestedBy: { id: admin.id }, decidedBy: { id: quality.id } },
  ]);
  const { body: review } = await h.http(reviewer, 'POST', '/alarm-reviews', {
    body: { until: next.until, comment: 'The load test was the only one; nothing else was held back' },
  });
  const { statistics } = await see(`/alarm-reviews/${review.key}`);
  expect(statistics).toEqual(next.statistics);
});

test('the log is reviewed without a gap, by whoever may everywhere, never ahead; a late review is an alarm until it is caught up on', async () => {
  const h = house();
  const quality = await h.someone(['quality']);
  const [elsewhere, admin] = [await h.someone(['quality'], { unit: await h.unit() }), await h.someone(['administrator'])];
  const review = (as: Someone, until: string) =>
    h.http(as, 'POST', '/alarm-reviews', { body: { until, comment: 'Nothing stands out' } });
  expect((await review(admin, from(0))).status).toBe(403);
  expect(codesOf(await review(elsewhere, from(0)))).toEqual(['alarms.everywhere-only']);
  expect(codesOf(await review(quality, from(minute)))).toEqual(['alarms.until-ahead']);
  h.clock.moveBy(minute);
  const { body: last } = await review(quality, from(0));
  expect((await see('/alarm-reviews')).items[0]).toEqual(last);
  expect(codesOf(await review(quality, last.until))).toEqual(['alarms.seen-otherwise']);

  h.clock.moveBy(29 * 24 * hour);
  await watchReviews(h.app);
  expect((await see('/alarms?kind=alarms.review-overdue')).items).toEqual([]);
  h.clock.moveBy(2 * 24 * hour);
  const reviewer = await h.someone(['quality']);
  await watchReviews(h.app);
  await watchReviews(h.app);
  const { body: next } = await h.http(reviewer, 'GET', '/alarm-reviews/next');
  expect(next).toMatchObject({ from: last.until, overdue: true, days: 30 });
  const { items } = await see('/alarms?kind=alarms.review-overdue');
  expect(items).toMatchObject([{ state: 'raised', times: 1, details: expect.stringContaining(last.key) }]);
  expect((await review(reviewer, next.until)).body).toMatchObject({ from: last.until, until: next.until });
  expect(await see(`/alarms/${items[0].id}`)).toMatchObject({ state: 'passed' });
  expect(await see('/alarm-reviews/next')).toMatchObject({ overdue: false, from: next.until });
});

test('who asked withdraws, others reject; what is over is over; it can be ended early', async () => {
  const h = house();
  const [admin, both] = [await h.someone(['administrator']), await h.someone(['quality'])];
  const quality = await h.someone(['quality']);
  const { body: own } = await ask(both, from(hour));
  expect(own.can).toMatchObject({ withdraw: true });
  // Whoever asked does not approve, though the role would do.
  expect(codesOf(await act(both, own, 'approve'))).toEqual(['identity.not-independent']);
  expect(codesOf(await act(admin, own, 'withdraw'))).toEqual(['alarms.not-requester']);
  expect((await act(quality, { ...own, version: 7 }, 'reject')).status).toBe(412);
  expect((await act(both, own, 'withdraw')).body).toMatchObject({ state: 'withdrawn' });
  const { body: late } = await ask(admin, from(hour));
  h.clock.moveBy(61 * minute);
  const fresh = await h.someone(['quality']);
  expect(codesOf(await act(fresh, late, 'approve'))).toEqual(['alarms.end-bounded']);
  expect((await act(fresh, late, 'reject')).body).toMatchObject({ state: 'rejected', decidedBy: { id: fresh.id } });
  const asker = await h.someone(['administrator']);
  const { body: third } = await ask(asker, from(hour));
  const { body: inForce } = await act(fresh, third, 'approve');
  h.clock.moveBy(minute);
  const { body: ended } = await act(asker, inForce, 'end', 'The load test is over');
  expect(ended).toMatchObject({ state: 'ended', suppresses: false, endedAt: h.clock.now().toISOString() });
  expect(codesOf(await act(asker, ended, 'end'))).toEqual(['alarms.suppression-over']);
  expect((await h.http(asker, 'GET', '/alarm-suppressions/ALS-9999')).status).toBe(404);
  expect(codesOf(await ask(asker, from(hour), 'alarms.no-such-thing'))).toEqual(['alarms.no-such-kind']);
});
