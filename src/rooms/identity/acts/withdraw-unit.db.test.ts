import { expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { act, application, castOf, propose } from '../../../../tests/support/releases.ts';

const house = useHouse();
const day = 86_400_000;
const body = { reason: 'it was merged' };

test('a unit in which other rooms have something alive is not withdrawn, and says what stands in it', async () => {
  const h = house();
  const cast = await castOf(h);
  const { unit } = cast;
  // An administrator configures and reads no records; who also may read them is told which they are.
  const [admin, reading] = [await h.someone(['administrator']), await h.someone(['administrator', 'auditor'])];
  const withdraw = (as = reading) => h.http(as, 'POST', `/units/${unit.id}/acts/withdraw`, { ifMatch: 1, body });
  const holding = async (as = reading) => {
    const refusals: { code: string; message: string }[] = (await withdraw(as)).body.refusals;
    return refusals.find((refusal) => refusal.code === 'identity.unit-holds-records')?.message ?? null;
  };
  expect(await holding()).toBeNull();
  const app = await application(h, cast);
  const release = (await propose(h, cast)).body;
  const at = (days: number) => new Date(h.clock.now().getTime() + days * day).toISOString().slice(0, 16);
  const freeze = await h.http(cast.manager, 'POST', '/freezes', {
    body: {
      name: 'Year end',
      reason: 'Closing of the books',
      severity: 'blocks',
      zone: 'UTC',
      once: { start: at(20), end: at(30) },
      scope: { units: [unit.key] },
    },
  });
  expect(freeze.status, freeze.text).toBe(201);
  expect(await holding()).toBe(
    `“${unit.key}” still holds 1 application (${app.key}), 1 freeze (${freeze.body.key}), 1 release (${release.key}).`,
  );
  expect(await holding(admin)).toBe(`“${unit.key}” still holds 1 application, 1 freeze, 1 release.`);
  const shown = await h.http(admin, 'GET', `/units/${unit.id}`);
  expect(shown.body.can.withdraw.map((refusal: { code: string }) => refusal.code)).toContain('identity.unit-holds-records');
  // What is over holds nothing: a release that was rejected, a freeze that has passed.
  expect((await act(h, cast.manager, release.id, 'reject')).status).toBe(200);
  h.clock.moveBy(31 * day);
  const later = await h.someone(['administrator']);
  const after = await h.http(later, 'POST', `/units/${unit.id}/acts/withdraw`, { ifMatch: 1, body });
  expect(after.body.refusals.map((refusal: { message: string }) => refusal.message)).toContain(
    `“${unit.key}” still holds 1 application.`,
  );
});

test('a unit is never withdrawn from under a record that is put into it at the same moment, a hundred times at random offsets', async () => {
  const h = house();
  const admin = await h.someone(['administrator']);
  const manager = await h.someone(['release-manager']);
  const offset = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
  const seen = { withdrawn: 0, held: 0 };
  for (let round = 0; round < 100; round++) {
    const unit = await h.unit();
    const name = `Freeze of round ${round}`;
    const freeze = { name, reason: 'Closing', severity: 'blocks', zone: 'UTC', scope: { units: [unit.key] } };
    const once = { start: '2027-03-20T00:00', end: '2027-03-21T00:00' };
    const [withdrawn, registered] = await Promise.all([
      offset().then(() => h.http(admin, 'POST', `/units/${unit.id}/acts/withdraw`, { ifMatch: 1, body })),
      offset().then(() => h.http(manager, 'POST', '/freezes', { body: { ...freeze, once } })),
    ]);
    const refusals = [withdrawn, registered].flatMap((reply) => (reply.status < 300 ? [] : reply.body.refusals));
    const lost = withdrawn.status === 200 ? 'calendar.names-nothing' : 'identity.unit-holds-records';
    expect(refusals.map((refusal: { code: string }) => refusal.code)).toEqual([lost]);
    if (withdrawn.status === 200) seen.withdrawn += 1;
    else seen.held += 1;
  }
  // Both came first at some time, or the rounds have tried nothing.
  expect(Math.min(seen.withdrawn, seen.held)).toBeGreaterThan(0);
});
