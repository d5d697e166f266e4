import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { ProfileChangeState } from './profile-machine.ts';

/** What one value was, and what it becomes. */
export type Step = { readonly from: number | string; readonly to: number | string };
export type Steps = Readonly<Record<string, Step>>;

export type ProfileChange = {
  readonly id: string;
  /** PRC-1 … */
  readonly key: string;
  readonly state: ProfileChangeState;
  readonly values: Steps;
  readonly loosens: boolean;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly way: 'tightened' | 'signed' | 'confirmed' | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decision: string | null;
  readonly profileVersion: number | null;
  readonly version: number;
};

export const profileChangeSubject = ({ id, key }: Pick<ProfileChange, 'id' | 'key'>): Subject => ({
  kind: 'profile-change',
  id,
  key,
  unitIds: [],
});

/** The record as the trail keeps it and signatures cover it. */
export const profileChangeFields = (change: ProfileChange): RecordFields => ({
  state: change.state,
  values: Object.fromEntries(Object.entries(change.values).map(([key, { from, to }]) => [key, { from, to }])),
  loosens: change.loosens,
  reason: change.reason,
  proposedBy: change.proposedBy,
  way: change.way,
  decidedBy: change.decidedBy,
  decision: change.decision,
  profileVersion: change.profileVersion,
});
