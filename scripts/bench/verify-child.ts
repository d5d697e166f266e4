// A child of the benchmark: verifies the ledger, or reads and hashes the same rows in bare Node; answers entries a second and its greatest memory.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { openDatabase } from '../../src/foundation/database/database.ts';
import { verifyLedger } from '../../src/rooms/ledger/acts/verify-ledger.ts';

const [databaseUrl = '', mode = ''] = process.argv.slice(2);
const page = 2_000;

async function ours(): Promise<number> {
  const database = openDatabase(databaseUrl, { max: 2 });
  const report = await verifyLedger(database.db);
  await database.close();
  if (report.verdict !== 'valid')
    throw new Error(`the ledger of the benchmark does not verify: ${JSON.stringify(report.damage)}`);
  return report.checked;
}

async function bare(): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  let [seq, checked] = [0, 0];
  for (;;) {
    const { rows } = await client.query(
      `select p.seq::int as seq, e.id, e.at, e.actor_id, e.actor_kind, e.actor_roles, e.via, e.act, e.subject_kind, e.subject_id, e.subject_key, e.subject_version,
        e.subject_place, e.unit_ids, e.changes, e.commitments, e.request_id, e.build, encode(e.hash, 'hex') as hash, encode(e.previous_hash, 'hex') as previous_hash,
        (select jsonb_agg(jsonb_build_object('slot', s.slot, 'salt', encode(s.salt, 'hex'), 'value', s.value)) from ledger.side s where s.entry_id = e.id) as sides
      from ledger.place p join ledger.entry e on e.id = p.entry_id where p.seq > $1 order by p.seq limit ${page}`,
      [seq],
    );
    for (const row of rows) createHash('sha256').update(JSON.stringify(row)).digest();
    checked += rows.length;
    seq = rows.at(-1)?.seq ?? seq;
    if (rows.length < page) break;
  }
  await client.end();
  return checked;
}

let most = 0;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 20);
const started = performance.now();
const checked = await (mode === 'ours' ? ours() : bare());
const seconds = (performance.now() - started) / 1000;
clearInterval(watch);
process.send?.({ perSecond: checked / seconds, checked, mostMb: Math.max(most, process.memoryUsage.rss()) / 1_048_576 });
process.disconnect();
