/** The built-in roles (DESIGN section 4). Rights name roles; a role is granted in a unit and holds in all units below it. */
export const roles = [
  { role: 'release-manager', says: 'Release manager', business: true },
  { role: 'environment-manager', says: 'Environment manager', business: true },
  { role: 'test-manager', says: 'Test manager', business: true },
  { role: 'implementation-manager', says: 'Implementation manager', business: true },
  { role: 'change-manager', says: 'Change manager', business: true },
  { role: 'project-manager', says: 'Project manager', business: true },
  { role: 'development-manager', says: 'Development manager', business: true },
  { role: 'deployer', says: 'Deployer', business: true },
  { role: 'business-process-owner', says: 'Business process owner', business: true },
  { role: 'system-owner', says: 'System owner', business: true },
  { role: 'quality', says: 'Quality', business: true },
  { role: 'validation-lead', says: 'Validation lead', business: true },
  { role: 'cab-member', says: 'CAB member', business: true },
  { role: 'sponsor', says: 'Sponsor', business: true },
  { role: 'stakeholder', says: 'Stakeholder', business: true },
  { role: 'auditor', says: 'Auditor (reads only)', business: false },
  { role: 'inspector', says: 'Inspector (reads only)', business: false },
  { role: 'administrator', says: 'Administrator (configures)', business: false },
] as const;

export type Role = (typeof roles)[number]['role'];

export const roleNames: readonly Role[] = roles.map((role) => role.role);
export const isRole = (text: string): text is Role => roles.some((role) => role.role === text);
/** Everybody who works on releases or watches them; not the administrator. */
export const readers: readonly Role[] = roleNames.filter((role) => role !== 'administrator');
export const sayRole = (role: string): string => roles.find((known) => known.role === role)?.says ?? role;
