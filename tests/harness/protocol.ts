/** The few parts of PostgreSQL's protocol (version 3) that the harness reads and speaks. */
export type Frame = { readonly type: string; readonly bytes: Buffer };

/** Cuts a stream of protocol messages into frames; the client's first message has no type. */
export function framer(startup: boolean): (chunk: Buffer) => readonly Frame[] {
  let rest: Buffer = Buffer.alloc(0);
  let first = startup;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    for (;;) {
      const header = first ? 0 : 1;
      if (rest.length < header + 4) return frames;
      const length = header + rest.readInt32BE(header);
      if (rest.length < length) return frames;
      frames.push({ type: first ? 'startup' : String.fromCharCode(rest[0] ?? 0), bytes: rest.subarray(0, length) });
      rest = rest.subarray(length);
      first = false;
    }
  };
}

const field = (code: string, text: string): Buffer => Buffer.from(`${code}${text}\0`);

/** An error and the end of its statement, in a transaction that has failed. */
export function errorFrames(sqlState: string, message: string): Buffer {
  const body = Buffer.concat([
    field('S', 'ERROR'),
    field('V', 'ERROR'),
    field('C', sqlState),
    field('M', message),
    Buffer.from([0]),
  ]);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body, Buffer.from([0x5a, 0, 0, 0, 5, 0x45])]);
}
