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

  test('every dependency has its sentence', () => {
    const manifest: { dependencies: object; devDependencies: object; optionalDependencies: object } = JSON.parse(
      read('package.json'),
    );
    const sentences = read('docs/dependencies.md');
    const names = [
      ...Object.keys(manifest.dependencies),
      ...Object.keys(manifest.devDependencies),
      ...Object.keys(manifest.optionalDependencies),
    ];
    expect(names.filter((name) => !sentences.includes(`\`${name}\``))).toEqual([]);
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
