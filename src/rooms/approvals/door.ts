import type { Actor } from '../../foundation/actor.ts';
import type { Db, Tx } from '../../foundation/database/database.ts';
import type { Refusal } from '../../foundation/refusal.ts';
import type { Services } from '../../foundation/services.ts';
import type { Work } from '../../foundation/transact.ts';
import * as guard from './acts/guard.ts';
import { type WouldAsk, type WouldBe, wouldAsk as wouldAskOf } from './acts/would-ask.ts';
import { noticeKind } from './core/notice.ts';
import { verbalKind } from './core/verbal.ts';
import { type ApprovalForRecord, approvalsForRecord as forRecord } from './http/approvals-for-record.ts';
import { noticeIdsOf } from './store/notices.ts';
import { verbalIdsOf } from './store/verbals.ts';

export type { ApprovalForRecord, WouldAsk };

type Of = { readonly kind: string; readonly id: string };

/**
 * Why the acting person may not take a step now: one refusal for each requirement that is not met (with who could meet it, and since when it waits), for each “no” that
 * stands, and for each yes of their own that keeps them from it. The caller has locked the record; what was said stays locked until the act commits.
 */
export const guardOf = (work: Work, subject: Of, step: string): Promise<readonly Refusal[]> => guard.guardOf(work, subject, step);

/** The same answers without locks, for `can` in replies: by step; steps that nothing keeps are missing. `afresh`: as if what was said counted no more, since what it is about would be another. */
export const guardsOf = (
  app: Services,
  subject: Of,
  steps: readonly string[],
  asking: { readonly actor: Actor; readonly now: Date; readonly db: Db; readonly afresh?: boolean },
): Promise<ReadonlyMap<string, readonly Refusal[]>> => guard.guardsOf(app, subject, steps, asking);

/** Why somebody may not come to have these parts in a record, its owner say: a decision of theirs that stands, or a yes, keeps them from it. */
export const apartIn = (work: Work, subject: Of, personId: string, parts: readonly string[]): Promise<readonly Refusal[]> =>
  guard.apartIn(work, subject, personId, parts);

/** The same answers without locks, for `can` in replies. */
export const apartNow = (
  asking: { readonly app: Services; readonly db: Db; readonly now: Date },
  subject: Of,
  personId: string,
  parts: readonly string[],
): Promise<readonly Refusal[]> => guard.apart(asking, subject, personId, parts);

/** Everything that was said to the steps of these records by a moment, record by record, oldest first, withdrawn too. The caller has seen to the right. */
export const approvalsForRecord = (app: Services, subjects: readonly Of[], at: Date): Promise<readonly ApprovalForRecord[]> =>
  forRecord(app, subjects, at);

/** Verbal authorisations and notices of a record, all that ever were, as records of the ledger: their entries say the rest. */
export async function besideApprovals(db: Db | Tx, subject: Of): Promise<readonly Of[]> {
  const verbals = await verbalIdsOf(db, subject.kind, subject.id);
  const notices = await noticeIdsOf(db, subject.kind, subject.id);
  return [...verbals.map((id) => ({ kind: verbalKind, id })), ...notices.map((id) => ({ kind: noticeKind, id }))];
}

/** What the requirements in force would ask of a record that is not there yet, told from its facets and units; in the order of its steps. */
export const wouldAsk = (
  asking: { readonly app: Services; readonly db: Db; readonly now: Date },
  record: WouldBe,
): Promise<readonly WouldAsk[]> => wouldAskOf(asking, record);
