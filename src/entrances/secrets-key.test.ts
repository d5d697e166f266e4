import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSecretsKeys } from './secrets-key.ts';

let folder = '';
const said: string[] = [];
const log = { warn: (line: unknown) => void said.push(String(line)) };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interlock-key-'));
  said.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

test('with the embedded database a key is made once in the data folder, for its owner alone', () => {
  const first = readSecretsKeys(undefined, folder, log);
  expect(first).toHaveLength(1);
  expect(first[0]).toHaveLength(32);
  if (process.platform !== 'win32') expect(statSync(join(folder, 'secrets.key')).mode & 0o777).toBe(0o600);
  expect(readSecretsKeys(undefined, folder, log)).toEqual(first);
});

test('a named file counts before the data folder, and may hold older keys', () => {
  const file = join(folder, 'mine');
  writeFileSync(file, `# mine\n${Buffer.alloc(32, 1).toString('base64')}\n${Buffer.alloc(32, 2).toString('base64')}\n`, {
    mode: 0o600,
  });
  expect(readSecretsKeys(file, folder, log)).toEqual([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]);
});

test('a file that is missing, readable by others or holds no key is refused at the start', () => {
  expect(() => readSecretsKeys(join(folder, 'none'), null, log)).toThrow(/does not exist/);
  const file = join(folder, 'mine');
  writeFileSync(file, 'too short\n', { mode: 0o600 });
  expect(() => readSecretsKeys(file, null, log)).toThrow(/no key of 32 bytes/);
  if (process.platform === 'win32') return;
  readSecretsKeys(undefined, folder, log);
  writeFileSync(file, readFileSync(join(folder, 'secrets.key')), { mode: 0o600 });
  chmodSync(file, 0o640);
  expect(() => readSecretsKeys(file, null, log)).toThrow(/read by others/);
});

test('an external database without a key starts, says so, and has none', () => {
  expect(readSecretsKeys(undefined, null, log)).toEqual([]);
  expect(said.join()).toContain('INTERLOCK_SECRETS_KEY');
});
