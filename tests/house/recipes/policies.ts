import type { Someone } from '../../support/builders.ts';
import type { HttpReply } from '../../support/house.ts';
import { aRelease, inDays, must, type Recipe, type Recipes, reason, type World } from './world.ts';

const versionNow = async (w: World): Promise<number> => (await must(w.h.http(w.admin, 'GET', '/profile'))).version;

/** A change that loosens, in a house where others signed already, or where nobody did. */
async function loosening(w: World, h: World['h'] = w.h, as = w.admin) {
  const { version, values: now } = await must(h.http(as, 'GET', '/profile'));
  const held = now.find((value: { key: string }) => value.key === 'session.idleMinutes').value;
  const values = { 'session.idleMinutes': held + 1 };
  return must(h.http(as, 'POST', '/profile/changes', { ifMatch: version, body: { values, reason } }));
}

const onChange =
  (as: 'quality' | 'admin', body: object): Recipe =>
  async (w) => {
    const { id, version } = await loosening(w);
    return { as: w[as], params: { id }, ifMatch: version, body };
  };

const written = (w: World): object => ({
  kind: 'entry',
  title: 'Entry of releases',
  unit: w.cast.unit.key,
  text: 'Two weeks before.',
  summary: 'First version',
});
const draft = (w: World): Promise<HttpReply['body']> => must(w.h.http(w.cast.manager, 'POST', '/policies', { body: written(w) }));
const step = (w: World, as: Someone, policy: HttpReply['body'], verb: string, body: object): Promise<HttpReply['body']> =>
  must(w.h.http(as, 'POST', `/policy-versions/${policy.versions[0].id}/acts/${verb}`, { ifMatch: policy.version, body }));
const inForce = async (w: World): Promise<HttpReply['body']> => {
  const submitted = await step(w, w.cast.manager, await draft(w), 'submit', {});
  return step(w, w.cast.quality, submitted, 'approve', { password: w.cast.quality.password });
};
const training = (w: World): object => ({
  person: w.cast.deployer.id,
  number: 1,
  trainedAt: w.h.clock.now().toISOString(),
  evidence: 'Course RM-4, passed',
});
const exception = async (w: World): Promise<object> => {
  const { key } = await aRelease(w);
  return { subject: `release:${key}`, reason, expiresAt: inDays(w, 30) };
};

export const policyRecipes: Recipes = {
  'policies.propose-profile-change': async (w) => ({
    as: w.admin,
    ifMatch: await versionNow(w),
    body: { values: { 'session.idleMinutes': 20 }, reason },
  }),
  'policies.approve-profile-change': async (w) => {
    const { id, version } = await loosening(w);
    return { as: w.quality, params: { id }, ifMatch: version, body: { reason, password: w.quality.password } };
  },
  'policies.confirm-profile-change': async (w) => {
    const h = await w.emptyHouse();
    const first = await h.someone(['administrator']);
    const second = await h.someone(['administrator']);
    const { id, version } = await loosening(w, h, first);
    return { as: second, h, params: { id }, ifMatch: version, body: { reason, password: second.password } };
  },
  'policies.create': async (w) => ({ as: w.cast.manager, body: written(w) }),
  'policies.change': async (w) => {
    const { id, version } = await draft(w);
    return { as: w.cast.manager, params: { id }, ifMatch: version, body: { title: 'Another title', reason } };
  },
  'policies.decide-version': async (w) => {
    const policy = await step(w, w.cast.manager, await draft(w), 'submit', {});
    const params = { id: policy.versions[0].id, verb: 'approve' };
    const body = { reason, password: w.cast.quality.password };
    return { as: w.cast.quality, params, ifMatch: policy.version, about: policy.id, body };
  },
  'policies.acknowledge': async (w) => ({ as: w.cast.deployer, params: { id: (await inForce(w)).id }, body: { number: 1 } }),
  'policies.record-training': async (w) => ({ as: w.cast.quality, params: { id: (await inForce(w)).id }, body: training(w) }),
  'policies.revoke-training': async (w) => {
    const { id: policy } = await inForce(w);
    const { id } = await must(w.h.http(w.cast.quality, 'POST', `/policies/${policy}/trainings`, { body: training(w) }));
    return { as: w.cast.quality, params: { id }, about: policy, body: { reason } };
  },
  'policies.request-exception': async (w) => ({
    as: w.cast.manager,
    params: { id: (await inForce(w)).id },
    body: await exception(w),
  }),
  'policies.decide-exception': async (w) => {
    const policy = await inForce(w);
    const asked = await must(w.h.http(w.cast.owner, 'POST', `/policies/${policy.id}/exceptions`, { body: await exception(w) }));
    const body = { reason, password: w.cast.quality.password };
    return { as: w.cast.quality, params: { id: asked.id, verb: 'grant' }, ifMatch: asked.version, body };
  },
  'policies.reject-profile-change': onChange('quality', { reason }),
  'policies.withdraw-profile-change': onChange('admin', { reason }),
};
