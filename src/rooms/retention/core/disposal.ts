import type { RecordFields, Subject } from '../../../foundation/record.ts';
import { defineMachine } from '../../../foundation/state-machine.ts';

/** A disposal: a list of records whose retention is over, asked for by one with a signature, approved by quality with another, and carried out. */
export const disposalMachine = defineMachine({
  name: 'disposal',
  house: ['finish'],
  states: ['listed', 'asked', 'approved', 'done', 'rejected', 'withdrawn'],
  initial: 'listed',
  final: ['done', 'rejected', 'withdrawn'],
  rows: [
    {
      from: ['listed'],
      verb: 'ask',
      to: 'asked',
      right: 'retention.list-disposals',
      rules: ['not-lister', 'disposal-moved'],
      demands: ['signature'],
      act: 'retention.disposal-asked',
      says: 'Ask for the disposal',
    },
    {
      from: ['asked'],
      verb: 'approve',
      to: 'approved',
      right: 'retention.approve-disposals',
      rules: ['not-independent', 'disposal-moved'],
      demands: ['signature'],
      act: 'retention.disposal-approved',
      says: 'Approve the disposal',
    },
    {
      from: ['asked'],
      verb: 'reject',
      to: 'rejected',
      right: 'retention.approve-disposals',
      rules: ['not-independent'],
      demands: ['reason'],
      act: 'retention.disposal-rejected',
      says: 'Reject the disposal',
    },
    {
      from: ['listed', 'asked'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'retention.list-disposals',
      rules: ['not-lister'],
      demands: ['reason'],
      act: 'retention.disposal-withdrawn',
      says: 'Withdraw the disposal',
    },
    {
      from: ['approved'],
      verb: 'finish',
      to: 'done',
      right: 'retention.approve-disposals',
      rules: [],
      demands: [],
      act: 'retention.disposal-done',
      says: 'Finish the disposal',
    },
  ],
});
export type DisposalState = (typeof disposalMachine.states)[number];

/** `excluded` when it was listed, `left` when it was carried out; `removed`: its rows are gone, `disposed`: the content of its entries too. */
export const itemStates = ['listed', 'excluded', 'left', 'removed', 'disposed'] as const;
export type ItemState = (typeof itemStates)[number];

export type DisposalItem = {
  readonly kind: string;
  readonly id: string;
  readonly key: string | null;
  /** The named record with which it goes; null: it was named itself. */
  readonly root: string | null;
  readonly state: ItemState;
  /** The last day on which it had to be kept; null where it is open. */
  readonly until: Date | null;
  /** Why it was excluded or left. */
  readonly ground: string | null;
  readonly entries: number;
  /** SHA-256 (hex) over the hashes of its entries, one a line, in their order. */
  readonly digest: string;
};

export type Disposal = {
  readonly id: string;
  /** DSP-1 … */
  readonly key: string;
  readonly state: DisposalState;
  readonly reason: string;
  readonly listedBy: string;
  readonly listedAt: Date;
  readonly askedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decision: string | null;
  readonly endedAt: Date | null;
  readonly version: number;
  readonly items: readonly DisposalItem[];
};

export const disposalKind = 'disposal';

export const disposalSubject = ({ id, key }: Pick<Disposal, 'id' | 'key'>): Subject => ({
  kind: disposalKind,
  id,
  key,
  unitIds: [],
});

const byId = <T>(items: readonly DisposalItem[], what: (item: DisposalItem) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(items.map((item) => [item.id, what(item)]));

/**
 * The record as the trail keeps it and signatures cover it: `records` and `excluded` are the list as it was signed, `left` and `went` what came of it. So the entries are
 * the certificate: which records went, with how many entries of which hashes.
 */
export function disposalFields(one: Disposal): RecordFields {
  const of = (...states: readonly ItemState[]) => one.items.filter(({ state }) => states.includes(state));
  return {
    key: one.key,
    state: one.state,
    reason: one.reason,
    listedBy: one.listedBy,
    decidedBy: one.decidedBy,
    decision: one.decision,
    records: byId(of('listed', 'left', 'removed', 'disposed'), ({ kind, key, root, until, entries, digest }) => ({
      kind,
      key,
      with: root,
      until: until?.toISOString() ?? null,
      entries,
      digest,
    })),
    excluded: byId(of('excluded'), ({ kind, key, ground }) => ({ kind, key, ground })),
    left: byId(of('left'), ({ ground }) => ground),
    went: byId(of('removed', 'disposed'), () => true),
  };
}
