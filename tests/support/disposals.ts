import pg from 'pg';
import { inject } from 'vitest';
import { uuidv7 } from '../../src/foundation/ids.ts';

/** A disposal that waits for quality, as it lies in the database: in a fresh installation no retention is over, so that none could be listed. */
export async function layDownDisposal(databaseUrl: string): Promise<void> {
  const url = Object.assign(new URL(inject('superUrl')), { pathname: new URL(databaseUrl).pathname });
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  try {
    const id = uuidv7();
    await client.query(
      `insert into retention.disposal (id, key, state, reason, listed_by, listed_at, asked_at, version)
       select $1, 'DSP-1', 'asked', 'Their ten years are over', p.id, now(), now(), 2 from identity.person p order by p.id limit 1`,
      [id],
    );
    await client.query(
      `insert into retention.disposal_item (disposal_id, kind, record_id, record_key, root_id, place, state, until, ground, entries, digest)
       select $1, 'release', r.id, r.key, null, row_number() over (order by r.number), case when r.number % 2 = 0 then 'listed' else 'excluded' end,
         case when r.number % 2 = 0 then now() end, case when r.number % 2 = 0 then null else 'Legal hold RTH-1: a pending lawsuit' end, 12, repeat('a1', 32)
       from releases.release r order by r.number limit 4`,
      [id],
    );
  } finally {
    await client.end();
  }
}
