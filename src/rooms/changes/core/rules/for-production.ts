import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('changes', {
  'outside-production': {
    kind: 'rule',
    says: () => 'This change is not for production: it is permitted and scheduled, without assessment, build and test.',
    remedy: 'Permit or schedule it.',
  },
  'for-production': {
    kind: 'rule',
    says: () => 'This change is for production: it is assessed, authorised, built, tested and approved first.',
    remedy: 'Take the steps of its model; or take it back to the draft and choose another model.',
  },
});

/** Steps of changes for production alone. */
export const forProduction: Rule = (change) => (change.model === 'non-production' ? [no['outside-production']({})] : []);

/** The permission is for what is not for production (S0.60). */
export const outsideProduction: Rule = (change) => (change.model === 'non-production' ? [] : [no['for-production']({})]);

/** Without approval for production goes what is not for production, and what its template authorised. */
export const shortWay: Rule = (change) =>
  change.model === 'non-production' || change.model === 'standard' ? [] : [no['for-production']({})];
