import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { syncFolder } from '../../../foundation/database/embedded/durable-files.ts';
import { readCheckpoint } from '../core/checkpoint.ts';
import { splitNotes } from '../core/note-file.ts';
import { readNote } from '../core/signed-note.ts';

const nameShape = /^checkpoints-\d{4}-\d{2}-\d{2}(-\d+)?\.txt$/;
const nameFor = (day: string, part: number): string => `checkpoints-${day}${part === 1 ? '' : `-${part}`}.txt`;

/** Files in the order they were written: the tenth of a day comes after the ninth, and the first, which has no number, before all. */
const inOrder = (one: string, other: string): number =>
  one.replace('.txt', '').localeCompare(other.replace('.txt', ''), 'en', { numeric: true });

/** Every note in a folder, oldest file first; a note that was cut off at the end of a file is passed over. */
export function notesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => nameShape.test(name));
  return files.toSorted(inOrder).flatMap((name) => splitNotes(readFileSync(path.join(folder, name), 'utf8')).notes);
}

/** The greatest size of which the folder holds a checkpoint; 0 for none. Read from the newest file backwards. */
export function newestSizeIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder).filter((name) => nameShape.test(name));
  for (const name of files.toSorted(inOrder).reverse()) {
    const sizes = splitNotes(readFileSync(path.join(folder, name), 'utf8')).notes.flatMap((note) => {
      const read = readNote(note);
      const checkpoint = 'unreadable' in read ? read : readCheckpoint(read.text);
      return 'unreadable' in checkpoint ? [] : [checkpoint.size];
    });
    if (sizes.length > 0) return Math.max(...sizes);
  }
  return 0;
}

/**
 * The file of a day that may be appended to. Nothing in the folder is ever rewritten, so that it may lie on storage that can only be written once: behind a note
 * that was cut off no other is written, a further file begins.
 */
function openFileOf(folder: string, day: string): string {
  for (let part = 1; ; part++) {
    const file = path.join(folder, nameFor(day, part));
    if (!existsSync(file) || splitNotes(readFileSync(file, 'utf8')).rest === '') return file;
  }
}

/** Appends notes to the file of a day (UTC) and has them on disk when it returns. */
export function appendNotes(folder: string, signedAt: Date, notes: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const file = openFileOf(folder, signedAt.toISOString().slice(0, 10));
  const isNew = !existsSync(file);
  const handle = openSync(file, 'a', 0o644);
  try {
    writeSync(handle, notes.join(''));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  if (isNew) syncFolder(folder);
}
