import { z } from 'zod';
import { byId, can, idOrKey, instant, operation, pageOf, pageQuery, reason, uuid, version } from '../../foundation/contract.ts';
import { prose } from '../../foundation/text.ts';
import { subjectShown } from './contract-subject.ts';
import { commentStates, mostLetters, mostMentions, person } from './contract-words.ts';

export * from './contract-files.ts';
export * from './contract-inbox.ts';

export const commentView = z.object({
  id: uuid,
  subject: subjectShown,
  author: person,
  text: z.string().describe('Plain text; it is shown as it is, never as HTML'),
  mentions: z.array(person).describe('To whom it speaks'),
  state: z.enum(commentStates),
  writtenAt: instant,
  correctedAt: instant.nullable().describe('When its author last corrected it; what it said before is kept'),
  withdrawn: z.object({ by: person, at: instant, reason: z.string() }).nullable(),
  version,
  can: can.describe('correct, withdraw'),
});
export type CommentView = z.output<typeof commentView>;

export const wordedComment = commentView.extend({
  wordings: z
    .array(z.object({ number: z.int(), text: z.string(), mentions: z.array(person), until: instant }))
    .describe('What it said before it was corrected, oldest first'),
});
export type WordedComment = z.output<typeof wordedComment>;

const ofRecord = z.strictObject({ kind: z.string().max(40), id: idOrKey });
const mention = z.union([z.uuid(), z.email()]);
const said = {
  text: prose(mostLetters).min(1, 'A comment says something'),
  mentions: z.array(mention).max(mostMentions).describe('People by id or e-mail; each must be able to read the record'),
};

export const listComments = operation({
  id: 'discussion.list-comments',
  method: 'GET',
  path: '/records/{kind}/{id}/comments',
  right: 'signed-in',
  summary: 'What was said to a record, newest first, withdrawn comments too',
  description: 'For whoever may read the record itself.',
  params: ofRecord,
  query: z.strictObject(pageQuery),
  reply: pageOf(commentView).extend({
    subject: subjectShown,
    watching: z.boolean().describe('You are told of what is said to it and of its steps'),
    can: can.describe('write, watch'),
  }),
});

export const showComment = operation({
  id: 'discussion.show-comment',
  method: 'GET',
  path: '/comments/{id}',
  right: 'signed-in',
  summary: 'One comment with everything that it said before',
  description: 'For whoever may read the record to which it was said.',
  params: byId,
  reply: wordedComment,
});

export const writeComment = operation({
  id: 'discussion.write-comment',
  method: 'POST',
  path: '/records/{kind}/{id}/comments',
  right: 'discussion.write',
  summary: 'Say something to a record that one may read',
  params: ofRecord,
  body: z.strictObject({ ...said, mentions: said.mentions.default([]) }),
  reply: commentView,
});

export const correctComment = operation({
  id: 'discussion.correct-comment',
  method: 'PATCH',
  path: '/comments/{id}',
  right: 'discussion.write',
  summary: 'Correct a comment of one’s own; what it said before is kept and shown',
  params: byId,
  body: z.strictObject({ text: said.text.optional(), mentions: said.mentions.optional() }),
  reply: commentView,
  versioned: true,
});

export const withdrawComment = operation({
  id: 'discussion.withdraw-comment',
  method: 'POST',
  path: '/comments/{id}/acts/withdraw',
  right: 'discussion.write',
  summary: 'Withdraw a comment with a reason: one’s own, or as quality anybody’s. It stays to be read as withdrawn',
  params: byId,
  body: z.strictObject({ reason }),
  reply: commentView,
  status: 200,
  versioned: true,
});
