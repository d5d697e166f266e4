import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { syncFolder } from '../../../foundation/database/embedded/durable-files.ts';

/** An entry in a folder elsewhere: a line of JSON in a file of the day on which it was copied. */
export type CopiedLeaf = { readonly seq: number; readonly leaf: string };
const lineShape = z.strictObject({ seq: z.int().min(1), leaf: z.string() });

const nameShape = /^entries-\d{4}-\d{2}-\d{2}(-\d+)?\.ndjson$/;
const nameFor = (day: string, part: number): string => `entries-${day}${part === 1 ? '' : `-${part}`}.ndjson`;
const inOrder = (one: string, other: string): number =>
  one.replace('.ndjson', '').localeCompare(other.replace('.ndjson', ''), 'en', { numeric: true });

function endsWhole(file: string): boolean {
  const { size } = statSync(file);
  if (size === 0) return true;
  const handle = openSync(file, 'r');
  try {
    const last = Buffer.alloc(1);
    readSync(handle, last, 0, 1, size - 1);
    return last[0] === 0x0a;
  } finally {
    closeSync(handle);
  }
}

/** Every leaf in a folder in the order it was written; a line that was cut off at the end of a file is passed over. @throws where a line is none */
export async function* leavesIn(folder: string): AsyncGenerator<CopiedLeaf> {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)
    .filter((one) => nameShape.test(one))
    .toSorted(inOrder)) {
    const file = path.join(folder, name);
    const whole = endsWhole(file);
    let held: string | null = null;
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      if (held !== null) yield readLine(name, held);
      held = line;
    }
    if (held !== null && whole) yield readLine(name, held);
  }
}

function readLine(name: string, line: string): CopiedLeaf {
  try {
    return lineShape.parse(JSON.parse(line));
  } catch {
    throw new Error(`a line of ${name} in the copy is none: it was changed`);
  }
}

/** Nothing in the folder is ever rewritten: behind a line that was cut off a further file begins. */
function openFileOf(folder: string, day: string): string {
  for (let part = 1; ; part++) {
    const file = path.join(folder, nameFor(day, part));
    if (!existsSync(file) || endsWhole(file)) return file;
  }
}

/** Appends leaves to the file of a day (UTC) and has them on disk when it returns. */
export function appendLeaves(folder: string, now: Date, leaves: readonly CopiedLeaf[]): void {
  mkdirSync(folder, { recursive: true });
  const file = openFileOf(folder, now.toISOString().slice(0, 10));
  const isNew = !existsSync(file);
  const handle = openSync(file, 'a', 0o600);
  try {
    writeSync(handle, leaves.map(({ seq, leaf }) => `${JSON.stringify({ seq, leaf })}\n`).join(''));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  if (isNew) syncFolder(folder);
}
