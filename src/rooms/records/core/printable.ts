/** Characters that move or hide others: a reader of paper must see that they are there. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

const named = (codePoint: number): string => `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;

/**
 * A text as the faces can show it: a character without a glyph, and one that is not seen, stands as [U+…] with its code point. Line ends stay.
 * @param has whether the faces have a glyph for a code point.
 */
export function printable(text: string, has: (codePoint: number) => boolean): string {
  let shown = '';
  for (const character of text.replaceAll('\r\n', '\n')) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (character === '\n') shown += character;
    else if (unseen.test(character) || !has(codePoint)) shown += named(codePoint);
    else shown += character;
  }
  return shown;
}
