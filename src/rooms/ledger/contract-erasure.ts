import { z } from 'zod';
import { can, idOrKey, instant, operation, pageOf, pageQuery, reason, uuid } from '../../foundation/contract.ts';

const password = z.string().max(1000).optional().describe('Your own password, entered again for this decision');
const person = z.string().min(1).max(254).describe('Id or e-mail of the person');

const names = z
  .record(z.string(), z.string())
  .describe('Names of the people whose ids stand here, by id; whoever was forgotten, or is not shown to the reader, is missing');

export const erasureShape = z.object({
  id: uuid,
  key: z.string(),
  person: uuid,
  state: z.enum(['requested', 'confirmed', 'done', 'withdrawn']),
  reason: z.string(),
  retainedUntil: instant.describe('End of the retention, as it was when it was asked for'),
  requestedBy: uuid,
  requestedAt: instant,
  confirmedBy: uuid.nullable(),
  confirmedAt: instant.nullable(),
  endedAt: instant.nullable(),
  erasedValues: z.int(),
  names,
  version: z.int(),
  can,
});

export const listErasures = operation({
  id: 'ledger.erasures',
  method: 'GET',
  path: '/ledger/erasures',
  right: 'ledger.verify',
  summary: 'Erasures of people’s names and texts, newest first',
  query: z.strictObject(pageQuery),
  reply: pageOf(erasureShape),
});

export const showErasure = operation({
  id: 'ledger.erasure',
  method: 'GET',
  path: '/ledger/erasures/{id}',
  right: 'ledger.verify',
  summary: 'One erasure, with what the reader may do',
  params: z.strictObject({ id: idOrKey }),
  reply: erasureShape,
});

export const requestErasure = operation({
  id: 'ledger.request-erasure',
  method: 'POST',
  path: '/ledger/erasures',
  right: 'ledger.erase',
  summary: 'Ask for the erasure of a person’s name and texts',
  description: 'Refused with ground and date while the law keeps them. Another person confirms it.',
  body: z.strictObject({ person, reason, password }),
  reply: erasureShape,
});

export const confirmErasure = operation({
  id: 'ledger.confirm-erasure',
  method: 'POST',
  path: '/ledger/erasures/{id}/acts/confirm',
  right: 'ledger.erase',
  summary: 'Confirm an erasure that somebody else asked for',
  description: 'Nothing brings the values back. Entries, hashes and proofs stay as they are.',
  params: z.strictObject({ id: idOrKey }),
  body: z.strictObject({ password }),
  reply: erasureShape,
  status: 200,
});

export const withdrawErasure = operation({
  id: 'ledger.withdraw-erasure',
  method: 'POST',
  path: '/ledger/erasures/{id}/acts/withdraw',
  right: 'ledger.erase',
  summary: 'Withdraw the request of an erasure',
  params: z.strictObject({ id: idOrKey }),
  body: z.strictObject({ reason }),
  reply: erasureShape,
  status: 200,
});

export const holdShape = z.object({
  id: uuid,
  key: z.string(),
  person: uuid,
  reason: z.string(),
  setBy: uuid,
  setAt: instant,
  liftedAt: instant.nullable(),
  names,
});

export const listHolds = operation({
  id: 'ledger.holds',
  method: 'GET',
  path: '/ledger/holds',
  right: 'ledger.verify',
  summary: 'Legal holds on people’s records, standing ones first',
  reply: z.object({ items: z.array(holdShape) }),
});

export const setHold = operation({
  id: 'ledger.set-hold',
  method: 'POST',
  path: '/ledger/holds',
  right: 'ledger.erase',
  summary: 'Set a legal hold: nothing about the person is erased while it stands',
  body: z.strictObject({ person, reason }),
  reply: z.object({ id: uuid }),
});

export const liftHold = operation({
  id: 'ledger.lift-hold',
  method: 'POST',
  path: '/ledger/holds/{id}/acts/lift',
  right: 'ledger.erase',
  summary: 'Lift a legal hold',
  params: z.strictObject({ id: idOrKey }),
  body: z.strictObject({ reason }),
  reply: z.object({ id: uuid }),
  status: 200,
});
