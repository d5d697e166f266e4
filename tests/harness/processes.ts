import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export type ServerProcess = {
  readonly url: string;
  readonly name: string;
  readonly alive: () => boolean;
  /** SIGKILL: nothing in it gets to say goodbye. */
  readonly kill: () => Promise<void>;
};

let counter = 0;

/** Starts a server process of its own on a database; `urlOf` gives the database's address for the process's name. */
export async function startServer(urlOf: (name: string) => string, jobs: 'jobs' | 'no jobs' = 'no jobs'): Promise<ServerProcess> {
  const name = `harness-${process.pid}-${++counter}`;
  const child: ChildProcess = fork(fileURLToPath(new URL('server-child.ts', import.meta.url)), [urlOf(name), jobs], {
    execArgv: ['--no-warnings'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'interlock-harness-compiled') },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const message: unknown = await Promise.race([
    once(child, 'message').then(([first]) => first),
    ended.then(([code]) => {
      throw new Error(`the server ended with ${code} before it listened`);
    }),
  ]);
  const { url } = z.object({ url: z.string() }).parse(message);
  return {
    url: `${url}/api/v1`,
    name,
    alive: () => child.exitCode === null && child.signalCode === null,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

export type Sent = { readonly status: number; readonly headers: Headers; readonly text: string };

/** Sends a request as somebody; null when the connection broke before an answer came. */
export async function send(
  server: ServerProcess,
  as: { readonly cookie: string } | null,
  method: string,
  path: string,
  more: { readonly body?: unknown; readonly key?: string; readonly ifMatch?: number } = {},
): Promise<Sent | null> {
  try {
    const response = await fetch(server.url + path, {
      method,
      headers: {
        ...(as === null ? {} : { cookie: `interlock_session=${as.cookie}` }),
        ...(more.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(more.key === undefined ? {} : { 'idempotency-key': more.key }),
        ...(more.ifMatch === undefined ? {} : { 'if-match': `"${more.ifMatch}"` }),
      },
      ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch {
    return null;
  }
}

/** Opens the live news of a server, acts once they are ready, and reads until a text has come. */
export async function hearAfter(
  server: ServerProcess,
  as: { readonly cookie: string },
  act: () => Promise<Sent | null>,
  text: string,
): Promise<string> {
  const leave = new AbortController();
  const stream = await fetch(`${server.url}/events`, {
    headers: { cookie: `interlock_session=${as.cookie}` },
    signal: leave.signal,
  });
  const reader = stream.body?.getReader();
  const decoder = new TextDecoder();
  let heard = '';
  let acted: Promise<Sent | null> | null = null;
  try {
    while (!heard.includes(text)) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) throw new Error(`the stream ended without ${text}: ${heard}`);
      heard += decoder.decode(value, { stream: true });
      if (acted === null && heard.includes('event: ready')) acted = act();
    }
    const reply = await acted;
    if (reply === null || reply.status >= 300) throw new Error(`the act was not done: ${reply?.text}`);
    return heard;
  } finally {
    leave.abort();
  }
}
