import { z } from 'zod';

/**
 * Text of people as every contract takes it. Characters that show nothing or turn the reading direction make two names look like one, or one like another
 * ("Trojan Source", CVE-2021-42574; UTS #39): controls (Unicode Cc), format characters (Cf), line and paragraph separators, halves of surrogate pairs.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const hiddenOnes = new RegExp(hidden.source, 'gu');
/** Joiners are letters' own in Persian, in Indic scripts and in composed pictures: inside a word of free text they stay. */
const joiners = new Set(['\u200c', '\u200d']);
const beforeJoiner = /[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u;
const afterJoiner = /^[\p{L}\p{M}\p{Extended_Pictographic}]/u;

export type HiddenCharacter = { readonly character: string; readonly at: number };

const names: Readonly<Record<string, string>> = {
  '00AD': 'soft hyphen',
  '061C': 'Arabic letter mark',
  '200B': 'zero width space',
  '200C': 'zero width non-joiner',
  '200D': 'zero width joiner',
  '200E': 'left-to-right mark',
  '200F': 'right-to-left mark',
  '202A': 'left-to-right embedding',
  '202B': 'right-to-left embedding',
  '202C': 'pop directional formatting',
  '202D': 'left-to-right override',
  '202E': 'right-to-left override',
  '2060': 'word joiner',
  '2066': 'left-to-right isolate',
  '2067': 'right-to-left isolate',
  '2068': 'first strong isolate',
  '2069': 'pop directional isolate',
  FEFF: 'byte order mark',
};

const nameOf = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return names[code] === undefined ? `U+${code}` : `U+${code} (${names[code]})`;
};

const isAllowedInProse = (text: string, at: number, character: string): boolean => {
  if (character === '\n' || character === '\t') return true;
  if (character === '\r') return text[at + 1] === '\n';
  return joiners.has(character) && beforeJoiner.test(text.slice(0, at)) && afterJoiner.test(text.slice(at + 1, at + 3));
};

/** The first character of a text that may not be in it, and its place counted from 1; null when there is none. */
export function hiddenIn(text: string, kind: 'line' | 'prose'): HiddenCharacter | null {
  if (!hidden.test(text)) return null;
  for (const { 0: character, index } of text.matchAll(hiddenOnes)) {
    if (kind === 'prose' && isAllowedInProse(text, index, character)) continue;
    return { character: nameOf(character), at: [...text.slice(0, index)].length + 1 };
  }
  return null;
}

export const hiddenSays = ({ character, at }: HiddenCharacter): string =>
  `Character ${at} is ${character}: it shows nothing or changes how the text reads.`;
export const hiddenRemedy = 'Delete it; text that was copied often brings such characters along. Typing it anew is surest.';

const shown = (kind: 'line' | 'prose') => (text: string, context: z.RefinementCtx<string>) => {
  const found = hiddenIn(text, kind);
  if (found !== null) context.addIssue({ code: 'custom', message: hiddenSays(found), params: { hidden: found } });
};

/** One line: a name, a title, a version. Never empty. */
export const line = (max: number) => z.string().trim().min(1).max(max).superRefine(shown('line'));
/** Several lines: a reason, a note. Line ends and tabs stay; it may be empty. */
export const prose = (max: number) => z.string().trim().max(max).superRefine(shown('prose'));
