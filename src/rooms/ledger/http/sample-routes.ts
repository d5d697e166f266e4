import { canonicalJson, type Json, sha256 } from '../../../foundation/canonical-json.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done } from '../../../foundation/refusal.ts';
import { sampleTrail } from '../acts/draw-sample.ts';
import * as contract from '../contract.ts';
import { controlTotals } from '../core/report-totals.ts';
import { presentTotals } from './present-totals.ts';
import { askedFor, boundedFilter, presentEntries } from './routes.ts';

/** As it leaves in the answer. */
const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value));

export const sampleRoutes: readonly Route[] = [
  route(contract.drawSample, async ({ call, query }) => {
    const { seed, ledgerSize, ...filters } = query;
    const bounded = await boundedFilter(call, { ...filters, sort: 'at' });
    if (!bounded.ok) return bounded;
    const asked = { seed: seed ?? null, ledgerSize: ledgerSize ?? null, asked: askedFor(filters) };
    const drawn = await sampleTrail(call, bounded.value, asked);
    if (!drawn.ok) return drawn;
    const { entries, ...sample } = drawn.value;
    const items = await presentEntries(call, entries);
    const totals = controlTotals();
    for (const entry of entries) totals.add({ ...entry, actorId: entry.actor.id });
    const text = canonicalJson(plain(items));
    return done({
      body: {
        ...sample,
        size: entries.length,
        totals: presentTotals(call.app, totals.total()),
        bytes: Buffer.byteLength(text),
        sha256: sha256(text).toString('hex'),
        items,
      },
    });
  }),
];
