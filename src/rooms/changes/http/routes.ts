import { csvAnswer } from '../../../foundation/csv.ts';
import { type Answer, type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { actOnChange } from '../acts/act-on-change.ts';
import type { Written } from '../acts/change-subject.ts';
import { editChange } from '../acts/edit-change.ts';
import { requestChange } from '../acts/request-change.ts';
import * as contract from '../contract.ts';
import { listChanges, openStates, sortValue } from '../store/list-changes.ts';
import { changeColumns, changePages } from './export-changes.ts';
import { type ChangeReply, presentChange, presentLines, presentPast, readable } from './present-change.ts';
import { presentInteractions } from './present-interactions.ts';
import { cursorOf, filterOf, readCursor, sortOf } from './read-filter.ts';
import { readStep } from './signable.ts';

/** The record as it is after an act. */
async function shown(call: Call, outcome: Outcome<Written>): Promise<Outcome<Answer<ChangeReply>>> {
  if (!outcome.ok) return outcome;
  const found = await readable(call, outcome.value.id);
  return found.ok ? done({ body: await presentChange(call, found.value), etag: found.value.change.version }) : found;
}

const inColumn = 20;

export const routes: readonly Route[] = [
  route(contract.listChanges, async ({ call, query }) => {
    const sort = sortOf(query.sort);
    const after = readCursor(query.cursor, sort);
    if (!after.ok) return after;
    const filter = await filterOf(call, query);
    const found = await listChanges(call.app.database.db, filter, { sort, after: after.value, limit: query.limit + 1 });
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    const nextCursor =
      found.length > query.limit && last !== undefined ? cursorOf(sortValue(last, sort.by), last.change.id) : null;
    return done({ body: { items: await presentLines(call, page), nextCursor } });
  }),

  route(contract.exportChanges, async ({ call, query }) => {
    const pages = changePages(call, await filterOf(call, query), sortOf(query.sort));
    return done(csvAnswer('interlock-changes.csv', changeColumns, pages));
  }),

  route(contract.changeBoard, async ({ call, query }) => {
    const filter = await filterOf(call, query);
    const columns = [];
    for (const state of openStates.filter((one) => filter.states?.includes(one) ?? true)) {
      const found = await listChanges(
        call.app.database.db,
        { ...filter, states: [state] },
        { sort: { by: 'updated', descending: true }, after: null, limit: inColumn + 1 },
      );
      const items = await presentLines(call, found.slice(0, inColumn));
      columns.push({ state, items, more: found.length > inColumn });
    }
    return done({ body: { columns } });
  }),

  route(contract.getChange, async ({ call, params, query }) => {
    const found = await readable(call, params.id);
    if (!found.ok) return found;
    if (query.asOf !== undefined) {
      const past = await presentPast(call, found.value, new Date(query.asOf));
      return past.ok ? done({ body: past.value.body, etag: past.value.version }) : past;
    }
    return done({ body: await presentChange(call, found.value), etag: found.value.change.version });
  }),

  route(contract.changeInteractions, async ({ call, params }) => {
    const found = await readable(call, params.id);
    return found.ok ? done({ body: await presentInteractions(call, found.value.change) }) : found;
  }),

  route(contract.requestChange, async ({ call, body }) => shown(call, await requestChange(call, body))),

  route(contract.editChange, async ({ call, params, body }) => shown(call, await editChange(call, params.id, body))),

  route(contract.actOnChange, async ({ call, params, body }) => {
    const request = { verb: params.verb, input: readStep(body), signature: body.signature };
    return shown(call, await actOnChange(call, params.id, request));
  }),
];
