#!/usr/bin/env node
// The command line: `interlock <noun> <verb>`.
import { join } from 'node:path';
import { ensureRuntime, root, run } from './bootstrap.mjs';

await ensureRuntime();
process.exit(await run(process.execPath, [join(root, 'src', 'entrances', 'cli.ts'), ...process.argv.slice(2)]));
