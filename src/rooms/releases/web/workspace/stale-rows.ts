import type { StaleChoice, StaleRow } from '../../../../design/refusal/StaleEditDialog.tsx';
import type { Release } from '../parts.tsx';
import { type Change, type ChangeField, fieldLabels, fieldText } from './field-text.ts';

/** What somebody changed: the fields of the body, each with its text for the comparison. */
export type Edited = { readonly body: Change; readonly mine: Readonly<Partial<Record<ChangeField, string>>> };
export type Stale = {
  readonly version: { readonly mine: number; readonly theirs: number };
  readonly rows: readonly (StaleRow & { readonly field: ChangeField })[];
};
const isField = (name: string): name is ChangeField => name in fieldLabels;

/** Fields of the edit with all three values; the others were not touched by the editor and stay as they are now. */
export function staleRows(base: Release, theirs: Release, mine: Edited['mine']): Stale['rows'] {
  return Object.entries(mine).flatMap(([field, text]) =>
    isField(field)
      ? [{ field, label: fieldLabels[field], base: fieldText(base, field), mine: text, theirs: fieldText(theirs, field) }]
      : [],
  );
}

/** The edit without the fields for which the current value was chosen. */
export const keepMine = (body: Change, choices: Readonly<Record<string, StaleChoice>>): Change =>
  Object.fromEntries(Object.entries(body).filter(([field]) => choices[field] !== 'theirs'));
