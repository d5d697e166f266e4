import { type Route, route } from '../../../foundation/http/route.ts';
import { done } from '../../../foundation/refusal.ts';
import { entriesBy } from '../../ledger/door.ts';
import { acknowledgeNotice } from '../acts/acknowledge-notice.ts';
import { standingsOf } from '../acts/standing.ts';
import * as contract from '../contract.ts';
import { newestByStep } from '../core/newest-by-step.ts';
import { openNotices } from '../store/notices.ts';
import { signaturesById, signaturesOf } from '../store/signatures.ts';
import { presentSignature } from './present.ts';

const most = 50;

export const noticeRoutes: readonly Route[] = [
  route(contract.listNotices, async ({ call: { app, actor } }) => {
    const { db } = app.database;
    const notices = await openNotices(db, actor.id, most);
    const rows = new Map(
      (
        await signaturesById(
          db,
          notices.map((one) => one.signature_id),
        )
      ).map((row) => [row.id, row]),
    );
    const causes = new Map(
      (
        await entriesBy(
          db,
          notices.flatMap((one) => one.entry_id ?? []),
        )
      ).map((entry) => [entry.id, entry]),
    );
    const items: contract.Notice[] = [];
    for (const notice of notices) {
      const row = rows.get(notice.signature_id);
      if (row === undefined) continue;
      const [standing] = await standingsOf(app, db, [row]);
      // Put right meanwhile, or signed again: nothing is to be told any more.
      if (standing === undefined || standing.standing === 'valid') continue;
      const newest = newestByStep(await signaturesOf(db, { kind: row.subject_kind, id: row.subject_id }, 200));
      if (!newest.some(({ id }) => id === row.id)) continue;
      const [label] = (await app.subjects.get(row.subject_kind)?.label(db, [row.subject_id])) ?? [];
      const cause = notice.entry_id === null ? undefined : causes.get(notice.entry_id);
      items.push({
        signature: presentSignature(app, row, standing, label),
        fields: standing.changed.map(({ field }) => field),
        since: notice.found_at.toISOString(),
        cause:
          cause === undefined
            ? null
            : {
                says: app.acts.get(cause.act) ?? cause.act,
                by: cause.actor.name ?? 'lawfully erased',
                at: cause.at.toISOString(),
              },
      });
    }
    return done({ body: { items } });
  }),
  route(contract.acknowledgeNotice, async ({ call, params }) => {
    const acknowledged = await acknowledgeNotice(call, params.id);
    return acknowledged.ok ? done({ body: { id: acknowledged.value.id } }) : acknowledged;
  }),
];
