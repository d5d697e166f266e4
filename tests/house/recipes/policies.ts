import { must, type Recipe, type Recipes, reason, type World } from './world.ts';

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
  'policies.reject-profile-change': onChange('quality', { reason }),
  'policies.withdraw-profile-change': onChange('admin', { reason }),
};
