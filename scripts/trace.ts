import { mkdirSync, writeFileSync } from 'node:fs';
import { traceText } from '../tests/support/trace.ts';

/** Prints which test proves which requirement, from the titles of the tests; a test tells when the print is stale. */
const folder = new URL('../docs/validation/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('trace.md', folder), traceText());
