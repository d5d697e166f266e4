import { join } from 'node:path';
import { ensureRuntime, root, run, say } from './bootstrap.mjs';
import { ensureWeb } from './web.mjs';

/** Prepares everything and runs the server until it ends; its exit code becomes ours. */
export async function serve(args) {
  await ensureRuntime();
  if (!(await ensureWeb())) {
    say('The web app could not be built; the words of the build are above');
    process.exit(1);
  }
  process.exit(await run(process.execPath, [join(root, 'src', 'entrances', 'server.ts'), ...args]));
}
