import { mkdirSync, writeFileSync } from 'node:fs';
import { approvedMatrix, matrixText } from '../tests/support/authority-matrix.ts';
import { traceText } from '../tests/support/trace.ts';

/** Writes the validation pack: which test proves which requirement, from the titles of the tests, and who may what. A test tells when either is stale. */
const folder = new URL('../docs/validation/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('trace.md', folder), traceText());
writeFileSync(new URL(`../${approvedMatrix}`, import.meta.url), matrixText());
