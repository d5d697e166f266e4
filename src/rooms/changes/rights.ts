import type { Right } from '../../foundation/actor.ts';
import { everyReader } from '../identity/door.ts';

/** Each verb of the lifecycle names one of these. Decisions are for people who are signed in, never for tokens. */
const own: Readonly<Record<string, Right>> = {
  'changes.read': { says: 'See changes', roles: everyReader, scope: 'read' },
  'changes.request': {
    says: 'Request changes, write on in them and submit them',
    roles: [
      'change-manager',
      'release-manager',
      'project-manager',
      'development-manager',
      'environment-manager',
      'test-manager',
      'implementation-manager',
      'business-process-owner',
      'system-owner',
    ],
    scope: 'plan',
  },
  'changes.assess': { says: 'Assess changes', roles: ['change-manager', 'release-manager', 'development-manager'], scope: 'act' },
  'changes.agree': { says: 'Agree to changes, or say no, for quality', roles: ['quality'], personOnly: true, scope: 'act' },
  'changes.authorise': {
    says: 'Authorise or reject changes',
    roles: ['change-manager', 'system-owner'],
    personOnly: true,
    scope: 'act',
  },
  'changes.permit': {
    says: 'Permit changes outside of production',
    roles: ['environment-manager', 'change-manager'],
    personOnly: true,
    scope: 'act',
  },
  'changes.build': {
    says: 'Report changes as built',
    roles: ['development-manager', 'implementation-manager', 'deployer'],
    scope: 'act',
  },
  'changes.test': { says: 'Report changes as tested, or send them back', roles: ['test-manager'], scope: 'act' },
  'changes.approve': {
    says: 'Approve changes for production',
    roles: ['change-manager', 'system-owner'],
    personOnly: true,
    scope: 'act',
  },
  'changes.schedule': {
    says: 'Schedule changes',
    roles: ['change-manager', 'release-manager', 'environment-manager'],
    scope: 'act',
  },
  'changes.implement': { says: 'Begin to implement changes', roles: ['deployer', 'implementation-manager'], scope: 'act' },
  'changes.report-outcome': {
    says: 'Sign what came of changes',
    roles: ['deployer', 'implementation-manager'],
    personOnly: true,
    scope: 'act',
  },
  'changes.verify': {
    says: 'Verify what came of changes',
    roles: ['business-process-owner', 'system-owner', 'test-manager'],
    personOnly: true,
    scope: 'act',
  },
  'changes.close': { says: 'Close changes', roles: ['change-manager'], personOnly: true, scope: 'act' },
  'changes.run': {
    says: 'Hold, resume, rework and withdraw changes',
    roles: ['change-manager', 'release-manager', 'project-manager', 'development-manager', 'system-owner'],
    scope: 'act',
  },
};

/** Models hold everywhere. An administrator proposes; what is done by them is decided on by those who answer for changes. */
const ofModels: Readonly<Record<string, Right>> = {
  'changes.read-models': {
    says: 'See models of changes and templates of standard changes',
    roles: [...everyReader, 'administrator'],
    scope: 'read',
  },
  'changes.propose-models': {
    says: 'Propose versions of models of changes, and templates of standard changes',
    roles: ['administrator', 'change-manager', 'quality'],
    personOnly: true,
    scope: 'administer',
  },
  'changes.approve-models': {
    says: 'Approve, refuse and retire models of changes',
    roles: ['quality', 'change-manager'],
    personOnly: true,
    scope: 'act',
  },
  'changes.take-model-steps': {
    says: 'Take models of changes a step on',
    roles: ['administrator', 'change-manager', 'quality'],
    personOnly: true,
    scope: 'act',
  },
};

/** Whoever may take any step at all is let into the operation that takes steps; which one they may take, its own right says. */
const whoTakesSteps = Object.values(own).flatMap(({ scope, roles }) => (scope === 'read' ? [] : roles));

/** Rights of the room. */
export const rights: Readonly<Record<string, Right>> = {
  ...own,
  ...ofModels,
  'changes.take-steps': { says: 'Take changes a step on', roles: [...new Set(whoTakesSteps)], scope: 'act' },
};
