import type { HttpReply } from '../../support/house.ts';
import { must, type Recipes, reason, type World } from './world.ts';

type Body = HttpReply['body'];

const request = (w: World): Promise<Body> =>
  must(w.h.http(w.cast.proposer, 'POST', '/changes', { body: { name: w.fresh('Change'), unit: w.cast.unit.key } }));

/** A submitted change that touches an application. */
async function submitted(w: World): Promise<Body> {
  const key = w.fresh('CHGAPP');
  await must(w.h.http(w.keeper, 'POST', '/applications', { body: { key, name: key, unit: w.cast.unit.key } }));
  const body = { name: w.fresh('Change'), unit: w.cast.unit.key, applications: [{ application: key }] };
  const { id, version } = await must(w.h.http(w.cast.proposer, 'POST', '/changes', { body }));
  return must(w.h.http(w.cast.proposer, 'POST', `/changes/${id}/acts/submit`, { ifMatch: version, body: {} }));
}

/** A template that waits for a decision. */
async function proposed(w: World): Promise<Body> {
  const key = w.fresh('MDLAPP');
  await must(w.h.http(w.keeper, 'POST', '/applications', { body: { key, name: key, unit: w.cast.unit.key } }));
  return must(w.h.http(w.other, 'POST', '/change-models', { body: { ...template(w), applications: [key] } }));
}
const template = (w: World) => ({ name: w.fresh('Template'), instructions: 'Restart it.', reason });

export const changeRecipes: Recipes = {
  'changes.request': async (w) => ({ as: w.cast.proposer, body: { name: w.fresh('Change'), unit: w.cast.unit.key } }),
  'changes.propose-model': async (w) => {
    const { applications } = await proposed(w);
    return { as: w.other, body: { ...template(w), applications: applications.map(({ id }: { id: string }) => id) } };
  },
  'changes.act-on-model': async (w) => {
    const { id, version } = await proposed(w);
    return { as: w.quality, params: { id, verb: 'approve' }, ifMatch: version, body: { reason, password: w.quality.password } };
  },
  'changes.edit': async (w) => {
    const { id, version } = await request(w);
    return { as: w.cast.proposer, params: { id }, ifMatch: version, body: { name: 'Another name', reason } };
  },
  'changes.act': async (w) => {
    const { id, version } = await submitted(w);
    return { as: w.other, params: { id, verb: 'reject' }, ifMatch: version, body: { reason, password: w.other.password } };
  },
};
