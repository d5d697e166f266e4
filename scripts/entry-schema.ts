import { mkdirSync, writeFileSync } from 'node:fs';
import { entrySchemaText } from '../src/rooms/ledger/core/entry-schema.ts';

/** Writes the JSON Schema of an entry of the audit trail; a test tells when it is stale. */
const folder = new URL('../docs/schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('trail-entry.schema.json', folder), entrySchemaText());
