import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('changes', {
  'by-template': {
    kind: 'rule',
    says: () => 'This is a standard change: its template authorised it, and it is done as the template says.',
    remedy: 'Submit it as standard, schedule and implement it; or turn it into a normal change, with a reason.',
  },
  'not-by-template': {
    kind: 'rule',
    says: () => 'This change follows no template: people decide on it.',
    remedy: 'Submit it; or choose the model “standard” and a template in the draft.',
  },
});

/** Steps of changes that people decide on. */
export const notStandard: Rule = (change) => (change.model === 'standard' ? [no['by-template']({})] : []);

/** Steps of changes that a template authorised beforehand. */
export const standardOnly: Rule = (change) => (change.model === 'standard' ? [] : [no['not-by-template']({})]);
