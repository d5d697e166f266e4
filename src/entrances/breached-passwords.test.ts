import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readableBreachedPasswords } from './breached-passwords.ts';

const fileOf = async (text: string): Promise<string> => {
  const path = join(await mkdtemp(join(tmpdir(), 'interlock-breached-')), 'hashes.txt');
  await writeFile(path, text);
  return path;
};

test('a list of hashes is taken, none is none, and a server with a missing or wrong file does not start', async () => {
  expect(await readableBreachedPasswords(undefined)).toBeNull();
  const list = await fileOf('0000000A0E3B9F25FF41DE4B5AC238C2D545C7A8:15\r\n000000D90DF64B5353D0D8A0B9C8B4D5A1C3B7E2:4\r\n');
  expect(await readableBreachedPasswords(list)).toBe(list);
  for (const wrong of [await fileOf('password\n123456\n'), await fileOf('')])
    await expect(readableBreachedPasswords(wrong)).rejects.toThrow('does not begin with a SHA-1 hash');
  await expect(readableBreachedPasswords('/no/such/file')).rejects.toThrow('cannot be read');
});
