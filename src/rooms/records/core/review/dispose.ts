import type { Refusal } from '../../../../foundation/refusal.ts';
import type { Disposition } from '../../contract-review.ts';
import type { Finding } from './review.ts';
import { reviewRefusals as no } from './review-refusals.ts';

export type Wanted = { readonly entry: string; readonly disposition: Disposition; readonly text: string | null };

/** Each disposition is of a finding of the review, and says why where it is more than “no issue”. */
export function mayDispose(findings: readonly Finding[], wanted: readonly Wanted[]): readonly Refusal[] {
  const known = new Set(findings.map(({ entryId }) => entryId));
  return wanted.flatMap(({ entry, disposition, text }, at) => {
    const place = { field: `/findings/${at}` };
    if (!known.has(entry)) return [no['no-such-finding']({ entry }, place)];
    const silent = disposition !== 'no-issue' && (text === null || text.trim() === '');
    return silent ? [no['disposition-unexplained']({ disposition }, { field: `/findings/${at}/text` })] : [];
  });
}
