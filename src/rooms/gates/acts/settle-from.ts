import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { GateDraft } from '../core/drafts.ts';
import type { Gate } from '../core/gate.ts';
import { departsFrom } from '../core/template.ts';
import { templateRefusals as no } from '../core/template-refusals.ts';
import { contents } from './demands.ts';

/**
 * Settles from which edition each draft comes. What a draft does not say stays as it was, as long as the gate asks at least what that edition asks; what
 * it says must be so.
 */
export async function settleFrom(
  work: Work,
  present: ReadonlyMap<string, Gate>,
  drafts: readonly GateDraft[],
): Promise<Outcome<readonly GateDraft[]>> {
  const claimed = drafts.map((draft) => draft.from ?? (draft.from === undefined ? (present.get(draft.key)?.from ?? null) : null));
  const named = claimed.flatMap((from) => from?.template ?? []);
  if (named.length === 0) return done(drafts.map((draft) => ({ ...draft, from: null })));
  const contentOf = await contents(work.tx, named);
  const broken: Refusal[] = [];
  const settled = drafts.map((draft, at): GateDraft => {
    const from = claimed[at] ?? null;
    if (from === null) return { ...draft, from: null };
    const content = contentOf(from.template, from.edition);
    const why = content === undefined ? [] : departsFrom(content, draft);
    if (content !== undefined && why.length === 0) return { ...draft, from };
    const field = { field: `/gates/${at}/from` };
    if (draft.from !== undefined)
      broken.push(
        content === undefined
          ? no['no-such-edition'](from, field)
          : no['template-departed']({ ...from, gate: draft.name, why }, field),
      );
    return { ...draft, from: null };
  });
  return broken.length > 0 ? refused(broken) : done(settled);
}
