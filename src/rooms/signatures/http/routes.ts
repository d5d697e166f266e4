import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, refuse } from '../../../foundation/refusal.ts';
import type { Call, Services, SubjectLabel } from '../../../foundation/services.ts';
import { beginCeremony } from '../acts/begin-ceremony.ts';
import { changedSince } from '../acts/changed-since.ts';
import { needsOf } from '../acts/prove-signer.ts';
import { readableSubject } from '../acts/readable.ts';
import { standingsOf } from '../acts/standing.ts';
import * as contract from '../contract.ts';
import { meanings } from '../core/meanings.ts';
import { signatureRefusals as no } from '../core/signature-refusals.ts';
import { meaningOf } from '../core/signature-text.ts';
import { findCeremony } from '../store/ceremonies.ts';
import { findSignature, type SignatureRow, signaturesBy, signaturesOf } from '../store/signatures.ts';
import { noticeRoutes } from './notices.ts';
import { presentCeremony, presentSignature, presentSignatureDetail, sentence } from './present.ts';

const labelOf = async (app: Services, kind: string, id: string): Promise<SubjectLabel | undefined> =>
  (await app.subjects.get(kind)?.label(app.database.db, [id]))?.[0];

async function presentAll(app: Services, rows: readonly SignatureRow[]): Promise<contract.Signature[]> {
  const standings = await standingsOf(app, app.database.db, rows);
  const labels = new Map<string, SubjectLabel>();
  for (const [kind, some] of Map.groupBy(rows, (row) => row.subject_kind)) {
    const ids = [...new Set(some.map((row) => row.subject_id))];
    for (const label of (await app.subjects.get(kind)?.label(app.database.db, ids)) ?? []) labels.set(label.id, label);
  }
  return rows.map((row, index) =>
    presentSignature(app, row, standings[index] ?? { standing: 'gone', changed: [] }, labels.get(row.subject_id)),
  );
}

/** All that a signer is shown, when it begins and whenever they ask again. */
async function shownCeremony(call: Call, id: string) {
  const { app, actor } = call;
  const { db } = app.database;
  const row = await findCeremony(db, id);
  if (row === undefined || row.signer_id !== actor.id) return refuse(no['no-such-signature']({}));
  const [needs, since] = [await needsOf(call, row), await changedSince(db, row)];
  const label = await labelOf(app, row.subject_kind, row.subject_id);
  return done({ body: presentCeremony(app, row, actor.name, { since, needs }, label) });
}

export const routes: readonly Route[] = [
  ...noticeRoutes,
  route(contract.beginCeremony, async ({ call, body }) => {
    const { subject, verb, input } = body;
    const begun = await beginCeremony(call, { kind: subject.kind, id: subject.id, verb, input, zone: body.zone });
    return begun.ok ? shownCeremony(call, begun.value.id) : begun;
  }),
  route(contract.showCeremony, ({ call, params }) => shownCeremony(call, params.id)),
  route(contract.listSignatures, async ({ call, query }) => {
    const { app, actor } = call;
    if (query.subject !== undefined) {
      const subject = await readableSubject(call, query.subject);
      if (!subject.ok) return subject;
      const rows = await signaturesOf(app.database.db, subject.value, 200);
      return done({ body: { items: await presentAll(app, rows), nextCursor: null } });
    }
    const before = readCursor(query.cursor);
    if (before === 'bad') return refuse(no['bad-cursor']({}));
    const rows = await signaturesBy(app.database.db, actor.id, { limit: query.limit + 1, before });
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    const nextCursor = last === undefined ? null : `${last.at.toISOString()}~${last.id}`;
    return done({ body: { items: await presentAll(app, shown), nextCursor } });
  }),
  route(contract.showSignature, async ({ call, params }) => {
    const { app, actor } = call;
    const row = await findSignature(app.database.db, params.id);
    if (row === undefined) return refuse(no['no-such-signature']({}));
    const own = row.signer_id === actor.id;
    const subject = await readableSubject(call, `${row.subject_kind}:${row.subject_id}`);
    if (!subject.ok && !own) return refuse(no['no-such-signature']({}));
    const [standing = { standing: 'gone', changed: [] } as const] = await standingsOf(app, app.database.db, [row]);
    return done({ body: presentSignatureDetail(app, row, standing, subject.ok ? subject.value.label : undefined) });
  }),
  route(contract.listCoverage, async ({ call }) => {
    const { app } = call;
    const rows = [...app.signables.values()].flatMap((signable) =>
      signable.coverage.map((row) => ({
        kind: signable.kind,
        verb: row.verb,
        says: app.acts.get(row.act) ?? row.act,
        meaning: meaningOf(row.meaning),
        covers: [...row.covers],
        afterChange: row.afterChange,
      })),
    );
    return done({
      body: { meanings: Object.keys(meanings).map((code) => ({ ...meaningOf(code), sentence: sentence(code, '…') })), rows },
    });
  }),
];

function readCursor(text: string | undefined): { readonly at: Date; readonly id: string } | null | 'bad' {
  if (text === undefined) return null;
  const [at = '', id = ''] = text.split('~');
  const time = new Date(at);
  return Number.isNaN(time.getTime()) || !isUuid(id) ? 'bad' : { at: time, id };
}
