import { defineMachine } from '../../../foundation/state-machine.ts';

/** A change of the compliance profile. What only tightens is adopted at once; what loosens waits for a second person, who signs. */
export const profileMachine = defineMachine({
  name: 'profile-change',
  states: ['proposed', 'adopted', 'rejected', 'withdrawn'],
  initial: 'proposed',
  final: ['adopted', 'rejected', 'withdrawn'],
  rows: [
    {
      from: ['proposed'],
      verb: 'tighten',
      to: 'adopted',
      right: 'policies.propose-profile',
      rules: ['loosens-nothing', 'within-bounds', 'nobody-shut-out'],
      demands: ['reason'],
      act: 'policies.profile-tightened',
      says: 'Tighten',
    },
    {
      from: ['proposed'],
      verb: 'approve',
      to: 'adopted',
      right: 'policies.approve-profile',
      rules: ['not-independent', 'profile-moved', 'within-bounds', 'nobody-shut-out'],
      demands: ['signature'],
      act: 'policies.profile-loosened',
      says: 'Approve',
    },
    {
      from: ['proposed'],
      verb: 'confirm',
      to: 'adopted',
      right: 'policies.confirm-profile',
      rules: ['set-up-over', 'not-independent', 'profile-moved', 'within-bounds', 'nobody-shut-out'],
      demands: ['reason', 'password'],
      act: 'policies.profile-confirmed',
      says: 'Confirm',
    },
    {
      from: ['proposed'],
      verb: 'reject',
      to: 'rejected',
      right: 'policies.approve-profile',
      rules: ['not-independent'],
      demands: ['reason'],
      act: 'policies.profile-change-rejected',
      says: 'Reject',
    },
    {
      from: ['proposed'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'policies.propose-profile',
      rules: ['not-yours'],
      demands: ['reason'],
      act: 'policies.profile-change-withdrawn',
      says: 'Withdraw',
    },
  ],
});

export type ProfileChangeState = (typeof profileMachine.states)[number];
