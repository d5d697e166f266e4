import { z } from 'zod';
import { byId, can, idOrKey, instant, operation, pageOf, pageQuery, reason, uuid, version } from '../../foundation/contract.ts';
import { person, suppressionStates, suppressionVerbs } from './contract-words.ts';

export const suppressionView = z.object({
  id: uuid,
  key: z.string().describe('ALS-1 and on'),
  kind: z.string().describe('Of which nobody is told'),
  says: z.string().describe('What alarms of this kind say'),
  state: z.enum(suppressionStates),
  suppresses: z.boolean().describe('Nobody is told of the kind at this moment'),
  reason: z.string(),
  requestedBy: person,
  requestedAt: instant,
  endsAt: instant,
  decidedBy: person.nullable(),
  decidedAt: instant.nullable(),
  decision: z.string().nullable(),
  endedAt: instant.nullable(),
  version,
  can: can.describe('approve, reject, withdraw, end'),
});
export type SuppressionView = z.output<typeof suppressionView>;

export const listSuppressions = operation({
  id: 'alarms.list-suppressions',
  method: 'GET',
  path: '/alarm-suppressions',
  right: 'alarms.read',
  summary: 'Kinds of alarms of which nobody is or was told for a time, newest first',
  query: z.strictObject({ ...pageQuery, state: z.enum(suppressionStates).optional() }),
  reply: pageOf(suppressionView).extend({
    mostHours: z.int().describe('For how long at most, by the compliance profile'),
    can: can.describe('request'),
  }),
});

export const showSuppression = operation({
  id: 'alarms.show-suppression',
  method: 'GET',
  path: '/alarm-suppressions/{id}',
  right: 'alarms.read',
  summary: 'One suppression',
  params: byId,
  reply: suppressionView,
});

export const requestSuppression = operation({
  id: 'alarms.request-suppression',
  method: 'POST',
  path: '/alarm-suppressions',
  right: 'alarms.suppress',
  summary: 'Ask that nobody be told of a kind of alarm until a moment; somebody of quality decides',
  description:
    'Its alarms are raised and listed all the same, and told of when it ends. Never for good, and never kinds about the trail itself.',
  body: z.strictObject({
    kind: z.string().min(1).max(80),
    reason,
    endsAt: instant.nullable().optional().describe('Until when; without it is refused'),
  }),
  reply: suppressionView,
});

export const actOnSuppression = operation({
  id: 'alarms.act-on-suppression',
  method: 'POST',
  path: '/alarm-suppressions/{id}/acts/{verb}',
  right: 'alarms.suppress',
  summary: 'Approve or reject a suppression (quality, never who asked), withdraw one that you asked for, or end one early',
  params: z.strictObject({ id: idOrKey, verb: z.enum(suppressionVerbs) }),
  body: z.strictObject({ reason }),
  reply: suppressionView,
  versioned: true,
});
