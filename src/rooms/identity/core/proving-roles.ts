import type { Role } from './roles.ts';

/** Roles that check who people are. Never the administrator's, who can reset what a check vouches for; the separated pairs keep the two apart. */
export const provingRoles: readonly Role[] = ['quality'];
