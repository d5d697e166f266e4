// npm run api: writes the description of the HTTP API that is committed with the code; a test tells when it is stale.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureRuntime, root } from './bootstrap.mjs';

await ensureRuntime();
const { openApi } = await import('../src/entrances/documents.ts');
mkdirSync(join(root, 'api'), { recursive: true });
writeFileSync(join(root, 'api', 'openapi.json'), `${JSON.stringify(await openApi(), null, 2)}\n`);
