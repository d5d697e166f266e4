import { mkdirSync, writeFileSync } from 'node:fs';
import { planSchemaText } from '../src/rooms/integrations/core/plan-schema.ts';

/** Writes the JSON Schema of plan files; a test tells when it is stale. */
const folder = new URL('../docs/schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('plan-file.schema.json', folder), planSchemaText());
