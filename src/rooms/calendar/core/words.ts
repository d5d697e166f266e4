import type { Scope } from './scope.ts';

export const criticalities = ['low', 'medium', 'high', 'critical', 'unknown'] as const;
export type Criticality = (typeof criticalities)[number];

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
export type EnvironmentClass = (typeof environmentClasses)[number];

/** The words of a scope, in the order of the list. */
export const criticalitiesOf = (scope: Scope): Criticality[] =>
  criticalities.filter((word) => scope.criticalities.includes(word));
export const environmentsOf = (scope: Scope): EnvironmentClass[] =>
  environmentClasses.filter((word) => scope.environmentClasses.includes(word));
