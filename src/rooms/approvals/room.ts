import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { approvalMachine } from './core/approval-machine.ts';
import { changeMachine } from './core/change-machine.ts';
import { noticeMachine } from './core/notice-machine.ts';
import { emergencyHours, notices } from './core/profile.ts';
import { recordTypes } from './core/record-types.ts';
import { verbalMachine } from './core/verbal-machine.ts';
import { routes } from './http/routes.ts';
import { signableApproval, signableChange } from './http/signable.ts';
import { signableVerbal } from './http/signable-verbal.ts';
import { disposers } from './store/disposers.ts';
import { subjectKinds } from './store/subject-kinds.ts';

/** Who only reads approves nothing; nor does the administrator, who holds no business role. */
const approving = everyReader.filter((role) => !['auditor', 'inspector', 'stakeholder'].includes(role));

export const approvals: RoomCard = {
  room: 'approvals',
  rights: {
    'approvals.read': { says: 'See approvals and what requires them', roles: everyReader, scope: 'read' },
    'approvals.give': {
      says: 'Say yes or no where you are asked',
      roles: approving,
      personOnly: true,
      scope: 'act',
    },
    'approvals.record-verbal': {
      says: 'Record in an emergency what somebody said by word of mouth',
      roles: ['release-manager', 'change-manager', 'implementation-manager', 'quality'],
      personOnly: true,
      scope: 'act',
    },
    'approvals.review-emergencies': {
      says: 'Confirm and review emergencies for quality',
      roles: ['quality'],
      personOnly: true,
      scope: 'act',
    },
    'approvals.give-notice': {
      says: 'Give notice of what is meant to be done',
      roles: ['release-manager', 'change-manager', 'implementation-manager', 'project-manager', 'environment-manager'],
      personOnly: true,
      scope: 'plan',
    },
    'approvals.answer-notices': {
      says: 'Object to notices, and withdraw own ones',
      roles: approving,
      personOnly: true,
      scope: 'plan',
    },
    'approvals.propose-changes': {
      says: 'Propose what must be approved by whom',
      roles: ['quality', 'release-manager', 'change-manager', 'validation-lead'],
      personOnly: true,
      scope: 'plan',
    },
    'approvals.sign-changes': {
      says: 'Sign changes of what must be approved, where you are asked',
      roles: approving,
      personOnly: true,
      scope: 'act',
    },
  },
  acts: {
    'approvals.given': 'approved a step',
    'approvals.rejected': 'said no to a step',
    'approvals.withdrawn': 'took back what was said to a step',
    'approvals.notice-given': 'gave notice of what is meant to be done',
    'approvals.notice-objected': 'objected to the notice',
    'approvals.notice-withdrawn': 'withdrew the notice',
    'approvals.verbal-recorded': 'recorded an emergency’s verbal authorisation',
    'approvals.verbal-confirmed': 'confirmed the verbal authorisation for quality',
    'approvals.verbal-settled': 'settled the emergency: everything missing is approved',
    'approvals.verbal-reviewed': 'reviewed the emergency for quality',
    'approvals.verbal-withdrawn': 'withdrew the verbal authorisation',
    'approvals.change-proposed': 'proposed a change of what must be approved',
    'approvals.change-signed': 'signed a change of what must be approved',
    'approvals.change-dropped': 'dropped a proposed change of what must be approved',
    'approvals.requirement-set': 'set what must be approved by whom',
    'approvals.requirement-withdrawn': 'withdrew what had to be approved',
  },
  machines: [approvalMachine, changeMachine, verbalMachine, noticeMachine],
  routes,
  jobs: [],
  subjects: subjectKinds,
  signables: [signableApproval, signableChange, signableVerbal],
  profile: [emergencyHours, notices],
  register: recordTypes,
  disposers,
  migrations: { room: 'approvals', folder: new URL('./store/migrations/', import.meta.url) },
};
