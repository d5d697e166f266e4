import { isMeaning, meanings } from './meanings.ts';

export const meaningOf = (code: string) => ({ code, text: isMeaning(code) ? meanings[code].says : code });

/** Stands where a name was. */
export const erasedName = 'lawfully erased';

type Printed = {
  readonly meaning: string;
  readonly printed_name: string | null;
  readonly user_name: string | null;
  readonly roles: readonly string[];
  readonly at: Date;
  readonly zone: string;
};

const utc = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** `2026-11-28 10:00:00 Europe/Zurich (GMT+01:00; 2026-11-28 09:00:00 UTC)`: what the clock of the site showed, and the instant (EU draft Annex 11 13.4). */
export function timeText(at: Date, zone: string): string {
  if (zone === 'UTC') return utc(at);
  // The Swedish order of a date is that of ISO 8601.
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
  const offset = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${local} ${zone} (${offset ?? 'GMT'}; ${utc(at)})`;
}

/** 21 CFR 11.50: printed name, date and time with its zone, meaning; EU draft Annex 11 13.6 adds user name and role. */
export const signatureText = (row: Printed): string =>
  `${meaningOf(row.meaning).text} by ${row.printed_name ?? erasedName} (${row.user_name ?? erasedName}; ${row.roles.join(', ')}) on ${timeText(row.at, row.zone)}`;
