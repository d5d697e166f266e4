import { defineRefusals } from '../../../../foundation/refusal.ts';

export const reviewRefusals = defineRefusals('records', {
  'no-such-review': {
    kind: 'notFound',
    says: (f: { id: string }) => `There is no audit-trail review “${f.id}”, or you may not see it.`,
    remedy: 'Look at the list of reviews; ask for the right if you need it.',
  },
  'no-such-record': {
    kind: 'rule',
    says: (f: { release: string }) => `There is no release “${f.release}”, or you may not see it.`,
    remedy: 'Name a release of your units by its key, such as REL-1042.',
  },
  'review-open': {
    kind: 'conflict',
    says: (f: { key: string; of: string }) => `The review ${f.key} of ${f.of} is open already.`,
    remedy: 'Go on with that one, or withdraw it first.',
  },
  'review-over': {
    kind: 'rule',
    says: (f: { state: string }) => `The review is ${f.state}; nothing of it is changed any more.`,
    remedy: 'Open another review of the same record.',
  },
  'trail-not-sealed': {
    kind: 'conflict',
    says: (f: { entries: number }) =>
      `${f.entries} entries of the record are not sealed yet, so a review could not say that it covers them.`,
    remedy: 'Try again in a second; if it stays so, the audit trail page says how late the sealing is.',
  },
  'trail-too-long': {
    kind: 'tooLarge',
    says: (f: { most: number }) => `The trail of the record has more than ${f.most} entries; one review holds no more.`,
    remedy: 'Review it in the ledger itself, with an export, and keep the result as evidence of a gate.',
  },
  'nothing-new': {
    kind: 'rule',
    says: () => 'Nothing of the record was written since the review last took in its trail.',
    remedy: 'Go on with its findings, or finish it.',
  },
  'no-such-finding': {
    kind: 'rule',
    says: (f: { entry: string }) => `The entry ${f.entry} is none of the findings of this review.`,
    remedy: 'Name findings by the ids of their entries, as the review shows them.',
  },
  'disposition-unexplained': {
    kind: 'rule',
    says: (f: { disposition: string }) => `“${f.disposition}” says nothing without a text.`,
    remedy: 'Write what the explanation is, or what deviates and under which number it is followed up.',
  },
  'findings-open': {
    kind: 'rule',
    says: (f: { open: number; of: number }) => `${f.open} of ${f.of} findings have no disposition.`,
    remedy: 'Say of each whether there is no issue, an explanation or a deviation.',
  },
  'trail-grew': {
    kind: 'rule',
    says: (f: { entries: readonly string[] }) =>
      `The record was changed after the part of the trail that the review covers: ${f.entries.join('; ')}.`,
    remedy: 'Take in what came since, and look at it.',
  },
  'trail-differs': {
    kind: 'rule',
    says: () => 'The entries that the review covers are not those in the ledger now.',
    remedy: 'Have the ledger verified at once: it names the first bad entry.',
  },
});
