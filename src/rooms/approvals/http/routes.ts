import { presentCan } from '../../../foundation/http/problem.ts';
import { type Answer, type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { SubjectLabel } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import { marksById } from '../../signatures/door.ts';
import { giveApproval, type SaidAnswer } from '../acts/give-approval.ts';
import { whyNoNotice } from '../acts/give-notice.ts';
import { mayNotIn, openMatter } from '../acts/open-matter.ts';
import { viewMatter } from '../acts/view-matter.ts';
import { waitingFor } from '../acts/waiting-for.ts';
import { maySeeWith, withdrawApproval } from '../acts/withdraw-approval.ts';
import { stepInWords } from '../acts/words.ts';
import * as contract from '../contract.ts';
import type { StepShown } from '../contract-shapes.ts';
import type { Approval } from '../core/approval.ts';
import { approvalRefusals as no } from '../core/approval-refusals.ts';
import { findApproval, listApprovals } from '../store/approvals.ts';
import { withinNow } from '../store/units-now.ts';
import { cursorRefusals, readCursor } from './cursor.ts';
import { presentApproval, presentMeaning, presentStep, presentSubject } from './present-matter.ts';
import { emergencyRoutes } from './routes-emergency.ts';
import { noticeRoutes } from './routes-notices.ts';
import { requirementRoutes } from './routes-requirements.ts';

const mayNotOf = (call: Call) => (right: string, unitId: string | null) =>
  call.app.ports.authority.may(call.actor, right, unitId);

async function labelsOf(call: Call, of: readonly { readonly kind: string; readonly id: string }[]) {
  const labels = new Map<string, SubjectLabel>();
  for (const [kind, some] of Map.groupBy(of, (one) => one.kind)) {
    const ids = [...new Set(some.map((one) => one.id))];
    for (const label of (await call.app.subjects.get(kind)?.label(call.app.database.db, ids)) ?? []) labels.set(label.id, label);
  }
  return labels;
}

/** The step as it stands after something was said to it. */
async function said(
  call: Call,
  outcome: Outcome<SaidAnswer>,
): Promise<Outcome<Answer<{ id: string; version: number; step: StepShown }>>> {
  if (!outcome.ok) return outcome;
  const approval = await findApproval(call.app.database.db, outcome.value.id);
  if (approval === null) return refuse(no['no-such-approval']({}));
  const seen = await viewMatter(call, approval.subjectKind, approval.subjectId, approval.step);
  const [step] = seen.steps;
  if (step === undefined) throw new Error('what was said is not shown');
  return done({ body: { ...outcome.value, step: presentStep(seen, step) } });
}

async function shown(call: Call, approvals: readonly Approval[]) {
  const { db } = call.app.database;
  const marks = await marksById(
    call.app,
    db,
    approvals.map((approval) => approval.signatureId),
  );
  const ids = [...new Set(approvals.map((approval) => approval.personId))];
  const names = new Map((ids.length === 0 ? [] : await peopleBy(db, { ids })).map((person) => [person.id, person.name] as const));
  const labels = await labelsOf(
    call,
    approvals.map((approval) => ({ kind: approval.subjectKind, id: approval.subjectId })),
  );
  return approvals.map((approval) => ({
    ...presentApproval({ names, marks }, approval),
    subject: presentSubject(approval.subjectKind, approval.subjectId, labels.get(approval.subjectId)),
    step: approval.step,
    says: stepInWords(call.app, approval.subjectKind, approval.step),
  }));
}

export const routes: readonly Route[] = [
  route(contract.showApprovals, async ({ call, query }) => {
    const opened = await openMatter(call.app, call.app.database.db, mayNotOf(call), query.subject);
    if (!opened.ok) return opened;
    const { kind, id, step, label, unitIds } = opened.value;
    const barred = mayNotIn(mayNotOf(call), 'approvals.give-notice', unitIds);
    const seen = await viewMatter(call, kind, id, step);
    return done({
      body: {
        subject: presentSubject(kind, id, label),
        steps: seen.steps.map((one) => presentStep(seen, one)),
        can: presentCan({
          'give-notice': barred.length > 0 ? barred : await whyNoNotice(call.app, call.app.database.db, kind, id),
        }),
      },
    });
  }),
  route(contract.waitingApprovals, async ({ call }) => {
    const { items, complete } = await waitingFor(call);
    const labels = await labelsOf(call, items);
    return done({
      body: {
        items: items.map(({ kind, id, step, verb, requirements, since }) => ({
          subject: presentSubject(kind, id, labels.get(id)),
          step,
          says: stepInWords(call.app, kind, step),
          verb,
          meaning: presentMeaning(requirements[0]?.meaning ?? ''),
          requirements: requirements.map(({ key, name }) => ({ key, name })),
          since: since?.toISOString() ?? null,
        })),
        complete,
      },
    });
  }),
  route(contract.giveApproval, async ({ call, params, body }) =>
    said(call, await giveApproval(call, params.id, params.verb, { reason: body.reason }, body.signature)),
  ),
  route(contract.listGiven, async ({ call, query }) => {
    const before = readCursor(query.cursor);
    if (before === 'bad') return refuse(cursorRefusals['bad-cursor']({}));
    const found = await listApprovals(call.app.database.db, {
      within: withinNow(call.app, call.app.ports.authority.reach(call.actor, 'approvals.read')),
      verdict: query.verdict ?? null,
      before,
      limit: query.limit + 1,
    });
    const page = found.slice(0, query.limit);
    const last = found.length > query.limit ? page.at(-1) : undefined;
    const nextCursor = last === undefined ? null : `${last.at.toISOString()}~${last.id}`;
    return done({ body: { items: await shown(call, page), nextCursor } });
  }),
  route(contract.showApproval, async ({ call, params }) => {
    const { app } = call;
    const approval = await findApproval(app.database.db, params.id);
    if (approval === null || !(await maySeeWith(call, app.database.db, mayNotOf(call), approval)))
      return refuse(no['no-such-approval']({}));
    const [body] = await shown(call, [approval]);
    return body === undefined ? refuse(no['no-such-approval']({})) : done({ body });
  }),
  route(contract.withdrawApproval, async ({ call, params, body }) =>
    said(call, await withdrawApproval(call, params.id, body.reason, body.signature)),
  ),
  ...emergencyRoutes,
  ...noticeRoutes,
  ...requirementRoutes,
];
