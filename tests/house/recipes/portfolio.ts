import type { Someone } from '../../support/builders.ts';
import type { HttpReply } from '../../support/house.ts';
import { must, type Recipes, reason, type World } from './world.ts';

type Body = HttpReply['body'];

const register = (w: World, more: object = {}): Promise<Body> => {
  const key = w.fresh('APPL');
  return must(w.h.http(w.keeper, 'POST', '/applications', { body: { key, name: key, unit: w.cast.unit.key, ...more } }));
};
const act = (w: World, as: Someone, one: Body, verb: string): Promise<Body> =>
  must(
    w.h.http(as, 'POST', `/applications/${one.id}/acts/${verb}`, {
      ifMatch: one.version,
      body: { reason, password: as.password },
    }),
  );
const ask = (as: Someone, one: Body, body: object) => ({ as, params: { id: one.id }, ifMatch: one.version, body });
const decided = (w: World, one: Body) => ask(w.quality, one, { reason, password: w.quality.password });

export const portfolioRecipes: Recipes = {
  'portfolio.register-application': async (w) => {
    const key = w.fresh('APPL');
    return { as: w.keeper, body: { key, name: key, unit: w.cast.unit.key } };
  },
  'portfolio.change-application': async (w) => ask(w.keeper, await register(w), { name: 'Another name' }),
  'portfolio.bulk-change-applications': async (w) => {
    const { id, version } = await register(w);
    return { as: w.keeper, about: id, body: { items: [{ id, version, change: { criticality: 'high' } }], reason } };
  },
  'portfolio.add-dependency': async (w) => ask(w.keeper, await register(w), { to: (await register(w)).key, type: 'calls' }),
  'portfolio.withdraw-dependency': async (w) => {
    const [one, to] = [await register(w), await register(w)];
    const { id, version } = one;
    await must(
      w.h.http(w.keeper, 'POST', `/applications/${id}/dependencies`, { ifMatch: version, body: { to: to.key, type: 'calls' } }),
    );
    const { needs } = await must(w.h.http(w.keeper, 'GET', `/applications/${id}`));
    return { as: w.keeper, params: { id, dependencyId: needs[0].id }, ifMatch: version + 1, body: { reason } };
  },
  'portfolio.mark-validated': async (w) => decided(w, await register(w, { gxp: 'yes' })),
  'portfolio.mark-not-applicable': async (w) => decided(w, await register(w, { gxp: 'no' })),
  'portfolio.mark-under-change': async (w) => {
    const one = await act(w, w.quality, await register(w, { gxp: 'yes' }), 'mark-validated');
    return ask(w.keeper, one, { reason });
  },
  'portfolio.require-re-validation': async (w) =>
    decided(w, await act(w, w.quality, await register(w, { gxp: 'yes' }), 'mark-validated')),
  'portfolio.reassess': async (w) => decided(w, await act(w, w.quality, await register(w, { gxp: 'no' }), 'mark-not-applicable')),
  'portfolio.retire-application': async (w) => ask(w.keeper, await register(w), { reason }),
  'portfolio.withdraw-application': async (w) => ask(w.keeper, await register(w), { reason }),
};
