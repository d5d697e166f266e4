import type { HttpReply } from '../../support/house.ts';
import { application, planFor } from '../../support/releases.ts';
import { aRelease, inDays, localIn, must, type Recipes, reason, type World } from './world.ts';

type Body = HttpReply['body'];

/** A release that deploys in a freeze from which exceptions can be made, and their collision. */
async function collision(w: World): Promise<Body> {
  const app = await application(w.h, w.cast);
  const scope = { applications: [app.key] };
  const once = { start: localIn(w, 15), end: localIn(w, 25) };
  const body = { name: w.fresh('Freeze'), reason: 'the books are closed', zone: 'UTC', once, scope, severity: 'needs-exception' };
  await must(w.h.http(w.manager, 'POST', '/freezes', { body }));
  const release = await aRelease(w, { ...planFor(w.h, 20), applications: [{ application: app.id }] });
  const { items } = await must(w.h.http(w.manager, 'GET', `/collisions?owner=release:${release.key}&rule=freeze`));
  return items[0];
}
const asking = (w: World) => ({ reason, expiresAt: inDays(w, 40) });

export const interlockRecipes: Recipes = {
  'interlocks.ask-exception': async (w) => ({ as: w.manager, params: { id: (await collision(w)).id }, body: asking(w) }),
  'interlocks.act-on-exception': async (w) => {
    const { id } = await collision(w);
    const asked = await must(w.h.http(w.manager, 'POST', `/collisions/${id}/exceptions`, { body: asking(w) }));
    const body = { reason, password: w.other.password };
    return { as: w.other, params: { id: asked.id, verb: 'grant' }, ifMatch: asked.version, body };
  },
};
