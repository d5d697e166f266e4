import { z } from 'zod';
import { byId, can, idOrKey, instant, manyOf, operation, pageOf, pageQuery, reason, uuid } from '../../foundation/contract.ts';
import { prose } from '../../foundation/text.ts';
import { signatureMark, signatureProof } from '../signatures/contract.ts';
import { accessKinds, decisions, reviewStates, standings } from './contract-words.ts';

export * from './contract-matrix.ts';
export * from './contract-rules.ts';
export * from './contract-waivers.ts';
export type { Decision, ReviewState, Standing } from './contract-words.ts';

const person = z.object({ id: uuid, name: z.string() });
const unit = z.object({ id: uuid, name: z.string() });

const line = {
  id: uuid,
  key: z.string(),
  unit,
  state: z.enum(reviewStates),
  openedBy: person.nullable().describe('Null: a rule opened it'),
  openedAt: instant,
  dueAt: instant.describe('What has no answer then is suspended'),
  endedBy: person.nullable(),
  endedAt: instant.nullable(),
  items: z.int(),
  undecided: z.int().describe('Without an answer, and still standing'),
  suspended: z.int(),
  version: z.int(),
};
export const accessReviewLine = z.object(line);
export type AccessReviewLine = z.output<typeof accessReviewLine>;

export const accessItem = z.object({
  id: uuid,
  kind: z.enum(accessKinds),
  person: person.nullable().describe('Whose it is; null: a group’s'),
  group: person.nullable(),
  role: z.string().nullable(),
  says: z.string().describe('What it is, in words'),
  unit: unit.nullable().describe('Where it counts'),
  deputy: person.nullable(),
  scopes: z.array(z.string()).nullable(),
  since: instant.nullable(),
  until: instant.nullable(),
  grantedBy: person.nullable(),
  addendum: z.boolean().describe('It came after the snapshot'),
  takenInAt: instant,
  decision: z.object({ decision: z.enum(decisions), reason: z.string(), by: person, at: instant }).nullable(),
  suspendedAt: instant.nullable().describe('When this review suspended it'),
  standing: z.enum(standings).describe('As it is when it is read again now'),
  verified: z
    .boolean()
    .nullable()
    .describe('Of what is removed or changed: whether reading it again shows that it was done; else null'),
  can: can.describe('decide'),
});
export type AccessItem = z.output<typeof accessItem>;

export const accessReview = z.object({
  ...line,
  snapshot: z.object({
    items: z.int(),
    sha256: z.string().describe('SHA-256 over the canonical JSON of the items of the snapshot, one a line, in their order'),
    intact: z.boolean().describe('The items that are held still have this digest'),
  }),
  late: z.int().describe('Access that came since and was not taken in yet'),
  list: z.array(accessItem).describe('First what the reader can answer for, then what others have to'),
  conclusion: z.string().nullable(),
  withdrawnWhy: z.string().nullable(),
  signature: signatureMark.nullable(),
  can: can.describe('decide, extend, close, withdraw'),
});
export type AccessReview = z.output<typeof accessReview>;

export const listAccessReviews = operation({
  id: 'access.reviews',
  method: 'GET',
  path: '/access-reviews',
  right: 'access.read-reviews',
  summary: 'Reviews of access, newest first',
  query: z.strictObject({ ...pageQuery, unit: idOrKey.optional(), state: manyOf(z.enum(reviewStates)).optional() }),
  reply: pageOf(accessReviewLine),
});

export const accessReviewsWaiting = operation({
  id: 'access.waiting',
  method: 'GET',
  path: '/access-reviews-waiting',
  right: 'access.read-reviews',
  summary: 'Open reviews of access that wait for my answers',
  reply: z.object({
    items: z.array(
      z.object({
        id: uuid,
        key: z.string(),
        unit,
        dueAt: instant,
        mine: z.int().describe('Items without an answer on which I may decide'),
        suspended: z.int().describe('Of these, suspended already'),
      }),
    ),
  }),
});

export const showAccessReview = operation({
  id: 'access.review',
  method: 'GET',
  path: '/access-reviews/{id}',
  right: 'access.read-reviews',
  summary: 'One review of access with its items, how they stand now, and what the reader may do',
  params: byId,
  reply: accessReview,
});

export const exportAccessReview = operation({
  id: 'access.export-review',
  method: 'GET',
  path: '/access-reviews/{id}/export',
  right: 'access.read-reviews',
  summary: 'A review of access as a file: every item with its decision, person and time',
  description: 'Leaves an entry in the ledger: who took it, how many rows, SHA-256 of the file.',
  params: byId,
  reply: z.unknown(),
  streams: 'application/json',
});

export const openAccessReview = operation({
  id: 'access.open-review',
  method: 'POST',
  path: '/access-reviews',
  right: 'access.run-reviews',
  summary: 'Open a review of all access in a unit and below it',
  description:
    'Takes a complete snapshot of roles, members of groups, deputies and tokens, with its digest. What has no answer when it is due is suspended.',
  body: z.strictObject({ unit: idOrKey, dueAt: instant }),
  reply: accessReview,
});

export const decideAccess = operation({
  id: 'access.decide',
  method: 'POST',
  path: '/access-reviews/{id}/acts/decide',
  right: 'access.review',
  summary: 'Say of items whether they are kept, removed or changed',
  description:
    'Removed is withdrawn at once. Kept is restored where it was suspended. Changed waits until an administrator has changed it. Nobody decides on their own access, nor for whom they stand in.',
  params: byId,
  body: z.strictObject({
    items: z
      .array(z.strictObject({ item: uuid, decision: z.enum(decisions), reason }))
      .min(1)
      .max(500),
  }),
  reply: accessReview,
  status: 200,
});

export const extendAccessReview = operation({
  id: 'access.extend-review',
  method: 'POST',
  path: '/access-reviews/{id}/acts/extend',
  right: 'access.run-reviews',
  summary: 'Take access that came since into an open review',
  description: 'It stands in the addendum. Until the review is due this happens by itself each minute.',
  params: byId,
  reply: accessReview,
  status: 200,
});

export const closeAccessReview = operation({
  id: 'access.close-review',
  method: 'POST',
  path: '/access-reviews/{id}/acts/close',
  right: 'access.run-reviews',
  summary: 'Close and sign a review of access',
  description:
    'Refused while an item has no answer, while what was to be removed or changed still stands as it was, and while access that came before it was due is not in it.',
  params: byId,
  body: z.strictObject({ conclusion: prose(4000).min(3), signature: signatureProof.optional() }),
  reply: accessReview,
  status: 200,
  versioned: true,
  signs: { kind: 'access-review', verb: 'close' },
});

export const withdrawAccessReview = operation({
  id: 'access.withdraw-review',
  method: 'POST',
  path: '/access-reviews/{id}/acts/withdraw',
  right: 'access.run-reviews',
  summary: 'Withdraw a review that will not be finished',
  description: 'Refused while something is suspended by it: nobody could decide on that any more.',
  params: byId,
  body: z.strictObject({ reason }),
  reply: accessReview,
  status: 200,
  versioned: true,
});
