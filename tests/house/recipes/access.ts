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

export const accessRecipes: Recipes = {
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
