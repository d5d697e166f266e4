import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, test } from 'vitest';
import { refusalsPage, refusalsText } from '../../scripts/refusals.ts';
import { openApi } from '../../src/entrances/documents.ts';
import { checkout } from './imports.ts';

const read = (file: string): string => readFileSync(path.join(checkout, file), 'utf8');
const documents = globSync(['*.md', 'docs/**/*.md', 'src/**/*.md', 'examples/**/*.md', 'tests/**/*.md'], { cwd: checkout });

describe('the documents', () => {
  test('hold no marks of a merge that was left half done', () => {
    const marked = documents.filter((file) => /^(?:<{7}|>{7}) /m.test(readFileSync(path.join(checkout, file), 'utf8')));
    expect(marked).toEqual([]);
  });

  test('name only files that exist', () => {
    expect(documents.length).toBeGreaterThan(12);
    const named = documents.flatMap((file) =>
      [...read(file).matchAll(/`((?:src|docs|tests|scripts|examples|api|db)\/[A-Za-z0-9_./-]+\.[a-z]+)`/g)].map((match) => ({
        file,
        names: match[1] ?? '',
      })),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(
      named.filter((one) => !existsSync(path.join(checkout, one.names))).map((one) => `${one.file} names ${one.names}`),
    ).toEqual([]);
  });

  test('every dependency has its sentence with its licence, and no sentence is about one that is gone', () => {
    const manifest: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> = JSON.parse(read('package.json'));
    const names = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.keys(manifest[kind] ?? {}),
    );
    expect(names.length).toBeGreaterThan(40);
    const told = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` \| (\S.*) \| .*\| (\S.*) \|$/gm)];
    expect(told.map(([, name]) => name).sort()).toEqual(names.sort());
    for (const [, name = '', , licence = ''] of told) {
      const file = path.join(checkout, 'node_modules', name, 'package.json');
      // A database for another platform is not installed here.
      if (!existsSync(file)) continue;
      const manifestOfIt: { license: string } = JSON.parse(readFileSync(file, 'utf8'));
      expect(licence.startsWith(manifestOfIt.license), `${name} states ${manifestOfIt.license}`).toBe(true);
    }
  });

  test('the lock names no registry', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved"|https?:\/\/registry/);
  });

  test('the list of refusals is fresh', () => {
    expect(read(refusalsPage), 'run: node scripts/refusals.ts').toBe(refusalsText());
  });

  test('openapi.json is fresh and valid under a public linter', async () => {
    const description = await openApi();
    expect(JSON.parse(read('api/openapi.json')), 'run: npm run api').toEqual(JSON.parse(JSON.stringify(description)));
    const config = await createConfig({
      extends: ['recommended'],
      rules: { 'no-server-example.com': 'off', 'security-defined': 'error' },
    });
    const problems = await lintFromString({ source: JSON.stringify(description), absoluteRef: 'openapi.json', config });
    expect(
      problems
        .filter((problem) => problem.severity === 'error')
        .map((problem) => `${problem.message} ${problem.location[0]?.pointer ?? ''}`),
    ).toEqual([]);
  });
});
