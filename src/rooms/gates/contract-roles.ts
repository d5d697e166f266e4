/** Roles that may decide gates at all; each gate names its own among them. No reader and no administrator, who holds no business role. */
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
/** Roles that record results; a criterion may name one of them. */
export const recordingRoles = [...decidingRoles, 'deployer'] as const;
