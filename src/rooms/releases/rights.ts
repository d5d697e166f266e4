import type { Right } from '../../foundation/actor.ts';
import { everyReader } from '../identity/door.ts';

/** Each verb of the lifecycle names one of these. Decisions are for people who are signed in, never for tokens. */
const own: Readonly<Record<string, Right>> = {
  'releases.read': { says: 'See releases', roles: everyReader, scope: 'read' },
  'releases.propose': {
    says: 'Propose releases',
    roles: [
      'release-manager',
      'project-manager',
      'development-manager',
      'change-manager',
      'business-process-owner',
      'system-owner',
    ],
    scope: 'plan',
  },
  'releases.change': { says: 'Change releases', roles: ['release-manager', 'project-manager'], scope: 'plan' },
  'releases.import': { says: 'Import releases of other systems as history', roles: ['release-manager'], scope: 'plan' },
  'releases.accept': { says: 'Accept or reject proposed releases', roles: ['release-manager'], personOnly: true, scope: 'act' },
  'releases.approve-dates': { says: 'Approve the dates of releases', roles: ['release-manager'], personOnly: true, scope: 'act' },
  'releases.move': { says: 'Move the go-live of releases', roles: ['release-manager'], scope: 'act' },
  'releases.run': {
    says: 'Start, hold and resume work on releases',
    roles: ['release-manager', 'project-manager', 'implementation-manager'],
    scope: 'act',
  },
  'releases.accept-for-business': {
    says: 'Accept, validate and confirm for the business',
    roles: ['business-process-owner'],
    personOnly: true,
    scope: 'act',
  },
  'releases.decide-go': { says: 'Decide go or no-go', roles: ['release-manager'], personOnly: true, scope: 'act' },
  'releases.deploy': { says: 'Deploy releases and record results', roles: ['deployer', 'implementation-manager'], scope: 'act' },
  'releases.report-outcome': {
    says: 'Sign the outcome of deployments',
    roles: ['deployer', 'implementation-manager'],
    personOnly: true,
    scope: 'act',
  },
  'releases.release-for-use': {
    says: 'Release for use',
    roles: ['quality', 'business-process-owner'],
    personOnly: true,
    scope: 'act',
  },
  'releases.confirm-it': {
    says: 'Confirm closure for IT',
    roles: ['system-owner', 'implementation-manager'],
    personOnly: true,
    scope: 'act',
  },
  'releases.close': { says: 'Close or cancel releases', roles: ['release-manager'], personOnly: true, scope: 'act' },
  'releases.back-out': {
    says: 'Back releases out',
    roles: ['release-manager', 'deployer', 'implementation-manager'],
    personOnly: true,
    scope: 'act',
  },
};

/** Whoever may take any step at all is let into the operations that take steps; which one they may take, its own right says. */
const whoTakesSteps = Object.values(own).flatMap(({ scope, roles }) => (scope === 'act' ? roles : []));

/** Rights of the room. */
export const rights: Readonly<Record<string, Right>> = {
  ...own,
  'releases.take-steps': { says: 'Take releases a step on', roles: [...new Set(whoTakesSteps)], scope: 'act' },
};
