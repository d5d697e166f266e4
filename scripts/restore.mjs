// npm run restore -- <backup> [--data <folder>] [--force]: verifies, copies, starts once; data that was there is set aside.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureRuntime, root, say } from './bootstrap.mjs';

await ensureRuntime();
function read() {
  try {
    const options = { data: { type: 'string' }, force: { type: 'boolean', default: false } };
    const { positionals, values } = parseArgs({ options, allowPositionals: true });
    if (positionals.length === 1) return { backup: resolve(positionals[0]), data: values.data, force: values.force };
    say('Name one backup');
  } catch (error) {
    say(error.message);
  }
  say('usage: npm run restore -- <backup> [--data <folder>] [--force]');
  process.exit(2);
}
const { backup, data, force } = read();
const { restore } = await import('../src/foundation/database/embedded/restore.ts');
const dataDir = data ? resolve(data) : process.env.INTERLOCK_DATA || join(root, '.interlock', 'data');
try {
  const report = await restore({ backup, dataDir, force, say });
  for (const folder of report.setAside) say(`What was there before is now in ${folder}`);
  say(`Restored into ${report.dataDir}: ${report.rows} rows in ${report.tables} tables were read and are whole`);
} catch (error) {
  say(`Nothing was restored and nothing was changed: ${error.message}`);
  process.exitCode = 1;
}
