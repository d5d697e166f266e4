import pg from 'pg';
import { inject } from 'vitest';
import { uuidv7 } from '../../src/foundation/ids.ts';
import { hashOfEntry } from '../../src/rooms/ledger/core/entry.ts';
import { leafOf } from '../../src/rooms/ledger/core/leaf.ts';
import { readSigner } from '../../src/rooms/ledger/store/signing-key-file.ts';
import { lostEntry } from '../../src/rooms/ledger/testing/lost-entry.ts';
import { freshKeyFile } from '../../src/rooms/ledger/testing/things.ts';

/** An entry that was lost and brought back, as it lies in the database of a server that signs nothing and could not be asked to take it. */
export async function layDownLostEntry(databaseUrl: string): Promise<void> {
  const { body, seq, proof, note } = lostEntry(readSigner(freshKeyFile(), 'example/log'));
  const url = Object.assign(new URL(inject('superUrl')), { pathname: new URL(databaseUrl).pathname });
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  try {
    const recovery = uuidv7();
    await client.query(
      'insert into ledger.recovery (id, brought_at, brought_by, note, size) select $1, now(), id, $2, 2 from identity.person limit 1',
      [recovery, note],
    );
    await client.query('insert into ledger.lost_entry (seq, hash, recovery, leaf, proof) values ($1, $2, $3, $4, $5)', [
      seq,
      hashOfEntry(body),
      recovery,
      leafOf(body),
      JSON.stringify(proof),
    ]);
  } finally {
    await client.end();
  }
}
