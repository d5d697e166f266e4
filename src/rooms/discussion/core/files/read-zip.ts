/** One file of an archive, as its directory names it. */
export type Packed = {
  readonly name: string;
  readonly at: number;
  readonly packed: number;
  readonly size: number;
  readonly method: number;
  readonly flags: number;
};

const endMagic = 0x06054b50;
const entryMagic = 0x02014b50;
export const mostEntries = 5_000;
/** An archive of 25 MB that unpacks to more is a bomb or no attachment. */
export const mostUnpacked = 500_000_000;
/** By how much an entry may grow. DEFLATE reaches 1,032; text seldom 30. */
export const mostGrowth = 200;

/** How much of the end of an archive holds the note that says where its directory is: the note and the longest remark behind it. */
export const tailBytes = 65_557;
const mostDirectory = 4_000_000;

export type Directory = { readonly count: number; readonly at: number; readonly size: number };

/** Where the directory lies, by the last bytes of an archive (APPNOTE 4.3.16); a text says why it cannot be read. Archives beyond 4 GB (ZIP64) are too large anyway. */
export function directoryAt(tail: Buffer, fileSize: number): Directory | string {
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== endMagic) end -= 1;
  if (end < 0) return 'it has no directory';
  const found = { count: tail.readUInt16LE(end + 10), size: tail.readUInt32LE(end + 12), at: tail.readUInt32LE(end + 16) };
  if (found.count > mostEntries) return `it holds more than ${mostEntries} files`;
  if (found.size > mostDirectory || found.at + found.size > fileSize) return 'its directory is broken';
  return found;
}

/** The files that a directory names (APPNOTE 4.3.12). */
export function entriesIn(directory: Buffer, count: number): readonly Packed[] | string {
  const entries: Packed[] = [];
  let at = 0;
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entryMagic) return 'its directory is broken';
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

const leadsOut = (name: string): boolean =>
  name === '' ||
  name.startsWith('/') ||
  /^[A-Za-z]:/.test(name) ||
  name.includes('\\') ||
  name.includes('\0') ||
  name.split('/').includes('..');
const nested = /\.(zip|7z|rar|gz|bz2|xz|tar|tgz|jar|iso|cab)$/i;
const program = /\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs|jar|js|jse|wsf|lnk|app|sh)$/i;

/** Why an archive is not let in, by its directory alone; null where nothing speaks against it. What entries really hold is measured by unpacking them. */
export function unsafeDirectory(entries: readonly Packed[], holds: string | null): string | null {
  const out = entries.find(({ name }) => leadsOut(name));
  if (out !== undefined) return `“${out.name}” leads out of the folder into which it is unpacked`;
  if (entries.some(({ flags }) => (flags & 1) === 1)) return 'it is encrypted, so nobody can look into it';
  if (entries.some(({ method }) => method !== 0 && method !== 8)) return 'it is packed in a way that is not read here';
  const inner = entries.find(({ name }) => nested.test(name));
  if (inner !== undefined) return `it holds another archive, “${inner.name}”`;
  const runs = entries.find(({ name }) => program.test(name));
  if (runs !== undefined) return `it holds a program, “${runs.name}”`;
  if (entries.reduce((sum, { size }) => sum + size, 0) > mostUnpacked) return 'unpacked it would be larger than 500 MB';
  const grows = entries.find(({ packed, size }) => size > 1_000_000 && size > packed * mostGrowth);
  if (grows !== undefined) return `“${grows.name}” grows to more than ${mostGrowth} times its size`;
  return holds === null || entries.some(({ name }) => name === holds) ? null : `it has no “${holds}”`;
}
