import { useState } from 'react';
import type { StaleRow } from '../../../design/refusal/StaleEditDialog.tsx';
import { alike } from '../../../foundation/alike.ts';

/** A part of a record that is edited and sent as one: one row where two editors meet. */
export type Part<Draft, Field extends string = string> = {
  readonly field: Field;
  readonly label: string;
  readonly of: (draft: Draft) => unknown;
  readonly text: (draft: Draft) => string;
};
export type Held<Draft> = { readonly draft: Draft; readonly version: number };

/** Parts in which the draft differs from what it began as. */
export const changedParts = <Draft, Field extends string>(
  parts: readonly Part<Draft, Field>[],
  base: Draft,
  draft: Draft,
): readonly Field[] => parts.filter((part) => !alike(part.of(base), part.of(draft))).map(({ field }) => field);

export const staleParts = <Draft, Field extends string>(
  parts: readonly Part<Draft, Field>[],
  { base, mine, theirs }: { readonly base: Draft; readonly mine: Draft; readonly theirs: Draft },
): readonly StaleRow[] => {
  const changed = new Set(changedParts(parts, base, mine));
  return parts
    .filter(({ field }) => changed.has(field))
    .map(({ field, label, text }) => ({ field, label, base: text(base), mine: text(mine), theirs: text(theirs) }));
};

export type Edit<Field extends string> = {
  /** The form opens: the record as it is shown now is what it began as. */
  readonly begin: () => void;
  readonly changed: readonly Field[];
  readonly version: number;
  readonly isStale: boolean;
  readonly told: (isStale: boolean) => void;
  readonly stale: { readonly rows: readonly StaleRow[]; readonly version: { readonly mine: number; readonly theirs: number } };
};

/**
 * An edit from its opening: what the record was then stays the base, whatever news arrive. Only parts that were changed are sent, on the version that was
 * seen; when somebody was faster, `told` opens the choice between both.
 * @param now the record as it is shown at this moment; null where a new one is made.
 */
export function useEdit<Draft, Field extends string>(
  parts: readonly Part<Draft, Field>[],
  draft: Draft,
  now: Held<Draft> | null,
): Edit<Field> {
  const [base, setBase] = useState<Held<Draft> | null>(null);
  const [isStale, setStale] = useState(false);
  const rows = base === null || now === null ? [] : staleParts(parts, { base: base.draft, mine: draft, theirs: now.draft });
  return {
    begin: () => {
      setBase(now);
      setStale(false);
    },
    changed: base === null ? [] : changedParts(parts, base.draft, draft),
    version: base?.version ?? 0,
    isStale,
    told: setStale,
    stale: { rows, version: { mine: base?.version ?? 0, theirs: now?.version ?? 0 } },
  };
}
