import { z } from 'zod';
import {
  byId,
  can,
  idOrKey,
  instant,
  manyOf,
  operation,
  pageOf,
  pageQuery,
  reason,
  uuid,
  version,
} from '../../foundation/contract.ts';
import {
  clockNote,
  freezeScopeInput,
  freezeScopeShown,
  freezeSeverities,
  freezeStates,
  line,
  occurrenceShown,
  planRef,
  prose,
  recurrenceInput,
  recurrenceShown,
  timeText,
  truncationShown,
  withReason,
  zone,
} from './contract-shapes.ts';

export const freezeOnceInput = z.strictObject({ start: timeText, end: timeText });
const freezeFields = {
  name: line(200),
  reason: prose(4000).describe('Why it is frozen: shown to whoever collides with it'),
  zone,
  once: freezeOnceInput,
  repeats: recurrenceInput,
  scope: freezeScopeInput,
  severity: z.enum(freezeSeverities),
};
export const registerFreezeBody = z.strictObject({
  planRef: planRef.nullable().default(null),
  name: freezeFields.name,
  reason: freezeFields.reason,
  zone: freezeFields.zone,
  once: freezeFields.once.optional(),
  repeats: freezeFields.repeats.optional().describe('Exactly one of `once` and `repeats`'),
  scope: freezeFields.scope.prefault({}),
  severity: freezeFields.severity.default('blocks'),
});
/** JSON merge patch: missing leaves; `once` replaces `repeats` and the other way round. */
export const changeFreezeBody = z
  .strictObject(freezeFields)
  .partial()
  .extend({ changeReason: reason.optional().describe('Why it is changed') });

export const freezeRow = z.object({
  id: uuid,
  key: z.string(),
  planRef: z.string().nullable(),
  version,
  name: z.string(),
  reason: z.string(),
  state: z.enum(freezeStates),
  severity: z.enum(freezeSeverities),
  zone: z.string(),
  start: instant.describe('Of the first occurrence, where it repeats'),
  end: instant,
  startLocal: z.string(),
  endLocal: z.string(),
  repeats: recurrenceShown.nullable(),
  seriesEnd: instant.nullable().describe('Where it repeats: the end of the last occurrence; null where it goes on'),
  scope: freezeScopeShown,
  changedAt: instant,
});
export type FreezeRowShown = z.output<typeof freezeRow>;
export const freezeShown = freezeRow.extend({
  next: z.array(occurrenceShown).describe('The next occurrences, at most ten'),
  truncated: truncationShown,
  restrictedUntil: instant
    .nullable()
    .describe(
      'Where it repeats: up to here it stands in the index of restrictions; null where it does not repeat, or is withdrawn',
    ),
  clock: z.array(clockNote).describe('Times of this request that the clocks skip or show twice, with what was taken'),
  can,
});
export type FreezeShown = z.output<typeof freezeShown>;

export const listFreezes = operation({
  id: 'calendar.list-freezes',
  method: 'GET',
  path: '/freezes',
  right: 'calendar.read',
  summary: 'Freezes that concern the reader',
  query: z.strictObject({
    ...pageQuery,
    state: manyOf(z.enum(freezeStates)).optional(),
    severity: manyOf(z.enum(freezeSeverities)).optional(),
    unit: idOrKey.optional().describe('Freezes that hold this unit, something above or below it'),
    from: instant.optional().describe('Freezes that are not over then'),
    to: instant.optional().describe('Freezes that start before'),
    q: z.string().trim().max(100).optional().describe('Part of the name or key'),
    sort: z.enum(['start', '-start', 'key', '-key']).default('start'),
  }),
  reply: pageOf(freezeRow),
});

export const showFreeze = operation({
  id: 'calendar.show-freeze',
  method: 'GET',
  path: '/freezes/{id}',
  right: 'calendar.read',
  summary: 'One freeze with its next occurrences',
  params: byId,
  reply: freezeShown,
});

export const registerFreeze = operation({
  id: 'calendar.register-freeze',
  method: 'POST',
  path: '/freezes',
  right: 'calendar.manage-freezes',
  summary: 'Register a freeze; what it collides with is found at once',
  body: registerFreezeBody,
  reply: freezeShown,
});

export const changeFreeze = operation({
  id: 'calendar.change-freeze',
  method: 'PATCH',
  path: '/freezes/{id}',
  right: 'calendar.manage-freezes',
  summary: 'Change a freeze; what it collides with is found anew at once',
  params: byId,
  body: changeFreezeBody,
  reply: freezeShown,
  versioned: true,
});

export const withdrawFreeze = operation({
  id: 'calendar.withdraw-freeze',
  method: 'POST',
  path: '/freezes/{id}/acts/withdraw',
  right: 'calendar.manage-freezes',
  summary: 'Withdraw a freeze; its collisions are cleared at once',
  status: 200,
  params: byId,
  body: withReason,
  reply: freezeShown,
  versioned: true,
});
