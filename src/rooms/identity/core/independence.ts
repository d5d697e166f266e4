import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import type { Involvement } from '../../../foundation/services.ts';

/** Who is one with a person while a deputation lasts: for whom they stand in, and who stands in for them. */
export type Bound = { readonly principals: readonly string[]; readonly deputies: readonly string[] };
type Tie = 'own' | 'deputy' | 'principal';

const because: Readonly<Record<Tie, (as: string) => string>> = {
  own: (as) => `You had a hand in this work (${as}); nobody approves or decides on work that they requested, did or tested`,
  deputy: (as) =>
    `You stand in for somebody who had a hand in this work (${as}); a deputy decides on it no more than they could themselves`,
  principal: (as) =>
    `Somebody who stands in for you had a hand in this work (${as}); nobody decides on what their deputy requested, did or tested`,
};

const no = defineRefusals('identity', {
  'not-independent': {
    kind: 'rule',
    says: (f: { personId: string; as: string; tie: Tie }) => `${because[f.tie](f.as)}.`,
    remedy:
      'Somebody with the same role must decide who had no hand in it, and who neither stands in for anybody who had nor is stood in for by them.',
  },
});

/**
 * Nobody approves or decides on work that they requested, did or tested, and neither does who stands in for such a person at the moment, or for whom such a
 * person stands in: the two act for one interest
 * (21 CFR 11.10(g), Annex 11 clause 12.1, SOX 404: segregation of duties). One refusal for each involvement that stands in the way.
 */
export function independenceFaults(actorId: string, bound: Bound, involvements: readonly Involvement[]): readonly Refusal[] {
  const seen = new Set<string>();
  const refusals: Refusal[] = [];
  for (const { personId, as } of involvements) {
    const tie = tieOf(actorId, bound, personId);
    const known = `${personId} ${as}`;
    if (tie === null || seen.has(known)) continue;
    seen.add(known);
    refusals.push(no['not-independent']({ personId, as, tie }));
  }
  return refusals;
}

function tieOf(actorId: string, { principals, deputies }: Bound, personId: string): Tie | null {
  if (personId === actorId) return 'own';
  if (principals.includes(personId)) return 'deputy';
  return deputies.includes(personId) ? 'principal' : null;
}
