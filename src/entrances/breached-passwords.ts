import { open } from 'node:fs/promises';

const firstLine = /^[0-9A-F]{40}(:\d+)?\r?(\n|$)/i;

/**
 * The file that INTERLOCK_BREACHED_PASSWORDS names, looked at when the server starts: one that is not there, or is of another kind, would let every password pass.
 * Null where none is named.
 */
export async function readableBreachedPasswords(named: string | undefined): Promise<string | null> {
  if (named === undefined || named === '') return null;
  const file = await open(named, 'r').catch((error: unknown) => {
    throw new Error(`INTERLOCK_BREACHED_PASSWORDS names ${named}, which cannot be read.`, { cause: error });
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    if (!firstLine.test(buffer.toString('latin1', 0, bytesRead)))
      throw new Error(
        `INTERLOCK_BREACHED_PASSWORDS names ${named}, which does not begin with a SHA-1 hash: it takes the list “ordered by hash” of Have I Been Pwned.`,
      );
    return named;
  } finally {
    await file.close();
  }
}
