import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { z } from 'zod';
import { digestFile } from './durable-files.ts';

const fileShape = z.object({
  // Relative, forward slashes, no way out of the folder: a manifest may have been tampered with.
  path: z.string().regex(/^(?!.*(?:^|\/)\.\.(?:\/|$))[^/\\][^\\]*$/),
  size: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifestShape = z.object({
  format: z.literal('interlock-backup-1'),
  postgresMajor: z.int(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  startWal: z.string(),
  stopLsn: z.string(),
  /** Folders that hold nothing yet must exist all the same. */
  folders: z.array(fileShape.shape.path).readonly(),
  files: z.array(fileShape).readonly(),
});

/** What a backup holds. */
export type Manifest = z.infer<typeof manifestShape>;
export type BackedUpFile = z.infer<typeof fileShape>;

export const manifestName = 'manifest.json';

/** Files under a folder, as relative paths with forward slashes. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    );
}

/** Reads a backup's manifest and compares every file with it; throws with the list of what differs. */
export function verifiedManifest(backup: string): Manifest {
  const file = join(backup, manifestName);
  if (!existsSync(file)) throw new Error(`${backup} is no finished backup: it has no ${manifestName}`);
  const parsed = manifestShape.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} cannot be read as a manifest: ${z.prettifyError(parsed.error)}`);
  const manifest = parsed.data;
  const known = new Set(manifest.files.map((entry) => entry.path));
  const findings = filesUnder(backup)
    .filter((path) => path !== manifestName && !known.has(path))
    .map((path) => `${path}: not in the manifest`);
  for (const entry of manifest.files) {
    const path = join(backup, entry.path);
    if (!existsSync(path)) {
      findings.push(`${entry.path}: missing`);
      continue;
    }
    const found = digestFile(path);
    if (found.sha256 !== entry.sha256 || found.size !== entry.size) findings.push(`${entry.path}: its content differs`);
  }
  if (findings.length > 0) {
    throw new Error(
      `the backup ${backup} is damaged and was not used:\n${findings.slice(0, 20).join('\n')}${findings.length > 20 ? `\nand ${findings.length - 20} more` : ''}`,
    );
  }
  return manifest;
}
