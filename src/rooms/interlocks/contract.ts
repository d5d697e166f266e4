import { z } from 'zod';
import { can, instant, manyOf, operation, pageOf, pageQuery, refusalShape, uuid } from '../../foundation/contract.ts';
import { collisionRule, collisionShape, foundShape, severity, spanShape } from './contract-collision.ts';

export * from './contract-collision.ts';
export * from './contract-exceptions.ts';

const ownerKind = z.string().min(1).max(40).describe('Kind of the record that holds, e.g. release');
const resourceRef = z.strictObject({ kind: z.string().min(1).max(40), id: z.string().min(1).max(80) });
const facet = z
  .string()
  .max(160)
  .regex(/^[a-z][a-z-]*:.+$/, 'A facet is dimension:value, such as criticality:high');
const facets = z.array(facet).max(200);

export const listCollisions = operation({
  id: 'interlocks.list-collisions',
  method: 'GET',
  path: '/collisions',
  right: 'interlocks.read',
  summary: 'Who collides with whom, newest first',
  description:
    'Collisions of which the reader may see at least one party. With `owner` they are told from the side of that record.',
  query: z.strictObject({
    ...pageQuery,
    owner: z.string().max(130).optional().describe('kind:id or kind:key of a record, e.g. release:REL-1042'),
    state: z.enum(['open', 'cleared', 'all']).default('open'),
    severity: manyOf(severity).optional(),
    rule: manyOf(collisionRule).optional(),
    unit: z.string().max(80).optional().describe('Id or key of a unit: collisions in it or below'),
  }),
  reply: pageOf(collisionShape),
});

export const showCollision = operation({
  id: 'interlocks.show-collision',
  method: 'GET',
  path: '/collisions/{id}',
  right: 'interlocks.read',
  summary: 'One collision, with the next free slot',
  params: z.strictObject({ id: uuid }),
  reply: collisionShape.extend({ can }),
});

export const holdDraftShape = z.strictObject({
  slot: z.string().min(1).max(120),
  resource: resourceRef.extend({ label: z.string().max(200).default('') }),
  start: instant,
  end: instant,
  strength: z.enum(['hard', 'soft']),
  exclusive: z.boolean().default(true),
  facets: facets.default([]),
  deployment: z.boolean().default(false),
  needsWindow: z.boolean().default(false),
});

export const previewHolds = operation({
  id: 'interlocks.preview-holds',
  method: 'POST',
  path: '/collisions/previews',
  right: 'interlocks.read',
  reads: true,
  summary: 'What would collide if these holds were placed; nothing is written',
  status: 200,
  body: z.strictObject({
    owner: z
      .strictObject({ kind: ownerKind, id: uuid })
      .nullable()
      .default(null)
      .describe('Whose present holds these would replace'),
    holds: z.array(holdDraftShape).min(1).max(200),
  }),
  reply: z.object({
    collisions: z.array(z.object(foundShape)),
    refusals: z.array(refusalShape).describe('Why the holds could not be placed at all'),
  }),
});

export const findFreeSlots = operation({
  id: 'interlocks.find-free-slots',
  method: 'POST',
  path: '/interlocks/free-slots',
  right: 'interlocks.read',
  reads: true,
  summary: 'The next spans in which all of the resources are free',
  status: 200,
  body: z.strictObject({
    resources: z.array(resourceRef).max(50).default([]),
    facets: facets.default([]).describe('Freezes and windows that select these facets count'),
    durationMinutes: z.int().min(1).max(527_040),
    from: instant.optional().describe('Now where left out'),
    needsWindow: z.boolean().default(false),
    ignoreOwner: z
      .strictObject({ kind: ownerKind, id: uuid })
      .nullable()
      .default(null)
      .describe('Holds of this record do not count'),
    count: z.int().min(1).max(20).default(3),
  }),
  reply: z.object({ slots: z.array(spanShape), searchedUntil: instant }),
});
