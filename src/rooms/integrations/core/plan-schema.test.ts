import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { planSchemaText } from './plan-schema.ts';

const published = new URL('../../../../docs/schema/plan-file.schema.json', import.meta.url);

test('the published JSON Schema of plan files is fresh', () => {
  expect(readFileSync(published, 'utf8'), 'run: node scripts/plan-schema.ts').toBe(planSchemaText());
});

test('the schema is closed: a word that is not read shows in the editor', () => {
  const schema: unknown = JSON.parse(planSchemaText());
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    additionalProperties: false,
    required: ['interlock', 'name', 'zone'],
    $defs: { planRelease: { additionalProperties: false }, planGate: { additionalProperties: false } },
  });
});
