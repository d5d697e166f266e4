import type { Involvement } from '../../../foundation/services.ts';
import type { ChangeVerb } from '../contract-words.ts';
import type { Change, Decision } from './change.ts';

export type Part = 'requested' | 'owns' | 'built' | 'tested' | 'implemented';

/**
 * Whose hand in the change keeps them from which verb: one row a verb (law 5). Whoever wrote, owns, built or tested it approves nothing of it; whoever built it does
 * not test it; whoever implemented it neither verifies nor closes it. Each row holds the other way round too, by `excludedFrom`: whose decision stands does not
 * come to have a part that keeps from it, so that no order of acts leads one person to both.
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

/** The steps by which somebody comes to have a part. */
const givenBy = {
  built: ['build'],
  tested: ['test'],
  implemented: ['implement', 'complete', 'fail', 'back-out'],
} as const satisfies Partial<Record<Part, readonly ChangeVerb[]>>;

const gives = (verb: ChangeVerb): readonly string[] =>
  Object.entries(givenBy).flatMap(([part, verbs]) => (verbs.some((one) => one === verb) ? [part] : []));

/** How a reader is told what they decided. */
const decided: Readonly<Partial<Record<ChangeVerb, string>>> = {
  agree: 'agreed for quality',
  authorise: 'authorised',
  test: 'tested',
  approve: 'approved for production',
  verify: 'verified',
};

/** Everybody who had a hand in the change. `owners`: who owned it at any time, by the ledger; handing it over makes nobody independent. */
export function partsIn(change: Change, owners: readonly string[]): readonly (Involvement & { readonly as: Part })[] {
  const by = (kinds: readonly ChangeVerb[]): readonly string[] =>
    change.decisions.filter(({ kind }) => kinds.includes(kind)).map((decision) => decision.by);
  const parts: readonly (readonly [Part, readonly string[]])[] = [
    ['requested', [change.requestedBy, ...change.authors]],
    ['owns', change.ownerId === null ? owners : [change.ownerId, ...owners]],
    ['built', by(givenBy.built)],
    ['tested', by(givenBy.tested)],
    ['implemented', by(givenBy.implemented)],
  ];
  return parts.flatMap(([as, people]) => [...new Set(people)].map((personId) => ({ personId, as })));
}

/** Whose decision, as long as it stands, keeps them from coming to have a part: the rows above, read from the other side. `verb`: what they decided. */
export const excludedFrom = (
  decisions: readonly Pick<Decision, 'kind' | 'by' | 'voidedAt'>[],
  part: string,
): readonly { readonly personId: string; readonly verb: ChangeVerb }[] =>
  decisions
    .filter(({ kind, voidedAt }) => voidedAt === null && apart[kind]?.some((one) => one === part) === true)
    .map(({ by, kind }) => ({ personId: by, verb: kind }));

/** Those whose hand keeps them from this verb, and those whose decision keeps them from the part that it gives. */
export const keptApart = (change: Change, owners: readonly string[], verb: ChangeVerb): readonly Involvement[] => [
  ...partsIn(change, owners).filter((part) => apart[verb]?.includes(part.as) === true),
  ...gives(verb)
    .flatMap((part) => excludedFrom(change.decisions, part))
    .map(({ personId, verb: kind }) => ({ personId, as: decided[kind] ?? kind })),
];
