import { overlaps } from '../../../foundation/span.ts';
import type { Hold, HoldDraft } from './hold.ts';

type Claim = Pick<Hold, 'resource' | 'start' | 'end' | 'strength' | 'exclusive'>;

const closes = (claim: Claim): boolean => claim.strength === 'hard' && claim.exclusive;

/** True for two claims that the database itself forbids side by side: both hard, both exclusive, same resource, overlapping. */
export const clashHard = (a: Claim, b: Claim): boolean =>
  closes(a) && closes(b) && a.resource.kind === b.resource.kind && a.resource.id === b.resource.id && overlaps(a, b);

/** Drafts that cannot be placed because of holds that stand already. */
export const hardClashes = (
  drafts: readonly HoldDraft[],
  standing: readonly Hold[],
): readonly { readonly draft: HoldDraft; readonly taken: Hold }[] =>
  drafts.flatMap((draft) => standing.filter((taken) => clashHard(draft, taken)).map((taken) => ({ draft, taken })));

/** Pairs of drafts of one owner that cannot stand side by side. */
export const clashesWithin = (drafts: readonly HoldDraft[]): readonly (readonly [HoldDraft, HoldDraft])[] =>
  drafts.flatMap((one, index) =>
    drafts
      .slice(index + 1)
      .filter((other) => clashHard(one, other))
      .map((other) => [one, other] as const),
  );
