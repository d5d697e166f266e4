import { z } from 'zod';
import { byId, can, idOrKey, instant, operation, reason, uuid } from '../../foundation/contract.ts';

const day = z.iso.date().describe('A day, such as 2027-01-04; it begins at midnight UTC');
export const everyMonths = [1, 3, 6, 12] as const;

export const reviewRule = z.object({
  id: uuid,
  unit: z.object({ id: uuid, name: z.string() }),
  everyMonths: z.int().describe('1, 3, 6 or 12'),
  answerDays: z.int().describe('Days for the answers'),
  nextOn: day,
  setBy: z.object({ id: uuid, name: z.string() }),
  setAt: instant,
  endedAt: instant.nullable(),
  version: z.int(),
  can: can.describe('end'),
});
export type ReviewRule = z.output<typeof reviewRule>;

export const listReviewRules = operation({
  id: 'access.rules',
  method: 'GET',
  path: '/access-review-rules',
  right: 'access.read-reviews',
  summary: 'Rules by which reviews of access are opened again and again',
  reply: z.object({ items: z.array(reviewRule) }),
});

export const setReviewRule = operation({
  id: 'access.set-rule',
  method: 'POST',
  path: '/access-review-rules',
  right: 'access.run-reviews',
  summary: 'Have all access in a unit reviewed again and again',
  description: 'One rule a unit; a new one takes the place of the one before.',
  body: z.strictObject({
    unit: idOrKey,
    everyMonths: z.union(everyMonths.map((months) => z.literal(months))).describe('1, 3, 6 or 12'),
    answerDays: z.int().min(3).max(90).describe('Days for the answers'),
    firstOn: day,
  }),
  reply: reviewRule,
});

export const endReviewRule = operation({
  id: 'access.end-rule',
  method: 'POST',
  path: '/access-review-rules/{id}/acts/end',
  right: 'access.run-reviews',
  summary: 'End a rule; reviews that it opened go on',
  params: byId,
  body: z.strictObject({ reason }),
  reply: reviewRule,
  status: 200,
});
