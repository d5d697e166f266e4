import { z } from 'zod';
import { byId, can, instant, manyOf, operation, pageOf, pageQuery, reason, uuid } from '../../foundation/contract.ts';
import { signatureProof } from '../signatures/contract.ts';
import { collisionShape, exceptionHead } from './contract-collision.ts';
import { exceptionStates, exceptionVerbs } from './contract-exception-words.ts';

export { type ExceptionVerb, exceptionVerbs } from './contract-exception-words.ts';

const by = z.object({ id: uuid, name: z.string() });
const step = z.object({ by, at: instant, reason: z.string() });

export const exceptionShape = exceptionHead.extend({
  version: z.int(),
  collision: collisionShape.pick({
    id: true,
    version: true,
    rule: true,
    severity: true,
    resource: true,
    mine: true,
    theirs: true,
    overlap: true,
    state: true,
  }),
  asked: step,
  decided: step.nullable(),
  ended: step.nullable().describe('Who withdrew it, or by whose act the collision became another'),
  over: z.boolean().describe('Its time is over'),
});
export type ExceptionRow = z.output<typeof exceptionShape>;
export const exceptionView = exceptionShape.extend({ can });
export type ExceptionView = z.output<typeof exceptionView>;

export const askException = operation({
  id: 'interlocks.ask-exception',
  method: 'POST',
  path: '/collisions/{id}/exceptions',
  right: 'interlocks.ask-exceptions',
  summary: 'Ask for an exception to a collision; somebody else decides',
  description:
    'Only for a collision that needs an exception: what blocks is never excepted. The exception is for this collision as it is; a claim that moves makes it lapse.',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ reason, expiresAt: instant.describe('At most so many days ahead as the compliance profile says (90)') }),
  reply: exceptionView,
});

export const listExceptions = operation({
  id: 'interlocks.list-exceptions',
  method: 'GET',
  path: '/collision-exceptions',
  right: 'interlocks.read',
  summary: 'Exceptions to collisions, newest first',
  description: 'Exceptions to collisions of which the reader may see at least one party.',
  query: z.strictObject({
    ...pageQuery,
    owner: z.string().max(130).optional().describe('kind:id or kind:key of a party, e.g. release:REL-1042'),
    collision: uuid.optional(),
    state: manyOf(z.enum(exceptionStates)).optional(),
  }),
  reply: pageOf(exceptionShape),
});

export const showException = operation({
  id: 'interlocks.show-exception',
  method: 'GET',
  path: '/collision-exceptions/{id}',
  right: 'interlocks.read',
  summary: 'One exception: for which collision, who asked, who decided, until when',
  params: byId,
  reply: exceptionView,
});

export const actOnException = operation({
  id: 'interlocks.act-on-exception',
  method: 'POST',
  path: '/collision-exceptions/{id}/acts/{verb}',
  right: 'interlocks.ask-exceptions',
  summary: 'Grant or refuse an exception (signed), or withdraw it',
  description:
    'Granted or refused by somebody who decides on exceptions for both parties and had no hand in either. Withdrawn with a reason by whoever may ask.',
  params: byId.extend({ verb: z.enum(exceptionVerbs) }),
  body: z.strictObject({ reason, signature: signatureProof.optional() }),
  reply: exceptionView,
  status: 200,
  versioned: true,
  signs: { kind: 'collision-exception' },
});
