/** How much is in memory and in one row at a time. */
const pieceBytes = 262_144;

/** What is needed of an open file. */
type Reads = {
  readonly read: (into: Buffer, at: number, length: number, from: number) => Promise<{ readonly bytesRead: number }>;
};
type Writes = { readonly write: (from: Buffer, at: number, length: number) => Promise<{ readonly bytesWritten: number }> };

/** Reads what lies at a place: a read may bring less than was asked for. Shorter where the file ends before. */
export async function readWhole(file: Reads, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let have = 0;
  while (have < length) {
    const { bytesRead } = await file.read(bytes, have, length - have, from + have);
    if (bytesRead === 0) break;
    have += bytesRead;
  }
  return bytes.subarray(0, have);
}

/** What lies at a place, piece by piece. A file that ends before that is a fault: it was written by ourselves a moment ago. */
export async function* pieces(file: Reads, from: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += pieceBytes) {
    const asked = Math.min(pieceBytes, length - at);
    const piece = await readWhole(file, from + at, asked);
    if (piece.length < asked) throw new Error(`a file of ours ends ${asked - piece.length} bytes before it should`);
    yield piece;
  }
}

/** Writes all of it: a write may take less than it was given, as when a disk fills up. */
export async function writeWhole(file: Writes, bytes: Buffer): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
    if (bytesWritten === 0) throw new Error('a file of ours takes no more bytes');
    done += bytesWritten;
  }
}
