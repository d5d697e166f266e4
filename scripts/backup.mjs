// npm run backup [-- <folder>]: a copy of everything, made while the server works. It holds passwords: keep it closed.
import { join, resolve } from 'node:path';
import { ensureRuntime, root, say } from './bootstrap.mjs';

await ensureRuntime();
if (process.env.DATABASE_URL) {
  say(
    'DATABASE_URL is set: back that PostgreSQL up with its own tools (pg_basebackup, pg_dump); this command knows the embedded database only',
  );
  process.exit(2);
}
const [target, ...rest] = process.argv.slice(2);
if (rest.length > 0 || target?.startsWith('-')) {
  say('usage: npm run backup [-- <folder that does not exist yet>]');
  process.exit(2);
}
const { backup, defaultTarget } = await import('../src/foundation/database/embedded/backup.ts');
const dataDir = process.env.INTERLOCK_DATA || join(root, '.interlock', 'data');
try {
  const report = await backup({
    dataDir,
    target: target === undefined ? defaultTarget(dataDir, new Date()) : resolve(target),
    say,
  });
  say(`Backed up ${report.files} files, ${(report.bytes / 1e6).toFixed(1)} MB`);
  say(`SHA-256 of its manifest: ${report.manifestSha256}`);
  process.stdout.write(`${report.target}\n`);
} catch (error) {
  say(`No backup was made: ${error.message}`);
  process.exitCode = 1;
}
