import { sealAll } from '../../../src/rooms/ledger/testing/things.ts';
import type { HttpReply } from '../../support/house.ts';
import { aRelease, must, type Recipes, reason, type World } from './world.ts';

type Body = HttpReply['body'];

/** A release whose trail is sealed. */
async function reviewable(w: World): Promise<string> {
  const { key } = await aRelease(w);
  await sealAll(w.h);
  return key;
}

const opened = async (w: World): Promise<Body> =>
  must(w.h.http(w.auditor, 'POST', '/audit-reviews', { body: { release: await reviewable(w) } }));

const disposal = (review: Body): object => ({
  findings: review.items.map(({ entry }: { entry: string }) => ({ entry, disposition: 'no-issue' })),
});

export const recordsRecipes: Recipes = {
  'records.open-review': async (w) => ({ as: w.auditor, body: { release: await reviewable(w) } }),
  'records.dispose-findings': async (w) => {
    const review = await opened(w);
    return { as: w.auditor, params: { id: review.id }, ifMatch: review.version, body: disposal(review) };
  },
  'records.extend-review': async (w) => {
    const review = await opened(w);
    const change = { ifMatch: 1, body: { name: 'Another name', reason } };
    await must(w.h.http(w.cast.proposer, 'PATCH', `/releases/${review.subject.id}`, change));
    await sealAll(w.h);
    return { as: w.auditor, params: { id: review.id }, ifMatch: review.version, body: {} };
  },
  'records.finish-review': async (w) => {
    const review = await opened(w);
    const said = { ifMatch: review.version, body: disposal(review) };
    const { version } = await must(w.h.http(w.auditor, 'POST', `/audit-reviews/${review.id}/acts/dispose`, said));
    const body = { conclusion: 'Nothing stands out', password: w.auditor.password };
    return { as: w.auditor, params: { id: review.id }, ifMatch: version, body };
  },
  'records.withdraw-review': async (w) => {
    const review = await opened(w);
    return { as: w.auditor, params: { id: review.id }, ifMatch: review.version, body: { reason } };
  },
};
