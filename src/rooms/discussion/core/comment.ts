import type { RecordFields, Subject } from '../../../foundation/record.ts';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import type { CommentState } from '../contract-words.ts';

export const commentKind = 'comment';

/** The record to which something is said, as its room names it now. `unitIds`: none where it is of the whole organisation. */
export type SubjectRef = {
  readonly kind: string;
  readonly id: string;
  readonly key: string | null;
  readonly label: string;
  readonly link: string;
  readonly unitIds: readonly string[];
};

export type Comment = {
  readonly id: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Units of the record when this was last written. */
  readonly unitIds: readonly string[];
  readonly authorId: string;
  readonly writtenAt: Date;
  readonly text: string;
  readonly mentions: readonly string[];
  readonly state: CommentState;
  readonly correctedAt: Date | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawalReason: string | null;
  readonly version: number;
};

/** What a comment said before it was corrected. */
export type Wording = {
  readonly number: number;
  readonly text: string;
  readonly mentions: readonly string[];
  readonly until: Date;
};

export const commentSubject = ({ id, unitIds }: Comment): Subject => ({
  kind: commentKind,
  id,
  key: null,
  unitIds,
});

/** Kept with the record that `subject` names. */
export const commentFields = (one: Comment, { key }: SubjectRef): RecordFields => ({
  subject: { kind: one.subjectKind, id: one.subjectId, key },
  author: one.authorId,
  state: one.state,
  text: one.text,
  mentions: [...one.mentions],
});

/** What people wrote lies beside the entries, so that the law can take it away. */
export const commentErasable: readonly string[] = ['/text'];

export const discussionRefusals = defineRefusals('discussion', {
  'no-such-record': {
    kind: 'notFound',
    says: (f: { kind: string; record: string }) => `There is no ${f.kind} ${f.record}, or it is not for you to see.`,
    remedy: 'Take the key or id from the page of the record.',
  },
  'no-such-comment': {
    kind: 'notFound',
    says: () => 'There is no such comment, or it is not for you to see.',
    remedy: 'Comments are listed at their record.',
  },
  'bad-cursor': {
    kind: 'malformed',
    says: () => 'The cursor is not one that a page gave.',
    remedy: 'Send `nextCursor` of the page before, or none.',
  },
  'about-a-person': {
    kind: 'rule',
    says: () => 'People are no records to be talked about.',
    remedy: 'Write to the record of the work: a release, a change, an application.',
  },
  'no-such-person': {
    kind: 'rule',
    says: (f: { person: string }) => `Nobody active is registered as ${f.person}.`,
    remedy: 'Mention people by their e-mail or their id.',
  },
  'mention-cannot-read': {
    kind: 'rule',
    says: (f: { name: string; record: string }) =>
      `${f.name} may not read ${f.record}, and would be told of what they cannot see.`,
    remedy: 'Leave the mention out, or ask an administrator to give them a role in a unit of the record.',
  },
  'not-author': {
    kind: 'forbidden',
    says: (f: { verb: 'correct' | 'withdraw' }) => `You did not write this comment, so it is not yours to ${f.verb}.`,
    remedy: (f) =>
      f.verb === 'correct' ? 'Write a comment of your own.' : 'Ask its author, or somebody of quality, to withdraw it.',
  },
  'comment-withdrawn': {
    kind: 'conflict',
    says: () => 'This comment was withdrawn.',
    remedy: 'Write another one.',
  },
});

/** Whom a comment may speak to, as they stand now; `reads` is whether they may read the record. */
export type Mentioned = {
  readonly asked: string;
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly reads: boolean;
};

/** Every mention that cannot be: of nobody, or of somebody who may not read the record, by name. */
export const mentionFaults = (mentioned: readonly Mentioned[], record: string): readonly Refusal[] =>
  mentioned.flatMap(({ asked, person, reads }, at) => {
    const place = { field: `/mentions/${at}` };
    if (person === null) return [discussionRefusals['no-such-person']({ person: asked }, place)];
    return reads ? [] : [discussionRefusals['mention-cannot-read']({ name: person.name, record }, place)];
  });

/** Why somebody may not correct or withdraw a comment. `overOthers`: they withdraw what others wrote. */
export function stepFaults(
  one: Comment,
  verb: 'correct' | 'withdraw',
  by: { readonly id: string; readonly overOthers: boolean },
): readonly Refusal[] {
  const theirs = one.authorId === by.id || (verb === 'withdraw' && by.overOthers);
  if (!theirs) return [discussionRefusals['not-author']({ verb })];
  return one.state === 'written' ? [] : [discussionRefusals['comment-withdrawn']({})];
}
