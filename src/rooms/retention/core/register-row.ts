import type { Closing, RecordType } from '../../../foundation/record-type.ts';

/** What of a row can be changed. When a record closes, and what it supports, is the build's word. */
export type Flags = Pick<RecordType, 'regulated' | 'predicateRule' | 'reliedOn' | 'retention' | 'signatures'> & {
  /** For how many years the trail is kept, where that is longer than the record; null: as long as the record. */
  readonly auditYears: number | null;
};

export type RegisterRow = Flags & {
  readonly kind: string;
  readonly says: string;
  readonly closes: Closing;
  readonly supports: RecordType['supports'];
  /** 0: as the build brings it. */
  readonly version: number;
};

/** What the installation decided over the row of the build. */
export type KeptRow = { readonly kind: string; readonly flags: Flags; readonly version: number };

export const flagsOf = ({ regulated, predicateRule, reliedOn, retention, signatures, auditYears }: Flags): Flags => ({
  regulated,
  predicateRule,
  reliedOn,
  retention,
  signatures,
  auditYears,
});

/** The row that holds: of the build, with what the installation decided. Null where neither has one. */
export function rowOf(kind: string, built: RecordType | undefined, kept: KeptRow | undefined): RegisterRow | null {
  if (built === undefined && kept === undefined) return null;
  const flags = kept?.flags ?? (built === undefined ? undefined : { ...built, auditYears: null });
  if (flags === undefined) return null;
  return {
    ...flagsOf(flags),
    kind,
    says: built?.says ?? kind,
    closes: built?.closes ?? 'never',
    supports: built?.supports,
    version: kept?.version ?? 0,
  };
}
