import type { RoomCard } from '../../foundation/card.ts';
import { everyReader } from '../identity/door.ts';
import { barSigning } from './acts/bar-signing.ts';
import { takeEffect } from './acts/decide-version.ts';
import { endExceptions } from './acts/except.ts';
import { controls, encryptionAtRest } from './core/access-control.ts';
import { alarmKinds } from './core/alarm-kinds.ts';
import { policyExceptionMachine } from './core/exception-machine.ts';
import { policyMachine } from './core/policy-machine.ts';
import { exceptionDays } from './core/profile.ts';
import { profileMachine } from './core/profile-machine.ts';
import { recordTypes } from './core/record-types.ts';
import { policyRoutes } from './http/policy-routes.ts';
import { profileRoutes } from './http/profile-routes.ts';
import { signableException, signableVersion } from './http/signable-policies.ts';
import { signableProfileChange } from './http/signable-profile-change.ts';
import { trainingRoutes } from './http/training-routes.ts';
import { disposers } from './store/disposers.ts';
import { subjects } from './store/subjects.ts';

const onlyRead = ['auditor', 'inspector', 'stakeholder'];
const signingRoles = everyReader.filter((role) => !onlyRead.includes(role));
/** Whoever can be asked, and whoever signs anything, an auditor too: the rules of signing bind them. An inspector writes nothing. */
const acknowledgingRoles = everyReader.filter((role) => role !== 'inspector');
const writingRoles = [
  'quality',
  'validation-lead',
  'release-manager',
  'change-manager',
  'environment-manager',
  'test-manager',
  'system-owner',
  'business-process-owner',
];
/** Who answers for work answers for the training of those who do it. */
const trainingRoles = ['quality', 'validation-lead', 'system-owner', 'business-process-owner'];
const askingRoles = [
  ...['release-manager', 'project-manager', 'change-manager', 'implementation-manager', 'development-manager'],
  ...['test-manager', 'environment-manager', 'deployer', 'system-owner'],
];

export const policies: RoomCard = {
  room: 'policies',
  rights: {
    'policies.read': {
      says: 'Read the compliance profile and the policies',
      roles: [...everyReader, 'administrator'],
      scope: 'read',
    },
    'policies.write': { says: 'Write policies and submit them for review', roles: writingRoles, scope: 'plan' },
    'policies.approve': {
      says: 'Approve, return and withdraw policies, and decide on exceptions from them',
      roles: ['quality'],
      personOnly: true,
      scope: 'act',
    },
    'policies.take-steps': { says: 'Take versions of policies a step on', roles: writingRoles, scope: 'plan' },
    'policies.acknowledge': { says: 'Acknowledge policies', roles: acknowledgingRoles, personOnly: true, scope: 'act' },
    'policies.record-training': {
      says: 'Record trainings of others in policies, and revoke them',
      roles: trainingRoles,
      personOnly: true,
      scope: 'act',
    },
    'policies.request-exceptions': { says: 'Ask for exceptions from policies', roles: askingRoles, scope: 'plan' },
    'policies.decide-exceptions': { says: 'Take exceptions from policies a step on', roles: signingRoles, scope: 'plan' },
    'policies.grant-exceptions': {
      says: 'Decide on exceptions from policies as quality or as their owner',
      roles: signingRoles,
      personOnly: true,
      scope: 'act',
    },
    'policies.propose-profile': {
      says: 'Tighten the compliance profile, and propose to loosen it',
      roles: ['administrator', 'quality', 'validation-lead'],
      personOnly: true,
      scope: 'administer',
    },
    'policies.approve-profile': {
      says: 'Decide on changes that loosen the compliance profile',
      roles: ['quality'],
      personOnly: true,
      scope: 'act',
    },
    'policies.confirm-profile': {
      says: 'Confirm changes that loosen the compliance profile while nothing was signed yet',
      roles: ['administrator', 'quality'],
      personOnly: true,
      scope: 'administer',
    },
  },
  acts: {
    'policies.policy-created': 'wrote a new policy',
    'policies.policy-changed': 'changed the policy or its draft',
    'policies.version-submitted': 'submitted a version of the policy for review',
    'policies.version-returned': 'returned a version of the policy to its author',
    'policies.version-approved': 'approved a version of the policy',
    'policies.version-took-effect': 'a version of the policy took effect; the one before it was superseded',
    'policies.version-discarded': 'discarded a draft of the policy',
    'policies.version-withdrawn': 'withdrew a version of the policy',
    'policies.policy-acknowledged': 'acknowledged a version of the policy',
    'policies.training-recorded': 'recorded the training of somebody in a version of the policy',
    'policies.training-revoked': 'revoked a training in a version of the policy',
    'policies.followed': 'fixed which versions of the policies it follows',
    'policies.exception-requested': 'asked for an exception from a policy',
    'policies.exception-granted': 'granted an exception from a policy',
    'policies.exception-rejected': 'rejected an exception from a policy',
    'policies.exception-withdrawn': 'withdrew a request for an exception from a policy',
    'policies.exception-ended': 'ended an exception from a policy early',
    'policies.exception-expired': 'an exception from a policy ended by its time',
    'policies.profile-changed': 'changed the compliance profile',
    'policies.profile-tightened': 'tightened the compliance profile',
    'policies.profile-change-proposed': 'proposed to loosen the compliance profile',
    'policies.profile-loosened': 'approved a change that loosens the compliance profile',
    'policies.profile-confirmed':
      'confirmed, as the second person, a change that loosens the compliance profile before anything was signed (alarm)',
    'policies.profile-change-rejected': 'rejected a change of the compliance profile',
    'policies.profile-change-withdrawn': 'withdrew a change of the compliance profile',
  },
  machines: [profileMachine, policyMachine, policyExceptionMachine],
  routes: [...profileRoutes, ...policyRoutes, ...trainingRoutes],
  jobs: [
    { name: 'policies.take-effect', everyMs: 15_000, run: takeEffect },
    { name: 'policies.end-exceptions', everyMs: 30_000, run: endExceptions },
  ],
  subjects,
  signables: [signableProfileChange, signableVersion, signableException],
  signingBars: [barSigning],
  profile: [exceptionDays, ...controls, encryptionAtRest],
  alarms: alarmKinds,
  register: recordTypes,
  disposers,
  migrations: { room: 'policies', folder: new URL('./store/migrations/', import.meta.url) },
};
