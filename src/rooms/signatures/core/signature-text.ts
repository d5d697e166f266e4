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

/** 21 CFR 11.50: printed name, date and time with its zone, meaning; EU draft Annex 11 13.6 adds user name and role. */
export const signatureText = (row: Printed): string =>
  `${meaningOf(row.meaning).text} by ${row.printed_name ?? erasedName} (${row.user_name ?? erasedName}; ${row.roles.join(', ')}) on ${row.at.toISOString().slice(0, 19).replace('T', ' ')} ${row.zone}`;
