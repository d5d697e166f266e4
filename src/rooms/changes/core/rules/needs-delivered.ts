import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';
import { standingOf } from '../standing.ts';

const no = defineRefusals('changes', {
  'need-not-delivered': {
    kind: 'rule',
    says: (f: { keys: readonly string[] }) => `What it needs is not implemented: ${f.keys.join(', ')}.`,
    remedy: 'Wait until it is implemented, or take the dependency away where it is none.',
  },
});

/** What a change needs is there before it is implemented. */
export const needsDelivered: Rule = (_change, facts) => {
  const open = facts.needed.filter((needed) => standingOf(needed, facts.now) !== 'delivered');
  return open.length === 0 ? [] : [no['need-not-delivered']({ keys: open.map(({ key }) => key) }, { field: '/dependencies' })];
};
