const dayMs = 86_400_000;

/** Days between the warning and the disabling of an account that nobody uses. */
const warningDays = 14;

export type Use = {
  /** The last sign-in, use of a token or own password; else when the account was made or enabled. */
  readonly usedAt: Date;
  readonly warnedAt: Date | null;
};

/** The warning that still stands: one from before the last use is over. */
const warningOf = ({ usedAt, warnedAt }: Use): Date | null => (warnedAt !== null && warnedAt > usedAt ? warnedAt : null);

/** When an account is disabled unless it is used: never without a warning of fourteen days, also where the profile was tightened. */
export function disabledAt(use: Use, dormantDays: number, now: Date): Date {
  const warned = warningOf(use) ?? now;
  return new Date(Math.max(use.usedAt.getTime() + dormantDays * dayMs, warned.getTime() + warningDays * dayMs));
}

/** From when on an account is to be warned of: fourteen days before it has been dormant for so long. */
export const dormantSoonFrom = (now: Date, dormantDays: number): Date =>
  new Date(now.getTime() - (dormantDays - warningDays) * dayMs);

/** What becomes of an account now. */
export function dormancyOf(use: Use, dormantDays: number, now: Date): 'in-use' | 'warn' | 'warned' | 'disable' {
  if (use.usedAt > dormantSoonFrom(now, dormantDays)) return 'in-use';
  if (warningOf(use) === null) return 'warn';
  return disabledAt(use, dormantDays, now) <= now ? 'disable' : 'warned';
}
