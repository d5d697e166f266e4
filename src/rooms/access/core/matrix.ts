import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import { isRoleName, keptApartByInterlock, type Pair, roleInWords, samePair } from '../../identity/door.ts';
import type { MatrixChangeState } from '../contract-words.ts';
import { separationRefusals as no } from './separation-refusals.ts';

export type TwoRoles = Pick<Pair, 'one' | 'other'>;

/** There is one matrix; the ledger and the news know it by a fixed id. Its entries are its versions. */
export const matrixSubject: Subject = {
  kind: 'duty-matrix',
  id: '01935f00-0000-7000-8000-000000000004',
  key: null,
  unitIds: [],
};

export const matrixFields = (pairs: readonly Pair[]): RecordFields => ({
  pairs: Object.fromEntries(pairs.map((pair) => [pairName(pair), { one: pair.one, other: pair.other, why: pair.why }])),
});

/** The name of a pair within records: both roles, in the order of the alphabet. */
export const pairName = ({ one, other }: TwoRoles): string => [one, other].toSorted().join(' ');
export const pairInWords = ({ one, other }: TwoRoles): string => `“${roleInWords(one)}” and “${roleInWords(other)}”`;

export type MatrixChange = {
  readonly id: string;
  /** DMC-1 … */
  readonly key: string;
  readonly state: MatrixChangeState;
  /** Pairs that are kept apart from then on, and pairs that no longer are. */
  readonly add: readonly Pair[];
  readonly drop: readonly TwoRoles[];
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decision: string | null;
  /** The version of the matrix that it made. */
  readonly matrixVersion: number | null;
  readonly version: number;
};

export const matrixChangeKind = 'duty-matrix-change';
export const matrixChangeSubject = ({ id, key }: Pick<MatrixChange, 'id' | 'key'>): Subject => ({
  kind: matrixChangeKind,
  id,
  key,
  unitIds: [],
});

/** As the trail keeps it and a signature covers it. `made`: the version that it brought into force, as the database holds it; null before. */
export const matrixChangeFields = (change: MatrixChange, made: readonly Pair[] | null): RecordFields => ({
  state: change.state,
  add: change.add.map(({ one, other, why }) => ({ one, other, why })),
  drop: change.drop.map(({ one, other }) => ({ one, other })),
  reason: change.reason,
  proposedBy: change.proposedBy,
  decidedBy: change.decidedBy,
  decision: change.decision,
  matrixVersion: change.matrixVersion,
  matrix: made === null ? null : made.map(({ one, other, why }) => ({ one, other, why })),
});

/** What the matrix of the installation becomes. */
export const matrixAfter = (pairs: readonly Pair[], { add, drop }: Pick<MatrixChange, 'add' | 'drop'>): readonly Pair[] =>
  [...pairs.filter((pair) => !drop.some((gone) => samePair(gone, pair))), ...add].toSorted((a, b) =>
    pairName(a) < pairName(b) ? -1 : 1,
  );

/** Why a matrix cannot become this. Pairs that Interlock itself keeps apart are no data: none is added to them, and none of them dropped. */
export function changeFaults(pairs: readonly Pair[], { add, drop }: Pick<MatrixChange, 'add' | 'drop'>): readonly Refusal[] {
  if (add.length + drop.length === 0) return [no['matrix-unchanged']({})];
  const has = (all: readonly TwoRoles[], pair: TwoRoles): boolean => all.some((one) => samePair(one, pair));
  const added = add.flatMap((pair, at) => {
    const of = { pair: pairInWords(pair) };
    const field = { field: `/add/${at}` };
    const unknown = [pair.one, pair.other].filter((role) => !isRoleName(role));
    if (unknown.length > 0) return unknown.map((role) => no['no-such-role']({ role }, field));
    if (pair.one === pair.other) return [no['pair-of-one'](of, field)];
    if (keptApartByInterlock(pair)) return [no['pair-built-in'](of, field)];
    const stays = pairs.filter((one) => !has(drop, one));
    return has(stays, pair) || has(add.slice(0, at), pair) ? [no['pair-already'](of, field)] : [];
  });
  const dropped = drop.flatMap((pair, at) => {
    const of = { pair: pairInWords(pair) };
    const field = { field: `/drop/${at}` };
    if (keptApartByInterlock(pair)) return [no['pair-built-in'](of, field)];
    return has(pairs, pair) && !has(drop.slice(0, at), pair) ? [] : [no['pair-not-there'](of, field)];
  });
  return [...added, ...dropped];
}
