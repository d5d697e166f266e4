// npm run db:dump: writes db/schema.sql from the migrations of all rooms, on a database of its own.
import { ensureRuntime, packageCommand, root, run } from './bootstrap.mjs';

await ensureRuntime();
const code = await run(process.execPath, [packageCommand('vitest'), 'run', 'tests/house/schema.db.test.ts'], {
  cwd: root,
  env: { ...process.env, INTERLOCK_DUMP_SCHEMA: '1' },
});
process.exit(code);
