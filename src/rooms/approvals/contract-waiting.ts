import { z } from 'zod';
import { instant, operation, uuid } from '../../foundation/contract.ts';

// What waits for somebody: a file of its own, for Home is the first load of everybody.
export const givingVerbs = ['approve', 'review', 'accept', 'accept-for-production', 'verify', 'reject'] as const;
export const subjectShown = z.object({
  kind: z.string(),
  id: uuid,
  key: z.string().nullable(),
  label: z.string(),
  link: z.string(),
});
export const meaning = z.object({ code: z.string(), text: z.string() });

export const waitingApprovals = operation({
  id: 'approvals.waiting',
  method: 'GET',
  path: '/approvals/waiting',
  right: 'approvals.read',
  summary: 'Steps that wait for an approval that the reader could give, at most fifty',
  reply: z.object({
    items: z.array(
      z.object({
        subject: subjectShown,
        step: z.string(),
        says: z.string(),
        verb: z.enum(givingVerbs),
        meaning,
        requirements: z.array(z.object({ key: z.string(), name: z.string() })),
        since: instant.nullable(),
      }),
    ),
    complete: z.boolean().describe('false: more records were waiting than were looked at'),
  }),
});
