import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';

/** What is watched on the connection whose transaction carries a marker (the Idempotency-Key among its parameters). */
export type Watch = {
  readonly marker: string;
  /** Called once the database has finished that many statements, counted from the one with the marker; 0: before that one runs. Nothing follows it. */
  readonly stopAfter: number | null;
  readonly stopped: () => void;
};

export type DatabaseProxy = {
  /** The address of the same database through the proxy, under a name that pg_stat_activity shows. */
  readonly url: (name: string) => string;
  readonly watch: (watch: Watch | null) => void;
  /** Statements of the watched transaction, its commit included. */
  readonly statements: () => number;
  /** Answers the next statement whose text matches with this SQLSTATE, instead of the database. */
  readonly answer: (statement: RegExp, sqlState: string, message: string) => void;
  /** The database is away: connections are cut and new ones refused, until `restore`. */
  readonly cut: () => void;
  readonly restore: () => void;
  readonly close: () => Promise<void>;
};

type Frame = { readonly type: string; readonly bytes: Buffer };

/** Cuts a stream of protocol messages into frames; the client's first message has no type. */
function framer(startup: boolean): (chunk: Buffer) => readonly Frame[] {
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

function errorFrames(sqlState: string, message: string): Buffer {
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

/** Stands between the server and PostgreSQL, reads both sides of the protocol and can end things between any two statements. */
export async function startProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let away = false;
  let watching: Watch | null = null;
  let counted = 0;
  let failing: { readonly statement: RegExp; readonly reply: Buffer } | null = null;

  const serve = (client: Socket): void => {
    if (away) return void client.destroy();
    const server = dial(Number(target.port || 5432), target.hostname);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    const [fromClient, fromServer] = [framer(true), framer(false)];
    const state = { sent: 0, answered: 0, since: -1, held: false, swallowing: false };

    const stopWhenDue = (): void => {
      const due = watching?.stopAfter ?? null;
      if (!state.held || due === null || state.answered < state.since + due) return;
      const { stopped } = watching ?? { stopped: () => undefined };
      watching = null;
      stopped();
    };
    const forward = ({ type, bytes }: Frame): void => {
      if (state.held) return;
      if (failing?.statement.test(bytes.toString('latin1')) === true) state.swallowing = true;
      if (state.swallowing) {
        if (type !== 'S') return;
        state.swallowing = false;
        client.write(failing?.reply ?? Buffer.alloc(0));
        failing = null;
        return;
      }
      if (watching !== null && state.since < 0 && bytes.includes(watching.marker)) state.since = state.sent;
      if (watching?.stopAfter === 0 && state.since >= 0) state.held = true;
      else {
        server.write(bytes);
        if (type === 'Q' || type === 'S') state.sent += 1;
        if (state.since >= 0 && watching !== null) {
          counted = state.sent - state.since;
          if (watching.stopAfter !== null && counted === watching.stopAfter) state.held = true;
          if (type === 'Q' && /^commit/i.test(bytes.toString('latin1', 5)) && !state.held) watching = null;
        }
      }
      stopWhenDue();
    };
    client.on('data', (chunk: Buffer) => {
      for (const frame of fromClient(chunk)) forward(frame);
    });
    server.on('data', (chunk: Buffer) => {
      // After the start-up's own ReadyForQuery each one answers one statement.
      for (const frame of fromServer(chunk)) if (frame.type === 'Z') state.answered += 1;
      if (!state.held) client.write(chunk);
      stopWhenDue();
    });
    // ReadyForQuery also ends the start-up, which no statement asked for.
    state.answered = -1;
  };

  const listener = createServer(serve);
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: (name) => {
      const url = new URL(databaseUrl);
      url.hostname = '127.0.0.1';
      url.port = String(port);
      url.searchParams.set('application_name', name);
      return url.toString();
    },
    watch: (watch) => {
      watching = watch;
      counted = 0;
    },
    statements: () => counted,
    answer: (statement, sqlState, message) => {
      failing = { statement, reply: errorFrames(sqlState, message) };
    },
    cut: () => {
      away = true;
      cutAll();
    },
    restore: () => {
      away = false;
    },
    close: async () => {
      cutAll();
      listener.close();
      await once(listener, 'close');
    },
  };
}
