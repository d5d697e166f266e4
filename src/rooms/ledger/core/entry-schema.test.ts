import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { entrySchemaText } from './entry-schema.ts';

const published = new URL('../../../../docs/schema/trail-entry.schema.json', import.meta.url);

test('the published JSON Schema of an entry is fresh', () => {
  expect(JSON.parse(readFileSync(published, 'utf8')), 'run: node scripts/entry-schema.ts').toEqual(JSON.parse(entrySchemaText()));
});
