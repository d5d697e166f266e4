import { defineRefusals } from '../../../foundation/refusal.ts';

export const recordsRefusals = defineRefusals('records', {
  'too-large': {
    kind: 'tooLarge',
    says: (f: { key: string; what: string; most: number }) => `A dossier holds at most ${f.most} ${f.what}; ${f.key} has more.`,
    remedy:
      'Print it as of an earlier moment, and export the rest of its trail with “ledger export”, which has no limit (docs/records.md).',
  },
  'whole-organisation-only': {
    kind: 'forbidden',
    says: () =>
      'The access log tells where inspectors and auditors looked in the whole organisation; your right reaches a part of it.',
    remedy: 'Ask somebody who is auditor or quality for the whole organisation.',
  },
  'trail-begins-earlier': {
    kind: 'forbidden',
    says: (f: { from: string }) =>
      `A dossier holds the whole trail, and that of this record begins before ${f.from}, where your view begins.`,
    remedy: 'Read the history of the record, which shows the span of your view, or ask an administrator for a longer one.',
  },
  'not-past': {
    kind: 'malformed',
    says: (f: { at: string }) => `The moment ${f.at} has not come yet.`,
    remedy: 'Choose a moment that is past, or leave it out to print the record as it stands.',
  },
  'no-dossier-of': {
    kind: 'notFound',
    says: (f: { kind: string; kinds: readonly string[] }) =>
      `A record of the kind “${f.kind}” has no dossier; these have: ${f.kinds.join(', ')}.`,
    remedy: 'Print the dossier of the release or application that it belongs to.',
  },
  'no-record-to-print': {
    kind: 'notFound',
    says: (f: { kind: string }) => `There is no such ${f.kind} that you may see.`,
    remedy: 'Check the key.',
  },
  'not-there-yet': {
    kind: 'notFound',
    says: (f: { at: string }) => `The record did not exist at ${f.at}.`,
    remedy: 'Choose a later moment.',
  },
  'too-many-at-once': {
    kind: 'unavailable',
    says: () => 'Too many dossiers are being printed at this moment.',
    remedy: 'Try again in a minute.',
  },
});
