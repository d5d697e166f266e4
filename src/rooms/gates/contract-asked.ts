import { z } from 'zod';
import { instant, operation } from '../../foundation/contract.ts';
import { line } from '../../foundation/text.ts';

export const criterionTypes = ['checklist', 'measure', 'fact', 'expression', 'external'] as const;
export type CriterionType = (typeof criterionTypes)[number];

const factName = z.string().regex(/^[a-z]+\.[a-z][a-z0-9-]{0,79}$/, 'A fact is named like releases.blocking-collisions');

const says = {
  fact: 'fact: the name of what the house measures',
  wants: 'fact: what it must be where it is no number: true, false or a text; left out: true',
  expression: 'expression: what is computed, such as criteria.tests.value >= 98 && facts.releases.blocking_collisions == 0',
  checker: 'external: key of the machine that answers it by a signed message',
  answerHours: 'external: how many hours the machine has for an answer; without one in time it is unknown',
  critical: 'A value that a person types counts once another person has entered the same',
} as const;

/** What a request asks of a criterion beside its words. */
export const askedMoreInput = {
  fact: factName.nullable().default(null).describe(says.fact),
  wants: line(200).nullable().default(null).describe(says.wants),
  expression: line(1000).nullable().default(null).describe(says.expression),
  critical: z.boolean().default(false).describe(says.critical),
  checker: line(80).nullable().default(null).describe(says.checker),
  answerHours: z.int().min(1).max(720).nullable().default(null).describe(says.answerHours),
};
export const askedMoreView = {
  fact: z.string().nullable().describe(says.fact),
  wants: z.string().nullable().describe(says.wants),
  expression: z.string().nullable().describe(says.expression),
  critical: z.boolean().describe(says.critical),
  checker: z.string().nullable().describe(says.checker),
  answerHours: z.int().nullable().describe(says.answerHours),
};

const found = {
  value: z
    .union([z.number(), z.boolean(), z.string()])
    .nullable()
    .describe('Null where the house cannot tell: unknown, never green'),
  until: instant.nullable().describe('When time alone gives another value'),
  says: z.string(),
  inputs: z.record(z.string(), z.unknown()).describe('What it was computed from'),
};
export const foundView = z.object({ ...found, at: instant.describe('Since when it has been so') });
export const foundInputView = z.object(found);

export const listFacts = operation({
  id: 'gates.facts',
  method: 'GET',
  path: '/gates/facts',
  right: 'gates.read',
  summary: 'What the house measures by itself, for criteria of gates',
  reply: z.object({
    items: z.array(
      z.object({
        name: z.string(),
        says: z.string(),
        kinds: z.array(z.string()).nullable().describe('Kinds of records on which it is measured; null: every kind'),
        type: z.enum(['number', 'boolean', 'text']),
        unit: z.string().nullable(),
      }),
    ),
  }),
});
