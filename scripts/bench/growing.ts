import pg from 'pg';
import { recordAct } from './acting.ts';
import { buffersOf } from './buffers.ts';
import type { Running } from './child-process.ts';
import type { BenchDatabase } from './cluster.ts';
import type { Filled } from './fill.ts';
import { timesOf } from './load.ts';
import type { Recorded } from './reading.ts';
import type { Statement } from './recorder.ts';
import { interleaved, median, quantile } from './statistics.ts';

export type Side = {
  readonly server: Running;
  readonly database: BenchDatabase;
  readonly filled: Filled;
  readonly recorded: Recorded;
};
export type Grown = {
  readonly what: 'read' | 'list' | 'act';
  readonly buffers: { readonly small: number; readonly large: number };
  readonly medianMs: { readonly small: number; readonly large: number };
  readonly p99Ms: { readonly small: number; readonly large: number };
  /** Median over the rounds of the large side's median time over the small side's. */
  readonly ratio: number;
};

const whats = ['read', 'list', 'act'] as const;
const many = { read: 120, list: 40, act: 80 } as const;

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

async function buffersFor(side: Side, what: Grown['what']): Promise<number> {
  const { addresses, statements } = side.recorded;
  const all: readonly (readonly Statement[])[] =
    what === 'act'
      ? await recordAct(side.database, side.filled)
      : (what === 'read' ? addresses.one : addresses.list).map((url) => statements.get(url) ?? []);
  const counts: number[] = [];
  for (const one of all) counts.push(await buffersOf(side.database.superUrl, one));
  return meanOf(counts);
}

/** Requests of one kind, one after the other, each for another record. */
async function requesterOf(side: Side, what: Grown['what']): Promise<(index: number) => Promise<Response>> {
  const { server, filled, recorded } = side;
  const headers = { cookie: `interlock_session=${filled.cookie}` };
  if (what !== 'act') {
    const urls = what === 'read' ? recorded.addresses.one : recorded.addresses.list;
    return (index) => fetch(`${server.url}${urls[index % urls.length]}`, { headers });
  }
  const open = filled.releases.filter((release) => release.state !== 'closed');
  const client = new pg.Client({ connectionString: side.database.appUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string; version: number }>('select id, version from releases.release');
  await client.end();
  const versions = new Map(rows.map((row) => [row.id, row.version] as const));
  let turn = 0;
  return async () => {
    const id = open[turn++ % open.length]?.id ?? '';
    const version = versions.get(id) ?? 0;
    versions.set(id, version + 1);
    return fetch(`${server.url}/api/v1/releases/${id}`, {
      method: 'PATCH',
      headers: { ...headers, 'content-type': 'application/json', 'if-match': `"${version}"` },
      body: JSON.stringify({ summary: `Said anew ${turn}`, reason: 'the summary says more now' }),
    });
  };
}

/** What reading, listing and acting cost at the large size beside the small one: buffers and time, round by round in turns. */
export async function compareSizes(small: Side, large: Side): Promise<readonly Grown[]> {
  const grown: Grown[] = [];
  for (const what of whats) {
    const buffers = { small: await buffersFor(small, what), large: await buffersFor(large, what) };
    const all: { readonly small: number[]; readonly large: number[] } = { small: [], large: [] };
    const run = async (name: 'small' | 'large', side: Side) => {
      const request = await requesterOf(side, what);
      return async () => {
        const times = await timesOf(many[what], request);
        all[name].push(...times);
        return median(times);
      };
    };
    const rounds = { small: await run('small', small), large: await run('large', large) };
    await interleaved(1, rounds);
    for (const times of Object.values(all)) times.length = 0;
    const medians = await interleaved(7, rounds);
    const [ofSmall, ofLarge] = [medians.get('small') ?? [], medians.get('large') ?? []];
    grown.push({
      what,
      buffers,
      medianMs: { small: median(ofSmall), large: median(ofLarge) },
      p99Ms: { small: quantile(all.small, 0.99), large: quantile(all.large, 0.99) },
      ratio: median(ofLarge.map((time, index) => time / (ofSmall[index] ?? 0))),
    });
  }
  return grown;
}
