// npm test: everything there is to prove. Its last line is "N passed, N failed".
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureRuntime, packageCommand, root, run, say } from './bootstrap.mjs';
import { browserEnvironment } from './browser.mjs';
import { check } from './check.mjs';
import { ensureWeb } from './web.mjs';

const reportFile = join(root, '.interlock', 'vitest.json');

/** A file that could not be loaded ran no test and is counted as one that failed; so is a test that was skipped. */
function count(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  for (const file of unloaded) say(`FAILED to load: ${file.name}`);
  const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
  for (const test of skipped) say(`FAILED, because it was skipped: ${test.fullName}`);
  const passed = tests.filter((test) => test.status === 'passed').length;
  return { passed, failed: tests.length - passed + unloaded.length };
}

async function vitest() {
  mkdirSync(join(root, '.interlock'), { recursive: true });
  rmSync(reportFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const env = { ...process.env, ...browserEnvironment() };
  const code = await run(process.execPath, [packageCommand('vitest'), 'run', ...reporters, ...process.argv.slice(2)], {
    cwd: root,
    env,
  });
  let counted = { passed: 0, failed: 0 };
  try {
    counted = count(JSON.parse(readFileSync(reportFile, 'utf8')));
  } catch {
    say('vitest left no report');
  }
  // An error outside of any test (in the set-up, after the last one) fails the run and stands in no test's name.
  if (code !== 0 && counted.failed === 0) counted = { ...counted, failed: 1 };
  return counted;
}

await ensureRuntime();
const built = await ensureWeb();
if (!built) say('FAILED: the web app could not be built');
const checked = await check();
const tested = await vitest();
const passed = checked.passed + tested.passed;
const failed = checked.failed.length + tested.failed + (built ? 0 : 1);
if (checked.failed.length > 0) say(`check failed: ${checked.failed.join(', ')}`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || tested.passed === 0 ? 1 : 0;
