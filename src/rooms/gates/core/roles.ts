import * as words from '../contract-roles.ts';

export const decidingRoles: readonly string[] = words.decidingRoles;
export const recordingRoles: readonly string[] = words.recordingRoles;
/** Roles that waive a criterion for a time. */
export const waivingRoles: readonly string[] = [
  'release-manager',
  'test-manager',
  'business-process-owner',
  'system-owner',
  'quality',
  'validation-lead',
];
