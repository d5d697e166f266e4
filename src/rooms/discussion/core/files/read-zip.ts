/** One file of an archive, as its directory names it. */
export type Packed = {
  readonly name: string;
  /** The name as it is written: a text hides what is no UTF-8. */
  readonly nameBytes: Buffer;
  readonly at: number;
  readonly packed: number;
  readonly size: number;
  readonly method: number;
  readonly flags: number;
  /** What its maker says of it beside; under Unix its mode stands in the upper half (APPNOTE 4.4.15). */
  readonly attributes: number;
};

/** The archive as a whole: how large it is, and where its directory begins, before which all that it packs lies. */
export type Whole = { readonly size: number; readonly directoryAt: number };

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
    const nameBytes = directory.subarray(at + 46, at + 46 + nameLength);
    entries.push({
      name: nameBytes.toString('utf8'),
      nameBytes,
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      attributes: directory.readUInt32LE(at + 38),
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

const localBytes = 30;

/** Where entries lie, in their order: each says where the next begins, which it may not reach into. */
export const inOrder = (
  entries: readonly Packed[],
  { directoryAt: end }: Whole,
): readonly (Packed & { readonly next: number })[] => {
  const sorted = entries.toSorted((one, other) => one.at - other.at);
  return sorted.map((one, n) => ({ ...one, next: sorted[n + 1]?.at ?? end }));
};

/** Entries that name the same bytes twice would be unpacked twice: a small archive could keep the server busy for as long as it likes. */
function overlapFault(entries: readonly Packed[], whole: Whole): string | null {
  if (entries.reduce((sum, { packed }) => sum + packed, 0) > whole.size) return 'its files are larger than it is itself';
  const reaching = inOrder(entries, whole).find(
    ({ at, nameBytes, packed, next }) => at + localBytes + nameBytes.length + packed > next,
  );
  return reaching === undefined ? null : `“${reaching.name}” reaches into what lies behind it`;
}

const isLink = ({ attributes }: Packed): boolean => ((attributes >>> 16) & 0xf000) === 0xa000;

/** Why an archive is not let in, by its directory alone; null where nothing speaks against it. What entries really hold is measured by unpacking them. */
export function unsafeDirectory(entries: readonly Packed[], holds: string | null, whole: Whole): string | null {
  const out = entries.find(({ name }) => leadsOut(name));
  if (out !== undefined) return `“${out.name}” leads out of the folder into which it is unpacked`;
  const link = entries.find(isLink);
  if (link !== undefined) return `“${link.name}” is a link to another file`;
  if (entries.some(({ flags }) => (flags & 1) === 1)) return 'it is encrypted, so nobody can look into it';
  if (entries.some(({ method }) => method !== 0 && method !== 8)) return 'it is packed in a way that is not read here';
  const inner = entries.find(({ name }) => nested.test(name));
  if (inner !== undefined) return `it holds another archive, “${inner.name}”`;
  const runs = entries.find(({ name }) => program.test(name));
  if (runs !== undefined) return `it holds a program, “${runs.name}”`;
  if (entries.reduce((sum, { size }) => sum + size, 0) > mostUnpacked) return 'unpacked it would be larger than 500 MB';
  const grows = entries.find(({ packed, size }) => size > 1_000_000 && size > packed * mostGrowth);
  if (grows !== undefined) return `“${grows.name}” grows to more than ${mostGrowth} times its size`;
  const overlap = overlapFault(entries, whole);
  if (overlap !== null) return overlap;
  return holds === null || entries.some(({ name }) => name === holds) ? null : `it has no “${holds}”`;
}

/** What stands before the bytes of an entry (APPNOTE 4.3.7), up to the end of a name of the length that the directory gives. */
export const beforeEntry = ({ nameBytes }: Packed): number => localBytes + nameBytes.length;

/** Where the bytes of an entry begin, by what stands before them; a text says where that differs from the directory, which another reader might not go by. */
export function beginOf(entry: Packed & { readonly next: number }, local: Buffer): number | string {
  if (local.length < beforeEntry(entry) || local.readUInt32LE(0) !== 0x04034b50)
    return `“${entry.name}” is not where the directory says`;
  const sameName = local.readUInt16LE(26) === entry.nameBytes.length && local.subarray(localBytes).equals(entry.nameBytes);
  if (!sameName || local.readUInt16LE(8) !== entry.method) return `“${entry.name}” is something else than its directory says`;
  const from = entry.at + beforeEntry(entry) + local.readUInt16LE(28);
  return from + entry.packed > entry.next ? `“${entry.name}” reaches into what lies behind it` : from;
}
