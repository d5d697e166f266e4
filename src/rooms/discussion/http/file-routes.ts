import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import { attachFile, faultsOfWithdrawing, withdrawAttachment } from '../acts/attach-file.ts';
import { handOut } from '../acts/hand-out.ts';
import { mayIn, recordNamed } from '../acts/record-named.ts';
import { restoreFile } from '../acts/scan-files.ts';
import * as contract from '../contract-files.ts';
import { discussionRefusals, type SubjectRef } from '../core/comment.ts';
import type { Attachment } from '../core/files/attachment.ts';
import { kindOfName } from '../core/files/file-kinds.ts';
import { fileRefusals as no } from '../core/files/file-refusals.ts';
import { attachmentsPage, findAttachment } from '../store/attachments.ts';
import { findFile } from '../store/files.ts';
import { scansPage } from '../store/scans.ts';
import { presentSubject } from './present-comment.ts';

async function present(call: Call, list: readonly Attachment[], record: SubjectRef): Promise<contract.AttachmentView[]> {
  const { app, actor } = call;
  const { db } = app.database;
  const ids = list.flatMap(({ attachedBy, withdrawnBy }) => [attachedBy, ...(withdrawnBy === null ? [] : [withdrawnBy])]);
  const names = new Map((await peopleBy(db, { ids: [...new Set(ids)] })).map(({ id, name }) => [id, name] as const));
  const person = (id: string) => ({ id, name: names.get(id) ?? 'Somebody' });
  const restore = mayIn(app.ports, actor, 'discussion.restore-files', record.unitIds);
  return Promise.all(
    list.map(async (one) => {
      const damagedAt = (await findFile(db, one.digest))?.damagedAt ?? null;
      return {
        id: one.id,
        subject: presentSubject(record),
        name: one.name,
        mediaType: one.mediaType,
        size: one.size,
        sha256: one.digest,
        attachedBy: person(one.attachedBy),
        attachedAt: one.attachedAt.toISOString(),
        state: one.state,
        withdrawn:
          one.withdrawnBy === null || one.withdrawnAt === null
            ? null
            : { by: person(one.withdrawnBy), at: one.withdrawnAt.toISOString(), reason: one.withdrawalReason ?? '' },
        damagedAt: damagedAt?.toISOString() ?? null,
        version: one.version,
        can: presentCan({
          withdraw: faultsOfWithdrawing(call, one, record),
          restore: restore.length > 0 || damagedAt !== null ? restore : [no['not-damaged']({})],
        }),
      };
    }),
  );
}

async function shown(call: Call, id: string) {
  const { app, actor } = call;
  const one = await findAttachment(app.database.db, id);
  const record: Outcome<SubjectRef> | null =
    one === null ? null : await recordNamed(app, app.database.db, actor, { kind: one.subjectKind, id: one.subjectId });
  if (one === null || record === null || !record.ok) return refuse(no['no-such-attachment']({}));
  const [body] = await present(call, [one], record.value);
  return body === undefined ? refuse(no['no-such-attachment']({})) : done({ body, etag: body.version });
}

/** RFC 6266: a plain name for old readers, the name itself for others. */
const disposition = (name: string): string =>
  `attachment; filename="${name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)}`;

/** Whatever opens the download runs no script of it and is not taken for our own page. */
const harmless = (name: string): Readonly<Record<string, string>> => ({
  'content-disposition': disposition(name),
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
});

export const fileRoutes: readonly Route[] = [
  route(contract.listAttachments, async ({ call, params, query }) => {
    const { app, actor } = call;
    const record = await recordNamed(app, app.database.db, actor, params);
    if (!record.ok) return record;
    const before = query.cursor ?? null;
    if (before !== null && !isUuid(before)) return refuse(discussionRefusals['bad-cursor']({}));
    const rows = await attachmentsPage(app.database.db, record.value, { limit: query.limit + 1, before });
    const page = rows.slice(0, query.limit);
    return done({
      body: {
        subject: presentSubject(record.value),
        items: await present(call, page, record.value),
        nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
        can: presentCan({ attach: mayIn(app.ports, actor, 'discussion.write', record.value.unitIds) }),
      },
    });
  }),
  route(contract.showAttachment, async ({ call, params }) => shown(call, params.id)),
  route(contract.attachFile, async ({ call, params, query, file }) => {
    const outcome = await attachFile(call, params, query.name, file);
    return outcome.ok ? shown(call, outcome.value.id) : outcome;
  }),
  route(contract.downloadAttachment, async ({ call, params }) => {
    const found = await handOut(call, params.id);
    if (!found.ok) return found;
    const { one, bytes } = found.value;
    const active = kindOfName(one.name)?.active === true;
    const stream = { contentType: active ? 'application/octet-stream' : one.mediaType, fileName: 'file', lines: bytes };
    return done({ body: '', headers: harmless(one.name), stream });
  }),
  route(contract.withdrawAttachment, async ({ call, params, body }) => {
    const outcome = await withdrawAttachment(call, params.id, body.reason);
    return outcome.ok ? shown(call, outcome.value.id) : outcome;
  }),
  route(contract.restoreAttachment, async ({ call, params, file }) => {
    const outcome = await restoreFile(call, params.id, file);
    return outcome.ok ? shown(call, outcome.value.id) : outcome;
  }),
  route(contract.listScans, async ({ call, query }) => {
    const before = query.cursor ?? null;
    if (before !== null && !isUuid(before)) return refuse(discussionRefusals['bad-cursor']({}));
    const rows = await scansPage(call.app.database.db, { limit: query.limit + 1, before });
    const page = rows.slice(0, query.limit);
    return done({
      body: {
        items: page.map(({ id, beganAt, endedAt, files, bytes, damaged }) => ({
          id,
          beganAt: beganAt.toISOString(),
          endedAt: endedAt?.toISOString() ?? null,
          files,
          bytes,
          damaged,
        })),
        nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
      },
    });
  }),
];
