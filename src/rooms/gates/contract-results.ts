import { z } from 'zod';
import { instant, uuid } from '../../foundation/contract.ts';

const person = z.object({ id: uuid, name: z.string() });

export const secondView = z.object({
  state: z
    .enum(['pending', 'confirmed', 'differs'])
    .describe('Only a confirmed value counts; until then it is shown to nobody here'),
  by: person.nullable(),
  at: instant.nullable(),
  value: z.number().nullable(),
  checked: z.boolean().nullable(),
});
export const resultView = z.object({
  id: uuid,
  value: z.number().nullable(),
  checked: z.boolean().nullable(),
  measuredAt: instant,
  measuredBy: z.string().describe('Who or what measured it'),
  ofVersion: z.string().nullable().describe('The version of the thing that was measured'),
  note: z.string().nullable(),
  link: z.string().nullable(),
  recordedBy: person,
  recordedAt: instant,
  second: secondView.nullable().describe('The second entry of a critical value; null where none is asked'),
  withdrawn: z.object({ by: person, at: instant, reason: z.string() }).nullable(),
});
export const waiverView = z.object({
  id: uuid,
  reason: z.string(),
  by: person,
  at: instant,
  expiresAt: instant,
  valid: z.boolean(),
  withdrawn: z.object({ by: person, at: instant, reason: z.string() }).nullable(),
});
