import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';
import { errorFrames, type Frame, framer } from './protocol.ts';

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

type Control = {
  away: boolean;
  watching: Watch | null;
  counted: number;
  failing: { readonly statement: RegExp; readonly reply: Buffer } | null;
};

/** What is known of one connection: statements sent and answered, and whether the watched transaction runs on it. */
type Line = { sent: number; answered: number; watched: boolean; held: boolean; swallowing: boolean; failed: boolean };

const endsStatement = ({ type }: Frame): boolean => type === 'Q' || type === 'S';
const isRollback = ({ type, bytes }: Frame): boolean => type === 'Q' && /^rollback/i.test(bytes.toString('latin1', 5));
const isCommit = ({ type, bytes }: Frame): boolean => type === 'Q' && /^commit/i.test(bytes.toString('latin1', 5));

/** True when the frame belongs to the statement that is to fail: the database never sees it; its end is answered in the database's place. */
function swallow(control: Control, line: Line, frame: Frame, answer: (reply: Buffer) => void): boolean {
  if (control.failing?.statement.test(frame.bytes.toString('latin1')) === true) line.swallowing = true;
  if (!line.swallowing) return false;
  if (frame.type === 'S') {
    line.swallowing = false;
    line.failed = true;
    answer(control.failing?.reply ?? Buffer.alloc(0));
    control.failing = null;
  }
  return true;
}

const rollback = Buffer.from('Q\0\0\0\rrollback\0', 'latin1');

/** The database never saw the statement that failed: what it would have done with a commit after it, it is told to do. */
function asAfterFailure(line: Line, frame: Frame): Buffer {
  if (!line.failed || !(isCommit(frame) || isRollback(frame))) return frame.bytes;
  line.failed = false;
  return rollback;
}

/** Follows the watched transaction; from the frame on that it is to stop at, the connection is held. */
function follow(control: Control, line: Line, frame: Frame): void {
  const { watching } = control;
  if (watching === null) return;
  if (frame.bytes.includes(watching.marker)) line.watched = true;
  if (!line.watched) return;
  if (watching.stopAfter === 0) line.held = true;
  else if (endsStatement(frame)) {
    control.counted += 1;
    line.held = control.counted === watching.stopAfter;
    // An act that asks something outside is rolled back and runs again, on this connection or another: it is still the one that is watched.
    if (isRollback(frame)) line.watched = false;
    if (isCommit(frame) && !line.held) control.watching = null;
  }
}

/** Once the database has finished the last statement that it was given, the watch is over. */
function stopWhenDue(control: Control, line: Line): void {
  const { watching } = control;
  if (watching === null || !line.held || line.answered < line.sent) return;
  control.watching = null;
  watching.stopped();
}

function join(control: Control, sockets: Set<Socket>, client: Socket, server: Socket): void {
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
  // The start-up ends with an answer that no statement asked for.
  const line: Line = { sent: 0, answered: -1, watched: false, held: false, swallowing: false, failed: false };
  client.on('data', (chunk: Buffer) => {
    for (const frame of fromClient(chunk)) {
      if (line.held || swallow(control, line, frame, (reply) => client.write(reply))) continue;
      follow(control, line, frame);
      if (!line.held || control.watching?.stopAfter !== 0) server.write(asAfterFailure(line, frame));
      if (endsStatement(frame)) line.sent += 1;
    }
    stopWhenDue(control, line);
  });
  server.on('data', (chunk: Buffer) => {
    line.answered += fromServer(chunk).filter((frame) => frame.type === 'Z').length;
    if (!line.held) client.write(chunk);
    stopWhenDue(control, line);
  });
}

/** Stands between the server and PostgreSQL, reads both sides of the protocol and can end things between any two statements. */
export async function startProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const control: Control = { away: false, watching: null, counted: 0, failing: null };
  const listener = createServer((client) => {
    if (control.away) client.destroy();
    else join(control, sockets, client, dial(Number(target.port || 5432), target.hostname));
  });
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
      control.watching = watch;
      control.counted = 0;
    },
    statements: () => control.counted,
    answer: (statement, sqlState, message) => {
      control.failing = { statement, reply: errorFrames(sqlState, message) };
    },
    cut: () => {
      control.away = true;
      cutAll();
    },
    restore: () => {
      control.away = false;
    },
    close: async () => {
      cutAll();
      listener.close();
      await once(listener, 'close');
    },
  };
}
