import { z } from 'zod';
import { idOrKey, instant, operation, pageOf, pageQuery } from '../../foundation/contract.ts';
import { subjectShown } from './contract-subject.ts';
import { person } from './contract-words.ts';

export const noticeLine = z.object({
  place: z.string().describe('Its place in the inbox'),
  what: z
    .enum(['mentioned', 'commented', 'moved'])
    .describe('mentioned: a comment speaks to you; commented, moved: on a record that you watch'),
  at: instant,
  by: person.nullable().describe('null: Interlock itself'),
  says: z.string().describe('What was done, in the words of the audit trail; never what a comment says'),
  subject: subjectShown,
  link: z.string().describe('Where to read it'),
  read: z.boolean(),
});
export type NoticeLine = z.output<typeof noticeLine>;

export const listInbox = operation({
  id: 'discussion.list-inbox',
  method: 'GET',
  path: '/inbox',
  right: 'discussion.hear',
  summary: 'What you were told: comments that speak to you, and what happened to records that you watch, newest first',
  description: 'Of records that you may read now; what you may no longer read is left out.',
  query: z.strictObject({
    ...pageQuery,
    unread: z.enum(['true', 'false']).optional().describe('true: what you have not read yet'),
  }),
  reply: pageOf(noticeLine),
});

export const readInbox = operation({
  id: 'discussion.read-inbox',
  method: 'POST',
  path: '/inbox/acts/read',
  right: 'discussion.watch',
  summary: 'Say that you have read what you were told, up to a line',
  body: z.strictObject({
    upTo: z
      .string()
      .regex(/^\d{1,18}$/, 'A place, as a line of the inbox has it')
      .describe('`place` of the newest line that was read'),
  }),
  reply: z.object({ read: z.int().describe('How many lines were unread until now') }),
  status: 200,
});

export const watchRecord = operation({
  id: 'discussion.watch-record',
  method: 'PUT',
  path: '/records/{kind}/{id}/watch',
  right: 'discussion.watch',
  summary: 'Be told of what is said to a record and of its steps, or no longer',
  params: z.strictObject({ kind: z.string().max(40), id: idOrKey }),
  body: z.strictObject({ watching: z.boolean() }),
  reply: z.object({ watching: z.boolean() }),
});
