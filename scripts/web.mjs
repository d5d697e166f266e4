import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageCommand, root, run, say } from './bootstrap.mjs';

const marker = join(root, 'dist', '.web-sources-sha256');
const entrance = join(root, 'src', 'entrances', 'web.tsx');

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** What the browser's bundle is made of; contracts and the foundation's plain files are shared with the server. */
function sources() {
  const rooms = join(root, 'src', 'rooms');
  const inRooms = filesUnder(rooms).filter((file) =>
    /^[^/\\]+[/\\](web[/\\]|core[/\\]|contract\.ts$)/.test(relative(rooms, file)),
  );
  const foundation = filesUnder(join(root, 'src', 'foundation')).filter((file) =>
    /[/\\]foundation[/\\]([^/\\]+\.ts$|web[/\\])/.test(file),
  );
  const single = [
    entrance,
    join(root, 'src', 'entrances', 'index.html'),
    join(root, 'index.html'),
    join(root, 'vite.config.ts'),
    join(root, 'package-lock.json'),
  ];
  const all = [
    ...filesUnder(join(root, 'src', 'design')),
    ...filesUnder(join(root, 'src', 'entrances', 'web')),
    ...inRooms,
    ...foundation,
    ...single.filter((file) => existsSync(file)),
  ];
  return all.filter((file) => !/\.test\.tsx?$/.test(file)).sort();
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of sources())
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

/** Builds the web app when it is missing or its sources changed (by content: times lie after a checkout). Answers whether it is there. */
export async function ensureWeb() {
  if (!existsSync(entrance)) return true;
  const now = fingerprint();
  if (existsSync(join(root, 'dist', 'web', 'index.html')) && existsSync(marker) && readFileSync(marker, 'utf8').trim() === now)
    return true;
  say('Building the web app');
  const code = await run(process.execPath, [packageCommand('vite'), 'build'], { cwd: root, stdout: 2 });
  if (code !== 0) return false;
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(marker, `${now}\n`);
  return true;
}
