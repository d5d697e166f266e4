import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export type KeptAsset = { readonly type: string; readonly body: Buffer; readonly compressed: boolean };

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
};

/**
 * The web app's files as they go over the wire, kept in memory: a megabyte in all. A screen needs a dozen of them; looked up on the disk each time, the forty of earlier builds took
 * 190 ms of the calendar's first second (npm run bench).
 */
export async function keepAssets(folder: string): Promise<ReadonlyMap<string, KeptAsset>> {
  const files = new Set(await readdir(folder));
  const kept = new Map<string, KeptAsset>();
  for (const file of files) {
    const type = types[path.extname(file)];
    if (type === undefined) continue;
    const compressed = files.has(`${file}.gz`);
    kept.set(file, { type, compressed, body: await readFile(path.join(folder, compressed ? `${file}.gz` : file)) });
  }
  return kept;
}
