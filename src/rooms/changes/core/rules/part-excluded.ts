import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { Change } from '../change.ts';
import { excludedFrom } from '../involvement.ts';
import { lifecycle } from '../lifecycle.ts';

const no = defineRefusals('changes', {
  'part-excluded': {
    kind: 'rule',
    says: (f: { step: string }) =>
      `Who decided “${f.step}” of this change does not come to own it as long as the decision stands; neither does who stands in for them, or for whom they stand in.`,
    remedy: 'Name somebody who had no part in that decision.',
  },
});

/**
 * Exclusions hold both ways: whose decision stands does not come to own the change that they decided on (law 5). Other parts come by verbs, or by writing in a draft, in
 * which no decision stands. `oneWith`: somebody, and who is one with them.
 */
export function partExcluded(
  decisions: Change['decisions'],
  parts: readonly string[],
  oneWith: readonly string[],
): readonly Refusal[] {
  if (!parts.includes('owns')) return [];
  const verb = excludedFrom(decisions, 'owns').find(({ personId }) => oneWith.includes(personId))?.verb;
  if (verb === undefined) return [];
  return [no['part-excluded']({ step: lifecycle.rows.find((row) => row.verb === verb)?.says ?? verb })];
}
