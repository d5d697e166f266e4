import { z } from 'zod';
import { instant, manyOf, uuid } from '../../foundation/contract.ts';
import { reasonCodeNames } from '../../foundation/reason-codes.ts';

export const trailFilters = {
  actor: uuid.optional().describe('Id of the person who acted'),
  act: manyOf(z.string()).optional().describe('Names of acts, e.g. releases.accepted'),
  kind: manyOf(z.string()).optional().describe('Kinds of record, e.g. release'),
  key: z.string().max(80).optional().describe('Human key (or id) of the record, in whatever capitals'),
  from: instant.optional(),
  until: instant.optional(),
  field: z
    .string()
    .regex(/^\//)
    .max(200)
    .optional()
    .describe(
      'JSON pointer of a changed field, or of a branch: /goLive finds /goLive/start. Within 92 days, or of one record or person',
    ),
  reason: z.string().min(2).max(100).optional().describe('Part of the reason, in whatever capitals. Bounded as the field is'),
  reasonCode: manyOf(z.enum(reasonCodeNames)).optional().describe('Words of the list of reason codes'),
  value: z
    .string()
    .min(2)
    .max(100)
    .optional()
    .describe('Part of an old or new value, in whatever capitals; of the named field where one is. Bounded as the field is'),
  version: z.coerce.number().int().min(0).optional().describe('Version of the record that the act left. Bounded as the field is'),
  role: z
    .string()
    .regex(/^[a-z-]+$/)
    .max(60)
    .optional()
    .describe('A role that the actor held then, as a deputy too. Bounded as the field is'),
  via: z
    .enum(['session', 'pending', 'token', 'system', 'none'])
    .optional()
    .describe('How the actor came in. Bounded as the field is'),
  request: z.string().max(100).optional().describe('Id of the request that wrote it. Bounded as the field is'),
  build: z.string().max(100).optional().describe('Version of the product that wrote it. Bounded as the field is'),
  configuration: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('Version of the compliance profile then. Bounded as the field is'),
  sort: z
    .enum(['-at', 'at', 'actor', '-actor', 'act', '-act', 'record', '-record'])
    .default('-at')
    .describe(
      'By time, person, act or record; a dash: downwards. Within a person or an act by time, within a record by its places',
    ),
};

export const cutOff = z.coerce
  .number()
  .int()
  .min(1)
  .optional()
  .describe('Only what is sealed up to this place: what is written later changes nothing');
