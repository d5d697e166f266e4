import { z } from 'zod';
import { byId, operation, version } from '../../foundation/contract.ts';
import { release } from './contract-record.ts';
import { guardedSteps } from './contract-words.ts';

const change = z.object({ what: z.string(), was: z.string().nullable(), is: z.string().nullable() });

export const releaseDemands = operation({
  id: 'releases.demanded-gates',
  method: 'GET',
  path: '/releases/{id}/demanded-gates',
  right: 'releases.read',
  summary: 'Which gates the matrix demands of a release, which are there, and what placing the others would bring',
  params: byId,
  reply: z.object({
    items: z.array(
      z.object({
        rule: z.string(),
        step: z.enum(guardedSteps),
        template: z.string(),
        name: z.string(),
        edition: z.int().describe('The edition in force'),
        standing: z
          .enum(['placed', 'older', 'missing'])
          .describe('older: placed from an earlier edition, which stays until somebody takes the new one over'),
        gate: z.object({ key: z.string(), edition: z.int() }).nullable().describe('The gate that answers it'),
        key: z.string().describe('Key of the gate as it is or would be placed'),
        asks: z.object({
          deciders: z.array(z.string()),
          greenHours: z.int().nullable(),
          criteria: z.array(z.object({ key: z.string(), text: z.string() })),
        }),
        changes: z.array(change).describe('What taking the edition in force over would change; in words'),
      }),
    ),
    version: version.describe('Of the release, for If-Match'),
  }),
});

export const placeDemandedGates = operation({
  id: 'releases.place-demanded-gates',
  method: 'POST',
  path: '/releases/{id}/demanded-gates',
  right: 'releases.change',
  summary: 'Place the gates that the matrix demands; take newer editions over where asked',
  description:
    'Adds what is missing and changes the gates of the named templates to their edition in force. Nothing else is touched.',
  params: byId,
  body: z.strictObject({
    takeOver: z
      .array(z.string().regex(/^GT-\d{1,9}$/, 'A template is named like GT-1'))
      .max(60)
      .default([])
      .describe('Templates whose newer edition is taken over'),
  }),
  reply: release,
  status: 200,
  versioned: true,
});
