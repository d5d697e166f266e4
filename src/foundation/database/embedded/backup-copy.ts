import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BackedUpFile } from './backup-manifest.ts';
import { type Digest, digestFile, writeDurably } from './durable-files.ts';

/** A backup while it is being written: puts things into it and knows what the manifest will say. */
export type BackupCopy = {
  readonly target: string;
  readonly folder: (path: string) => void;
  readonly file: (source: string, path: string) => void;
  readonly text: (path: string, content: string) => void;
  readonly files: () => readonly BackedUpFile[];
  readonly folders: () => readonly string[];
};

/** Digest of the bytes that were copied; null when the source vanished meanwhile (a dropped table), which recovery sorts out. */
function copied(source: string, target: string): Digest | null {
  try {
    return digestFile(source, target);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT' && !existsSync(source)) return null;
    throw error;
  }
}

/** Begins a backup in a folder of its own. */
export function backupCopy(target: string): BackupCopy {
  const files: BackedUpFile[] = [];
  const folders: string[] = [];
  return {
    target,
    folder: (path) => {
      mkdirSync(join(target, path), { recursive: true, mode: 0o700 });
      folders.push(path);
    },
    file: (source, path) => {
      const digest = copied(source, join(target, path));
      if (digest !== null) files.push({ path, ...digest });
    },
    text: (path, content) => {
      writeDurably(join(target, path), content, 0o600);
      files.push({ path, ...digestFile(join(target, path)) });
    },
    files: () => files,
    folders: () => folders,
  };
}
