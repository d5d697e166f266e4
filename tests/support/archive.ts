import { deflateRawSync } from 'node:zlib';

export type Entry = {
  readonly name: string;
  readonly bytes: Buffer;
  /** The size that it claims, where that is a lie. */
  readonly says?: number;
  /** Its mode under Unix. */
  readonly mode?: number;
  /** What stands before its bytes, where that is something else than the directory says. */
  readonly local?: { readonly name?: string; readonly method?: number; readonly extra?: number };
  /** It names the bytes of the entry of this number, and brings none of its own. */
  readonly sameAs?: number;
};

/** An archive as APPNOTE 4.3 has it. */
export function zip(entries: readonly Entry[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  const places: number[] = [];
  let end = 0;
  for (const { name, bytes, says = bytes.length, mode = 0o100644, local: instead = {}, sameAs } of entries) {
    const packed = deflateRawSync(bytes);
    const localName = Buffer.from(instead.name ?? name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(instead.method ?? 8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(says, 22);
    head.writeUInt16LE(localName.length, 26);
    head.writeUInt16LE(instead.extra ?? 0, 28);
    const at = (sameAs === undefined ? undefined : places[sameAs]) ?? end;
    places.push(at);
    const row = Buffer.alloc(46);
    row.writeUInt32LE(0x02014b50, 0);
    row.writeUInt16LE(8, 10);
    row.writeUInt32LE(packed.length, 20);
    row.writeUInt32LE(says, 24);
    row.writeUInt16LE(Buffer.byteLength(name), 28);
    row.writeUInt32LE(mode * 0x10000, 38);
    row.writeUInt32LE(at, 42);
    directory.push(row, Buffer.from(name));
    if (sameAs !== undefined) continue;
    local.push(head, localName, packed);
    end += 30 + localName.length + packed.length;
  }
  const rows = Buffer.concat(directory);
  const note = Buffer.alloc(22);
  note.writeUInt32LE(0x06054b50, 0);
  note.writeUInt16LE(entries.length, 8);
  note.writeUInt16LE(entries.length, 10);
  note.writeUInt32LE(rows.length, 12);
  note.writeUInt32LE(end, 16);
  return Buffer.concat([...local, rows, note]);
}
