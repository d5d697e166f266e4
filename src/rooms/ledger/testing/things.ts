import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestHouse } from '../../../../tests/support/house.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import { seal, sealerState } from '../store/seal.ts';

/** Entries about things that no room knows, each with a history of one, in one act. */
export async function writeThings(h: TestHouse, count: number, reason: string | null = null): Promise<void> {
  const person = await h.someone();
  await transact(h.callAs(person.actor), async (work) => {
    for (let at = 0; at < count; at++) {
      const id = uuidv7();
      const subject = { kind: 'thing', id, key: `THING-${id.slice(-4)}`, unitIds: [] };
      work.say({ act: 'thing.made', subject, version: 1, before: null, after: { name: `thing ${at}` }, reason });
    }
    return done(null);
  });
}

/** Other databases of the cluster hold the horizon back while they write: the sealer's next turn goes on from there. */
export async function sealAll(h: TestHouse, db: Db = h.app.database.db): Promise<void> {
  for (let turns = 0; turns < 400; turns++) {
    await seal(db, h.clock.now());
    if ((await sealerState(db, h.clock.now())).unsealed === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the entries were not sealed: something holds the horizon back');
}

/** As the superuser of the database server: whom the ledger must not trust. */
export async function asSuperuser(h: TestHouse, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: h.database.superUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Sets the database back to a size, as an older copy of it would stand. */
export const setBack = (h: TestHouse, size: number): Promise<void> =>
  asSuperuser(
    h,
    'create table public.kept_place as table ledger.place; create table public.kept_node as table ledger.node',
    'create table public.kept_checkpoint as table ledger.checkpoint; create table public.kept_entry as table ledger.entry',
    'create table public.kept_side as table ledger.side; create table public.kept_sealer as table ledger.sealer',
    `delete from ledger.checkpoint where size > ${size}; delete from ledger.node where (index + 1) * (2 ^ level) > ${size}`,
    `delete from ledger.side where entry_id in (select entry_id from ledger.place where seq > ${size})`,
    `create table public.gone as select entry_id from ledger.place where seq > ${size}; delete from ledger.place where seq > ${size}`,
    `delete from ledger.entry where id in (select entry_id from public.gone)`,
    `update ledger.sealer set last_seq = ${size}, tree_size = ${size}`,
  );

/** A fresh key in a folder of its own, as an operator would make one. */
export function freshKeyFile(mode = 0o600): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'interlock-ledger-key-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'ledger-key.pem');
  writeFileSync(file, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), { mode });
  return file;
}

/** Settings of a house that signs. */
export const signingWith = (
  keyFile: string | null,
  more: { readonly previousKeyFile?: string; readonly copyTo?: string } = {},
) => ({
  build: 'test',
  checkReplies: true,
  secure: false,
  publicUrl: 'http://localhost',
  signing: {
    keyFile,
    previousKeyFile: more.previousKeyFile ?? null,
    name: 'interlock.test/ledger',
    copyTo: more.copyTo ?? null,
    verifyAt: '02:00',
  },
});
