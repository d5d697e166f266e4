import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';
import { isFinal } from '../lifecycle.ts';

const no = defineRefusals('releases', {
  'children-finished': {
    kind: 'rule',
    says: (f: { keys: readonly string[] }) => `Parts of this train are still open: ${f.keys.join(', ')}.`,
    remedy: 'Close or cancel them, or take them off the train first.',
  },
});

/** A train ends after its parts. */
export const childrenFinished: Rule = (_release, facts) => {
  const keys = facts.children.filter((child) => !isFinal(child.state)).map((child) => child.key);
  return keys.length === 0 ? [] : [no['children-finished']({ keys })];
};
