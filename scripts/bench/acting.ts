import { sql } from 'kysely';
import pg from 'pg';
import { uuidv7 } from '../../src/foundation/ids.ts';
import type { Call } from '../../src/foundation/transact.ts';
import { changeRelease } from '../../src/rooms/releases/acts/change-release.ts';
import type { BenchDatabase } from './cluster.ts';
import type { Filled } from './fill.ts';
import { openRecorder, type Recorder, type Statement } from './recorder.ts';
import { interleaved, median } from './statistics.ts';

export type ActRate = { readonly ours: number; readonly bare: number; readonly ratio: number; readonly statements: number };

const writers = 10;

/** The call of the release manager, as the server would make it. */
async function caller(recorder: Recorder, filled: Filled): Promise<(version: number) => Call> {
  const { app } = recorder.house;
  const found = await app.ports.authenticate({ cookie: filled.cookie, bearer: null, address: '' });
  if ('refusal' in found) throw new Error(found.refusal.message);
  return (version) => ({ app, actor: found.actor, requestId: uuidv7(), ifVersion: version, idempotency: null });
}

/** One act: the summary of a release is changed, with a reason; state, ledger and outbox are written. */
async function act(call: Call, id: string, text: string): Promise<number> {
  const outcome = await changeRelease(call, id, { summary: text, reason: 'the summary says more now' });
  if (!outcome.ok) throw new Error(outcome.refusals[0]?.message);
  return outcome.value.version;
}

/** The statements of one act, rolled back where it would have committed. */
export async function recordAct(database: BenchDatabase, filled: Filled): Promise<readonly (readonly Statement[])[]> {
  const recorder = await openRecorder(database.appUrl);
  try {
    const call = await caller(recorder, filled);
    const step = Math.floor(filled.releases.length / 10);
    const recorded: (readonly Statement[])[] = [];
    for (let index = 0; index < filled.releases.length; index += step) {
      const release = filled.releases[index];
      if (release === undefined || release.state === 'closed') continue;
      const version = await versionOf(recorder, release.id);
      recorded.push(await recorder.record(() => act(call(version), release.id, `Recorded ${index}`), { undo: true }));
    }
    return recorded;
  } finally {
    await recorder.close();
  }
}

const versionOf = async (recorder: Recorder, id: string): Promise<number> => {
  const { rows } = await sql<{
    version: number;
  }>`select version from releases.release where id = ${id}`.execute(recorder.house.app.database.db);
  return rows[0]?.version ?? 0;
};

/** Runs so many writers for a while, each on records of its own; answers acts a second. */
async function perSecond(seconds: number, write: (writer: number, turn: number) => Promise<unknown>): Promise<number> {
  const until = performance.now() + seconds * 1000;
  const started = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let turn = 0; performance.now() < until; turn++) {
        await write(writer, turn);
        done += 1;
      }
    }),
  );
  return (done / (performance.now() - started)) * 1000;
}

const columns = `id, at, actor_id, actor_kind, actor_roles, via, act, subject_kind, subject_id, subject_key, subject_version, subject_place, unit_ids, changes,
  commitments, request_id, build, configuration, reason_code, previous_hash, hash`;

/** The same rows in one transaction through the bare driver: one update and the inserts, nothing read, nothing hashed. */
async function bareWriter(pool: pg.Pool): Promise<(id: string, place: number) => Promise<void>> {
  const entry = (await pool.query(`select ${columns} from ledger.entry order by id desc limit 1`)).rows[0];
  const sides = (await pool.query('select slot, salt, value from ledger.side where entry_id = $1', [entry.id])).rows;
  const holders = columns.split(',').map((_, index) => `$${index + 1}`);
  return async (id, place) => {
    const [now, entryId] = [new Date(), uuidv7()];
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query('update releases.release set summary = $1, updated_at = $2, version = version + 1 where id = $3', [
        `Bare ${place}`,
        now,
        id,
      ]);
      await client.query(`insert into ledger.entry (${columns}) values (${holders.join(', ')})`, [
        entryId,
        now,
        entry.actor_id,
        entry.actor_kind,
        entry.actor_roles,
        entry.via,
        entry.act,
        entry.subject_kind,
        id,
        entry.subject_key,
        entry.subject_version,
        place,
        entry.unit_ids,
        JSON.stringify(entry.changes),
        JSON.stringify(entry.commitments),
        entry.request_id,
        entry.build,
        entry.configuration,
        entry.reason_code,
        entry.hash,
        entry.hash,
      ]);
      await client.query('insert into ledger.side (entry_id, slot, salt, value) values ($1, $2, $3, $4), ($1, $5, $6, $7)', [
        entryId,
        sides[0].slot,
        sides[0].salt,
        JSON.stringify(sides[0].value),
        sides[1].slot,
        sides[1].salt,
        JSON.stringify(sides[1].value),
      ]);
      await client.query(
        'insert into foundation.outbox (id, at, topic, subject_kind, subject_id, subject_key, unit_ids, version) values ($1, $2, $3, $4, $5, $6, $7, $8)',
        [uuidv7(), now, entry.act, entry.subject_kind, id, entry.subject_key, entry.unit_ids, place],
      );
      await client.query('commit');
    } finally {
      client.release();
    }
  };
}

/** The real act beside the bare rows, ten writers each, in this process, in turns. Leaves bare entries behind: the ledger is measured before. */
export async function compareActs(database: BenchDatabase, filled: Filled, seconds: number): Promise<ActRate> {
  const recorder = await openRecorder(database.appUrl, writers);
  const pool = new pg.Pool({ connectionString: database.appUrl, max: writers });
  const open = filled.releases.filter((release) => release.state !== 'closed');
  const half = Math.floor(open.length / 2);
  const [mine, others] = [open.slice(0, half), open.slice(half)];
  const pick = (list: typeof open, writer: number, turn: number) => {
    const share = Math.floor(list.length / writers);
    const found = list[writer * share + (turn % share)];
    if (found === undefined) throw new Error('too few releases for ten writers');
    return found.id;
  };
  const versions = new Map<string, number>();
  try {
    const call = await caller(recorder, filled);
    let text = 0;
    const ours = async (writer: number, turn: number) => {
      const id = pick(mine, writer, turn);
      const version = versions.get(id) ?? (await versionOf(recorder, id));
      versions.set(id, await act(call(version), id, `Changed ${text++}`));
    };
    await ours(0, 0);
    const write = await bareWriter(pool);
    let place = 1_000_000;
    const bare = (writer: number, turn: number) => write(pick(others, writer, turn), place++);
    const rounds = { ours: () => perSecond(seconds, ours), bare: () => perSecond(seconds, bare) };
    await interleaved(1, rounds);
    const rates = await interleaved(7, rounds);
    const [real, raw] = [rates.get('ours') ?? [], rates.get('bare') ?? []];
    const sample = open[0]?.id ?? '';
    const statements = await recorder.record(async () => act(call(await versionOf(recorder, sample)), sample, 'Counted'));
    return {
      ours: median(real),
      bare: median(raw),
      ratio: median(real.map((rate, index) => rate / (raw[index] ?? 0))),
      statements: statements.length - 1,
    };
  } finally {
    await pool.end();
    await recorder.close();
  }
}
