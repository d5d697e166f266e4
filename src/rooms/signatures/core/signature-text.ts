import { humanForms, signatureBlock } from '../contract-block.ts';
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

/** A signature in one line, as `contract-block.ts` draws it. */
export const signatureText = (row: Printed): string =>
  humanForms.text.draw(
    signatureBlock({
      signer: { name: row.printed_name ?? erasedName, userName: row.user_name ?? erasedName, roles: row.roles },
      meaning: meaningOf(row.meaning),
      at: row.at,
      zone: row.zone,
    }),
  ).line;
