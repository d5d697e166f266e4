import type { RecordFields, Subject } from '../../../foundation/record.ts';

export const keyKinds = ['hmac-sha256', 'ed25519'] as const;
export type KeyKind = (typeof keyKinds)[number];

export type CheckerKey = {
  readonly id: string;
  readonly kind: KeyKind;
  readonly madeBy: string;
  readonly madeAt: Date;
  /** Somebody else saw that it is the machine's; null: nothing that it signs is heard yet. */
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
  readonly withdrawnAt: Date | null;
};

/** A machine that answers external checks by signed messages. */
export type Checker = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly registeredBy: string;
  readonly registeredAt: Date;
  readonly withdrawnAt: Date | null;
  readonly refused: number;
  readonly refusedWhy: string | null;
  readonly version: number;
  readonly keys: readonly CheckerKey[];
};

/** At most so many keys are valid at once: the one in use and the one that follows it. */
export const mostKeys = 2;
/** Keys that an answer may be signed with now. */
export const heardKeys = (checker: Checker): readonly CheckerKey[] =>
  checker.keys.filter((key) => key.withdrawnAt === null && key.confirmedAt !== null);
export const validKeys = (checker: Checker): readonly CheckerKey[] => checker.keys.filter((key) => key.withdrawnAt === null);

export const checkerSubject = (checker: Checker): Subject => ({ kind: 'checker', id: checker.id, key: checker.key, unitIds: [] });

/** As the ledger keeps it: no secret, and of keys only that they are there. */
export const checkerRecord = (checker: Checker): RecordFields => ({
  key: checker.key,
  name: checker.name,
  registeredBy: checker.registeredBy,
  registeredAt: checker.registeredAt.toISOString(),
  withdrawnAt: checker.withdrawnAt?.toISOString() ?? null,
  refused: checker.refused,
  refusedWhy: checker.refusedWhy,
  keys: Object.fromEntries(
    checker.keys.map(({ id, kind, madeBy, madeAt, confirmedBy, confirmedAt, withdrawnAt }) => [
      id,
      {
        kind,
        madeBy,
        madeAt: madeAt.toISOString(),
        confirmedBy,
        confirmedAt: confirmedAt?.toISOString() ?? null,
        withdrawnAt: withdrawnAt?.toISOString() ?? null,
      },
    ]),
  ),
});
