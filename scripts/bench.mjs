// npm run bench [-- --quick]: measures Interlock against the bare driver, bare node:http and bare Node on this very machine, prints
// the figures and writes docs/performance.md. `--quick` takes small sizes and writes nothing.
import { ensureRuntime } from './bootstrap.mjs';
import { browserEnvironment } from './browser.mjs';
import { ensureWeb } from './web.mjs';

await ensureRuntime();
const web = await ensureWeb();
Object.assign(process.env, browserEnvironment());
const { bench } = await import('./bench/bench.ts');
process.exitCode = await bench({ quick: process.argv.includes('--quick'), web });
