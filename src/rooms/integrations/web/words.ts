import type { Tone } from '../../../design/tokens.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import type { applyPlan, planSections, previewPlan } from '../contract.ts';

export type Section = (typeof planSections)[number];
/** A file as it was chosen: what is previewed and applied is the same. */
export type Chosen = { readonly text: string; readonly only: Section[] };

export type Preview = ReplyOf<typeof previewPlan>;
export type PreviewRow = Preview['rows'][number];
export type Applied = ReplyOf<typeof applyPlan>;

export const actionWords: Readonly<Record<PreviewRow['action'], { readonly text: string; readonly tone: Tone }>> = {
  create: { text: 'Create', tone: 'teal' },
  change: { text: 'Change', tone: 'blue' },
  withdraw: { text: 'Withdraw', tone: 'red' },
  unchanged: { text: 'Unchanged', tone: 'gray' },
};

export const valueText = (value: PreviewRow['fields'][number]['old']): string =>
  value === null || value === '' ? 'nothing' : String(value);

/** Plans whose records a file would change: each by name, with how many of its records. */
export function takenFrom(rows: readonly PreviewRow[]): readonly { readonly plan: string; readonly records: number }[] {
  const counts = new Map<string, number>();
  for (const { takenOverFrom } of rows)
    if (takenOverFrom !== null) counts.set(takenOverFrom, (counts.get(takenOverFrom) ?? 0) + 1);
  return [...counts].map(([plan, records]) => ({ plan, records })).toSorted((a, b) => a.plan.localeCompare(b.plan));
}
