import { z } from 'zod';
import { instant, operation, uuid } from '../../foundation/contract.ts';

const half = z.object({
  role: z.string(),
  says: z.string(),
  by: z.string().describe('How they came by it, in words; empty: granted to them directly'),
});

export const separationViolation = z.object({
  person: z.object({ id: uuid, name: z.string() }),
  one: half,
  other: half,
  why: z.string(),
  alarmAt: instant.nullable().describe('When the alarm went into the access log; null: within a minute'),
});
export type SeparationViolation = z.output<typeof separationViolation>;

export const separationReport = operation({
  id: 'identity.separation-report',
  method: 'GET',
  path: '/separation-report',
  right: 'identity.read-access',
  summary: 'Who holds roles that are kept apart, whatever way they came to them',
  description:
    'Read from the database at this moment, over grants, groups and deputations, those that lie ahead too. No act of the product leads there: whatever stands here came past it.',
  reply: z.object({
    at: instant,
    pairs: z.int().describe('Pairs that are kept apart'),
    people: z.int().describe('Active people with more than one role, who were looked at'),
    violations: z.array(separationViolation).describe('At most 1,000'),
    total: z.int(),
  }),
});
