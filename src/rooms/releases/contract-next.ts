import { z } from 'zod';
import { byId, instant, operation, planKey, refusalShape, uuid } from '../../foundation/contract.ts';
import { releaseStates, releaseVerbs } from './contract-words.ts';

const person = z.object({ id: uuid, name: z.string() });

export const nextStep = operation({
  id: 'releases.next',
  method: 'GET',
  path: '/releases/{id}/next',
  right: 'releases.read',
  summary: 'What blocks the next step, and who must do what',
  params: byId,
  reply: z.object({
    state: z.enum(releaseStates),
    step: z
      .object({ verb: z.enum(releaseVerbs), says: z.string(), demands: z.array(z.enum(['reason', 'signature'])) })
      .nullable(),
    blockers: z.array(
      z.object({
        refusal: refusalShape,
        roles: z.array(z.string()),
        people: z.array(person).describe('Who could do it, at most ten'),
        recorders: z
          .object({
            roles: z.array(z.string()).describe('Empty where every role that records results may'),
            people: z.array(person).describe('At most five'),
            more: z.int().describe('How many more there are, of at most 50'),
          })
          .nullable()
          .describe('Who records what a gate still lacks, before it can be decided'),
      }),
    ),
    deciders: z.array(person).describe('Who could take the step once nothing blocks it, at most ten'),
    mayDoIt: z.boolean().describe('True where the reader may take the step now'),
  }),
});

export const releaseWhatIf = operation({
  id: 'releases.what-if',
  method: 'POST',
  path: '/releases/{id}/what-if',
  right: 'releases.read',
  reads: true,
  summary: 'What would block the next step, if: judged by its rules; nothing is changed',
  description:
    'Assumes a moment and that gates have passed, and judges the next step as it would be judged then. Writes nothing: no row, no entry. What a gate itself would say is asked by `POST /gates/{id}/what-if`.',
  params: byId,
  body: z.strictObject({
    at: instant.optional().describe('The moment to look at, now or later; now, when left out'),
    passed: z.array(planKey).max(60).default([]).describe('As if these gates had passed: ids or keys'),
  }),
  reply: nextStep.reply.extend({
    at: instant,
    gates: z
      .array(
        z.object({
          id: uuid,
          key: z.string(),
          name: z.string(),
          closed: z.boolean().describe('Stands in the way at that moment unless it is assumed to have passed'),
          assumed: z.boolean(),
        }),
      )
      .describe('Gates before the next step'),
  }),
  status: 200,
});
