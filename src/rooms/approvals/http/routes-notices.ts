import type { z } from 'zod';
import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import { actOnNotice, areNoticesAllowed, giveNotice, maySeeNotice, relevanceOf, whyNotNotice } from '../acts/give-notice.ts';
import { mayNotIn, openMatter } from '../acts/open-matter.ts';
import * as contract from '../contract.ts';
import { isUnopposed, type Notice } from '../core/notice.ts';
import { noticeRefusals as no } from '../core/notice-refusals.ts';
import { findNotice, listNotices } from '../store/notices.ts';
import { withinNow } from '../store/units-now.ts';
import { cursorRefusals } from './cursor.ts';
import { presentSubject } from './present-matter.ts';

const mayNotOf = (call: Call) => (right: string, unitId: string | null) =>
  call.app.ports.authority.may(call.actor, right, unitId);

async function presentNotices(call: Call, some: readonly Notice[]): Promise<readonly contract.NoticeShown[]> {
  const { app } = call;
  const [db, now] = [app.database.db, app.clock.now()];
  if (some.length === 0) return [];
  const ids = [...new Set(some.flatMap((one) => [one.givenBy, ...(one.ended === null ? [] : [one.ended.by])]))];
  const names = new Map((await peopleBy(db, { ids })).map((one) => [one.id, one.name] as const));
  const person = (id: string) => ({ id, name: names.get(id) ?? 'Somebody' });
  const allowed = await areNoticesAllowed(db);
  return Promise.all(
    some.map(async (one) => {
      const [label] = (await app.subjects.get(one.subjectKind)?.label(db, [one.subjectId])) ?? [];
      const regulated = (await relevanceOf(app, db, one.subjectKind, one.subjectId)).length > 0;
      return {
        id: one.id,
        key: one.key,
        version: one.version,
        state: one.state,
        subject: presentSubject(one.subjectKind, one.subjectId, label),
        text: one.text,
        until: one.until.toISOString(),
        givenBy: person(one.givenBy),
        givenAt: one.givenAt.toISOString(),
        ended: one.ended === null ? null : { by: person(one.ended.by), at: one.ended.at.toISOString(), reason: one.ended.reason },
        unopposed: isUnopposed(one, { allowed, regulated, now }),
      };
    }),
  );
}

async function presentNotice(call: Call, one: Notice): Promise<z.input<typeof contract.noticeView>> {
  const { app, actor } = call;
  const [row] = await presentNotices(call, [one]);
  if (row === undefined) throw new Error('a notice is not shown');
  const barred = mayNotIn(mayNotOf(call), 'approvals.answer-notices', one.unitIds);
  const can: Record<string, readonly Refusal[]> = {};
  for (const verb of contract.noticeVerbs)
    can[verb] = barred.length > 0 ? barred : await whyNotNotice({ actor, now: app.clock.now(), db: app.database.db }, verb, one);
  return { ...row, can: presentCan(can) };
}

async function shown(call: Call, idOrKey: string) {
  const { app } = call;
  const one = await findNotice(app.database.db, idOrKey);
  if (one === null || !(await maySeeNotice(app, app.database.db, mayNotOf(call), one))) return refuse(no['no-such-notice']({}));
  return done({ body: await presentNotice(call, one), etag: one.version });
}

const written = async (call: Call, outcome: Outcome<{ readonly id: string }>) =>
  outcome.ok ? shown(call, outcome.value.id) : outcome;

export const noticeRoutes: readonly Route[] = [
  route(contract.giveNotice, async ({ call, body }) =>
    written(call, await giveNotice(call, { ...body, until: new Date(body.until) })),
  ),
  route(contract.listNotices, async ({ call, query }) => {
    const { db } = call.app.database;
    if (query.cursor !== undefined && !isUuid(query.cursor)) return refuse(cursorRefusals['bad-cursor']({}));
    const opened = query.subject === undefined ? null : await openMatter(call.app, db, mayNotOf(call), query.subject);
    if (opened !== null && !opened.ok) return opened;
    const filter = {
      within: withinNow(call.app, call.app.ports.authority.reach(call.actor, 'approvals.read')),
      subject: opened === null ? null : { kind: opened.value.kind, id: opened.value.id },
      states: query.state ?? [],
    };
    const rows = await listNotices(db, filter, { limit: query.limit + 1, before: query.cursor ?? null });
    const items = rows.slice(0, query.limit);
    const nextCursor = rows.length > query.limit ? (items.at(-1)?.id ?? null) : null;
    return done({ body: { items: [...(await presentNotices(call, items))], nextCursor } });
  }),
  route(contract.showNotice, ({ call, params }) => shown(call, params.id)),
  route(contract.actOnNotice, async ({ call, params, body }) =>
    written(call, await actOnNotice(call, params.id, params.verb, body.reason)),
  ),
];
