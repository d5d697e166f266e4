import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { allowNotices, decidersOf, requirement, termsFor, why } from '../../../../tests/support/approvals.ts';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';
import { act, type Cast, castOf, codesOf, passTimeTo, propose } from '../../../../tests/support/releases.ts';

const house = useHouse();
const h = () => house();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(h());
});

type Body = HttpReply['body'];
const day = 86_400_000;
const inDays = (days: number): string => new Date(h().clock.now().getTime() + days * day).toISOString();
let counter = 0;

async function release(relevance: { readonly gxp: string; readonly sox: string }): Promise<{ release: Body; application: Body }> {
  const body = { key: `NOTE-${++counter}`, name: 'Noted', unit: cast.unit.key, criticality: 'low', ...relevance };
  const application = (await h().http(cast.systemOwner, 'POST', '/applications', { body })).body;
  const made = await propose(h(), cast, { applications: [{ application: application.id, version: '1' }] });
  expect(made.status, made.text).toBe(201);
  return { release: made.body, application };
}
const give = (one: Body, more: object = {}, as: Someone = cast.manager) =>
  h().http(as, 'POST', '/notices', {
    body: { subject: `release:${one.key}`, text: 'The reports move to the new server', until: inDays(7), ...more },
  });
const answer = (one: Body, verb: string, as: Someone) =>
  h().http(as, 'POST', `/notices/${one.key}/acts/${verb}`, { ifMatch: one.version, body: { reason: 'the server is not ours' } });
const show = async (one: Body): Promise<Body> => (await h().http(cast.manager, 'GET', `/notices/${one.key}`)).body;
const plain = { gxp: 'no', sox: 'no' };

test('the strict profile knows no “no objection by a date”', async () => {
  const { release: one } = await release(plain);
  expect(codesOf(await give(one))).toEqual(['approvals.notices-refused']);
  const { can } = (await why(h(), cast.manager, `release:${one.key}`)).body;
  expect(can['give-notice']).toMatchObject([{ code: 'approvals.notices-refused' }]);
});

test('where it is allowed, notice is given of what is outside GxP and SOX, and never of what may be inside', async () => {
  await allowNotices(h());
  for (const relevance of [
    { gxp: 'yes', sox: 'no' },
    { gxp: 'no', sox: 'yes' },
    { gxp: 'unknown', sox: 'no' },
    { gxp: 'no', sox: 'unknown' },
  ]) {
    const { release: one } = await release(relevance);
    expect(codesOf(await give(one)), JSON.stringify(relevance)).toEqual(['approvals.notice-of-regulated']);
  }
  const empty = (await propose(h(), cast)).body;
  expect(codesOf(await give(empty))).toEqual(['approvals.notice-of-regulated']);
  const { release: one } = await release(plain);
  expect(codesOf(await give(one, { until: inDays(0.5) }))).toEqual(['approvals.notice-date']);
  expect(codesOf(await give(one, { until: inDays(31) }))).toEqual(['approvals.notice-date']);
  expect((await give(one, {}, cast.tester)).status).toBe(403);
  const given = await give(one);
  expect(given.body, given.text).toMatchObject({ key: expect.stringMatching(/^NT-\d+$/), state: 'open', unopposed: false });
});

test('that nobody objected is told as that; no step goes by it, and it ends when the record becomes relevant', async () => {
  await allowNotices(h());
  await requirement(h(), await decidersOf(h()), termsFor(cast.unit, { scope: ['gxp:no'] }));
  const { release: one, application } = await release(plain);
  const given = (await give(one)).body;
  expect((await act(h(), cast.manager, one.id, 'accept')).status).toBe(200);
  await passTimeTo(h(), new Date(h().clock.now().getTime() + 7 * day));
  expect(await show(given)).toMatchObject({ state: 'open', unopposed: true, ended: null });
  expect(codesOf(await answer(given, 'object', cast.business))).toEqual(['approvals.notice-over']);
  expect(codesOf(await act(h(), cast.manager, one.id, 'plan'))).toEqual(['approvals.missing']);
  const { steps } = (await why(h(), cast.owner, `release:${one.key}`)).body;
  expect(steps[0]).toMatchObject({ approved: false, requirements: [{ filled: [], missing: 1 }] });
  await sql`update portfolio.application set gxp = 'yes' where id = ${application.id}`.execute(h().app.database.db);
  expect((await show(given)).unopposed).toBe(false);
});

test('who objects says why before the date; who gave it withdraws it, and nobody else', async () => {
  await allowNotices(h());
  const { release: one } = await release(plain);
  const given = (await give(one)).body;
  expect((await answer(given, 'object', await h().someone(['auditor'], { unit: cast.unit }))).status).toBe(403);
  const objected = await answer(given, 'object', cast.business);
  expect(objected.body).toMatchObject({ state: 'objected', ended: { by: { id: cast.business.id } } });
  expect(codesOf(await answer(objected.body, 'withdraw', cast.manager))).toEqual(['approvals.notice-ended']);
  h().clock.moveBy(1_000);
  const other = (await give(one)).body;
  expect(codesOf(await answer(other, 'withdraw', cast.business))).toEqual(['approvals.notice-not-yours']);
  expect((await answer(other, 'withdraw', cast.manager)).body.state).toBe('withdrawn');
  const { items } = (await h().http(cast.business, 'GET', `/notices?subject=release:${one.key}`)).body;
  expect(items.map((each: Body) => each.state)).toEqual(['withdrawn', 'objected']);
  const stranger = await h().someone(['release-manager'], { unit: await h().unit() });
  expect((await h().http(stranger, 'GET', `/notices/${given.key}`)).status).toBe(404);
});
