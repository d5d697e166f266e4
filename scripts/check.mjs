// npm run check: what must hold before a test is worth running. Says which part failed.
import { pathToFileURL } from 'node:url';
import { ensureRuntime, packageCommand, root, run, say } from './bootstrap.mjs';

const parts = [
  { name: 'types', args: () => [packageCommand('typescript', 'tsc'), '--noEmit'] },
  { name: 'format and lint', args: () => [packageCommand('@biomejs/biome', 'biome'), 'check'] },
  { name: 'nothing unused', args: () => [packageCommand('knip'), '--no-progress', '--no-config-hints'] },
];

/** Runs every part, even after one failed: a person wants to see all. */
export async function check() {
  const failed = [];
  for (const part of parts) {
    const code = await run(process.execPath, part.args(), { cwd: root, stdout: 2 });
    say(`check ${part.name}: ${code === 0 ? 'passed' : 'FAILED'}`);
    if (code !== 0) failed.push(part.name);
  }
  return { passed: parts.length - failed.length, failed };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await ensureRuntime();
  const { failed } = await check();
  if (failed.length > 0) say(`check failed: ${failed.join(', ')}`);
  process.exit(failed.length === 0 ? 0 : 1);
}
