import { z } from 'zod';
import { idOrKey, instant, operation, planKey, refusalShape, uuid } from '../../foundation/contract.ts';
import { line } from '../../foundation/text.ts';
import { criterionStatuses } from './contract-waiting.ts';

const criterion = planKey.describe('The id or the key');
const seen = z.object({ status: z.enum(criterionStatuses), actual: z.string().nullable() });

/** What is assumed of a gate. Everything that is left out is as it stands. */
export const assumedOfGate = {
  at: instant.optional().describe('The moment to look at, now or later; now, when left out'),
  results: z
    .array(z.strictObject({ criterion, value: z.number().optional(), checked: z.boolean().optional() }))
    .max(200)
    .default([])
    .describe('As if these results had been recorded now'),
  found: z
    .array(z.strictObject({ criterion, value: z.union([z.number(), z.boolean(), line(200)]).nullable() }))
    .max(200)
    .default([])
    .describe('As if the house had found these values; null: as if it could not tell'),
  withdrawn: z.array(criterion).max(200).default([]).describe('As if the results of these criteria were withdrawn'),
  waivers: z
    .array(z.strictObject({ criterion, expiresAt: instant }))
    .max(200)
    .default([])
    .describe('As if these criteria were waived until then'),
};

export const whatIfView = z.object({
  gate: z.object({ id: uuid, key: z.string(), name: z.string(), state: z.string() }),
  at: instant,
  criteria: z.array(
    z.object({
      key: z.string(),
      text: z.string(),
      expected: z.string(),
      stands: seen.describe('As it stands'),
      would: seen.describe('With what is assumed, at that moment'),
      assumed: z.boolean(),
    }),
  ),
  met: z.int(),
  total: z.int(),
  green: z.boolean(),
  greenSince: instant.nullable(),
  canPassFrom: instant.nullable().describe('Null where it would not be green, or no minimum is asked'),
  wouldPass: z.boolean().describe('True where nothing but the decision of a person would be missing'),
  missing: z.array(refusalShape).describe('What would stand in the way of a pass, approvals that are missing at that moment too'),
  holds: z
    .object({ holds: z.boolean(), why: z.array(z.string()) })
    .nullable()
    .describe('Whether the decision that stands would still hold; null where none does'),
  endsAt: instant.nullable().describe('When a pass at that moment would end by time alone; null: never, or it could not pass'),
});

export const gateWhatIf = operation({
  id: 'gates.what-if',
  method: 'POST',
  path: '/gates/{id}/what-if',
  right: 'signed-in',
  reads: true,
  summary: 'What would be, if: computed by the rules of the gate; nothing is changed',
  description:
    'For whoever may read the subject of the gate. Assumes results, waivers, values of facts and a moment, judges the gate as a decision would be judged, and writes nothing: no row, no entry. What it answers carries no hash that a decision could name.',
  params: z.strictObject({ id: idOrKey.max(170).describe('The id (UUID) or the key of its subject and its own') }),
  body: z.strictObject(assumedOfGate),
  reply: whatIfView,
  status: 200,
});
