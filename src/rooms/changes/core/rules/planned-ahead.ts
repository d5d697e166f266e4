import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('changes', {
  'not-planned': {
    kind: 'rule',
    says: () => 'Nobody has said when the change is to be implemented.',
    remedy: 'Say from when until when, in the facts of the change.',
  },
  'planned-past': {
    kind: 'rule',
    says: (f: { end: string }) => `The time in which the change was to be implemented was over at ${f.end}.`,
    remedy: 'Plan it anew.',
  },
});

/** What is scheduled has a time that is still to come. */
export const plannedAhead: Rule = ({ planned }, { now }) => {
  if (planned === null) return [no['not-planned']({}, { field: '/planned' })];
  return planned.end > now ? [] : [no['planned-past']({ end: planned.end.toISOString() }, { field: '/planned' })];
};
