/** Words of the room. The lists of states and verbs equal the rows in `core/lifecycle.ts`; a test compares them. */
export const releaseKinds = ['enterprise', 'project', 'independent', 'emergency', 'maintenance'] as const;
export const releaseClasses = ['major', 'minor', 'patch'] as const;
export const phaseKinds = ['plan', 'build', 'integrate', 'uat', 'deploy', 'warranty'] as const;
export const applicationRoles = ['changed', 'regression'] as const;
export const applicationResults = ['pending', 'completed', 'rejected', 'rolled-back'] as const;
export const outcomes = ['completed', 'partially-completed', 'failed'] as const;
export const lights = ['green', 'amber', 'red', 'unknown'] as const;
export const healthParts = ['schedule', 'gates', 'collisions', 'scope', 'outcome'] as const;
export const releaseStates = [
  'proposed',
  'accepted',
  'planned',
  'in-progress',
  'ready',
  'deploying',
  'deployed',
  'released-for-use',
  'warranty',
  'closed',
  'backed-out',
  'closed-failed',
  'rejected',
  'on-hold',
  'cancelled',
] as const;
export const releaseVerbs = [
  'accept',
  'reject',
  'plan',
  'start',
  'accept-uat',
  'declare-ready',
  'no-go',
  'deploy',
  'stop',
  'record-results',
  'complete',
  'validate',
  'release-for-use',
  'enter-warranty',
  'confirm-business',
  'confirm-it',
  'close',
  'back-out',
  'resume-work',
  'fail',
  'hold',
  'resume',
  'cancel',
] as const;
/** Steps that a gate can stand before; `ready` is the verb declare-ready. */
export const guardedSteps = ['accept', 'plan', 'start', 'ready', 'deploy', 'release-for-use', 'close'] as const;
export type ReleaseState = (typeof releaseStates)[number];
export type ReleaseVerb = (typeof releaseVerbs)[number];
