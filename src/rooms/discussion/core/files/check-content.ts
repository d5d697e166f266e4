import type { Refusal } from '../../../../foundation/refusal.ts';
import { endingsInWords, type FileKind, kindOfName } from './file-kinds.ts';
import { fileRefusals as no } from './file-refusals.ts';

/** How programs begin, whatever they are called: Windows, ELF, Mach-O (both orders and fat, also Java classes), WebAssembly, scripts with an interpreter. */
const programs: readonly (readonly [string, string])[] = [
  ['4d5a', 'a Windows program'],
  ['7f454c46', 'a Linux program'],
  ['feedface', 'a macOS program'],
  ['feedfacf', 'a macOS program'],
  ['cefaedfe', 'a macOS program'],
  ['cffaedfe', 'a macOS program'],
  ['cafebabe', 'a Java class or macOS program'],
  ['0061736d', 'a WebAssembly program'],
  ['2321', 'a script'],
];

/** Names that lead out of a folder, hide, or that a system takes for a device. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
export const isPlainName = (name: string): boolean =>
  !/[/\\:*?"<>|]/.test(name) && !name.startsWith('.') && !name.endsWith('.') && !name.includes('..') && !device.test(name);

export const nameFaults = (name: string): readonly Refusal[] => {
  if (!isPlainName(name)) return [no['name-not-plain']({ name }, { field: '/name' })];
  return kindOfName(name) === null ? [no['kind-not-taken']({ name, endings: endingsInWords }, { field: '/name' })] : [];
};

export const programIn = (head: Uint8Array): string | null => {
  const hex = Buffer.from(head.subarray(0, 8)).toString('hex');
  return programs.find(([magic]) => hex.startsWith(magic))?.[1] ?? null;
};

const begins = (head: Uint8Array, { at, hex }: NonNullable<FileKind['magic']>): boolean =>
  hex.some((magic) => Buffer.from(head.subarray(at, at + magic.length / 2)).toString('hex') === magic);

/** The first bytes against what the name promises. Pure. `text`: whether all of it is text in UTF-8 without a zero byte. */
export function contentFaults(name: string, kind: FileKind, head: Uint8Array, text: boolean): readonly Refusal[] {
  const program = programIn(head);
  if (program !== null) return [no.executable({ name, what: program })];
  const fits = kind.magic === null ? text : begins(head, kind.magic);
  return fits ? [] : [no['not-its-kind']({ name, kind: kind.says })];
}

/** Takes a file piece by piece and tells whether it is text in UTF-8 without a zero byte; a letter may lie over the edge of two pieces. */
export function textWatcher(): { readonly take: (chunk: Buffer) => void; readonly isText: () => boolean } {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let good = true;
  const decoded = (decode: () => string): void => {
    try {
      decode();
    } catch {
      good = false;
    }
  };
  return {
    take: (chunk) => {
      if (chunk.includes(0)) good = false;
      if (good) decoded(() => decoder.decode(chunk, { stream: true }));
    },
    isText: () => {
      if (good) decoded(() => decoder.decode());
      return good;
    },
  };
}
