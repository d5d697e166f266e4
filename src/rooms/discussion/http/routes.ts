import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { mayIn, recordNamed } from '../acts/record-named.ts';
import { correctComment, withdrawComment } from '../acts/step-comment.ts';
import { writeComment } from '../acts/write-comment.ts';
import * as contract from '../contract.ts';
import { type Comment, discussionRefusals as no, type SubjectRef } from '../core/comment.ts';
import { commentsPage, findComment, wordingsOf } from '../store/comments.ts';
import { findWatch } from '../store/watches.ts';
import { presentComments, presentSubject, presentWorded } from './present-comment.ts';

/** A comment with its record, for whoever may read that. */
async function readable(
  { app, actor }: Call,
  id: string,
): Promise<Outcome<{ readonly one: Comment; readonly record: SubjectRef }>> {
  const one = await findComment(app.database.db, id);
  if (one === null) return refuse(no['no-such-comment']({}));
  const record = await recordNamed(app, app.database.db, actor, { kind: one.subjectKind, id: one.subjectId });
  return record.ok ? done({ one, record: record.value }) : refuse(no['no-such-comment']({}));
}

async function shown(call: Call, id: string) {
  const found = await readable(call, id);
  if (!found.ok) return found;
  const [body] = await presentComments(call, [found.value.one], found.value.record);
  return body === undefined ? refuse(no['no-such-comment']({})) : done({ body, etag: body.version });
}

export const routes: readonly Route[] = [
  route(contract.listComments, async ({ call, params, query }) => {
    const { app, actor } = call;
    const record = await recordNamed(app, app.database.db, actor, params);
    if (!record.ok) return record;
    const before = query.cursor ?? null;
    if (before !== null && !isUuid(before)) return refuse(no['bad-cursor']({}));
    const rows = await commentsPage(app.database.db, record.value, { limit: query.limit + 1, before });
    const page = rows.slice(0, query.limit);
    return done({
      body: {
        subject: presentSubject(record.value),
        items: await presentComments(call, page, record.value),
        nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
        watching: (await findWatch(app.database.db, actor.id, record.value))?.watching ?? false,
        can: presentCan({
          write: mayIn(app.ports, actor, 'discussion.write', record.value.unitIds),
          watch: mayIn(app.ports, actor, 'discussion.watch', record.value.unitIds),
        }),
      },
    });
  }),
  route(contract.showComment, async ({ call, params }) => {
    const found = await readable(call, params.id);
    if (!found.ok) return found;
    const { one, record } = found.value;
    const body = await presentWorded(call, one, record, await wordingsOf(call.app.database.db, one.id));
    return done({ body, etag: one.version });
  }),
  route(contract.writeComment, async ({ call, params, body }) => {
    const outcome = await writeComment(call, params, body);
    return outcome.ok ? shown(call, outcome.value.id) : outcome;
  }),
  route(contract.correctComment, async ({ call, params, body }) => {
    const change = {
      ...(body.text === undefined ? {} : { text: body.text }),
      ...(body.mentions === undefined ? {} : { mentions: body.mentions }),
    };
    const outcome = await correctComment(call, params.id, change);
    return outcome.ok ? shown(call, outcome.value.id) : outcome;
  }),
  route(contract.withdrawComment, async ({ call, params, body }) => {
    const outcome = await withdrawComment(call, params.id, body.reason);
    return outcome.ok ? shown(call, outcome.value.id) : outcome;
  }),
];
