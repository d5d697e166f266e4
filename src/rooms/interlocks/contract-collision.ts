import { z } from 'zod';
import { instant, uuid } from '../../foundation/contract.ts';
import { exceptionStates } from './contract-exception-words.ts';

export const collisionRule = z.enum(['same-resource', 'freeze', 'outside-window']);
export const severity = z.enum(['blocks', 'needs-exception', 'warns']).describe('Gravest first');
export const spanShape = z.object({
  start: instant,
  end: instant.describe('Belongs to what comes next: spans that touch do not collide'),
});

const ownerKind = z.string().min(1).max(40).describe('Kind of the record that holds, e.g. release');

export const sideShape = z.object({
  kind: ownerKind,
  id: uuid.nullable().describe('Null where the reader may not see the record'),
  key: z.string().nullable(),
  label: z.string().describe('The record, or “another record in <unit>” where the reader may not see it'),
  link: z.string().nullable(),
  visible: z.boolean(),
  span: spanShape,
});

export const exceptionHead = z.object({
  id: uuid,
  key: z.string(),
  state: z.enum(exceptionStates),
  expiresAt: instant,
  inForce: z.boolean().describe('It lifts the collision now: granted, not over, and its signature stands'),
});

export const foundShape = {
  rule: collisionRule,
  severity,
  resource: z.object({ kind: z.string(), id: z.string(), label: z.string() }),
  mine: sideShape,
  theirs: sideShape.nullable().describe('Null where a deployment lies outside every window'),
  overlap: spanShape,
  why: z.string().describe('The path from both parties to the resource, in one sentence'),
  nextFree: spanShape
    .nullable()
    .describe('The next span of that length that is free for mine; null when there is none within two years, and on long lists'),
};
export const collisionShape = z.object({
  id: uuid,
  version: z.int(),
  ...foundShape,
  since: instant,
  state: z.enum(['open', 'cleared']),
  clearedAt: instant.nullable(),
  exception: exceptionHead
    .nullable()
    .describe('The exception in force, else the newest that is asked or granted; null where there is none'),
});
export type CollisionShown = z.output<typeof collisionShape>;
