import { sql } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Database } from './database/database.ts';

/** One committed act, as it is told to browsers. `position` orders news and is the SSE event id. */
export type News = {
  readonly position: string;
  readonly at: Date;
  readonly topic: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectKey: string | null;
  readonly unitIds: readonly string[];
  readonly version: number;
};

export type LiveNews = {
  /** Says that this process committed something; other processes are told as well. */
  readonly poke: () => void;
  readonly subscribe: (hear: (news: readonly News[]) => void) => () => void;
  /** News after a position; null when the position is older than what is kept, so that the reader must load afresh. */
  readonly since: (position: string) => Promise<readonly News[] | null>;
  readonly stop: () => Promise<void>;
};

type Row = {
  xid: string;
  id: string;
  at: Date;
  topic: string;
  subject_kind: string;
  subject_id: string;
  subject_key: string | null;
  unit_ids: string[];
  version: number;
};

const pageSize = 500;
const channel = 'interlock_news';
const debounceMs = 25;
const backstopMs = 1000;

const toNews = (row: Row): News => ({
  position: `${row.xid}.${row.id}`,
  at: row.at,
  topic: row.topic,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  subjectKey: row.subject_key,
  unitIds: row.unit_ids,
  version: row.version,
});

type Place = { readonly xid: string; readonly id: string };
const firstId = '00000000-0000-0000-0000-000000000000';

export function placeOf(position: string): Place | null {
  const match = /^(\d{1,20})\.([0-9a-f-]{36})$/.exec(position);
  return match?.[1] !== undefined && match[2] !== undefined ? { xid: match[1], id: match[2] } : null;
}

/**
 * News out of the outbox. NOTIFY inside an act's transaction would take the cluster's notification lock at each commit and so put all writers in one queue
 * (PreCommit_Notify in PostgreSQL); therefore acts only write the row, and this process sends one debounced NOTIFY afterwards. Rows are read below the
 * snapshot's horizon, in (xid, id): nothing older can still appear behind a reader. A poll each second is the backstop.
 */
export async function startLiveNews(database: Database, log: Logger): Promise<LiveNews> {
  const hearers = new Set<(news: readonly News[]) => void>();
  const start = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(database.db);
  let place: Place = { xid: start.rows[0]?.xmin ?? '0', id: firstId };
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let pokedHere = false;
  let running: Promise<void> = Promise.resolve();

  const readAfter = async (from: Place): Promise<readonly Row[]> => {
    const { rows } = await sql<Row>`
      select xid::text, id, at, topic, subject_kind, subject_id, subject_key, unit_ids, version from foundation.outbox
      where (xid, id) > (${from.xid}::xid8, ${from.id}::uuid) and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by xid, id limit ${pageSize}`.execute(database.db);
    return rows;
  };

  const deliver = async (): Promise<void> => {
    if (hearers.size === 0) {
      const now = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(database.db);
      // Somebody may have begun to hear while the horizon was asked for: what was committed since then is theirs, so the place stays.
      if (hearers.size === 0) place = { xid: now.rows[0]?.xmin ?? place.xid, id: firstId };
      return;
    }
    for (;;) {
      const rows = await readAfter(place);
      const last = rows.at(-1);
      if (last === undefined) return;
      place = { xid: last.xid, id: last.id };
      const news = rows.map(toNews);
      for (const hear of hearers) hear(news);
      if (rows.length < pageSize) return;
    }
  };

  const schedule = (afterMs: number): void => {
    if (stopped || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      const tellOthers = pokedHere;
      pokedHere = false;
      running = running
        .then(async () => {
          if (tellOthers) await sql`select pg_notify(${channel}, '')`.execute(database.db);
          await deliver();
        })
        .catch((error: unknown) => log.warn({ err: error }, 'live news: the database did not answer; the next poll tries again'));
    }, afterMs);
    timer.unref();
  };

  const backstop = setInterval(() => schedule(0), backstopMs);
  backstop.unref();
  const listener = listen(database.url, () => schedule(debounceMs), log);

  return {
    poke: () => {
      pokedHere = true;
      schedule(debounceMs);
    },
    subscribe: (hear) => {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    since: async (position) => {
      const from = placeOf(position);
      if (from === null) return null;
      const known = await sql`select 1 from foundation.outbox where xid = ${from.xid}::xid8 and id = ${from.id}::uuid`.execute(
        database.db,
      );
      if (known.rows.length === 0) return null;
      const rows = await readAfter(from);
      return rows.length === pageSize ? null : rows.map(toNews);
    },
    stop: async () => {
      stopped = true;
      clearInterval(backstop);
      if (timer !== null) clearTimeout(timer);
      await running;
      await listener.stop();
    },
  };
}

/** One connection that listens; when the database goes away it is made anew each second until it is back. */
function listen(url: string, heard: () => void, log: Logger): { stop: () => Promise<void> } {
  let client: pg.Client | null = null;
  let stopped = false;
  let retry: NodeJS.Timeout | null = null;
  let connecting: Promise<void> = Promise.resolve();
  const again = (): void => {
    if (stopped || retry !== null) return;
    client = null;
    retry = setTimeout(() => {
      retry = null;
      connecting = connect();
    }, 1000);
    retry.unref();
  };
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({ connectionString: url });
    fresh.on('notification', heard);
    fresh.on('error', again);
    fresh.on('end', again);
    try {
      await fresh.connect();
      await fresh.query(`listen ${channel}`);
      client = fresh;
    } catch (error) {
      log.warn({ err: error }, 'live news: cannot listen; trying again in a second');
      again();
    }
  };
  connecting = connect();
  return {
    stop: async () => {
      stopped = true;
      if (retry !== null) clearTimeout(retry);
      await connecting;
      await client?.end();
    },
  };
}
