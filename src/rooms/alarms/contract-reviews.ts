import { z } from 'zod';
import { byId, can, instant, operation, pageOf, pageQuery, uuid } from '../../foundation/contract.ts';
import { prose } from '../../foundation/text.ts';
import { person, suppressionStates } from './contract-words.ts';

const statistics = z.object({
  kinds: z.array(
    z.object({
      kind: z.string(),
      says: z.string(),
      raised: z.int(),
      times: z.int().describe('Those that came back counted each time'),
      acknowledged: z.int(),
      waiting: z.int().describe('That nobody had acknowledged yet'),
      escalated: z.int(),
      medianMinutes: z.number().nullable().describe('From raising to acknowledging'),
      suppressed: z.int().describe('Raised while nobody was told of the kind'),
      deliveryFailed: z.int().describe('With a message that was given up'),
    }),
  ),
  suppressions: z.array(
    z.object({
      key: z.string(),
      kind: z.string(),
      says: z.string(),
      state: z.enum(suppressionStates),
      reason: z.string(),
      requestedBy: person,
      requestedAt: instant,
      endsAt: instant,
      decidedBy: person.nullable(),
    }),
  ),
});
export type StatisticsView = z.output<typeof statistics>;

const span = { from: instant.nullable().describe('null: from the first alarm on'), until: instant };

export const reviewView = z.object({
  id: uuid,
  key: z.string().describe('ALR-1 and on'),
  ...span,
  statistics,
  comment: z.string(),
  reviewedBy: person,
});
export type ReviewView = z.output<typeof reviewView>;

export const previewReview = operation({
  id: 'alarms.preview-review',
  method: 'GET',
  path: '/alarm-reviews/next',
  right: 'alarms.read',
  summary: 'What the next review of the log of alarms has to look at: everything since the last one',
  reply: z.object({
    ...span,
    dueAt: instant.nullable().describe('null: nothing stands in the log yet'),
    overdue: z.boolean(),
    days: z.int().describe('Within how many days of the last one, by the compliance profile'),
    statistics,
    can: can.describe('review'),
  }),
});

export const reviewLog = operation({
  id: 'alarms.review',
  method: 'POST',
  path: '/alarm-reviews',
  right: 'alarms.review',
  summary: 'Record that you reviewed the log of alarms up to a moment, and what you made of it',
  body: z.strictObject({ until: instant.describe('As the statistics that you saw said'), comment: prose(4000).min(3) }),
  reply: reviewView,
});

export const listReviews = operation({
  id: 'alarms.list-reviews',
  method: 'GET',
  path: '/alarm-reviews',
  right: 'alarms.read',
  summary: 'Reviews of the log of alarms, newest first',
  query: z.strictObject(pageQuery),
  reply: pageOf(reviewView),
});

export const showReview = operation({
  id: 'alarms.show-review',
  method: 'GET',
  path: '/alarm-reviews/{id}',
  right: 'alarms.read',
  summary: 'One review of the log of alarms, with the numbers as the reviewer saw them',
  params: byId,
  reply: reviewView,
});
