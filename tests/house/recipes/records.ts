import { sealAll } from '../../../src/rooms/ledger/testing/things.ts';
import { drawPeriods } from '../../../src/rooms/records/acts/draw-periods.ts';
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

const programme = async (w: World) => {
  const unit = await w.h.unit();
  return { name: 'Trail of a unit', unit: unit.key, everyMonths: 1, firstOn: '2026-10-01', random: 5, dueDays: 14 };
};

/** The period that a programme drew. */
async function drawn(w: World): Promise<Body> {
  const started = await must(w.h.http(w.quality, 'POST', '/review-programmes', { body: await programme(w) }));
  await drawPeriods(w.h.app);
  const { items } = await must(w.h.http(w.auditor, 'GET', `/review-periods?programme=${started.key}`));
  return items[0];
}

/** A deviation that an auditor found. */
async function deviating(w: World): Promise<Body> {
  const review = await opened(w);
  const [first] = review.items;
  const findings = [{ entry: first.entry, disposition: 'deviation', text: 'Not as it should be' }];
  const said = { ifMatch: review.version, body: { findings } };
  const { items } = await must(w.h.http(w.auditor, 'POST', `/audit-reviews/${review.id}/acts/dispose`, said));
  return items.find(({ entry }: { entry: string }) => entry === first.entry).deviation;
}

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
  'records.start-programme': async (w) => ({ as: w.quality, body: await programme(w) }),
  'records.end-programme': async (w) => {
    const started = await must(w.h.http(w.quality, 'POST', '/review-programmes', { body: await programme(w) }));
    return { as: w.quality, params: { id: started.id }, ifMatch: started.version, body: { reason } };
  },
  'records.open-period-review': async (w) => ({ as: w.auditor, params: { id: (await drawn(w)).id }, body: {} }),
  'records.close-deviation': async (w) => {
    const { id } = await deviating(w);
    const body = { outcome: 'accepted', conclusion: 'It does no harm', password: w.quality.password };
    return { as: w.quality, params: { id }, ifMatch: 1, body };
  },
};
