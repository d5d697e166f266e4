import type { Tone } from '../../../design/tokens.ts';

export const linkWords: Readonly<Record<'open' | 'ended' | 'none', { readonly text: string; readonly tone: Tone }>> = {
  open: { text: 'Link open', tone: 'teal' },
  ended: { text: 'Link ended', tone: 'gray' },
  none: { text: 'No link', tone: 'gray' },
};

/** A word of another room as a reader sees it: `in-progress` is “In progress”. */
export const plain = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1).replaceAll('-', ' ')}`;
