import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hiddenIn, line, prose } from './text.ts';

const takes = (shape: ReturnType<typeof line>, text: string): boolean => shape.safeParse(text).success;

describe('text of people', () => {
  test.each([
    ['a right-to-left override', 'Release \u202egpj.exe'],
    ['an isolate', 'Release \u2066one\u2069'],
    ['a zero width space', 'Re\u200blease'],
    ['a zero width joiner', 'Re\u200dlease'],
    ['a soft hyphen', 'Re\u00adlease'],
    ['a byte order mark inside', 'Re\ufefflease'],
    ['a tag character', 'Release\u{e0041}'],
    ['a line end', 'Release\none'],
    ['a tab', 'Release\tone'],
    ['a line separator', 'Release\u2028one'],
    ['an escape', 'Release\u001b[31m'],
    ['a control of Latin 1', 'Release\u0085one'],
    ['half a surrogate pair', 'Release\ud800'],
  ])('one line takes no %s', (_, text) => {
    expect(takes(line(100), text)).toBe(false);
  });

  test('one line takes letters of every script, with their marks, and pictures', () => {
    for (const text of ['Änderung für Köln', 'ИТ-релиз', 'إصدار', '版本 2', 'รุ่น', 'Lauf 🚀'])
      expect([text, takes(line(100), text)]).toEqual([text, true]);
  });

  test('several lines take line ends and tabs, and joiners inside words', () => {
    for (const text of ['one\ntwo\r\nthree\tfour', 'می‌خواهم', 'क्‍ष', '👩‍🔬 tested it', '👩🏽‍🔬'])
      expect([text, takes(prose(100), text)]).toEqual([text, true]);
  });

  test.each([
    ['a joiner between words', 'one \u200d two'],
    ['a joiner at the end', 'one\u200d'],
    ['two joiners', 'on\u200d\u200de'],
    ['an override', 'one \u202etwo'],
    ['a lone carriage return', 'one\rtwo'],
    ['a bell', 'one\u0007'],
  ])('several lines take no %s', (_, text) => {
    const found = hiddenIn(text, 'prose');
    expect([takes(prose(100), `${text}.`), found]).toEqual([false, expect.anything()]);
  });

  test('whoever is refused is told which character stands where, counted as people count', () => {
    expect(hiddenIn('🚀\u202e', 'line')).toEqual({ character: 'U+202E (right-to-left override)', at: 2 });
    expect(hiddenIn('a\u0001', 'line')).toEqual({ character: 'U+0001', at: 2 });
  });

  test('what one line takes holds no control and no format character, whatever came in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const read = line(10_000).safeParse(text);
        expect(read.success && /[\p{Cc}\p{Cf}]/u.test(read.data)).toBe(false);
      }),
    );
  });
});
