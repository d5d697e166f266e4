import { expect, test } from 'vitest';
import { startTestHouse, useHouse } from '../../../../tests/support/house.ts';
import { holdProfile } from '../../../../tests/support/profile.ts';
import { codesOf } from '../../../../tests/support/releases.ts';
import { historyOf } from '../../ledger/store/read-entries.ts';
import { disableDormant } from './disable-dormant.ts';

const day = 86_400_000;
const house = useHouse();

const actsOf = async (id: string, kind: 'account' | 'person') =>
  (await historyOf(house().app.database.db, { kind, id }, { limit: 50, before: null })).map((entry) => entry.act);

/** As administrator of the whole organisation, signed in anew: sessions do not outlive the days of these tests. */
async function administrator() {
  return house().someone(['administrator']);
}
const stateOf = async (id: string) => (await house().http(await administrator(), 'GET', `/people/${id}`)).body.state;

test('an account that nobody uses is warned of after 76 days and disabled after 90, one that is used is not, and the trail says both', async () => {
  const h = house();
  const [idle, busy, late] = [
    await h.someone(['test-manager']),
    await h.someone(['test-manager']),
    await h.someone(['test-manager']),
  ];
  const signIn = (person: { readonly email: string; readonly password: string }) =>
    h.http(null, 'POST', '/sessions', { body: { email: person.email, password: person.password } });
  h.clock.moveBy(75 * day);
  await disableDormant(h.app);
  expect(await actsOf(idle.id, 'account')).not.toContain('identity.dormancy-warned');
  h.clock.moveBy(1.1 * day);
  await disableDormant(h.app);
  await disableDormant(h.app);
  expect((await actsOf(idle.id, 'account')).filter((act) => act === 'identity.dormancy-warned')).toHaveLength(1);
  expect(await stateOf(idle.id)).toBe('active');
  expect((await signIn(busy)).status).toBe(201);
  h.clock.moveBy(14 * day);
  // Late, and still in time: it was used after the warning.
  expect((await signIn(late)).status).toBe(201);
  await disableDormant(h.app);
  expect(await Promise.all([idle, busy, late].map(({ id }) => stateOf(id)))).toEqual(['disabled', 'active', 'active']);
  expect((await signIn(idle)).status).toBe(401);
  const [entry] = await historyOf(h.app.database.db, { kind: 'person', id: idle.id }, { limit: 1, before: null });
  expect(entry).toMatchObject({
    act: 'identity.person-disabled',
    reason: 'Nobody used the account for 90 days or more.',
    actor: { name: 'Interlock (identity.disable-dormant)' },
  });

  // Enabled again it counts from that day: not at once disabled for what was before.
  const admin = await administrator();
  const { version } = (await h.http(admin, 'GET', `/people/${idle.id}`)).body;
  const enabled = await h.http(admin, 'POST', `/people/${idle.id}/acts/enable`, {
    ifMatch: version,
    body: { reason: 'back from leave' },
  });
  expect(enabled.status).toBe(200);
  await disableDormant(h.app);
  h.clock.moveBy(20 * day);
  await disableDormant(h.app);
  expect(await stateOf(idle.id)).toBe('active');
});

test('where the profile is tightened nobody is disabled without fourteen days of warning', async () => {
  const h = house();
  await holdProfile(h.app, { 'account.dormantDays': 400 });
  const idle = await h.someone(['test-manager']);
  h.clock.moveBy(200 * day);
  await disableDormant(h.app);
  expect(await actsOf(idle.id, 'account')).not.toContain('identity.dormancy-warned');
  await holdProfile(h.app, { 'account.dormantDays': 30 });
  await disableDormant(h.app);
  h.clock.moveBy(13 * day);
  await disableDormant(h.app);
  expect(await stateOf(idle.id)).toBe('active');
  h.clock.moveBy(1.1 * day);
  await disableDormant(h.app);
  expect(await stateOf(idle.id)).toBe('disabled');
  await holdProfile(h.app, {});
});

test('a review lists who asks for attention, is recorded with what was found, and is due again after the days of the profile', async () => {
  const h = house();
  const admin = await administrator();
  const person = await h.someone(['test-manager']);
  const locked = await h.someone(['test-manager']);
  for (let at = 0; at < 5; at++)
    await h.http(locked, 'POST', '/password/acts/change', {
      body: { currentPassword: 'wrong', password: 'six grey geese over the lake' },
    });
  const before = await h.http(admin, 'GET', '/credential-review?limit=200');
  expect(before.body).toMatchObject({ last: null, due: null, overdue: true, can: { record: true } });
  const found = (id: string) => before.body.items.find((row: { person: { id: string } }) => row.person.id === id);
  expect(found(person.id)).toMatchObject({ secondFactors: 0, tokens: 0, disabledAt: null });
  expect(found(person.id).attention).toEqual(['no-second-factor', 'not-checked']);
  expect(found(locked.id).attention).toContain('locked');
  const used = before.body.items.map((row: { usedAt: string }) => row.usedAt);
  expect(used).toEqual(used.toSorted());
  const first = await h.http(admin, 'GET', '/credential-review?limit=1');
  const second = await h.http(admin, 'GET', `/credential-review?limit=1&cursor=${first.body.nextCursor}`);
  expect([first, second].map((page) => page.body.items[0].person.id)).toEqual(
    before.body.items.slice(0, 2).map((row: { person: { id: string } }) => row.person.id),
  );

  const recorded = await h.http(admin, 'POST', '/credential-review/acts/record', { body: { note: 'two tokens withdrawn' } });
  expect(recorded.status, recorded.text).toBe(201);
  const after = (await h.http(admin, 'GET', '/credential-review')).body;
  expect(after).toMatchObject({
    overdue: false,
    due: recorded.body.due,
    last: { by: { id: admin.id }, note: 'two tokens withdrawn' },
  });
  expect(after.last.people).toBe(before.body.items.length);
  expect(after.last.attention.locked).toBeGreaterThan(0);
  expect(new Date(after.due).getTime() - new Date(after.last.at).getTime()).toBe(180 * day);
  expect(await actsOf(admin.id, 'account')).toContain('identity.credentials-reviewed');
  h.clock.moveBy(180 * day);
  expect((await h.http(await administrator(), 'GET', '/credential-review')).body.overdue).toBe(true);
});

test('an administrator of a part sees its people alone, and records no review of everybody', async () => {
  const h = house();
  const unit = await h.unit();
  const part = await h.someone(['administrator'], { unit });
  const [inside, outside] = [await h.someone(['test-manager'], { unit }), await h.someone(['test-manager'])];
  const listed = await h.http(part, 'GET', '/credential-review?limit=200');
  const ids = listed.body.items.map((row: { person: { id: string } }) => row.person.id);
  expect([ids.includes(inside.id), ids.includes(outside.id)]).toEqual([true, false]);
  expect(listed.body.can.record).toMatchObject([{ code: 'identity.no-right' }]);
  const refused = await h.http(part, 'POST', '/credential-review/acts/record', { body: { note: 'all is well' } });
  expect([refused.status, codesOf(refused)]).toEqual([403, ['identity.no-right']]);
  const nobody = await h.http(await h.someone(['test-manager']), 'GET', '/credential-review');
  expect([nobody.status, codesOf(nobody)]).toEqual([403, ['identity.no-right']]);
});

test('the last administrator is warned of and stays, however long nobody was there; the rest is disabled all the same', async () => {
  const h = await startTestHouse();
  const [last, idle] = [await h.someone(['administrator']), await h.someone(['test-manager'])];
  h.clock.moveBy(400 * day);
  await disableDormant(h.app);
  h.clock.moveBy(15 * day);
  await disableDormant(h.app);
  const signIn = ({ email, password }: { readonly email: string; readonly password: string }) =>
    h.http(null, 'POST', '/sessions', { body: { email, password } });
  expect([(await signIn(last)).status, (await signIn(idle)).status]).toEqual([201, 401]);
  await h.close();
});
