import { allowNotices, requirement, say, termsFor } from '../../support/approvals.ts';
import type { Someone } from '../../support/builders.ts';
import type { HttpReply } from '../../support/house.ts';
import { aRelease, inDays, must, type Recipes, reason, type World } from './world.ts';

/** In a unit of its own: all that is asked of a unit must be met together, by the few people of this world. */
const proposal = async (w: World): Promise<object> => ({ kind: 'new', reason, terms: termsFor(await w.h.unit()) });
const proposed = async (w: World): Promise<HttpReply['body']> =>
  must(w.h.http(w.manager, 'POST', '/approval-changes', { body: await proposal(w) }));

const asked = new WeakMap<World, Promise<unknown>>();
const askOnce = (w: World): Promise<unknown> => {
  const made =
    asked.get(w) ??
    requirement(w.h, { proposer: w.manager, quality: w.quality }, termsFor(w.cast.unit, { scope: ['class:major'] }));
  asked.set(w, made);
  return made;
};

/** A release whose dates wait for quality; the others of this world wait for nobody. */
async function waiting(w: World): Promise<{ readonly id: string; readonly named: string; readonly as: Someone }> {
  await askOnce(w);
  const { id, key } = await aRelease(w, { class: 'major' });
  return { id, named: `release:${key}:plan`, as: w.cast.quality };
}

/** An emergency whose dates wait for quality, and what quality said by word of mouth. */
async function emergency(w: World) {
  await askOnce(w);
  const { id, key } = await aRelease(w, { class: 'major', kind: 'emergency' });
  const at = new Date(w.h.clock.now().getTime() - 60_000).toISOString();
  const body = { by: w.cast.quality.email, at, reason, password: w.quality.password };
  return { as: w.quality, about: id, params: { id: encodeURIComponent(`release:${key}:plan`) }, body };
}

/** Notice about a release outside of GxP and SOX, where the profile allows notices. */
async function noticeBody(w: World): Promise<object> {
  await allowNotices(w.h);
  const keeper = w.cast.systemOwner;
  const body = { key: w.fresh('PLAIN'), name: 'Plain', unit: w.cast.unit.key, gxp: 'no', sox: 'no', criticality: 'low' };
  const { id } = await must(w.h.http(keeper, 'POST', '/applications', { body }));
  const { key } = await aRelease(w, { applications: [{ application: id }] });
  return { subject: `release:${key}`, text: 'The reports move to the new server', until: inDays(w, 7) };
}

export const approvalRecipes: Recipes = {
  'approvals.give-notice': async (w) => ({ as: w.manager, body: await noticeBody(w) }),
  'approvals.act-on-notice': async (w) => {
    const given = await must(w.h.http(w.manager, 'POST', '/notices', { body: await noticeBody(w) }));
    return { as: w.quality, params: { id: given.key, verb: 'object' }, ifMatch: given.version, body: { reason } };
  },
  'approvals.record-verbal': async (w) => {
    const { as, about, body, params } = await emergency(w);
    return { as, about, params: { id: decodeURIComponent(params.id) }, body };
  },
  'approvals.act-on-verbal': async (w) => {
    const { as, body, params } = await emergency(w);
    const made = await must(w.h.http(as, 'POST', `/approvals/${params.id}/verbal-authorisations`, { body }));
    return { as, params: { id: made.id, verb: 'withdraw' }, ifMatch: made.version, body: { reason } };
  },
  'approvals.propose-change': async (w) => ({ as: w.manager, body: await proposal(w) }),
  'approvals.sign-change': async (w) => {
    const { id, version } = await proposed(w);
    return { as: w.quality, params: { id }, ifMatch: version, body: { password: w.quality.password } };
  },
  'approvals.drop-change': async (w) => {
    const { id, version } = await proposed(w);
    return { as: w.manager, params: { id }, ifMatch: version, body: { reason } };
  },
  'approvals.give': async (w) => {
    const { id, named, as } = await waiting(w);
    return { as, about: id, params: { id: named, verb: 'approve' }, body: { password: as.password } };
  },
  'approvals.withdraw': async (w) => {
    const { named, as } = await waiting(w);
    const { id } = await must(say(w.h, as, named, 'approve'));
    return { as, params: { id }, body: { reason } };
  },
};
