import { alike } from '../../../foundation/alike.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import { type Flags, flagsOf, type RegisterRow } from './register-row.ts';
import { retentionRefusals as no } from './retention-refusals.ts';

export type Wanted = { readonly [F in keyof Flags]?: Flags[F] | undefined };

/** What of a row goes by the room of the kind and the profile. */
export type RegisterFacts = {
  /** Years of each class, by its name. */
  readonly years: Readonly<Record<string, number>>;
  /** Verbs of the published table of signatures of the kind. */
  readonly signedSteps: readonly string[];
};

const flagNames = ['regulated', 'predicateRule', 'reliedOn', 'retention', 'signatures'] as const;

/** The row as it would be; what is not said stays. Null with the flags that are missing where there is no row to stay. */
export function wantedFlags(
  row: RegisterRow | null,
  wanted: Wanted,
): { readonly flags: Flags } | { readonly missing: readonly string[] } {
  const { regulated, predicateRule, reliedOn, retention, signatures } = { ...row, ...said(wanted) };
  if (
    regulated === undefined ||
    predicateRule === undefined ||
    reliedOn === undefined ||
    retention === undefined ||
    signatures === undefined
  ) {
    const there: Wanted = said(wanted);
    return { missing: flagNames.filter((name) => there[name] === undefined) };
  }
  const auditYears = wanted.auditYears === undefined ? (row?.auditYears ?? null) : wanted.auditYears;
  return { flags: { regulated, predicateRule, reliedOn, retention, signatures, auditYears } };
}

const said = (wanted: Wanted): { readonly [F in Exclude<keyof Flags, 'auditYears'>]?: Flags[F] } => ({
  ...(wanted.regulated === undefined ? {} : { regulated: wanted.regulated }),
  ...(wanted.predicateRule === undefined ? {} : { predicateRule: wanted.predicateRule }),
  ...(wanted.reliedOn === undefined ? {} : { reliedOn: wanted.reliedOn }),
  ...(wanted.retention === undefined ? {} : { retention: wanted.retention }),
  ...(wanted.signatures === undefined ? {} : { signatures: wanted.signatures }),
});

/** Why a row cannot say this. */
export function rowFaults(kind: string, flags: Flags, { years, signedSteps }: RegisterFacts): readonly Refusal[] {
  const least = years[flags.retention];
  if (least === undefined)
    return [no['no-such-class']({ name: flags.retention, known: Object.keys(years) }, { field: '/retention' })];
  const { auditYears, retention } = flags;
  return [
    ...(auditYears !== null && auditYears < least
      ? [no['audit-shorter']({ kind, years: auditYears, retention, least }, { field: '/auditYears' })]
      : []),
    ...(signedSteps.length > 0 && flags.signatures !== 'by-table'
      ? [no['signed-all-the-same']({ kind, steps: signedSteps }, { field: '/signatures' })]
      : []),
  ];
}

export const sameFlags = (one: Flags | null, other: Flags): boolean =>
  one !== null && alike({ ...flagsOf(one) }, { ...flagsOf(other) });
