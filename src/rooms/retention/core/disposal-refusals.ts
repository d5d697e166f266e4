import { defineRefusals } from '../../../foundation/refusal.ts';

export const disposalRefusals = defineRefusals('retention', {
  'nothing-due': {
    kind: 'rule',
    says: (f: { records: readonly string[] }) => `None of these records may go. ${f.records.join('. ')}.`,
    remedy: 'Name records whose retention is over: GET /retention/due.',
  },
  'no-such-disposal': {
    kind: 'notFound',
    says: () => 'There is no such disposal.',
    remedy: 'Take its key out of the list.',
  },
  'disposal-over': {
    kind: 'conflict',
    says: (f: { key: string; state: string }) => `The disposal ${f.key} is ${f.state}: this can be done no more, or not yet.`,
    remedy: 'Look at it again.',
  },
  'not-lister': {
    kind: 'rule',
    says: () => 'Who listed the records asks for their disposal, and withdraws it; others reject it.',
    remedy: 'Ask who listed them, or list them yourself.',
  },
  'disposal-moved': {
    kind: 'conflict',
    says: (f: { record: string; why: string }) => `${f.record} may not go any more as it was listed. ${f.why}.`,
    remedy: 'Withdraw or reject it, and list the records anew.',
  },
});
