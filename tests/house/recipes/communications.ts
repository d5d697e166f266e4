import type { HttpReply } from '../../support/house.ts';
import { must, type Recipes, reason, type World } from './world.ts';

type Body = HttpReply['body'];

const published = async (w: World): Promise<Body> => {
  const unit = await w.h.unit();
  return must(w.h.http(w.manager, 'POST', '/published-plans', { body: { unit: unit.key, title: 'The next months' } }));
};
const until = (w: World): string => new Date(w.h.clock.now().getTime() + 30 * 86_400_000).toISOString();
const linked = async (w: World): Promise<Body> => {
  const plan = await published(w);
  const asked = { ifMatch: plan.version, body: { until: until(w) } };
  return must(w.h.http(w.manager, 'POST', `/published-plans/${plan.id}/acts/open-link`, asked));
};

export const communicationsRecipes: Recipes = {
  'communications.publish-plan': async (w) => ({
    as: w.manager,
    body: { unit: (await w.h.unit()).key, title: 'The next months' },
  }),
  'communications.publish-version': async (w) => {
    const plan = await published(w);
    return { as: w.manager, params: { id: plan.id }, ifMatch: plan.version, body: { months: 6 } };
  },
  'communications.open-link': async (w) => {
    const plan = await published(w);
    return { as: w.manager, params: { id: plan.id }, ifMatch: plan.version, body: { until: until(w) }, about: plan.id };
  },
  'communications.close-link': async (w) => {
    const { plan } = await linked(w);
    return { as: w.manager, params: { id: plan.id }, ifMatch: plan.version, body: { reason } };
  },
};

export const communicationsQuestions: Recipes = {
  'communications.read-by-link': async (w) => ({ as: null, body: { token: (await linked(w)).token } }),
};
