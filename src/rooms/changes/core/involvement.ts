import type { Involvement } from '../../../foundation/services.ts';
import type { ChangeVerb } from '../contract-words.ts';
import type { Change } from './change.ts';

export type Part = 'requested' | 'owns' | 'built' | 'tested' | 'implemented';

/**
 * Whose hand in the change keeps them from which verb: one row a verb (law 5). Whoever wrote, owns, built or tested it approves nothing of it; whoever built it does
 * not test it; whoever implemented it neither verifies nor closes it.
 */
const apart: Readonly<Partial<Record<ChangeVerb, readonly Part[]>>> = {
  assess: ['requested'],
  agree: ['requested', 'owns', 'built', 'tested', 'implemented'],
  authorise: ['requested', 'owns', 'built', 'tested'],
  permit: ['requested', 'owns'],
  reject: ['requested'],
  test: ['built'],
  approve: ['requested', 'owns', 'built', 'tested'],
  verify: ['built', 'implemented'],
  close: ['requested', 'built', 'implemented'],
};

/** Everybody who had a hand in the change. `owners`: who owned it at any time, by the ledger; handing it over makes nobody independent. */
export function partsIn(change: Change, owners: readonly string[]): readonly (Involvement & { readonly as: Part })[] {
  const by = (kinds: readonly ChangeVerb[]): readonly string[] =>
    change.decisions.filter(({ kind }) => kinds.includes(kind)).map((decision) => decision.by);
  const parts: readonly (readonly [Part, readonly string[]])[] = [
    ['requested', [change.requestedBy, ...change.authors]],
    ['owns', change.ownerId === null ? owners : [change.ownerId, ...owners]],
    ['built', by(['build'])],
    ['tested', by(['test'])],
    ['implemented', by(['implement', 'complete', 'fail', 'back-out'])],
  ];
  return parts.flatMap(([as, people]) => [...new Set(people)].map((personId) => ({ personId, as })));
}

/** Those whose hand keeps them from this verb. */
export const keptApart = (change: Change, owners: readonly string[], verb: ChangeVerb): readonly Involvement[] =>
  partsIn(change, owners).filter((part) => apart[verb]?.includes(part.as) === true);
