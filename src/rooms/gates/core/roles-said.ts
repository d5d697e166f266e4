/** A role as people read it. */
export const sayRole = (role: string): string => role.replaceAll('-', ' ');
export const sayRoles = (roles: readonly string[]): string => roles.map(sayRole).join(', ');
/** Some names, and how many more there are. */
export const sayNames = (names: readonly string[]): string =>
  names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
