import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';
import { plannedAhead } from './planned-ahead.ts';

const no = defineRefusals('changes', {
  'not-yet-due': {
    kind: 'rule',
    says: (f: { start: string }) => `The change is planned from ${f.start}.`,
    remedy: 'Wait until then, or plan it anew.',
  },
});

/** Work begins inside the time that is planned for it. */
export const windowOpen: Rule = (change, facts, verb) => {
  const over = plannedAhead(change, facts, verb);
  const { planned } = change;
  if (over.length > 0 || planned === null || planned.start <= facts.now) return over;
  return [no['not-yet-due']({ start: planned.start.toISOString() }, { field: '/planned' })];
};
