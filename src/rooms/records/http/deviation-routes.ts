import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy, unitsBy } from '../../identity/door.ts';
import { entriesBy } from '../../ledger/door.ts';
import { marksOn } from '../../signatures/door.ts';
import { closeDeviation, keptFromClosing } from '../acts/close-deviation.ts';
import type { Ended } from '../acts/open-review.ts';
import { tellEntries } from '../acts/tell-entries.ts';
import * as contract from '../contract-deviation.ts';
import type { Deviation } from '../core/deviation/deviation.ts';
import { deviationRefusals as no } from '../core/deviation/deviation-refusals.ts';
import { deviationsPage, findDeviation } from '../store/deviations.ts';

const readRight = 'records.read-reviews';

async function presentLines(call: Call, some: readonly Deviation[]): Promise<contract.DeviationLine[]> {
  const { db } = call.app.database;
  const ids = some.flatMap(({ openedBy, closedBy }) => [openedBy, ...(closedBy === null ? [] : [closedBy])]);
  const people = new Map((await peopleBy(db, { ids: [...new Set(ids)] })).map(({ id, name }) => [id, name]));
  const units = new Map((await unitsBy(db, { ids: some.map(({ unitId }) => unitId) })).map(({ id, name }) => [id, name]));
  const person = (id: string) => ({ id, name: people.get(id) ?? 'Unknown' });
  return some.map((one) => ({
    id: one.id,
    key: one.key,
    title: one.title,
    state: one.state,
    review: { id: one.review.id, key: one.review.key },
    subject: { kind: one.subject.kind, id: one.subject.id, key: one.subject.key },
    unit: units.get(one.unitId) ?? 'Unknown',
    events: one.entries.length,
    openedBy: person(one.openedBy),
    openedAt: one.openedAt.toISOString(),
    outcome: one.outcome,
    closedBy: one.closedBy === null ? null : person(one.closedBy),
    closedAt: one.closedAt?.toISOString() ?? null,
    version: one.version,
  }));
}

async function presentDeviation(call: Call, one: Deviation): Promise<contract.Deviation | null> {
  const { app, actor } = call;
  const { db } = app.database;
  const [line] = await presentLines(call, [one]);
  if (line === undefined) return null;
  const told = await tellEntries(
    app,
    db,
    await entriesBy(
      db,
      one.entries.map(({ id }) => id),
    ),
  );
  const byId = new Map(told.map((entry) => [entry.id, entry] as const));
  const markOf = await marksOn(app, db, { kind: 'deviation', id: one.id });
  const barred = app.ports.authority.may(actor, 'records.close-deviation', one.unitId);
  return {
    ...line,
    entries: one.entries.flatMap(({ id, number }) => {
      const entry = byId.get(id);
      if (entry === undefined) return [];
      const { kind, key, id: recordId } = entry.subject;
      return [{ entry: id, number, at: entry.at, by: entry.actor.name, says: entry.says, record: { kind, id: recordId, key } }];
    }),
    conclusion: one.conclusion,
    signature: one.closedAt === null || one.closedBy === null ? null : markOf('close', one.closedAt, one.closedBy),
    can: presentCan({ close: barred.length > 0 ? barred : keptFromClosing(one, actor.id) }),
  };
}

async function shown(call: Call, named: Outcome<Ended>) {
  if (!named.ok) return named;
  const missing = refuse(no['no-such-deviation']({ id: named.value.id }));
  const one = await findDeviation(call.app.database.db, named.value.id);
  if (one === null || call.app.ports.authority.may(call.actor, readRight, one.unitId).length > 0) return missing;
  const body = await presentDeviation(call, one);
  return body === null ? missing : done({ body, etag: one.version });
}

export const deviationRoutes: readonly Route[] = [
  route(contract.listDeviations, async ({ call, query }) => {
    const { db } = call.app.database;
    const of = { reach: call.app.ports.authority.reach(call.actor, readRight), states: query.state ?? [] };
    const after = query.cursor !== undefined && isUuid(query.cursor) ? query.cursor : null;
    const rows = await deviationsPage(db, of, { limit: query.limit, after });
    const nextCursor = rows.length === query.limit ? (rows.at(-1)?.id ?? null) : null;
    return done({ body: { items: await presentLines(call, rows), nextCursor } });
  }),
  route(contract.showDeviation, async ({ call, params }) => shown(call, done({ id: params.id }))),
  route(contract.closeDeviation, async ({ call, params, body }) => {
    const { outcome, conclusion, signature } = body;
    return shown(call, await closeDeviation(call, params.id, { outcome, conclusion }, signature));
  }),
];
