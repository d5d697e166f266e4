import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureRuntime, root, run, say } from './bootstrap.mjs';
import { ensureWeb } from './web.mjs';

/**
 * What requests leave behind is swept early instead of growing the process: a small young generation, and an old one that is swept when it has doubled. Left to
 * itself, the engine waits until it is four times as large. Under load the server stays at 230 MB instead of 310 MB (without either 440 MB), for a twentieth of the
 * throughput of lists (npm run bench).
 */
const flags = ['--max-semi-space-size=4', '--heap-growing-percent=100'];

/** The first start of a checkout would keep the tool that takes the types away, 20 MB, for as long as it runs: a process of its own compiles before it, once. */
async function compileAhead(env) {
  if (existsSync(env.NODE_COMPILE_CACHE)) return;
  await run(process.execPath, [...flags, join(root, 'src', 'entrances', 'server.ts'), '--compile'], { env });
}

/** Prepares everything and runs the server until it ends; its exit code becomes ours. */
export async function serve(args) {
  await ensureRuntime();
  if (!(await ensureWeb())) {
    say('The web app could not be built; the words of the build are above');
    process.exit(1);
  }
  // Compiled code is kept from one start to the next: a second start takes half the time and 20 MB less.
  // Two heaps of the C library, not one for each of its eleven threads: 6 MB less at rest.
  const env = { NODE_COMPILE_CACHE: join(root, '.interlock', 'compiled'), MALLOC_ARENA_MAX: '2', ...process.env };
  await compileAhead(env);
  process.exit(await run(process.execPath, [...flags, join(root, 'src', 'entrances', 'server.ts'), ...args], { env }));
}
