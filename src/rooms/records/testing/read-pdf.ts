import { inflateSync } from 'node:zlib';

/** A PDF as its writer leaves it (no object streams), taken apart without any library that wrote it. */
export type ReadPdf = {
  /** Dictionaries by object number, as text. */
  readonly objects: ReadonlyMap<number, string>;
  readonly streams: ReadonlyMap<number, Buffer>;
  /** Text of each page in the order of its content stream; what is drawn in one operator follows directly. */
  readonly pages: readonly string[];
};

const refIn = (dictionary: string, key: string): number | null => {
  const found = new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1];
  return found === undefined ? null : Number(found);
};

/** What each code of a font means, by its ToUnicode map. */
function unicodeOf(map: string): ReadonlyMap<number, string> {
  const meanings = new Map<number, string>();
  for (const [, from = '', , list = ''] of map.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/g))
    for (const [at, one] of [...list.matchAll(/<([0-9a-f ]*)>/g)].entries()) {
      const units = (one[1] ?? '').split(' ').map((hex) => Number.parseInt(hex, 16));
      meanings.set(Number.parseInt(from, 16) + at, String.fromCharCode(...units));
    }
  return meanings;
}

function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let font: ReadonlyMap<number, string> = new Map();
  let text = '';
  for (const [, name, array] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d. ])*)\] TJ/g)) {
    if (name !== undefined) font = fonts.get(name) ?? new Map();
    for (const [, codes = ''] of (array ?? '').matchAll(/<([0-9a-f]*)>/g))
      for (const [code] of codes.matchAll(/.{4}/g)) text += font.get(Number.parseInt(code, 16)) ?? '\uFFFD';
  }
  return text;
}

export function readPdf(file: Buffer): ReadPdf {
  const raw = file.toString('latin1');
  const objects = new Map<number, string>();
  const streams = new Map<number, Buffer>();
  for (const match of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const number = Number(match[1]);
    const [dictionary = '', ...rest] = (match[2] ?? '').split('\nstream\n');
    objects.set(number, dictionary);
    if (rest.length === 0) continue;
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const bytes = Buffer.from(rest.join('\nstream\n'), 'latin1').subarray(0, length);
    streams.set(number, dictionary.includes('/FlateDecode') ? inflateSync(bytes) : bytes);
  }
  const fontOf = (number: number): ReadonlyMap<number, string> => {
    const map = refIn(objects.get(number) ?? '', 'ToUnicode');
    return unicodeOf(map === null ? '' : (streams.get(map)?.toString('latin1') ?? ''));
  };
  const known = new Map<number, ReadonlyMap<number, string>>();
  const pages = [...objects.values()]
    .filter((one) => one.includes('/Type /Page\n'))
    .map((page) => {
      const resources = objects.get(refIn(page, 'Resources') ?? -1) ?? '';
      const fonts = new Map<string, ReadonlyMap<number, string>>();
      for (const [, name = '', at] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
        const number = Number(at);
        const font = known.get(number) ?? fontOf(number);
        known.set(number, font);
        fonts.set(name, font);
      }
      return textOf(streams.get(refIn(page, 'Contents') ?? -1)?.toString('latin1') ?? '', fonts);
    });
  return { objects, streams, pages };
}
