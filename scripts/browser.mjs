import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say } from './bootstrap.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const elsewhere = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/Applications/Google Chrome.app/Contents/MacOS',
  '/Applications/Chromium.app/Contents/MacOS',
];

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function find() {
  const chosen = process.env.INTERLOCK_CHROMIUM;
  if (chosen) return isProgram(chosen) ? chosen : null;
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...elsewhere];
  const files = folders.flatMap((folder) => [...names, 'Google Chrome', 'Chromium'].map((name) => join(folder, name)));
  return files.find(isProgram) ?? null;
}

function installWithApt() {
  const has = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => isProgram(join(folder, name)));
  if (process.env.INTERLOCK_CHROMIUM || process.platform !== 'linux' || !has('apt-get')) return;
  const asRoot = process.getuid?.() === 0;
  if (!asRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return;
  say('No chromium here; installing it with apt-get');
  const apt = (...args) =>
    spawnSync(asRoot ? 'apt-get' : 'sudo', asRoot ? args : ['-n', 'apt-get', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 2, 2],
    }).status;
  // An update that fails for one source may still have brought what is needed.
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'chromium');
}

/**
 * The browser for the journeys, in the environment of the tests. Without one they still run and fail, saying what to do: a journey that
 * was not made proves nothing.
 */
export function browserEnvironment() {
  if (find() === null) installWithApt();
  const browser = find();
  if (browser !== null) return { INTERLOCK_CHROMIUM: browser };
  const chosen = process.env.INTERLOCK_CHROMIUM;
  const reason =
    chosen && !existsSync(chosen)
      ? `INTERLOCK_CHROMIUM names ${chosen}, which does not exist`
      : 'no chromium was found and it could not be installed';
  const text = `${reason}; install chromium or Chrome, or set INTERLOCK_CHROMIUM to its path`;
  say(`The journeys in a browser will fail: ${text}`);
  return { INTERLOCK_NO_BROWSER: text };
}
