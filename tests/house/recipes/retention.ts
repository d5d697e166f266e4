import type { HttpReply } from '../../support/house.ts';
import { disposalRecipes } from './disposals.ts';
import { aRelease, must, type Recipe, type Recipes, reason, type World } from './world.ts';

type Body = HttpReply['body'];

/** A row that no other change waits for: each turn another rule. */
const wanted = (w: World, kind: string): object => ({ kind, predicateRule: w.fresh('21 CFR 211'), reason });

/** One change of a row waits at a time: what an earlier asking left open is withdrawn. */
async function nothingWaits(w: World, kind: string): Promise<void> {
  const { items } = await must(w.h.http(w.keeper, 'GET', '/retention/register/changes?state=proposed&limit=200'));
  for (const change of items.filter((one: Body) => one.kind === kind))
    await must(
      w.h.http(w.keeper, 'POST', `/retention/register/changes/${change.id}/acts/withdraw`, {
        ifMatch: change.version,
        body: { reason },
      }),
    );
}

async function proposed(w: World, kind: string): Promise<Body> {
  await nothingWaits(w, kind);
  return must(w.h.http(w.keeper, 'POST', '/retention/register/changes', { body: wanted(w, kind) }));
}

const onChange =
  (kind: string, as: 'quality' | 'keeper', body: (w: World) => object): Recipe =>
  async (w) => {
    const { id, version } = await proposed(w, kind);
    return { as: w[as], params: { id }, ifMatch: version, body: body(w) };
  };

const held = async (w: World): Promise<Body> => {
  const { key } = await aRelease(w);
  const body = { ground: 'Authorisation in force', retention: 'validation', reason };
  return must(w.h.http(w.keeper, 'POST', `/records/release/${key}/holds`, { body }));
};

export const retentionRecipes: Recipes = {
  ...disposalRecipes,
  'retention.propose-register-change': async (w) => {
    await nothingWaits(w, 'freeze');
    return { as: w.keeper, body: wanted(w, 'freeze') };
  },
  'retention.approve-register-change': onChange('release', 'quality', (w) => ({ reason, password: w.quality.password })),
  'retention.reject-register-change': onChange('window', 'quality', () => ({ reason })),
  'retention.withdraw-register-change': onChange('gate', 'keeper', () => ({ reason })),
  'retention.hold-record': async (w) => ({
    as: w.keeper,
    params: { kind: 'release', id: (await aRelease(w)).key },
    body: { ground: 'Investigation 2026-7', reason },
  }),
  'retention.end-hold': async (w) => {
    const { id, version } = await held(w);
    return { as: w.quality, params: { id }, ifMatch: version, body: { reason } };
  },
};
