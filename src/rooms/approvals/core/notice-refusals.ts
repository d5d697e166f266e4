import { defineRefusals } from '../../../foundation/refusal.ts';

/** What notices say "no" to. */
export const noticeRefusals = defineRefusals('approvals', {
  'notices-refused': {
    kind: 'rule',
    says: () => 'The compliance profile of this installation knows no “no objection by a date”: silence decides nothing here.',
    remedy: 'Ask for approvals. Whether notices are allowed is a value of the profile; loosening it is signed by quality.',
  },
  'notice-of-regulated': {
    kind: 'rule',
    says: (f: { relevant: readonly string[] }) =>
      `The record is relevant for regulation, or nobody knows that it is not: ${f.relevant.join(', ')}. Of that no notice is given.`,
    remedy: 'Ask for approvals; or tell the relevance of its applications, where that is not known yet.',
  },
  'notice-date': {
    kind: 'rule',
    says: (f: { until: string }) => `Whoever objects needs time: from a day to 30 days, and this notice would end at ${f.until}.`,
    remedy: 'Name a date in between.',
  },
  'notice-over': {
    kind: 'conflict',
    says: (f: { until: string }) => `The notice ended at ${f.until}.`,
    remedy: 'Say no to the step itself, or speak with who gave the notice.',
  },
  'notice-not-yours': {
    kind: 'forbidden',
    says: (f: { name: string }) => `The notice was given by ${f.name}.`,
    remedy: 'Object to it; whoever gave it withdraws it.',
  },
  'notice-ended': {
    kind: 'conflict',
    says: (f: { state: string }) => `The notice is ${f.state}.`,
    remedy: 'Give another notice where one is still needed.',
  },
  'no-such-notice': {
    kind: 'notFound',
    says: () => 'There is no such notice that you may see.',
    remedy: 'Look at the list of notices.',
  },
});
