// npm run api: writes the description of the HTTP API that is committed with the code; a test tells when it is stale.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureRuntime, root } from './bootstrap.mjs';

await ensureRuntime();
mkdirSync(join(root, 'api'), { recursive: true });
await import('./openapi.ts');
