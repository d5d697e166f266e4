import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isBreached } from './breached-passwords.ts';

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex').toUpperCase();
const write = async (lines: readonly string[], end: string): Promise<string> => {
  const path = join(await mkdtemp(join(tmpdir(), 'interlock-breached-')), 'hashes.txt');
  await writeFile(path, lines.map((line, at) => (at === lines.length - 1 ? line : line + end)).join(''));
  return path;
};
const known = Array.from({ length: 500 }, (_, at) => `password number ${at}`);

test.each(['\n', '\r\n'])('each of 500 is found, the first and the last too, and none of 500 others (%j)', async (end) => {
  const lines = known.map((password, at) => `${sha1(password)}:${10 ** (at % 9)}`).toSorted();
  for (const path of [await write(lines, end), await write([...lines, ''], end)]) {
    for (const password of known) expect([password, await isBreached(path, password)]).toEqual([password, true]);
    for (const password of known) expect(await isBreached(path, `${password}!`)).toBe(false);
  }
});

test('in a file of one line, in an empty one and without any', async () => {
  expect(await isBreached(await write([`${sha1('a')}:1`], '\n'), 'a')).toBe(true);
  expect(await isBreached(await write([`${sha1('a')}:1`], '\n'), 'b')).toBe(false);
  expect(await isBreached(await write([], '\n'), 'a')).toBe(false);
  expect(await isBreached(null, 'a')).toBe(false);
});
