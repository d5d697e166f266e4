import type { Involvement } from '../../../foundation/services.ts';
import type { Decision, Release } from './release.ts';
import type { AnyVerb } from './verbs.ts';

export type Part = 'requested' | 'owns' | 'tested' | 'validated' | 'deployed' | 'decided go' | 'confirmed for the other side';

/**
 * Whose hand in the release keeps them from which verb: one row a verb (law 5). The owner answers for the release and so does not release it; who
 * decided go does not deploy, and who deployed decides no go of a later attempt; who deployed neither validates nor releases nor confirms; who validated does
 * not release. Whoever last changed the dates asks for them as much as who proposed the release, and does not approve them. What is no verb (to own it, to record
 * results of its gates) is kept apart the other way round by `excludedFrom`: no order of acts leads one person to both.
 */
const apart: Readonly<Partial<Record<AnyVerb, readonly Part[]>>> = {
  accept: ['requested'],
  reject: ['requested'],
  plan: ['requested'],
  'accept-uat': ['requested', 'tested'],
  'declare-ready': ['requested', 'tested', 'deployed'],
  deploy: ['decided go'],
  'record-results': ['decided go'],
  complete: ['decided go'],
  validate: ['requested', 'deployed'],
  'release-for-use': ['requested', 'owns', 'tested', 'validated', 'deployed'],
  'confirm-business': ['requested', 'deployed', 'confirmed for the other side'],
  'confirm-it': ['requested', 'deployed', 'confirmed for the other side'],
};

/**
 * What other rooms know of people's hands in a release. `testers`: who recorded what a criterion of its gates asks for. `owners`: who owned it at any time,
 * by the ledger; handing it over makes nobody independent. `datesBy`: who last changed its go-live or phases, by the ledger; null where it is not asked.
 */
export type Hands = { readonly testers: readonly string[]; readonly owners: readonly string[]; readonly datesBy: string | null };

/** Who decided go, as far as it counts: the go in force, and the one that the running deployment began on, whatever became of it since. */
function deciders({ state, decisions }: Release): readonly string[] {
  const goes = decisions.filter(({ kind, voidedAt }) => kind === 'declare-ready' && voidedAt === null);
  const begun =
    state === 'deploying'
      ? decisions.slice(
          0,
          decisions.findLastIndex(({ kind }) => kind === 'deploy'),
        )
      : [];
  return [...goes, ...begun.filter(({ kind }) => kind === 'declare-ready').slice(-1)].map(({ by }) => by);
}

/** Everybody who had a hand in the release. */
export function partsIn(
  release: Release,
  { testers, owners, datesBy }: Hands,
  verb: AnyVerb,
): readonly (Involvement & { readonly as: Part })[] {
  const by = (kinds: readonly string[]): readonly string[] =>
    release.decisions.filter((decision) => kinds.includes(decision.kind)).map((decision) => decision.by);
  const other = verb === 'confirm-it' ? 'confirm-business' : 'confirm-it';
  const standing = release.decisions.filter((decision) => decision.voidedAt === null);
  const parts: readonly (readonly [Part, readonly string[]])[] = [
    ['requested', verb === 'plan' && datesBy !== null ? [release.proposedBy, datesBy] : [release.proposedBy]],
    ['owns', release.ownerId === null ? owners : [release.ownerId, ...owners]],
    ['tested', testers],
    ['validated', by(['validate'])],
    ['deployed', by(['deploy', 'record-results', 'complete'])],
    ['decided go', deciders(release)],
    ['confirmed for the other side', standing.filter((decision) => decision.kind === other).map((decision) => decision.by)],
  ];
  return parts.flatMap(([as, people]) => [...new Set(people)].map((personId) => ({ personId, as })));
}

/** Those whose hand keeps them from this verb. */
export const keptApart = (release: Release, hands: Hands, verb: AnyVerb): readonly Involvement[] =>
  partsIn(release, hands, verb).filter((part) => apart[verb]?.includes(part.as) === true);

const rows = new Map<string, readonly string[]>(Object.entries(apart));

/** Whose decision, as long as it stands, keeps them from coming to have a part: the rows above, read from the other side. `verb`: what they decided. */
export const excludedFrom = (
  decisions: readonly Pick<Decision, 'kind' | 'by' | 'voidedAt'>[],
  part: string,
): readonly { readonly personId: string; readonly verb: string }[] =>
  decisions
    .filter(({ kind, voidedAt }) => voidedAt === null && rows.get(kind)?.includes(part) === true)
    .map(({ by, kind }) => ({ personId: by, verb: kind }));
