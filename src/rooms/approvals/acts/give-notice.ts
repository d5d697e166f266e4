import type { Db } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { valueIn } from '../../../foundation/profile.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import type { NoticeVerb } from '../contract-words.ts';
import { approvalRefusals } from '../core/approval-refusals.ts';
import { type Notice, noticeRecord, noticeSubject } from '../core/notice.ts';
import { noticeMachine } from '../core/notice-machine.ts';
import { noticeRefusals as no } from '../core/notice-refusals.ts';
import { notices } from '../core/profile.ts';
import { findNotice, insertNotice, saveNotice } from '../store/notices.ts';
import { approvableOf } from './gather-matter.ts';
import { type MayNot, mayNotIn, openMatter } from './open-matter.ts';

type Written = { readonly id: string; readonly version: number };
export type NoticeInput = { readonly subject: string; readonly text: string; readonly until: Date };

const dayMs = 86_400_000;
const [leastDays, mostDays] = [1, 30];

export const areNoticesAllowed = async (db: Db): Promise<boolean> => (await valueIn(db, notices)) === 'allowed';

/** Facets by which a record is relevant for regulation at this moment; a kind that does not say is held as relevant. */
export async function relevanceOf(app: Services, db: Db, kind: string, id: string): Promise<readonly string[]> {
  const approvable = approvableOf(app, kind);
  if (approvable?.regulated === undefined) return [kind];
  const facets = (await approvable.facets(db, [id], app)).get(id) ?? approvable.regulated;
  return facets.filter((facet) => approvable.regulated?.includes(facet));
}

/** Why no notice can be given about a record at all: the profile, or what the record is. */
export async function whyNoNotice(app: Services, db: Db, kind: string, id: string): Promise<readonly Refusal[]> {
  const relevant = await relevanceOf(app, db, kind, id);
  return [
    ...((await areNoticesAllowed(db)) ? [] : [no['notices-refused']({})]),
    ...(relevant.length === 0 ? [] : [no['notice-of-regulated']({ relevant })]),
  ];
}

/** Gives notice of something that is meant to be done with a record: `release:REL-1042`. */
export const giveNotice = (call: Call, input: NoticeInput): Promise<Outcome<Written>> =>
  transact(call, async (work) => {
    const { app, tx, now, actor } = work;
    const nowhere = work.mayNot('approvals.give-notice', null);
    if (nowhere.length > 0) return refused(nowhere);
    const opened = await openMatter(app, tx, work.mayNot, input.subject);
    if (!opened.ok) return opened;
    const { kind, id, step, unitIds, label } = opened.value;
    if (step !== null) return refuse(approvalRefusals['no-such-matter']({ named: input.subject }));
    const barred = mayNotIn(work.mayNot, 'approvals.give-notice', unitIds);
    if (barred.length > 0) return refused(barred);
    const closed = (await approvableOf(app, kind)?.lock(work, id)) ?? [];
    const days = (input.until.getTime() - now.getTime()) / dayMs;
    const broken = [
      ...closed,
      ...(await whyNoNotice(app, tx, kind, id)),
      ...(days >= leastDays && days <= mostDays
        ? []
        : [no['notice-date']({ until: input.until.toISOString() }, { field: '/until' })]),
    ];
    if (broken.length > 0) return refused(broken);
    const one: Notice = {
      id: uuidv7(now.getTime()),
      key: await work.nextKey('NT'),
      version: 1,
      state: 'open',
      subjectKind: kind,
      subjectId: id,
      subjectKey: label.key,
      unitIds,
      text: input.text,
      until: input.until,
      givenBy: actor.id,
      givenAt: now,
      ended: null,
    };
    await insertNotice(tx, one);
    work.say({
      act: 'approvals.notice-given',
      subject: noticeSubject(one),
      version: 1,
      before: null,
      after: noticeRecord(one),
    });
    return done({ id: one.id, version: 1 });
  });

/** Objects to a notice, or withdraws one. */
export const actOnNotice = (call: Call, idOrKey: string, verb: NoticeVerb, reason: string): Promise<Outcome<Written>> =>
  transact(call, async (work) => {
    const row = noticeMachine.rows.find((one) => one.verb === verb);
    if (row === undefined || row.to === 'previous') throw new Error(`no row of the notice's machine has the verb ${verb}`);
    const nowhere = work.mayNot(row.right, null);
    if (nowhere.length > 0) return refused(nowhere);
    const before = await findNotice(work.tx, idOrKey, 'for update');
    if (before === null || !(await maySeeNotice(work.app, work.tx, work.mayNot, before))) return refuse(no['no-such-notice']({}));
    const barred = mayNotIn(work.mayNot, row.right, before.unitIds);
    if (barred.length > 0) return refused(barred);
    const stale = await work.stale(noticeSubject(before), before.version);
    if (stale.length > 0) return refused(stale);
    const broken = await whyNotNotice({ ...work, db: work.tx }, verb, before);
    if (broken.length > 0) return refused(broken);
    const ended = { by: work.actor.id, at: work.now, reason };
    const after: Notice = { ...before, version: before.version + 1, state: row.to, ended };
    await saveNotice(work.tx, after);
    work.say({
      act: row.act,
      subject: noticeSubject(after),
      version: after.version,
      before: noticeRecord(before),
      after: noticeRecord(after),
      reason,
    });
    return done({ id: after.id, version: after.version });
  });

/** Readers of the record see its notices. */
export async function maySeeNotice(app: Services, db: Db, mayNot: MayNot, one: Notice): Promise<boolean> {
  const subject = app.subjects.get(one.subjectKind);
  if (subject === undefined) return false;
  const units = (await subject.unitIds?.(db, one.subjectId)) ?? one.unitIds;
  return mayNotIn(mayNot, subject.readRight, units).length === 0;
}

/** Every rule of the verb that does not hold. */
export async function whyNotNotice(
  { db, actor, now }: Pick<Work, 'actor' | 'now'> & { readonly db: Db },
  verb: NoticeVerb,
  one: Notice,
): Promise<readonly Refusal[]> {
  if (one.state !== 'open') return [no['notice-ended']({ state: one.state })];
  if (verb === 'object') return one.until <= now ? [no['notice-over']({ until: one.until.toISOString() })] : [];
  if (one.givenBy === actor.id) return [];
  const [person] = await peopleBy(db, { ids: [one.givenBy] });
  return [no['notice-not-yours']({ name: person?.name ?? 'somebody else' })];
}
