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
  planKey,
  reason,
  uuid,
} from '../../foundation/contract.ts';
import { prose } from '../../foundation/text.ts';
import { signatureMark, signatureProof } from '../signatures/contract.ts';

const json: z.ZodType<unknown> = z.unknown().describe('Any JSON value');
const person = z.object({ id: uuid, name: z.string() });

export const reviewStates = ['open', 'finished', 'withdrawn'] as const;
export const dispositions = ['no-issue', 'explained', 'deviation'] as const;
export type Disposition = (typeof dispositions)[number];

const line = {
  id: uuid,
  key: z.string(),
  subject: z.object({ kind: z.string(), id: uuid, key: z.string().nullable() }),
  unit: z.string(),
  state: z.enum(reviewStates),
  openedBy: person,
  openedAt: instant,
  endedBy: person.nullable(),
  endedAt: instant.nullable(),
  ledgerSize: z.int().describe('Entries of the record up to this place in the ledger are covered'),
  entries: z.int().describe('Entries of the record that are covered'),
  findings: z.int(),
  undecided: z.int().describe('Findings without a disposition'),
  deviations: z.int(),
  version: z.int(),
};
export const reviewLine = z.object(line);
export type ReviewLine = z.output<typeof reviewLine>;

const finding = z.object({
  entry: uuid,
  number: z.int().describe('Place in the ledger'),
  at: instant,
  by: z.string(),
  roles: z.array(z.string()),
  act: z.string(),
  says: z.string(),
  record: z.object({ kind: z.string(), key: z.string().nullable() }),
  reason: z.string().nullable(),
  changes: z.array(z.object({ field: z.string().describe('JSON pointer'), old: json, new: json })),
  why: z.array(z.object({ rule: z.string(), says: z.string() })).describe('Rules of the focus list that point at it'),
  sampled: z.boolean().describe('It was drawn'),
  disposition: z.enum(dispositions).nullable(),
  text: z.string().nullable(),
  decided: z.object({ by: person, at: instant }).nullable(),
  deviation: z.object({ id: uuid, key: z.string() }).nullable().describe('The deviation that was opened for it'),
});
export type Finding = z.output<typeof finding>;

export const review = z.object({
  ...line,
  trailSha256: z.string().describe('SHA-256 over the hashes of the covered entries, one a line, in their order'),
  sample: z.object({ seed: z.string(), rule: z.string(), population: z.int(), size: z.int() }),
  items: z.array(finding).describe('Findings: entries at which a rule points first, then those that were only drawn'),
  conclusion: z.string().nullable(),
  withdrawnWhy: z.string().nullable(),
  standing: z
    .object({
      void: z.boolean().describe('Entries that matter came later'),
      intact: z.boolean().describe('The covered entries are those in the ledger now'),
      later: z.array(z.object({ entry: uuid, number: z.int().nullable(), at: instant, by: z.string(), says: z.string() })),
    })
    .describe('Derived at this moment, never stored'),
  signature: signatureMark.nullable(),
  can: can.describe('dispose, extend, finish, withdraw'),
});
export type Review = z.output<typeof review>;

export const listReviews = operation({
  id: 'records.reviews',
  method: 'GET',
  path: '/audit-reviews',
  right: 'records.read-reviews',
  summary: 'Reviews of audit trails, newest first',
  query: z.strictObject({
    ...pageQuery,
    release: idOrKey.optional().describe('Of this release'),
    state: manyOf(z.enum(reviewStates)).optional(),
  }),
  reply: pageOf(reviewLine),
});

export const focusRules = operation({
  id: 'records.focus-rules',
  method: 'GET',
  path: '/audit-review-rules',
  right: 'records.read-reviews',
  summary: 'What a review looks at first, and how its sample is drawn',
  reply: z.object({ rules: z.array(z.object({ rule: z.string(), says: z.string() })), sample: z.string() }),
});

export const showReview = operation({
  id: 'records.review',
  method: 'GET',
  path: '/audit-reviews/{id}',
  right: 'records.read-reviews',
  summary: 'One review with its findings, whether it still counts, and what the reader may do',
  params: byId,
  reply: review,
});

export const reviewEntries = operation({
  id: 'records.review-entries',
  method: 'GET',
  path: '/audit-reviews/{id}/entries',
  right: 'records.read-reviews',
  summary: 'Every entry that a review covers, as sentences with labels in place of codes',
  params: byId,
  query: z.strictObject({
    ...pageQuery,
    critical: z.literal('true').optional().describe('Only entries that change what a signature on such a record covers'),
    act: manyOf(z.string()).optional(),
    by: uuid.optional().describe('Only of this person'),
    q: z.string().max(120).optional().describe('Part of the sentence or of the reason'),
  }),
  reply: z.object({
    entries: z.int().describe('Entries that the review covers'),
    criticalEntries: z.int(),
    found: z.int().describe('Entries that the filter finds'),
    acts: z.array(z.object({ act: z.string(), says: z.string(), entries: z.int() })).describe('What the filter of acts offers'),
    items: z.array(
      z.object({
        entry: uuid,
        number: z.int(),
        at: instant,
        sentence: z.string(),
        by: person,
        roles: z.array(z.string()).describe('In words'),
        act: z.string(),
        says: z.string(),
        record: z.object({ kind: z.string(), id: uuid, key: z.string().nullable(), label: z.string() }),
        reason: z.string().nullable(),
        critical: z.boolean(),
        changes: z.array(
          z.object({
            field: z.string().describe('JSON pointer'),
            says: z.string().describe('The field in words'),
            old: json,
            oldSays: z.string(),
            new: json,
            newSays: z.string(),
            critical: z.boolean(),
          }),
        ),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
});
export type CoveredEntry = z.output<typeof reviewEntries.reply>['items'][number];

export const openReview = operation({
  id: 'records.open-review',
  method: 'POST',
  path: '/audit-reviews',
  right: 'records.review',
  summary: 'Open a review of the audit trail of a release',
  description:
    'For somebody who had no hand in the release, nor stands in for anybody who had. It covers the trail up to the present size of the ledger: a focus list by rule, and a sample with a seed that is kept.',
  body: z.strictObject({ release: planKey.describe('Id or key of the release') }),
  reply: review,
});

export const disposeFindings = operation({
  id: 'records.dispose-findings',
  method: 'POST',
  path: '/audit-reviews/{id}/acts/dispose',
  right: 'records.review',
  summary: 'Say what came of findings',
  description:
    'No issue, explained or deviation; the last two with a text. A deviation is opened for each text, with all entries of which it is said. Said again it is changed, and both stand in the ledger.',
  params: byId,
  body: z.strictObject({
    findings: z
      .array(z.strictObject({ entry: uuid, disposition: z.enum(dispositions), text: prose(2000).min(1).optional() }))
      .min(1)
      .max(500),
  }),
  reply: review,
  status: 200,
  versioned: true,
});

export const extendReview = operation({
  id: 'records.extend-review',
  method: 'POST',
  path: '/audit-reviews/{id}/acts/extend',
  right: 'records.review',
  summary: 'Take what was written since into an open review',
  params: byId,
  reply: review,
  status: 200,
  versioned: true,
});

export const finishReview = operation({
  id: 'records.finish-review',
  method: 'POST',
  path: '/audit-reviews/{id}/acts/finish',
  right: 'records.review',
  summary: 'Finish and sign a review',
  description:
    'Refused while a finding has no disposition, or while the record was changed after the covered part. A finished review is void as soon as the record or one of its gates is changed.',
  params: byId,
  body: z.strictObject({ conclusion: prose(4000).min(3), signature: signatureProof.optional() }),
  reply: review,
  status: 200,
  versioned: true,
  signs: { kind: 'audit-review', verb: 'finish' },
});

export const withdrawReview = operation({
  id: 'records.withdraw-review',
  method: 'POST',
  path: '/audit-reviews/{id}/acts/withdraw',
  right: 'records.review',
  summary: 'Withdraw a review that will not be finished',
  params: byId,
  body: z.strictObject({ reason }),
  reply: review,
  status: 200,
  versioned: true,
});
