import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { type Running, startBare } from './child-process.ts';
import type { BenchDatabase } from './cluster.ts';
import type { Filled } from './fill.ts';
import { requestsPerSecond } from './load.ts';
import { openRecorder, type Statement } from './recorder.ts';
import { interleaved, median } from './statistics.ts';

/** Addresses below the API that are read: releases of all ages, and pages of fifty from the start and from within. */
export type Addresses = { readonly one: readonly string[]; readonly list: readonly string[] };

export type Recorded = {
  readonly addresses: Addresses;
  readonly statements: ReadonlyMap<string, readonly Statement[]>;
};

const api = '/api/v1';
const cookieOf = (filled: Filled) => ({ cookie: `interlock_session=${filled.cookie}` });

/** The statements that each address costs, as the server sends them once it is warm. */
export async function recordReads(database: BenchDatabase, filled: Filled): Promise<Recorded> {
  const recorder = await openRecorder(database.appUrl);
  const step = Math.floor(filled.releases.length / 40);
  const one = Array.from({ length: 40 }, (_, index) => `${api}/releases/${filled.releases[index * step]?.id}`);
  const list = [`${api}/releases?limit=50`];
  const statements = new Map<string, readonly Statement[]>();
  const get = async (url: string): Promise<string> => {
    const reply = await recorder.house.server.inject({ method: 'GET', url, headers: cookieOf(filled) });
    if (reply.statusCode !== 200) throw new Error(`${url}: ${reply.body}`);
    return reply.body;
  };
  try {
    while (list.length < 6) {
      const { nextCursor }: { nextCursor: string | null } = JSON.parse(await get(list.at(-1) ?? ''));
      list.push(`${api}/releases?limit=50&cursor=${nextCursor}`);
    }
    for (const url of [...one, ...list]) {
      await get(url);
      statements.set(url, await recorder.record(() => get(url)));
    }
  } finally {
    await recorder.close();
  }
  return { addresses: { one, list }, statements };
}

export type ReadRate = {
  readonly ours: number;
  readonly bare: number;
  readonly ratio: number;
  readonly statements: number;
};

/** Interlock over HTTP beside bare node:http that sends the same statements through the bare driver; ten connections each. */
export async function compareReads(
  interlock: Running,
  database: BenchDatabase,
  filled: Filled,
  recorded: Recorded,
  seconds: number,
): Promise<{ readonly one: ReadRate; readonly list: ReadRate }> {
  const folder = await mkdtemp(join(tmpdir(), 'interlock-bench-'));
  const file = join(folder, 'statements');
  await writeFile(file, serialize(Object.fromEntries(recorded.statements)));
  const bare = await startBare(database.appUrl, file);
  const compare = async (urls: readonly string[]): Promise<ReadRate> => {
    const run = (url: string) => () => requestsPerSecond(url, urls, cookieOf(filled), seconds);
    const rounds = { ours: run(interlock.url), bare: run(bare.url) };
    await interleaved(1, rounds);
    const rates = await interleaved(7, rounds);
    const [ours, other] = [rates.get('ours') ?? [], rates.get('bare') ?? []];
    return {
      ours: median(ours),
      bare: median(other),
      ratio: median(ours.map((rate, index) => rate / (other[index] ?? 0))),
      statements: recorded.statements.get(urls[0] ?? '')?.length ?? 0,
    };
  };
  try {
    return { one: await compare(recorded.addresses.one), list: await compare(recorded.addresses.list) };
  } finally {
    await bare.stop();
    await rm(folder, { recursive: true });
  }
}
