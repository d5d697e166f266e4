import type { HttpReply, TestHouse } from '../../support/house.ts';
import { act, type Cast, castOf, passTimeTo, propose } from '../../support/releases.ts';
import { must, type Recipe, type Recipes, reason, type World } from './world.ts';

type Body = HttpReply['body'];
type Old = { readonly h: TestHouse; readonly cast: Cast; readonly lister: World['quality']; readonly other: World['quality'] };
const houses = new WeakMap<World, Promise<Old>>();

/** A house of its own, whose clock can go on by years. */
const oldHouse = (w: World): Promise<Old> => {
  const made =
    houses.get(w) ??
    w.emptyHouse().then(async (h) => ({
      h,
      cast: await castOf(h),
      lister: await h.someone(['validation-lead']),
      other: await h.someone(['quality']),
    }));
  houses.set(w, made);
  return made;
};

/** A release whose retention is over. */
async function due({ h, cast }: Old): Promise<Body> {
  const release = await must(propose(h, cast));
  await must(act(h, cast.manager, release.id, 'cancel'));
  const { until } = await must(h.http(cast.manager, 'GET', `/records/release/${release.id}/retention`));
  await passTimeTo(h, new Date(new Date(until).getTime() + 86_400_000));
  return release;
}

async function listed(old: Old): Promise<Body> {
  const { id } = await due(old);
  const body = { records: [{ kind: 'release', id }], reason };
  return must(old.h.http(old.lister, 'POST', '/retention/disposals', { body }));
}

async function asked(old: Old): Promise<Body> {
  const { id, version } = await listed(old);
  const body = { password: old.lister.password };
  return must(old.h.http(old.lister, 'POST', `/retention/disposals/${id}/acts/ask`, { ifMatch: version, body }));
}

const on =
  (make: (old: Old) => Promise<Body>, as: 'lister' | 'other', body: (old: Old) => object): Recipe =>
  async (w) => {
    const old = await oldHouse(w);
    const { id, version } = await make(old);
    return { h: old.h, as: old[as], params: { id }, ifMatch: version, body: body(old) };
  };

export const disposalRecipes: Recipes = {
  'retention.list-disposal': async (w) => {
    const old = await oldHouse(w);
    const { id } = await due(old);
    return { h: old.h, as: old.lister, body: { records: [{ kind: 'release', id }], reason } };
  },
  'retention.ask-disposal': on(listed, 'lister', ({ lister }) => ({ password: lister.password })),
  'retention.approve-disposal': on(asked, 'other', ({ other }) => ({ reason, password: other.password })),
  'retention.reject-disposal': on(asked, 'other', () => ({ reason })),
  'retention.withdraw-disposal': on(listed, 'lister', () => ({ reason })),
};
