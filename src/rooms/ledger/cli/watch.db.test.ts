import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import type { Transport } from '../../../foundation/client/client.ts';
import { signNewest } from '../acts/sign-checkpoint.ts';
import { notesIn } from '../store/checkpoint-folder.ts';
import { newestCheckpoint } from '../store/checkpoints.ts';
import { takeUpSealed } from '../store/tree.ts';
import { asSuperuser, freshKeyFile, sealAll, signingWith, writeThings } from '../testing/things.ts';
import { watchOnce } from './watch.ts';

const keyFile = freshKeyFile();
const house = useHouse({ settings: signingWith(keyFile) });

async function signed(h: TestHouse, settings = h.app.settings): Promise<void> {
  await writeThings(h, 5);
  await sealAll(h);
  h.clock.moveBy(1_000);
  expect(await signNewest({ ...h.app, settings })).toMatchObject({ outcome: 'signed' });
}

/** The command's way to the server, without a network between. */
const transportTo = (h: TestHouse, cookie: string): Transport => ({
  baseUrl: 'http://localhost',
  headers: () => ({ cookie: `interlock_session=${cookie}` }),
  fetch: async (input, init) => {
    const url = new URL(String(input));
    const reply = await h.server.inject({
      method: 'GET',
      url: url.pathname + url.search,
      headers: Object.fromEntries(new Headers(init?.headers)),
    });
    return new Response(reply.body, {
      status: reply.statusCode,
      headers: { 'content-type': String(reply.headers['content-type']) },
    });
  },
});

describe('checkpoints kept by somebody else', () => {
  test('each continues the last; the first difference ends the watch, and what is kept is the evidence', async () => {
    const h = house();
    const { db } = h.app.database;
    const auditor = await h.someone(['auditor']);
    const folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'interlock-watch-')), 'kept');
    const look = () => watchOnce(transportTo(h, auditor.cookie), folder, [], h.clock.now());
    expect(await look()).toEqual({ outcome: 'nothing-signed-yet' });
    const shown: string[] = [];
    for (let round = 0; round < 3; round++) {
      await signed(h);
      expect(await look()).toMatchObject({ outcome: 'kept', isNew: true });
      expect(await look()).toMatchObject({ outcome: 'kept', isNew: false });
      shown.push((await newestCheckpoint(db))?.note ?? '');
    }
    expect(notesIn(folder)).toEqual(shown);

    // The next key is vouched for by the last, and is kept from now on.
    const second = freshKeyFile();
    await signed(h, signingWith(second, { previousKeyFile: keyFile }));
    expect(await look()).toMatchObject({ outcome: 'kept', isNew: true });
    expect((await readFile(path.join(folder, 'keys.txt'), 'utf8')).trim().split('\n')).toHaveLength(2);

    // One that nobody vouches for is a difference, whatever it signs.
    await signed(h, signingWith(freshKeyFile()));
    expect(await look()).toMatchObject({ outcome: 'differs', why: expect.stringContaining('none of the known keys') });
    expect(notesIn(folder)).toHaveLength(4);
    await rm(path.dirname(folder), { recursive: true });
  });

  test('a log that was set back, or rewritten and signed by the right key, is found', async () => {
    const h = house();
    const auditor = await h.someone(['auditor']);
    const folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'interlock-watch-')), 'kept');
    const look = () => watchOnce(transportTo(h, auditor.cookie), folder, [], h.clock.now());
    await asSuperuser(h, 'delete from ledger.checkpoint; delete from ledger.signing_key');
    const key = freshKeyFile();
    await signed(h, signingWith(key));
    const size = (await newestCheckpoint(h.app.database.db))?.size ?? 0;
    await signed(h, signingWith(key));
    expect(await look()).toMatchObject({ outcome: 'kept' });
    await asSuperuser(
      h,
      `create table public.newest as select * from ledger.checkpoint where size > ${size}; delete from ledger.checkpoint where size > ${size}`,
    );
    expect(await look()).toMatchObject({ outcome: 'differs', why: expect.stringContaining('set back or cut') });

    // Whoever holds key and database rewrites an old entry, with the tree above it, and forgets what was signed.
    await asSuperuser(
      h,
      "update ledger.entry set hash = decode(repeat('ab', 32), 'hex') where id = (select entry_id from ledger.place where seq = 2)",
      'delete from ledger.node; update ledger.sealer set tree_size = 0; delete from ledger.checkpoint',
    );
    await takeUpSealed(h.app.database.db);
    await rm(`${key}.last-checkpoint`);
    await signed(h, signingWith(key));
    expect(await look()).toMatchObject({ outcome: 'differs', why: expect.stringContaining('does not contain') });
    expect(notesIn(folder)).toHaveLength(1);
    await rm(path.dirname(folder), { recursive: true });
  });

  test('a server that does not answer, or gives no right, is no difference', async () => {
    const h = house();
    const folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'interlock-watch-')), 'kept');
    const stakeholder = await h.someone(['stakeholder']);
    expect(await watchOnce(transportTo(h, stakeholder.cookie), folder, [], h.clock.now())).toMatchObject({
      outcome: 'unanswered',
      status: 403,
    });
    const away: Transport = { baseUrl: 'http://localhost', headers: () => ({}), fetch: () => Promise.reject(new Error('away')) };
    expect(await watchOnce(away, folder, [], h.clock.now())).toMatchObject({ outcome: 'unanswered', status: 0 });
    await rm(path.dirname(folder), { recursive: true });
  });
});
