import { type Route, route } from '../../../foundation/http/route.ts';
import { defineRefusals, done, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services, SubjectLabel } from '../../../foundation/services.ts';
import { mayNotIn, readRightOf } from '../acts/at-home.ts';
import { confirmResult } from '../acts/confirm-result.ts';
import { decideGate } from '../acts/decide-gate.ts';
import type { AfterAct } from '../acts/follow-facts.ts';
import { recordResult } from '../acts/record-result.ts';
import { viewEvaluations } from '../acts/view-evaluations.ts';
import { readableGate, viewGate } from '../acts/view-gate.ts';
import { viewPastGate } from '../acts/view-past-gate.ts';
import { waiveCriterion } from '../acts/waive-criterion.ts';
import { withdrawResult } from '../acts/withdraw-result.ts';
import { withdrawWaiver } from '../acts/withdraw-waiver.ts';
import * as contract from '../contract.ts';
import { type StripRow, stripsOf } from '../store/strips.ts';
import { waitingFor } from '../store/waiting.ts';
import { checkRoutes } from './check-routes.ts';
import { readPlace, readWaitingCursor, waitingCursor } from './cursor.ts';
import { presentAfterAct, presentGate, presentKept, presentSubject } from './present-gate.ts';
import { readDecision } from './signable.ts';

const no = defineRefusals('gates', {
  'no-such-subject': {
    kind: 'notFound',
    says: (f: { subject: string }) => `There is no ${f.subject}.`,
    remedy: 'Send the kind and the id or key of a record, such as release:REL-1042.',
  },
});

const date = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));

async function labelsOf(
  app: Services,
  of: readonly { readonly kind: string; readonly id: string }[],
): Promise<ReadonlyMap<string, SubjectLabel>> {
  const labels = new Map<string, SubjectLabel>();
  for (const [kind, subjects] of Map.groupBy(of, (subject) => subject.kind)) {
    const ids = [...new Set(subjects.map((subject) => subject.id))];
    for (const label of (await app.subjects.get(kind)?.label(app.database.db, ids)) ?? []) labels.set(label.id, label);
  }
  return labels;
}

const presentStrip = (row: Omit<StripRow, 'notMet' | 'subjectKind' | 'subjectId'>) => ({
  id: row.id,
  key: row.key,
  name: row.name,
  guards: row.guards,
  state: row.state,
  dueAt: row.dueAt?.toISOString() ?? null,
  met: row.met,
  total: row.total,
});

const answerAct = (after: AfterAct) => done({ body: presentAfterAct(after), etag: after.version });

export const routes: readonly Route[] = [
  ...checkRoutes,
  route(contract.listGates, async ({ call, query }) => {
    const { app, actor } = call;
    const [kind = '', ...rest] = query.subject.split(':');
    const subject = app.subjects.get(kind);
    const id = (await subject?.find(app.database.db, rest.join(':'))) ?? null;
    const label = subject === undefined || id === null ? undefined : (await labelsOf(app, [{ kind, id }])).get(id);
    if (subject === undefined || id === null || label === undefined)
      return refuse(no['no-such-subject']({ subject: query.subject }));
    const units = (await subject.unitIds?.(app.database.db, id)) ?? (label.unitId === null ? [] : [label.unitId]);
    const mayNot = (right: string, unit: string | null) => app.ports.authority.may(actor, right, unit);
    const nowhere = mayNot(readRightOf(app, kind), null);
    if (nowhere.length > 0) return refused(nowhere);
    if (mayNotIn(mayNot, readRightOf(app, kind), units).length > 0)
      return refuse(no['no-such-subject']({ subject: query.subject }));
    const rows = await stripsOf(app.database.db, [{ kind, id }], app.clock.now());
    return done({ body: { items: rows.map(presentStrip) } });
  }),
  route(contract.gatesWaiting, async ({ call, query }) => {
    const { app, actor } = call;
    const barred = app.ports.authority.may(actor, 'gates.read', null);
    if (barred.length > 0) return refused(barred);
    const after = readWaitingCursor(query.cursor);
    if (!after.ok) return after;
    const kinds = { decide: query.for?.includes('decide') ?? true, record: query.for?.includes('record') ?? true };
    const page = { limit: query.limit + 1, after: after.value };
    const asked = [...app.subjects.values()].flatMap(({ kind, steps }) => (steps === undefined ? [] : [{ kind, steps }]));
    const rows = await waitingFor(app.database.db, asked, actor.holdings, kinds, page, app.clock.now());
    const shown = rows.slice(0, query.limit);
    const labels = await labelsOf(
      app,
      shown.map((row) => ({ kind: row.subjectKind, id: row.subjectId })),
    );
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    const items = shown.map((row) => ({
      ...presentStrip(row),
      subject: presentSubject(
        { subjectKind: row.subjectKind, subjectId: row.subjectId, subjectKey: null },
        labels.get(row.subjectId),
      ),
      decide: row.decide,
      record: row.record.map(({ key, text, status }) => ({ key, text, status })),
    }));
    return done({ body: { items, nextCursor: last === undefined ? null : waitingCursor(last.dueAt, last.id) } });
  }),
  route(contract.listFacts, async ({ call }) => {
    const items = [...call.app.facts.values()].map(({ name, says, kinds, type, unit }) => ({
      name,
      says,
      kinds: kinds === 'every' ? null : [...kinds],
      type,
      unit,
    }));
    return done({ body: { items: items.toSorted((a, b) => (a.name < b.name ? -1 : 1)) } });
  }),
  route(contract.showGate, async ({ call, params, query }) => {
    const seen =
      query.asOf === undefined ? await viewGate(call, params.id) : await viewPastGate(call, params.id, new Date(query.asOf));
    if (!seen.ok) return seen;
    const { gate } = seen.value;
    const labels = await labelsOf(call.app, [{ kind: gate.subjectKind, id: gate.subjectId }]);
    return done({ body: presentGate(seen.value, labels.get(gate.subjectId)), etag: gate.version });
  }),
  route(contract.gateEvaluations, async ({ call, params, query }) => {
    const before = readPlace(query.cursor);
    if (!before.ok) return before;
    const found = await readableGate(call, params.id);
    if (!found.ok) return found;
    const { db } = call.app.database;
    const page = { limit: query.limit + 1, before: before.value };
    const rows = await viewEvaluations(db, found.value.gate.id, page);
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return done({ body: { items: shown.map(presentKept), nextCursor: last === undefined ? null : String(last.place) } });
  }),
  route(contract.recordResult, async ({ call, params, body }) => {
    const after = await recordResult(call, params.id, params.criterion, {
      value: body.value ?? null,
      checked: body.checked ?? null,
      measuredAt: date(body.measuredAt),
      measuredBy: body.measuredBy ?? null,
      ofVersion: body.ofVersion ?? null,
      note: body.note ?? null,
      link: body.link ?? null,
    });
    return after.ok ? answerAct(after.value) : after;
  }),
  route(contract.confirmResult, async ({ call, params, body }) => {
    const after = await confirmResult(call, params.id, params.result, {
      value: body.value ?? null,
      checked: body.checked ?? null,
    });
    if (!after.ok) return after;
    return done({
      body: { ...presentAfterAct(after.value), confirmation: after.value.confirmation },
      etag: after.value.version,
    });
  }),
  route(contract.withdrawResult, async ({ call, params, body }) => {
    const after = await withdrawResult(call, params.id, params.result, body.reason);
    return after.ok ? answerAct(after.value) : after;
  }),
  route(contract.decideGate, async ({ call, params, body }) => {
    const after = await decideGate(call, params.id, params.verb, readDecision(body), body.signature);
    return after.ok ? answerAct(after.value) : after;
  }),
  route(contract.waiveCriterion, async ({ call, params, body }) => {
    const input = { reason: body.reason, expiresAt: new Date(body.expiresAt) };
    const after = await waiveCriterion(call, params.id, params.criterion, input, body.signature);
    return after.ok ? answerAct(after.value) : after;
  }),
  route(contract.withdrawWaiver, async ({ call, params, body }) => {
    const after = await withdrawWaiver(call, params.id, params.waiver, body.reason);
    return after.ok ? answerAct(after.value) : after;
  }),
];
