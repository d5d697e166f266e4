import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import type { Involvement } from '../../../foundation/services.ts';

const no = defineRefusals('identity', {
  'not-independent': {
    kind: 'rule',
    says: (f: { personId: string; as: string; own: boolean }) =>
      f.own
        ? `You had a hand in this work (${f.as}); nobody approves or decides on work that they requested, did or tested.`
        : `You stand in for somebody who had a hand in this work (${f.as}); a deputy decides on it no more than they could themselves.`,
    remedy: 'Somebody with the same role who had no hand in it, and who stands in for nobody who had, must decide.',
  },
});

/**
 * Nobody approves or decides on work that they requested, did or tested, and neither does who stands in for such a person at the moment
 * (21 CFR 11.10(g), Annex 11 clause 12.1, SOX 404: segregation of duties). One refusal for each involvement that stands in the way.
 * @param principals people for whom the actor stands in now.
 */
export function independenceFaults(
  actorId: string,
  principals: readonly string[],
  involvements: readonly Involvement[],
): readonly Refusal[] {
  const seen = new Set<string>();
  const refusals: Refusal[] = [];
  for (const { personId, as } of involvements) {
    const own = personId === actorId;
    const known = `${personId} ${as}`;
    if (seen.has(known) || (!own && !principals.includes(personId))) continue;
    seen.add(known);
    refusals.push(no['not-independent']({ personId, as, own }));
  }
  return refusals;
}
