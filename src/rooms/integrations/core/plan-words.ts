/** The closed word lists of a plan file. A word that stands here means what `docs/glossary.md` says, and nothing else is read. */
export const criticalities = ['low', 'medium', 'high', 'critical'] as const;
export const lifecycleStages = ['planned', 'live', 'sunset', 'retired'] as const;
export const dependencyTypes = ['calls', 'data', 'infrastructure', 'shared-library', 'deploys-with'] as const;
export const releaseKinds = ['enterprise', 'project', 'independent', 'emergency', 'maintenance'] as const;
export const releaseClasses = ['major', 'minor', 'patch'] as const;
export const applicationRoles = ['changed', 'regression'] as const;
export const phaseKinds = ['plan', 'build', 'integrate', 'uat', 'deploy', 'warranty'] as const;
export const guardedVerbs = ['accept', 'plan', 'start', 'ready', 'deploy', 'release-for-use', 'close'] as const;
export const criterionTypes = ['checklist', 'measure', 'fact', 'expression', 'external'] as const;
export const operators = ['>=', '<=', '==', '>', '<'] as const;
/** How strictly a freeze holds: it blocks, it asks for an exception, or it warns. */
export const freezeSeverities = ['blocks', 'needs-exception', 'warns'] as const;
export const environmentClasses = [
  'development',
  'system-test',
  'integration',
  'performance',
  'uat',
  'validation',
  'staging',
  'production',
  'production-support',
] as const;
/** By the clock on the wall, also in the nights it changes, or by elapsed time. */
export const lengthMeasures = ['wall', 'exact'] as const;
export const dayMeasures = ['calendar', 'working'] as const;
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export const historyKinds = ['release', 'request'] as const;

/** Roles that may decide a gate: no reader (auditor, inspector, stakeholder) and no administrator, who holds no business role. */
export const decidingRoles = [
  'release-manager',
  'environment-manager',
  'test-manager',
  'implementation-manager',
  'change-manager',
  'project-manager',
  'development-manager',
  'business-process-owner',
  'system-owner',
  'quality',
  'validation-lead',
  'cab-member',
  'sponsor',
] as const;

/** Roles that may record what a criterion asks for. */
export const recordingRoles = [...decidingRoles, 'deployer'] as const;

/** Unknown is said, never guessed: a file that leaves such a field out leaves it unknown, which never counts as green. */
export const unknown = 'unknown' as const;
