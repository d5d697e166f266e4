import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import {
  type Comment,
  commentErasable,
  commentFields,
  commentSubject,
  discussionRefusals as no,
  type SubjectRef,
  stepFaults,
} from '../core/comment.ts';
import { findComment, keepWording, updateComment } from '../store/comments.ts';
import { tellOfComment } from '../store/notices.ts';
import { mentionIn } from './mention.ts';
import { mayIn, recordNamed } from './record-named.ts';
import type { Said } from './write-comment.ts';

type Step = 'correct' | 'withdraw';
type Changed = { readonly id: string };
type Opened = { readonly one: Comment; readonly record: SubjectRef };

/** Who acts, as the rules of a step see them. */
export const actingOn = (app: Work['app'], actor: Work['actor'], { unitIds }: SubjectRef) => ({
  id: actor.id,
  overOthers: mayIn(app.ports, actor, 'discussion.withdraw-others', unitIds).length === 0,
});

/** The comment and its record, locked, for whoever may read the record and take this step. */
async function open(work: Work, id: string, verb: Step): Promise<Outcome<Opened>> {
  const one = await findComment(work.tx, id, 'for update');
  if (one === null) return refuse(no['no-such-comment']({}));
  const record = await recordNamed(work.app, work.tx, work.actor, { kind: one.subjectKind, id: one.subjectId });
  if (!record.ok) return refuse(no['no-such-comment']({}));
  const denied = mayIn(work.app.ports, work.actor, 'discussion.write', record.value.unitIds);
  if (denied.length > 0) return refused(denied);
  const faults = stepFaults(one, verb, actingOn(work.app, work.actor, record.value));
  const broken = [...(await work.stale(commentSubject(one), one.version)), ...faults];
  return broken.length > 0 ? refused(broken) : done({ one, record: record.value });
}

async function save(
  work: Work,
  { one, record }: Opened,
  after: Comment,
  said: { readonly act: string; readonly reason: string | null },
) {
  await updateComment(work.tx, one, after);
  work.say({
    act: said.act,
    subject: commentSubject(after),
    version: after.version,
    before: commentFields(one, record),
    after: commentFields(after, record),
    reason: said.reason,
    erasable: commentErasable,
  });
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

/** Its author says it better. What it said before is kept. */
export const correctComment = (call: Call, id: string, change: Partial<Said>): Promise<Outcome<Changed>> =>
  transact(call, async (work) => {
    const opened = await open(work, id, 'correct');
    if (!opened.ok) return opened;
    const { one, record } = opened.value;
    const to = change.mentions === undefined ? done(one.mentions) : await mentionIn(work, record, change.mentions, one.mentions);
    if (!to.ok) return to;
    const text = change.text ?? one.text;
    if (text === one.text && same(to.value, one.mentions)) return done({ id });
    await keepWording(work.tx, one, work.now);
    const after: Comment = {
      ...one,
      text,
      mentions: to.value,
      unitIds: record.unitIds,
      correctedAt: work.now,
      version: one.version + 1,
    };
    const fresh = after.mentions.filter((person) => !one.mentions.includes(person));
    if (fresh.length > 0) await tellOfComment(work.tx, after, 'discussion.comment-corrected', fresh, false);
    await save(work, opened.value, after, { act: 'discussion.comment-corrected', reason: null });
    return done({ id });
  });

/** Takes a comment back, with a reason. It stays to be read as withdrawn. */
export const withdrawComment = (call: Call, id: string, reason: string): Promise<Outcome<Changed>> =>
  transact(call, async (work) => {
    const opened = await open(work, id, 'withdraw');
    if (!opened.ok) return opened;
    const { one, record } = opened.value;
    const after: Comment = {
      ...one,
      unitIds: record.unitIds,
      state: 'withdrawn',
      withdrawnBy: work.actor.id,
      withdrawnAt: work.now,
      withdrawalReason: reason,
      version: one.version + 1,
    };
    await save(work, opened.value, after, { act: 'discussion.comment-withdrawn', reason });
    return done({ id });
  });
