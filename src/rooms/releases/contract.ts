import { z } from 'zod';
import {
  asOfQuery,
  bulkResult,
  byId,
  idOrKey,
  instant,
  manyOf,
  operation,
  pageOf,
  pageQuery,
  reason,
  refusalShape,
  version,
} from '../../foundation/contract.ts';
import { collisionShape } from '../interlocks/contract.ts';
import { signatureProof } from '../signatures/contract.ts';
import { goLive } from './contract-home.ts';
import { actBody, changeBody, moveBody, movePreviewBody, proposeBody } from './contract-input.ts';
import { collisionCount, release, releaseLine } from './contract-record.ts';
import { releaseKinds, releaseStates, releaseVerbs } from './contract-words.ts';

export * from './contract-calendar.ts';
export * from './contract-demands.ts';
export * from './contract-gates.ts';
export { home } from './contract-home.ts';
export * from './contract-input.ts';
export * from './contract-next.ts';
export * from './contract-proposal.ts';
export * from './contract-record.ts';
export * from './contract-words.ts';

const expand = manyOf(z.enum(['can', 'gates']));
const sort = z.enum(['goLive', '-goLive', 'key', '-key', 'updated', '-updated']).default('goLive');
const listFilters = {
  state: manyOf(z.enum(releaseStates)).optional(),
  kind: manyOf(z.enum(releaseKinds)).optional(),
  unit: manyOf(idOrKey).optional().describe('Units, each with all below it'),
  owner: manyOf(z.string().min(1).max(254)).optional().describe('Ids or e-mail addresses; `me`: mine'),
  application: manyOf(idOrKey).optional(),
  parent: idOrKey.optional(),
  q: z.string().trim().min(1).max(100).optional().describe('Part of the name or key'),
  goLiveFrom: instant.optional(),
  goLiveTo: instant.optional(),
  open: z.stringbool().optional().describe('true: not in a final state and not imported'),
  late: z.stringbool().optional().describe('true: only those that are late'),
  collisions: z.enum(['any', 'blocking']).optional(),
  origin: z.enum(['native', 'imported']).optional(),
};
export const listQuery = z.strictObject({ ...pageQuery, ...listFilters, sort, expand: expand.optional() });

export const listReleases = operation({
  id: 'releases.list',
  method: 'GET',
  path: '/releases',
  right: 'releases.read',
  summary: 'List releases',
  query: listQuery,
  reply: pageOf(releaseLine),
});

export const exportReleases = operation({
  id: 'releases.export',
  method: 'GET',
  path: '/releases/export',
  right: 'releases.read',
  summary: 'The releases that a filter finds, as CSV',
  description:
    'The same releases in the same order as the list, all of them. UTF-8 with its mark, times in ISO 8601 and UTC; a text that a spreadsheet would run as a formula has an apostrophe before it.',
  query: z.strictObject({ ...listFilters, sort }),
  reply: z.string(),
  streams: 'text/csv',
});

export const getRelease = operation({
  id: 'releases.get',
  method: 'GET',
  path: '/releases/{id}',
  right: 'releases.read',
  summary: 'Show a release',
  description: 'The whole release with what the reader may do with it; with asOf as it was at a moment, rebuilt from the ledger.',
  params: byId,
  query: asOfQuery,
  reply: release,
});

export const proposeRelease = operation({
  id: 'releases.propose',
  method: 'POST',
  path: '/releases',
  right: 'releases.propose',
  summary: 'Propose a release',
  body: proposeBody,
  reply: release,
});

export const changeRelease = operation({
  id: 'releases.change',
  method: 'PATCH',
  path: '/releases/{id}',
  right: 'releases.change',
  summary: 'Change a release',
  description:
    'Lists replace the whole list. A change of applications or dates while ready takes the go back: the release is in progress again.',
  params: byId,
  body: changeBody,
  reply: release,
  versioned: true,
});

export const actOnRelease = operation({
  id: 'releases.act',
  method: 'POST',
  path: '/releases/{id}/acts/{verb}',
  right: 'releases.take-steps',
  summary: 'Take a release one step on, or back',
  description: 'Each verb has its own right, rules and demands; `can` of the release says them.',
  params: z.strictObject({ id: idOrKey, verb: z.enum(releaseVerbs) }),
  body: actBody,
  reply: release,
  status: 200,
  versioned: true,
  signs: { kind: 'release' },
});

export const bulkActs = operation({
  id: 'releases.bulk-acts',
  method: 'POST',
  path: '/releases/bulk-acts',
  right: 'releases.take-steps',
  summary: 'The same step for several releases, each judged by itself',
  body: z.strictObject({
    verb: z.enum(releaseVerbs),
    reason: reason.optional(),
    items: z
      .array(z.strictObject({ id: idOrKey, version, signature: signatureProof.optional() }))
      .min(1)
      .max(100),
  }),
  reply: bulkResult,
  status: 200,
});

const movedTime = z.object({
  what: z.enum(['phase', 'milestone', 'gate']),
  key: z.string(),
  name: z.string(),
  from: instant,
  to: instant,
  oldEnd: instant.nullable().describe('Of a phase: its end before the move'),
  end: instant.nullable(),
});
export const movePreview = z.object({
  before: z.object({ goLive: goLive.nullable(), backOutMinutes: z.int().nullable() }),
  after: z.object({ goLive, backOutMinutes: z.int().nullable() }),
  moved: z.array(movedTime),
  collisions: z.object({
    before: collisionCount,
    after: collisionCount,
    found: z.array(collisionShape).describe('What the release would collide with'),
  }),
  freeSlots: z.array(z.object({ start: instant, end: instant })).describe('Next spans of the same length that are free'),
  consequences: z.array(z.string()).describe('What else the move brings, such as a go that is void'),
  demands: z.array(z.enum(['reason', 'signature'])),
  refusals: z.array(refusalShape),
});

export const previewMove = operation({
  id: 'releases.preview-move',
  method: 'POST',
  path: '/releases/{id}/move-previews',
  right: 'releases.read',
  reads: true,
  summary: 'What moving the go-live would bring; changes nothing',
  params: byId,
  body: movePreviewBody,
  reply: movePreview,
  status: 200,
});

export const moveRelease = operation({
  id: 'releases.move',
  method: 'POST',
  path: '/releases/{id}/moves',
  right: 'releases.move',
  summary: 'Move the go-live, and what follows it, in one act',
  description:
    'Holds are checked again at once. Once the dates are approved it demands a reason and the signature of the one who decides.',
  params: byId,
  body: moveBody,
  reply: release,
  status: 200,
  versioned: true,
  signs: { kind: 'release', verb: 'move' },
});
