import type { RecordFields, Subject } from '../../../foundation/record.ts';
import { defineMachine } from '../../../foundation/state-machine.ts';
import { type Flags, flagsOf } from './register-row.ts';

/** A change of one row of the register: proposed by one, signed by quality. */
export const registerMachine = defineMachine({
  name: 'register-change',
  states: ['proposed', 'adopted', 'rejected', 'withdrawn'],
  initial: 'proposed',
  final: ['adopted', 'rejected', 'withdrawn'],
  rows: [
    {
      from: ['proposed'],
      verb: 'approve',
      to: 'adopted',
      right: 'retention.approve-register',
      rules: ['not-independent', 'register-moved', 'audit-shorter', 'signed-all-the-same'],
      demands: ['signature'],
      act: 'retention.register-change-adopted',
      says: 'Approve',
    },
    {
      from: ['proposed'],
      verb: 'reject',
      to: 'rejected',
      right: 'retention.approve-register',
      rules: ['not-independent'],
      demands: ['reason'],
      act: 'retention.register-change-rejected',
      says: 'Reject',
    },
    {
      from: ['proposed'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'retention.propose-register',
      rules: ['not-proposer'],
      demands: ['reason'],
      act: 'retention.register-change-withdrawn',
      says: 'Withdraw',
    },
  ],
});
export type RegisterChangeState = (typeof registerMachine.states)[number];

export type RegisterChange = {
  readonly id: string;
  /** RGC-1 … */
  readonly key: string;
  readonly state: RegisterChangeState;
  /** The kind of record of whose row it is. */
  readonly kind: string;
  /** The row as it was; null where there was none. */
  readonly from: Flags | null;
  readonly to: Flags;
  /** Version of the row on which it was proposed. */
  readonly base: number;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decision: string | null;
  readonly version: number;
};

export const registerChangeKind = 'register-change';

export const registerChangeSubject = ({ id, key }: Pick<RegisterChange, 'id' | 'key'>): Subject => ({
  kind: registerChangeKind,
  id,
  key,
  unitIds: [],
});

/** The record as the trail keeps it and signatures cover it. */
export const registerChangeFields = (change: RegisterChange): RecordFields => ({
  state: change.state,
  kind: change.kind,
  from: change.from === null ? null : { ...flagsOf(change.from) },
  to: { ...flagsOf(change.to) },
  base: change.base,
  reason: change.reason,
  proposedBy: change.proposedBy,
  decidedBy: change.decidedBy,
  decision: change.decision,
});

/** There is one register; the trail knows it by a fixed id. */
export const registerSubject = {
  kind: 'register',
  id: '01935f00-0000-7000-8000-000000000004',
  key: null,
  unitIds: [],
} as const;
