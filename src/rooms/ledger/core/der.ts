// DER (X.690) as far as time stamps need it: definite lengths, tags of one byte. What is written otherwise is refused.

export type Der = {
  readonly tag: number;
  /** Contents, without tag and length. */
  readonly value: Buffer;
  /** With tag and length, as it stood. */
  readonly whole: Buffer;
};

/** Why bytes are not what they should be, in words that go on from "the token:". */
export class NotDer extends Error {}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
  generalizedTime: 0x18,
  /** [0], constructed. */
  explicit0: 0xa0,
} as const;

function lengthAt(bytes: Buffer, at: number): { readonly length: number; readonly from: number } {
  const first = bytes[at];
  if (first === undefined) throw new NotDer('it ends within a length');
  if (first < 0x80) return { length: first, from: at + 1 };
  const count = first - 0x80;
  if (count < 1 || count > 4 || at + 1 + count > bytes.length) throw new NotDer('a length is none');
  const length = bytes.readUIntBE(at + 1, count);
  if (length < 0x80 || bytes[at + 1] === 0) throw new NotDer('a length is longer than it must be');
  return { length, from: at + 1 + count };
}

/** Values that stand one behind the other. @throws NotDer */
export function readAll(bytes: Buffer): readonly Der[] {
  const found: Der[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0;
    if ((tag & 0x1f) === 0x1f) throw new NotDer('a tag has more than one byte');
    const { length, from } = lengthAt(bytes, at + 1);
    if (from + length > bytes.length) throw new NotDer('it is cut off');
    found.push({ tag, value: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length) });
    at = from + length;
  }
  return found;
}

/** The one value that the bytes are. @throws NotDer */
export function readOne(bytes: Buffer): Der {
  const [one, ...more] = readAll(bytes);
  if (one === undefined || more.length > 0) throw new NotDer('it is not one value');
  return one;
}

/** @throws NotDer where it has another tag or is not there */
export function expect(der: Der | undefined, tag: number, what: string): Der {
  if (der?.tag !== tag) throw new NotDer(`${what} is missing or of another kind`);
  return der;
}

export const partsOf = (der: Der | undefined, tag: number, what: string): readonly Der[] => readAll(expect(der, tag, what).value);

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xff_ff ? 6 : length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.of(0x80 + bytes.length), bytes]);
}

export const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const value = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthOf(value.length), value]);
};

/** A number that is not negative, big-endian. */
export const derInteger = (bytes: Uint8Array): Buffer => {
  let from = 0;
  while (from < bytes.length - 1 && bytes[from] === 0) from += 1;
  const plain = Buffer.from(bytes.subarray(from));
  return der(tags.integer, (plain[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), plain]) : plain);
};

/** @param text numbers between dots */
export function derOid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((number) => {
    const septets = [number & 0x7f];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128)) septets.unshift((left & 0x7f) | 0x80);
    return septets;
  });
  return der(tags.oid, Buffer.from(bytes));
}

/** @throws NotDer */
export function oidText(one: Der | undefined): string {
  const { value } = expect(one, tags.oid, 'an object identifier');
  const numbers: number[] = [];
  let number = 0;
  for (const byte of value) {
    number = number * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  const [head = 0, ...rest] = numbers;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - first * 40, ...rest].join('.');
}

/** GeneralizedTime as RFC 3161 writes it: UTC, with or without fractions. @throws NotDer */
export function timeOf(one: Der | undefined): Date {
  const text = expect(one, tags.generalizedTime, 'a time').value.toString('latin1');
  const [, y, mo, d, h, mi, s, fraction] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text) ?? [];
  const at = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}.${(fraction ?? '').padEnd(3, '0').slice(0, 3)}Z`);
  if (y === undefined || Number.isNaN(at.getTime())) throw new NotDer('a time is none');
  return at;
}
