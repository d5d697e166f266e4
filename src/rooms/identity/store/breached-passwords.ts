import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

/** SHA-1 in capitals, a colon, how often; lines end with LF or CR LF. */
const hexLength = 40;
const longestLine = 64;

/** The first whole line that begins at or after a byte, and the byte where the next one begins; null where none does. */
async function lineFrom(file: FileHandle, at: number): Promise<{ readonly hash: string; readonly start: number } | null> {
  // One byte before: where that is the end of a line, a line begins exactly here.
  const from = Math.max(0, at - 1);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(longestLine * 2), 0, longestLine * 2, from);
  const text = buffer.toString('latin1', 0, bytesRead);
  const skip = at === 0 ? 0 : text.indexOf('\n') + 1;
  if (at > 0 && skip === 0) return null;
  const hash = text.slice(skip, skip + hexLength).toUpperCase();
  return hash.length < hexLength ? null : { hash, start: from + skip };
}

/**
 * Whether a password stands in a file of breached ones: SHA-1 hashes in their order, one a line, as Have I Been Pwned offers it for download. Asked on this machine
 * alone, by bisection, so that the file may be tens of gigabytes and no password leaves the house, not even in part.
 */
export async function isBreached(path: string | null, password: string): Promise<boolean> {
  if (path === null) return false;
  const wanted = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase();
  const file = await open(path, 'r');
  try {
    let [low, high] = [0, (await file.stat()).size];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const line = await lineFrom(file, middle);
      if (line?.hash === wanted) return true;
      if (line === null || line.hash > wanted) high = middle;
      else low = line.start + hexLength;
    }
    return false;
  } finally {
    await file.close();
  }
}
