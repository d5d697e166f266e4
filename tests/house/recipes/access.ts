import { roleNames } from '../../../src/rooms/identity/core/roles.ts';
import { keepApart, matrixNow, proposeDuties } from '../../support/duties.ts';
import { must, type Recipes, reason, type World } from './world.ts';

const dueAt = (w: World): string => new Date(w.h.clock.now().getTime() + 14 * 86_400_000).toISOString();

/** An open review of a unit in which somebody holds one role. */
async function opened(w: World) {
  const unit = await w.h.unit();
  await w.h.someone(['sponsor'], { unit });
  return must(w.h.http(w.keeper, 'POST', '/access-reviews', { body: { unit: unit.key, dueAt: dueAt(w) } }));
}

const rule = async (w: World) => {
  const firstOn = new Date(w.h.clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10);
  return { unit: (await w.h.unit()).key, everyMonths: 3, answerDays: 14, firstOn };
};

/** Two roles that nothing keeps apart yet. */
async function nextPair(w: World) {
  const { pairs } = await matrixNow(w.h, w.admin);
  const apart = (one: string, other: string) =>
    pairs.some((pair: { one: { role: string }; other: { role: string } }) => {
      const both = [pair.one.role, pair.other.role];
      return both.includes(one) && both.includes(other);
    });
  const free = roleNames.flatMap((one) =>
    roleNames.filter((other) => one < other && !apart(one, other)).map((other) => ({ one, other })),
  );
  const [pair] = free;
  if (pair === undefined) throw new Error('no pair of roles is left for another recipe');
  return pair;
}
const proposedPair = async (w: World) => must(proposeDuties(w.h, w.admin, [await nextPair(w)]));
async function waiver(w: World) {
  const pair = await nextPair(w);
  await keepApart(w.h, w.admin, w.quality, [pair]);
  return { person: (await w.h.someone(['stakeholder'])).email, ...pair };
}

export const accessRecipes: Recipes = {
  'access.propose-matrix-change': async (w) => ({
    as: w.admin,
    ifMatch: (await matrixNow(w.h, w.admin)).version,
    body: { add: [{ ...(await nextPair(w)), why: 'the firm says so' }], drop: [], reason },
  }),
  'access.decide-matrix-change': async (w) => {
    const change = await proposedPair(w);
    const params = { id: change.id, verb: 'approve' };
    return { as: w.quality, params, ifMatch: change.version, body: { reason, password: w.quality.password } };
  },
  'access.request-duty-waiver': async (w) => {
    const body = { ...(await waiver(w)), reason, control: 'Quality looks at everything weekly.', expiresAt: dueAt(w) };
    return { as: w.admin, body };
  },
  'access.decide-duty-waiver': async (w) => {
    const body = { ...(await waiver(w)), reason, control: 'Quality looks at everything weekly.', expiresAt: dueAt(w) };
    const asked = await must(w.h.http(w.admin, 'POST', '/duty-waivers', { body }));
    const params = { id: asked.id, verb: 'grant' };
    return { as: w.quality, params, ifMatch: asked.version, body: { reason, password: w.quality.password } };
  },
  'access.open-review': async (w) => ({ as: w.keeper, body: { unit: (await w.h.unit()).key, dueAt: dueAt(w) } }),
  'access.decide': async (w) => {
    const review = await opened(w);
    const items = review.list.map(({ id }: { id: string }) => ({ item: id, decision: 'keep', reason }));
    return { as: w.keeper, params: { id: review.id }, body: { items } };
  },
  'access.extend-review': async (w) => {
    const review = await opened(w);
    await w.h.someone(['stakeholder'], { unit: { id: review.unit.id, key: '' } });
    return { as: w.keeper, params: { id: review.id }, body: {} };
  },
  'access.close-review': async (w) => {
    const review = await opened(w);
    const items = review.list.map(({ id }: { id: string }) => ({ item: id, decision: 'keep', reason }));
    const { version } = await must(w.h.http(w.keeper, 'POST', `/access-reviews/${review.id}/acts/decide`, { body: { items } }));
    const body = { conclusion: 'Everybody needs what they have', password: w.keeper.password };
    return { as: w.keeper, params: { id: review.id }, ifMatch: version, body };
  },
  'access.withdraw-review': async (w) => {
    const review = await opened(w);
    return { as: w.keeper, params: { id: review.id }, ifMatch: review.version, body: { reason } };
  },
  'access.set-rule': async (w) => ({ as: w.keeper, body: await rule(w) }),
  'access.end-rule': async (w) => {
    const { id } = await must(w.h.http(w.keeper, 'POST', '/access-review-rules', { body: await rule(w) }));
    return { as: w.keeper, params: { id }, body: { reason } };
  },
};
