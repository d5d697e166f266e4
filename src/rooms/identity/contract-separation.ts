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

export const waivedPair = separationViolation.omit({ alarmAt: true }).extend({
  waiver: z.string().describe('Key of the signed waiver'),
  until: instant.describe('When the waiver ends; held longer than that, the pair is a violation'),
});
export type WaivedPair = z.output<typeof waivedPair>;

export const separationReport = operation({
  id: 'identity.separation-report',
  method: 'GET',
  path: '/separation-report',
  right: 'identity.read-access',
  summary: 'Who holds roles that are kept apart, whatever way they came to them',
  description:
    'Read from the database at this moment, over grants, groups and deputations, those that lie ahead too. What no waiver lets somebody hold is a violation: it came past the product, or outlived its waiver, or was there before its pair was kept apart.',
  reply: z.object({
    at: instant,
    pairs: z.int().describe('Pairs that are kept apart'),
    matrixVersion: z
      .int()
      .describe('Version of the matrix of this installation; 0: it keeps apart what Interlock itself does and no more'),
    people: z.int().describe('Active people with more than one role, who were looked at'),
    violations: z.array(separationViolation).describe('At most 1,000'),
    total: z.int().describe('All violations'),
    waived: z.array(waivedPair).describe('Held by a waiver; at most 1,000'),
  }),
});
