import type { ToldEntry } from '../told-entry.ts';
import type { Why } from './focus.ts';
import type { Finding } from './review.ts';

/**
 * The findings of a review: entries at which a rule points and entries that were drawn. Those that were there stay, with what came of them; an entry that a later
 * drawing would not have drawn stays drawn.
 */
export function findingsOf(
  entries: readonly Pick<ToldEntry, 'id' | 'number'>[],
  focus: ReadonlyMap<string, readonly Why[]>,
  drawn: readonly number[],
  before: readonly Finding[],
): readonly Finding[] {
  const known = new Map(before.map((finding) => [finding.entryId, finding] as const));
  const sampled = new Set(drawn);
  const found = new Map<string, Finding>(known);
  for (const { id, number } of entries) {
    if (number === null) continue;
    const why = focus.get(id) ?? [];
    const isDrawn = sampled.has(number) || known.get(id)?.sampled === true;
    if (why.length > 0 || isDrawn)
      found.set(id, {
        entryId: id,
        number,
        why,
        sampled: isDrawn,
        decided: known.get(id)?.decided ?? null,
        deviation: known.get(id)?.deviation ?? null,
      });
  }
  return [...found.values()].toSorted((a, b) => a.number - b.number);
}
