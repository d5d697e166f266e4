import { readFileSync } from 'node:fs';

/** A password with what becomes of it under each preset: `taken`, or the refusals without their room. */
export type PasswordOfPresets = { readonly password: string; readonly asvs: string; readonly annex: string };

/** The fixed list of two hundred, for Ada Lovelace. */
export const passwordsOfPresets: readonly PasswordOfPresets[] = readFileSync(
  new URL('../fixtures/passwords-of-presets.tsv', import.meta.url),
  'utf8',
)
  .split('\n')
  .slice(1)
  .filter((line) => line !== '')
  .map((line) => {
    const [password = '', asvs = '', annex = ''] = line.split('\t');
    return { password, asvs, annex };
  });
