// Plain JavaScript without dependencies: this runs before anything is installed, under whatever Node there is (20 or newer).
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

const wanted = '24.21.0';
const minimum = [24, 15];
const toolchain = join(root, '.toolchain');
const ownNode =
  process.platform === 'win32' ? join(toolchain, 'node24', 'bin', 'node.exe') : join(toolchain, 'node24', 'bin', 'node');
const onWindows = process.platform === 'win32';

/** Tells a person something; standard output belongs to the command's result (`--json`). */
export const say = (line) => process.stderr.write(`${line}\n`);

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > minimum[0] || (major === minimum[0] && minor >= minimum[1]);
}

const versionOf = (node) =>
  existsSync(node) ? String(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? '').trim() : '';

/** Runs npm with the given Node: the one that called us where there is one, else the one in the PATH. Its output goes to standard error. */
function npm(node, args, cwd) {
  const cli = process.env.npm_execpath;
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  // Its own settings of the outer npm run (prefix, workspace) must not reach this one.
  for (const name of Object.keys(env))
    if (/^npm_config_(prefix|local_prefix|workspace|json|loglevel)$/i.test(name)) delete env[name];
  const byCli = cli !== undefined && /npm-cli\.[cm]?js$/.test(cli);
  const result = byCli
    ? spawnSync(node, [cli, ...args], { cwd, env, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd, env, stdio: ['ignore', 2, 2], shell: onWindows });
  if (result.error) throw new Error(`npm could not be run: ${result.error.message}`);
  return result.status === 0;
}

const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs the work while no other process of this checkout does; one that died while holding the lock does not block. */
function alone(work) {
  mkdirSync(toolchain, { recursive: true });
  const file = join(toolchain, 'install.lock');
  let told = false;
  for (;;) {
    try {
      const handle = openSync(file, 'wx');
      writeSync(handle, String(process.pid));
      closeSync(handle);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    // Numbers come round again; no installation takes half an hour.
    if ((holder > 0 && !isAlive(holder)) || (holder === 0 && age > 5_000) || age > 1_800_000) rmSync(file, { force: true });
    if (!told) say('Another process is installing; waiting for it');
    told = true;
    sleep(200);
  }
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Node 24 as an npm package: it comes from where all packages come from, and needs no install script. */
function bringNode() {
  if (isNewEnough(versionOf(ownNode))) return;
  const system = { win32: 'win' }[process.platform] ?? process.platform;
  const name = `node-${system}-${process.arch}`;
  say(
    `Node ${process.version} is older than ${minimum.join('.')}: bringing ${name}@${wanted} into .toolchain (once, about 190 MB)`,
  );
  const temporary = mkdtempSync(join(toolchain, 'new-'));
  try {
    const settings = ['--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
    const brought = npm(process.execPath, ['install', '--prefix', temporary, ...settings, `${name}@${wanted}`], temporary);
    const unpacked = join(temporary, 'node_modules', name);
    if (!brought || !existsSync(unpacked))
      throw new Error(
        `${name}@${wanted} could not be installed; install Node ${minimum.join('.')} or newer yourself and try again`,
      );
    rmSync(join(toolchain, 'node24'), { recursive: true, force: true });
    renameSync(unpacked, join(toolchain, 'node24'));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  if (!isNewEnough(versionOf(ownNode)))
    throw new Error(
      `the Node in .toolchain does not run here; install Node ${minimum.join('.')} or newer yourself and try again`,
    );
}

const marker = join(root, 'node_modules', '.interlock-lock-sha256');

function isInstalled() {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return { hash, done: existsSync(marker) && readFileSync(marker, 'utf8').trim() === hash };
}

function install(node) {
  if (isInstalled().done) return;
  alone(() => {
    const { hash, done } = isInstalled();
    if (done) return;
    say('Installing packages (npm ci)');
    if (!npm(node, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], root))
      throw new Error('npm ci failed; its words are above');
    writeFileSync(marker, `${hash}\n`);
  });
}

/**
 * Makes sure that the calling script runs under Node 24 with all packages installed. Under an older Node the script is started again
 * under the right one, and this never returns: exit code and signals are passed through.
 */
export async function ensureRuntime() {
  const enough = isNewEnough(process.version);
  try {
    if (!enough && !isNewEnough(versionOf(ownNode))) alone(bringNode);
    install(enough ? process.execPath : ownNode);
  } catch (error) {
    say(`Interlock could not prepare itself: ${error.message}`);
    process.exit(1);
  }
  if (enough) {
    putFirst(process.execPath);
    return;
  }
  putFirst(ownNode);
  process.exit(await run(ownNode, process.argv.slice(1)));
}

/** Everything started from here on, npm included, finds this Node first. */
function putFirst(node) {
  const folder = dirname(node);
  const paths = (process.env.PATH ?? '').split(delimiter);
  if (paths[0] !== folder) process.env.PATH = [folder, ...paths].join(delimiter);
}

/**
 * Runs a program with our input and output, passes signals on and answers its exit code (128 + signal where one ended it).
 * @param options.stdout where its standard output goes: 'inherit' or 2 (ours for errors)
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? process.cwd(),
      env: options.env ?? process.env,
      stdio: ['inherit', options.stdout ?? 'inherit', 'inherit'],
      shell: options.shell ?? false,
    });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const pass = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    // A terminal sends Ctrl-C to the child itself; sent twice it would cut an orderly end short. Anybody else's signal reaches only us.
    for (const signal of signals) process.on(signal, pass);
    const end = (code) => {
      for (const signal of signals) process.off(signal, pass);
      resolve(code);
    };
    child.once('error', (error) => {
      say(`${program} could not be started: ${error.message}`);
      end(1);
    });
    child.once('exit', (code, signal) => end(code ?? 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 1)));
  });
}

/** Path of a package's command, to be run with Node itself: no shell, no shim, the same on every system. */
export function packageCommand(name, command = name) {
  const manifest = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
  const bin = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[command];
  return join(root, 'node_modules', name, bin);
}
