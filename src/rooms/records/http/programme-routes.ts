import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy, unitsBy } from '../../identity/door.ts';
import { type Ended, openPeriodReview } from '../acts/open-review.ts';
import { endProgramme, startProgramme } from '../acts/run-programme.ts';
import * as contract from '../contract-programme.ts';
import { drawReleases } from '../core/programme/draw-releases.ts';
import type { Programme } from '../core/programme/programme.ts';
import { programmeRefusals as no } from '../core/programme/programme-refusals.ts';
import { findPeriod, type PeriodRow, periodsPage } from '../store/periods.ts';
import { findProgramme, programmesIn } from '../store/programmes.ts';
import { shownReview } from './review-routes.ts';

const readRight = 'records.read-reviews';

async function presentProgrammes(call: Call, programmes: readonly Programme[]): Promise<contract.Programme[]> {
  const { db } = call.app.database;
  const people = new Map(
    (await peopleBy(db, { ids: programmes.map(({ startedBy }) => startedBy) })).map(({ id, name }) => [id, name]),
  );
  const units = new Map((await unitsBy(db, { ids: programmes.map(({ unitId }) => unitId) })).map(({ id, name }) => [id, name]));
  return programmes.map((one) => ({
    id: one.id,
    key: one.key,
    name: one.name,
    unit: { id: one.unitId, name: units.get(one.unitId) ?? 'Unknown' },
    everyMonths: one.everyMonths,
    random: one.random,
    targets: [...one.targets],
    systems: one.systems.map(({ kind, id, key }) => ({ kind, id, key })),
    dueDays: one.dueDays,
    nextOn: one.nextOn,
    startedBy: { id: one.startedBy, name: people.get(one.startedBy) ?? 'Unknown' },
    startedAt: one.startedAt.toISOString(),
    endedAt: one.endedAt?.toISOString() ?? null,
    version: one.version,
    can: presentCan(
      one.endedAt === null ? { end: call.app.ports.authority.may(call.actor, 'records.run-programmes', one.unitId) } : {},
    ),
  }));
}

async function shownProgramme(call: Call, outcome: Outcome<Ended>) {
  if (!outcome.ok) return outcome;
  const programme = await findProgramme(call.app.database.db, outcome.value.id);
  const [body] = programme === null ? [] : await presentProgrammes(call, [programme]);
  return body === undefined ? refuse(no['no-such-programme']({ id: outcome.value.id })) : done({ body, etag: body.version });
}

function stateOf({ period, review }: PeriodRow, now: Date): contract.PeriodLine['state'] {
  if (review !== null) return review.state === 'open' ? 'in-review' : 'reviewed';
  return period.dueAt <= now ? 'overdue' : 'due';
}

const presentLine = (row: PeriodRow, now: Date): contract.PeriodLine => ({
  id: row.period.id,
  key: row.period.key,
  programme: { id: row.programme.id, key: row.programme.key, name: row.programme.name },
  unit: { id: row.period.unitId, name: row.unit },
  startsAt: row.period.startsAt.toISOString(),
  endsAt: row.period.endsAt.toISOString(),
  dueAt: row.period.dueAt.toISOString(),
  state: stateOf(row, now),
  review: row.review === null ? null : { id: row.review.id, key: row.review.key },
  releases: row.period.population.length,
  targeted: row.period.targeted.length,
  drawn: row.period.drawn.length,
});

/** A period for who may see it. */
async function readable(call: Call, idOrKey: string): Promise<Outcome<PeriodRow>> {
  const { db } = call.app.database;
  const id = (await findPeriod(db, idOrKey))?.id ?? null;
  const of = { reach: call.app.ports.authority.reach(call.actor, readRight), programmeId: null };
  const [row] = id === null ? [] : await periodsPage(db, { ...of, id }, { limit: 1, after: null });
  return row === undefined ? refuse(no['no-such-period']({ id: idOrKey })) : done(row);
}

function presentPeriod(call: Call, row: PeriodRow): contract.Period {
  const { period } = row;
  const picked = (ids: readonly string[]) =>
    period.population.filter(({ id }) => ids.includes(id)).map(({ id, key, high }) => ({ id, key, high: [...high] }));
  const looked = [...period.targeted, ...period.drawn];
  return {
    ...presentLine(row, call.app.clock.now()),
    seed: period.seed,
    rule: period.rule,
    random: period.random,
    drawnAt: period.drawnAt.toISOString(),
    targeted: picked(period.targeted),
    drawn: picked(period.drawn),
    others: picked(period.population.map(({ id }) => id).filter((id) => !looked.includes(id))),
    systems: period.systems.map(({ kind, id, key }) => ({ kind, id, key })),
    can: presentCan({ review: call.app.ports.authority.may(call.actor, 'records.review', period.unitId) }),
  };
}

export const programmeRoutes: readonly Route[] = [
  route(contract.listProgrammes, async ({ call }) => {
    const reach = call.app.ports.authority.reach(call.actor, readRight);
    return done({ body: { items: await presentProgrammes(call, await programmesIn(call.app.database.db, reach)) } });
  }),
  route(contract.startProgramme, async ({ call, body }) => shownProgramme(call, await startProgramme(call, body))),
  route(contract.endProgramme, async ({ call, params, body }) =>
    shownProgramme(call, await endProgramme(call, params.id, body.reason)),
  ),
  route(contract.listPeriods, async ({ call, query }) => {
    const { db } = call.app.database;
    const programme = query.programme === undefined ? null : await findProgramme(db, query.programme);
    if (query.programme !== undefined && programme === null) return done({ body: { items: [], nextCursor: null } });
    const of = { reach: call.app.ports.authority.reach(call.actor, readRight), programmeId: programme?.id ?? null };
    const after = query.cursor !== undefined && isUuid(query.cursor) ? query.cursor : null;
    const rows = await periodsPage(db, of, { limit: query.limit, after });
    const nextCursor = rows.length === query.limit ? (rows.at(-1)?.period.id ?? null) : null;
    return done({ body: { items: rows.map((row) => presentLine(row, call.app.clock.now())), nextCursor } });
  }),
  route(contract.showPeriod, async ({ call, params }) => {
    const row = await readable(call, params.id);
    return row.ok ? done({ body: presentPeriod(call, row.value) }) : row;
  }),
  route(contract.drawAgain, async ({ call, params, query }) => {
    const row = await readable(call, params.id);
    if (!row.ok) return row;
    const { period } = row.value;
    const seed = query.seed ?? period.seed;
    const again = drawReleases(seed, period.population, period.random);
    const keysOf = (ids: readonly string[]) => period.population.filter(({ id }) => ids.includes(id)).map(({ key }) => key);
    const same =
      [again.targeted.join(), again.drawn.join()].join('|') === [period.targeted.join(), period.drawn.join()].join('|');
    return done({
      body: {
        seed,
        rule: period.rule,
        population: period.population.length,
        random: period.random,
        targeted: keysOf(again.targeted),
        drawn: keysOf(again.drawn),
        same,
      },
    });
  }),
  route(contract.openPeriodReview, async ({ call, params }) => shownReview(call, await openPeriodReview(call, params.id))),
];
