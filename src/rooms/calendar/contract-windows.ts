import { z } from 'zod';
import {
  bulkResult,
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
import { signatureProof } from '../signatures/contract.ts';
import {
  clockNote,
  decided,
  line,
  nothingAsked,
  occurrenceShown,
  planRef,
  prose,
  recurrenceInput,
  recurrenceShown,
  targetInput,
  targetShown,
  timeText,
  truncationShown,
  windowScopeInput,
  windowScopeShown,
  windowStates,
  type windowVerbs,
  withReason,
  zone,
} from './contract-shapes.ts';

const person = z.object({ id: uuid, name: z.string() });
const ref = z.object({ id: uuid, key: z.string(), name: z.string() });

export const onceInput = z.strictObject({
  start: timeText,
  end: timeText,
  goLive: timeText.nullable().default(null).describe('The start where left out'),
});

const windowFields = {
  name: line(200),
  note: prose(4000).nullable(),
  zone,
  once: onceInput,
  repeats: recurrenceInput,
  scope: windowScopeInput,
  targets: z.array(targetInput).max(40),
  workingCalendar: idOrKey.nullable().describe('Counts the working days of targets; the default calendar where null'),
};
export const registerWindowBody = z.strictObject({
  planRef: planRef.nullable().default(null),
  name: windowFields.name,
  note: windowFields.note.default(null),
  zone: windowFields.zone,
  once: windowFields.once.optional(),
  repeats: windowFields.repeats.optional().describe('Exactly one of `once` and `repeats`'),
  scope: windowFields.scope.prefault({}),
  targets: windowFields.targets.default([]),
  workingCalendar: windowFields.workingCalendar.default(null),
  state: z.enum(['draft', 'proposed']).default('draft').describe('A window is locked by a person, never by a file'),
});
/** JSON merge patch: missing leaves, null clears; `once` replaces `repeats` and the other way round. */
export const changeWindowBody = z.strictObject(windowFields).partial().extend({ reason: reason.optional() });

export const windowRow = z.object({
  id: uuid,
  key: z.string(),
  planRef: z.string().nullable(),
  version,
  name: z.string(),
  state: z.enum(windowStates),
  zone: z.string(),
  start: instant.describe('Of the first occurrence, where it repeats'),
  end: instant,
  goLive: instant,
  startLocal: z.string(),
  endLocal: z.string(),
  goLiveLocal: z.string(),
  repeats: recurrenceShown.nullable(),
  seriesEnd: instant.nullable().describe('Where it repeats: the end of the last occurrence; null where it goes on'),
  scope: windowScopeShown,
  cadence: ref.nullable(),
  firstLock: z
    .object({ start: instant, end: instant, goLive: instant, at: instant })
    .nullable()
    .describe('What it was when it was first locked: lateness is measured against it'),
  move: z
    .object({ askedBy: person, askedAt: instant, start: instant, end: instant, goLive: instant, reason: z.string() })
    .nullable()
    .describe('A move that was asked for and is not decided'),
  changedAt: instant,
});
export type WindowRowShown = z.output<typeof windowRow>;

export const windowShown = windowRow.extend({
  note: z.string().nullable(),
  workingCalendar: ref.nullable().describe('The calendar that counts: its own, or the default'),
  targets: z.array(targetShown),
  next: z.array(occurrenceShown).describe('The next occurrences, at most ten'),
  truncated: truncationShown,
  restrictedUntil: instant
    .nullable()
    .describe(
      'Where it repeats: up to here it stands in the index of restrictions; null where it does not repeat, or is a draft or withdrawn',
    ),
  clock: z.array(clockNote).describe('Times of this request that the clocks skip or show twice, with what was taken'),
  can,
});
export type WindowShown = z.output<typeof windowShown>;

export const listWindows = operation({
  id: 'calendar.list-windows',
  method: 'GET',
  path: '/windows',
  right: 'calendar.read',
  summary: 'Release windows that concern the reader',
  query: z.strictObject({
    ...pageQuery,
    state: manyOf(z.enum(windowStates)).optional(),
    unit: idOrKey.optional().describe('Windows that hold this unit, something above or below it'),
    cadence: idOrKey.optional(),
    from: instant.optional().describe('Windows that are not over then'),
    to: instant.optional().describe('Windows that start before'),
    moveAsked: z.stringbool().optional().describe('true: only those with a move to be decided'),
    q: z.string().trim().max(100).optional().describe('Part of the name or key'),
    sort: z.enum(['start', '-start', 'key', '-key']).default('start'),
  }),
  reply: pageOf(windowRow),
});

export const showWindow = operation({
  id: 'calendar.show-window',
  method: 'GET',
  path: '/windows/{id}',
  right: 'calendar.read',
  summary: 'One release window with its targets and next occurrences',
  params: byId,
  reply: windowShown,
});

export const registerWindow = operation({
  id: 'calendar.register-window',
  method: 'POST',
  path: '/windows',
  right: 'calendar.plan-windows',
  summary: 'Register a release window as draft or proposed',
  body: registerWindowBody,
  reply: windowShown,
});

export const changeWindow = operation({
  id: 'calendar.change-window',
  method: 'PATCH',
  path: '/windows/{id}',
  right: 'calendar.plan-windows',
  summary: 'Change a window that is not locked',
  description: 'Once locked, a window changes its dates only by a move that somebody asks for and somebody else decides.',
  params: byId,
  body: changeWindowBody,
  reply: windowShown,
  versioned: true,
});

/** As the published table in `core/signed-steps.ts` says (a test compares them). */
const signedVerbs: ReadonlySet<string> = new Set(['lock', 'approve-move', 'reject-move']);

const windowAct = <V extends (typeof windowVerbs)[number], B extends z.ZodType>(
  verb: V,
  right: string,
  summary: string,
  body: B,
) =>
  operation({
    id: `calendar.${verb}-window`,
    method: 'POST',
    path: `/windows/{id}/acts/${verb}`,
    right,
    summary,
    status: 200,
    params: byId,
    body,
    reply: windowShown,
    versioned: true,
    ...(signedVerbs.has(verb) ? { signs: { kind: 'window', verb } } : {}),
  });

export const askMoveBody = z.strictObject({
  start: timeText,
  end: timeText,
  goLive: timeText.nullable().default(null).describe('As far after the start as now, where left out'),
  reason,
});
export const proposeWindow = windowAct('propose', 'calendar.plan-windows', 'Propose a window', nothingAsked);
export const returnWindow = windowAct('return', 'calendar.lock-windows', 'Return a proposed window to draft', withReason);
export const lockWindow = windowAct('lock', 'calendar.lock-windows', 'Lock a window (signed)', decided);
export const askWindowMove = windowAct('ask-move', 'calendar.plan-windows', 'Ask to move a locked window', askMoveBody);
export const approveWindowMove = windowAct(
  'approve-move',
  'calendar.decide-window-moves',
  'Approve the move of a locked window, as somebody other than who asked',
  decided,
);
export const rejectWindowMove = windowAct(
  'reject-move',
  'calendar.decide-window-moves',
  'Reject the move of a locked window, as somebody other than who asked',
  decided,
);
export const useWindow = windowAct('use', 'calendar.plan-windows', 'Say that a locked window was used', nothingAsked);
export const lapseWindow = windowAct('lapse', 'calendar.plan-windows', 'Let a window lapse after its end', nothingAsked);
export const withdrawWindow = windowAct('withdraw', 'calendar.lock-windows', 'Withdraw a window', withReason);

export const bulkWindowVerbs = ['propose', 'return', 'lock', 'use', 'withdraw'] as const;
export const bulkWindowActs = operation({
  id: 'calendar.bulk-window-acts',
  method: 'POST',
  path: '/windows/bulk-acts',
  right: 'calendar.plan-windows',
  summary: 'The same step for several windows, each judged by itself, with a result per row',
  description: 'Each verb has its own right, rules and demands, as if it were sent for each window alone.',
  status: 200,
  body: z.strictObject({
    verb: z.enum(bulkWindowVerbs),
    reason: reason.optional(),
    items: z
      .array(z.strictObject({ id: idOrKey, version, signature: signatureProof.optional() }))
      .min(1)
      .max(60),
  }),
  reply: bulkResult,
});
