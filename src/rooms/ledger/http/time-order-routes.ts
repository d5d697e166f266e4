import { type Route, route } from '../../../foundation/http/route.ts';
import { done } from '../../../foundation/refusal.ts';
import * as contract from '../contract-time-order.ts';
import { clockBehind, clockToleranceMs } from '../core/time-order.ts';
import { clockWatch, countDisordered, disorderedBelow } from '../store/time-order.ts';
import { presentEntries } from './routes.ts';

const placeIn = (cursor: string | undefined): number =>
  cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : Number.MAX_SAFE_INTEGER;

export const timeOrderRoutes: readonly Route[] = [
  route(contract.timeOrder, async ({ call, query }) => {
    const { db } = call.app.database;
    const reach = call.app.ports.authority.reach(call.actor, 'ledger.read');
    const [watch, total, found] = await Promise.all([
      clockWatch(db),
      countDisordered(db, reach),
      disorderedBelow(db, reach, { below: placeIn(query.cursor), limit: query.limit }),
    ]);
    const entries = await presentEntries(
      call,
      found.map((one) => one.entry),
    );
    const now = call.app.clock.now();
    const items = found.flatMap(({ aheadSeq, aheadAt, behindMs, ownRecord }, at) => {
      const entry = entries[at];
      return entry === undefined ? [] : [{ entry, ahead: { seq: aheadSeq, at: aheadAt.toISOString() }, behindMs, ownRecord }];
    });
    const last = found.length === query.limit ? found.at(-1)?.entry.seq : null;
    return done({
      body: {
        serverTime: now.toISOString(),
        followedUpTo: watch.seq,
        behindMs: clockBehind(watch.ahead, now),
        toleranceMs: clockToleranceMs,
        total,
        items,
        nextCursor: last === null || last === undefined ? null : String(last),
      },
    });
  }),
];
