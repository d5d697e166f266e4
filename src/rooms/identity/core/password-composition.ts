import { commonWords } from './common-words.ts';

const classes = [
  ['small letter', /\p{Ll}/u],
  ['capital letter', /\p{Lu}/u],
  ['digit', /\p{Nd}/u],
  ['other character', /[^\p{L}\p{Nd}]/u],
] as const;

/** Classes of characters of which a password has none, in words. A letter without case counts as neither. */
export const missingClasses = (password: string): readonly string[] =>
  classes.filter(([, pattern]) => !pattern.test(password)).map(([says]) => says);

const spelled: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
};
/** Small letters without marks; what is often written for a letter as that letter. */
const plain = (text: string, spell: boolean): string =>
  [...text.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '')]
    .map((one) => (spell ? (spelled[one] ?? one) : one))
    .join('');

const leastWord = 4;
const leastName = 3;

/**
 * The first word of the list, or part of the person's own name or address, that a password holds in whatever spelling (`M0unt@in`); null where none. Words count from
 * four letters on, names from three.
 */
export function wordIn(password: string, person: { readonly name: string; readonly email: string }): string | null {
  const texts = [plain(password, false), plain(password, true)];
  const names = [...person.name.split(/[\s-]+/), ...(person.email.split('@')[0] ?? '').split(/[._-]+/)]
    .map((name) => plain(name, false))
    .filter((name) => name.length >= leastName && !/^\d+$/.test(name));
  const words = commonWords.filter((word) => word.length >= leastWord);
  return [...names, ...words].find((word) => texts.some((text) => text.includes(word))) ?? null;
}
