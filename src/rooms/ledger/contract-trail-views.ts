import { z } from 'zod';
import { byId, can, instant, operation, uuid } from '../../foundation/contract.ts';
import { line } from '../../foundation/text.ts';
import { trailFilters } from './contract-filters.ts';

/** What narrows and sorts the trail, by name. */
export const trailFilterNames = [
  'actor',
  'act',
  'kind',
  'key',
  'from',
  'until',
  'field',
  'value',
  'reason',
  'reasonCode',
  'version',
  'role',
  'via',
  'request',
  'build',
  'configuration',
  'sort',
] as const satisfies readonly (keyof typeof trailFilters)[];

const asked = z.strictObject(trailFilters);
const name = line(80).min(1).describe('Own views have different names, in whatever capitals');
const shared = z.boolean().describe('Whether everybody who reads the trail sees it; each sees the entries of their own units');
const filters = z
  .partialRecord(z.enum(trailFilterNames), line(2000).min(1))
  .refine((given) => asked.safeParse(given).success, 'Filters as the query of the trail takes them (ledger.entries)')
  .describe('Names and values of the query of ledger.entries, as text');

export const trailViewShape = z.object({
  id: uuid,
  key: z.string(),
  name: z.string(),
  shared: z.boolean(),
  mine: z.boolean().describe('Whether the reader keeps it'),
  ownerId: uuid,
  filters: z.record(z.string(), z.string()),
  keptAt: instant,
  version: z.int(),
  can,
});

export const listTrailViews = operation({
  id: 'ledger.views',
  method: 'GET',
  path: '/ledger/views',
  right: 'ledger.read',
  summary: 'Kept views of the audit trail: one’s own, and those that others share',
  reply: z.object({ items: z.array(trailViewShape) }),
});

export const keepTrailView = operation({
  id: 'ledger.keep-view',
  method: 'POST',
  path: '/ledger/views',
  right: 'ledger.keep-views',
  summary: 'Keep a view of the audit trail under a name',
  body: z.strictObject({ name, shared: shared.default(false), filters }),
  reply: trailViewShape,
});

export const changeTrailView = operation({
  id: 'ledger.change-view',
  method: 'PATCH',
  path: '/ledger/views/{id}',
  right: 'ledger.keep-views',
  summary: 'Rename a kept view, change its filters, share it or keep it to oneself',
  description: 'What is left out stays.',
  params: byId,
  body: z.strictObject({ name: name.optional(), shared: shared.optional(), filters: filters.optional() }),
  reply: trailViewShape,
  versioned: true,
});

export const dropTrailView = operation({
  id: 'ledger.drop-view',
  method: 'POST',
  path: '/ledger/views/{id}/drop',
  right: 'ledger.keep-views',
  summary: 'Keep a view no longer',
  description: 'By who keeps it; a shared one of somebody else by quality or an administrator. A repeat is no error.',
  params: byId,
  reply: z.object({ id: uuid }),
  status: 200,
});
