import type { Refusal } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { Terms } from '../core/requirement.ts';
import { requirementRefusals as no } from '../core/requirement-refusals.ts';
import { dimensionsOf } from './vocabulary.ts';

/** Facets whose value names nothing that there is (a gate, a template, an application): with a slip of the pen the requirement would hold for no record, and nobody would notice. */
export async function facetsOfNothing(work: Work, terms: Terms): Promise<readonly Refusal[]> {
  const approvable = work.app.subjects.get(terms.subjectKind)?.approvable;
  if (approvable === undefined) return [];
  const refusals: Refusal[] = [];
  for (const { name, says, strangers } of dimensionsOf(work.app, approvable)) {
    const own = terms.scope.filter((facet) => facet.startsWith(`${name}:`));
    if (strangers === undefined || own.length === 0) continue;
    const unknown = await strangers(
      work.tx,
      own.map((facet) => facet.slice(name.length + 1)),
    );
    for (const value of new Set(unknown)) {
      const facet = `${name}:${value}`;
      refusals.push(no['facet-of-nothing']({ facet, says }, { field: `/terms/scope/${terms.scope.indexOf(facet)}` }));
    }
  }
  return refusals;
}
