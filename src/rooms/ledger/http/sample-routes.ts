import { type Route, route } from '../../../foundation/http/route.ts';
import { done } from '../../../foundation/refusal.ts';
import { sampleTrail } from '../acts/draw-sample.ts';
import * as contract from '../contract.ts';
import { askedFor, boundedFilter, presentEntries } from './routes.ts';

export const sampleRoutes: readonly Route[] = [
  route(contract.drawSample, async ({ call, query }) => {
    const { seed, ledgerSize, ...filters } = query;
    const bounded = await boundedFilter(call, { ...filters, sort: 'at' });
    if (!bounded.ok) return bounded;
    const asked = { seed: seed ?? null, ledgerSize: ledgerSize ?? null, asked: askedFor(filters) };
    const drawn = await sampleTrail(call, bounded.value, asked);
    if (!drawn.ok) return drawn;
    const { entries, ...sample } = drawn.value;
    return done({ body: { ...sample, size: entries.length, items: await presentEntries(call, entries) } });
  }),
];
