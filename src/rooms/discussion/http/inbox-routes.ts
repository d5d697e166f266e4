import { type Route, route } from '../../../foundation/http/route.ts';
import { done, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import { inboxOf, type Line, readInbox } from '../acts/read-inbox.ts';
import { watchRecord } from '../acts/watch-record.ts';
import * as contract from '../contract-inbox.ts';
import { discussionRefusals as no } from '../core/comment.ts';
import { presentSubject } from './present-comment.ts';

/** Where a line leads: to the discussion, or for a step to the record itself. */
const linkOf = ({ notice, record }: Line): string =>
  notice.what === 'moved'
    ? record.link
    : `/discussions/${encodeURIComponent(record.kind)}/${encodeURIComponent(record.key ?? record.id)}`;

async function present({ app }: Call, lines: readonly Line[]): Promise<contract.NoticeLine[]> {
  const people = await peopleBy(app.database.db, { ids: [...new Set(lines.flatMap(({ notice }) => notice.byId ?? []))] });
  const names = new Map(people.map(({ id, name }) => [id, name] as const));
  return lines.map((line) => {
    const { place, what, at, act, byId, readAt } = line.notice;
    return {
      place,
      what,
      at: at.toISOString(),
      by: byId === null ? null : { id: byId, name: names.get(byId) ?? 'Somebody' },
      says: app.acts.get(act) ?? act,
      subject: presentSubject(line.record),
      link: linkOf(line),
      read: readAt !== null,
    };
  });
}

export const inboxRoutes: readonly Route[] = [
  route(contract.listInbox, async ({ call, query }) => {
    const before = query.cursor ?? null;
    if (before !== null && !/^\d{1,18}$/.test(before)) return refuse(no['bad-cursor']({}));
    const { lines, next } = await inboxOf(call, { limit: query.limit, before, unread: query.unread === 'true' });
    return done({ body: { items: await present(call, lines), nextCursor: next } });
  }),
  route(contract.readInbox, async ({ call, body }) => {
    const outcome = await readInbox(call, body.upTo);
    return outcome.ok ? done({ body: outcome.value }) : outcome;
  }),
  route(contract.watchRecord, async ({ call, params, body }) => {
    const outcome = await watchRecord(call, params, body.watching);
    return outcome.ok ? done({ body: outcome.value }) : outcome;
  }),
];
