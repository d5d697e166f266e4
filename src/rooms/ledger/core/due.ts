const day = 86_400_000;

/** The newest moment, not after `now`, at which a clock in UTC shows this time of day (`HH:MM`). */
export function dueSince(now: Date, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), hours, minutes);
  return new Date(today <= now.getTime() ? today : today - day);
}
