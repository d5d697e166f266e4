import { z } from 'zod';
import { byId, can, instant, manyOf, operation, pageOf, pageQuery, reason, uuid } from '../../foundation/contract.ts';
import { prose } from '../../foundation/text.ts';
import { person } from './contract-shapes.ts';
import { subjectShown } from './contract-waiting.ts';
import { noticeStates, noticeVerbs } from './contract-words.ts';

export { noticeStates, noticeVerbs } from './contract-words.ts';

export const noticeShown = z.object({
  id: uuid,
  key: z.string(),
  version: z.int(),
  state: z.enum(noticeStates),
  subject: subjectShown,
  text: z.string(),
  until: instant.describe('Who objects does so before'),
  givenBy: person,
  givenAt: instant,
  ended: z.object({ by: person, at: instant, reason: z.string() }).nullable().describe('The objection, or the withdrawal'),
  unopposed: z
    .boolean()
    .describe(
      'Its time is over and nobody objected, the record is outside GxP and SOX, and the profile allows it. It is never an approval',
    ),
});
export type NoticeShown = z.output<typeof noticeShown>;
export const noticeView = noticeShown.extend({ can });

const ofSubject = z
  .string()
  .max(170)
  .regex(/^[a-z][a-z-]*:[A-Za-z0-9._-]+$/, 'Kind and id or key with a colon between them')
  .describe('Kind and id or key of a record, such as release:REL-1042');

export const giveNotice = operation({
  id: 'approvals.give-notice',
  method: 'POST',
  path: '/notices',
  right: 'approvals.give-notice',
  summary: 'Give notice of something: who objects says so by a date',
  description:
    'Only for records without GxP and SOX relevance, where the compliance profile allows it. That nobody objected is recorded as that; it is no approval and no step goes by it.',
  body: z.strictObject({
    subject: ofSubject,
    text: prose(2000).min(3).describe('What is meant to be done'),
    until: instant.describe('From a day to 30 days ahead'),
  }),
  reply: noticeView,
});

export const listNotices = operation({
  id: 'approvals.list-notices',
  method: 'GET',
  path: '/notices',
  right: 'approvals.read',
  summary: 'Notices, newest first',
  query: z.strictObject({ ...pageQuery, subject: ofSubject.optional(), state: manyOf(z.enum(noticeStates)).optional() }),
  reply: pageOf(noticeShown),
});

export const showNotice = operation({
  id: 'approvals.show-notice',
  method: 'GET',
  path: '/notices/{id}',
  right: 'approvals.read',
  summary: 'One notice',
  params: byId,
  reply: noticeView,
});

export const actOnNotice = operation({
  id: 'approvals.act-on-notice',
  method: 'POST',
  path: '/notices/{id}/acts/{verb}',
  right: 'approvals.answer-notices',
  summary: 'Object to a notice before its date, or withdraw one that you gave',
  status: 200,
  params: byId.extend({ verb: z.enum(noticeVerbs) }),
  body: z.strictObject({ reason }),
  reply: noticeView,
  versioned: true,
});
