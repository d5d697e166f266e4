import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { type Comment, commentErasable, commentFields, commentSubject } from '../core/comment.ts';
import { insertComment } from '../store/comments.ts';
import { tellOfComment } from '../store/notices.ts';
import { mentionIn } from './mention.ts';
import { mayIn, recordNamed } from './record-named.ts';

export type Said = { readonly text: string; readonly mentions: readonly string[] };

/** Says something to a record of any kind, for whoever may read it and write. */
export const writeComment = (
  call: Call,
  named: { readonly kind: string; readonly id: string },
  { text, mentions }: Said,
): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const record = await recordNamed(work.app, work.tx, work.actor, named);
    if (!record.ok) return record;
    const { unitIds } = record.value;
    const denied = mayIn(work.app.ports, work.actor, 'discussion.write', unitIds);
    if (denied.length > 0) return refused(denied);
    const to = await mentionIn(work, record.value, mentions);
    if (!to.ok) return to;
    const one: Comment = {
      id: uuidv7(work.now.getTime()),
      subjectKind: record.value.kind,
      subjectId: record.value.id,
      unitIds,
      authorId: work.actor.id,
      writtenAt: work.now,
      text,
      mentions: to.value,
      state: 'written',
      correctedAt: null,
      withdrawnBy: null,
      withdrawnAt: null,
      withdrawalReason: null,
      version: 1,
    };
    await insertComment(work.tx, one);
    await tellOfComment(work.tx, one, 'discussion.comment-written', one.mentions, true);
    work.say({
      act: 'discussion.comment-written',
      subject: commentSubject(one),
      version: 1,
      before: null,
      after: commentFields(one, record.value),
      erasable: commentErasable,
    });
    return done({ id: one.id });
  });
