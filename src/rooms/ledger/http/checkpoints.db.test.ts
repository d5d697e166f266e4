import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { signNewest } from '../acts/sign-checkpoint.ts';
import { openCheckpoint } from '../core/checkpoint.ts';
import { parseVkey } from '../core/signed-note.ts';
import { consistencyFault, inclusionFault } from '../core/verify-proof.ts';
import { freshKeyFile, sealAll, signingWith, writeThings } from '../testing/things.ts';

const house = useHouse({ settings: signingWith(freshKeyFile()) });
const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
const bytesOf = (texts: readonly string[]): readonly Buffer[] => texts.map(bytes);

async function signed(h: TestHouse): Promise<void> {
  await writeThings(h, 4);
  await sealAll(h);
  h.clock.moveBy(1_000);
  expect(await signNewest(h.app)).toMatchObject({ outcome: 'signed' });
}

const codeOf = (reply: { readonly body: { refusals: readonly { code: string }[] } }) => reply.body.refusals[0]?.code;

describe('checkpoints and proofs over the API', () => {
  test('before the first checkpoint the API says so, and how it comes about', async () => {
    const h = house();
    const auditor = await h.someone(['auditor']);
    for (const path of ['/ledger/checkpoint', '/ledger/consistency?from=1']) {
      const reply = await h.http(auditor, 'GET', path);
      expect([reply.status, codeOf(reply)]).toEqual([404, 'ledger.no-checkpoint-yet']);
    }
    expect((await h.http(auditor, 'GET', '/ledger/checkpoints')).body).toEqual({ items: [], nextCursor: null });
    expect((await h.http(auditor, 'GET', '/ledger')).body).toMatchObject({ signedSize: 0, signs: true, alarms: [] });
  });

  test('[TE-1] every entry and every signed size is proven with what the API gives, and with the published key alone', async () => {
    const h = house();
    const auditor = await h.someone(['auditor']);
    for (let round = 0; round < 4; round++) await signed(h);
    const { items: keys } = (await h.http(auditor, 'GET', '/ledger/keys')).body;
    const key = parseVkey(keys[0].vkey);
    if (key === null) throw new Error('the published key cannot be read');
    const note = await h.http(auditor, 'GET', '/ledger/checkpoint');
    expect(note.headers['content-type']).toBe('text/plain; charset=utf-8');
    const newest = openCheckpoint(note.text, [key]);
    if ('unreadable' in newest) throw new Error(newest.unreadable);

    const { items: entries } = (await h.http(auditor, 'GET', '/ledger/entries?limit=200')).body;
    const covered = entries.filter((entry: { seq: number | null }) => entry.seq !== null && entry.seq <= newest.size);
    expect(covered.length).toBeGreaterThan(10);
    for (const entry of covered) {
      const { body: proof } = await h.http(auditor, 'GET', `/ledger/entries/${entry.id}/proof`);
      const claim = { index: proof.index, size: newest.size, leaf: Buffer.from(entry.hash, 'hex'), root: newest.root };
      expect(inclusionFault({ ...claim, proof: bytesOf(proof.hashes) })).toBeNull();
      expect(proof).toMatchObject({ seq: entry.seq, index: entry.seq - 1, checkpoint: { size: newest.size, note: note.text } });
    }

    const { items: checkpoints } = (await h.http(auditor, 'GET', '/ledger/checkpoints?limit=3')).body;
    expect(checkpoints).toHaveLength(3);
    for (const older of checkpoints) {
      const { body: proof } = await h.http(auditor, 'GET', `/ledger/consistency?from=${older.size}`);
      const claim = { from: older.size, to: newest.size, fromRoot: bytes(older.root), toRoot: newest.root };
      expect(consistencyFault({ ...claim, proof: bytesOf(proof.hashes) })).toBeNull();
      expect((await h.http(auditor, 'GET', `/ledger/checkpoints/${older.size}`)).body).toEqual(older);
    }
    const next = await h.http(auditor, 'GET', `/ledger/checkpoints?limit=3&cursor=${checkpoints[2].size}`);
    expect(next.body.items[0].size).toBeLessThan(checkpoints[2].size);
  });

  test('an entry is proven under an older checkpoint that covers it, and under no other', async () => {
    const h = house();
    const auditor = await h.someone(['auditor']);
    const { items } = (await h.http(auditor, 'GET', '/ledger/checkpoints')).body;
    const [newest, older] = [items[0], items[1]];
    const { rows } = await sql<{ old: string; young: string }>`
      select (select entry_id from ledger.place where seq = 1) as old, (select entry_id from ledger.place where seq = ${newest.size}) as young`.execute(
      h.app.database.db,
    );
    const proof = await h.http(auditor, 'GET', `/ledger/entries/${rows[0]?.old}/proof?size=${older.size}`);
    expect(proof.body.checkpoint.size).toBe(older.size);
    const refused = await h.http(auditor, 'GET', `/ledger/entries/${rows[0]?.young}/proof?size=${older.size}`);
    expect([refused.status, codeOf(refused)]).toEqual([409, 'ledger.not-under-checkpoint']);
    const unsigned = await h.http(auditor, 'GET', `/ledger/entries/${rows[0]?.old}/proof?size=${older.size + 1}`);
    expect([unsigned.status, codeOf(unsigned)]).toEqual([404, 'ledger.no-such-checkpoint']);
    await writeThings(h, 1);
    const { items: entries } = (await h.http(auditor, 'GET', '/ledger/entries?limit=1')).body;
    const fresh = await h.http(auditor, 'GET', `/ledger/entries/${entries[0].id}/proof`);
    expect([fresh.status, codeOf(fresh)]).toEqual([409, 'ledger.not-under-checkpoint']);
  });

  test.each([
    ['?from=0', 400],
    ['?from=abc', 400],
    ['?from=5&to=3', 422],
    ['?from=999999', 422],
    ['?from=1&to=999999', 422],
  ])('consistency%s is refused with %i', async (query, status) => {
    const h = house();
    expect((await h.http(await h.someone(['auditor']), 'GET', `/ledger/consistency${query}`)).status).toBe(status);
  });

  test('an entry of other units is not proven to whoever may not see it; nothing is shown without the right', async () => {
    const h = house();
    const unit = await h.unit();
    const elsewhere = await h.someone(['auditor'], { unit });
    const { rows } = await sql<{ id: string }>`select entry_id as id from ledger.place where seq = 1`.execute(h.app.database.db);
    const hidden = await h.http(elsewhere, 'GET', `/ledger/entries/${rows[0]?.id}/proof`);
    expect([hidden.status, codeOf(hidden)]).toEqual([404, 'ledger.no-such-entry']);
    const stakeholder = await h.someone(['stakeholder']);
    for (const path of ['/ledger/checkpoint', '/ledger/checkpoints', '/ledger/keys', '/ledger/consistency?from=1', '/ledger']) {
      expect((await h.http(stakeholder, 'GET', path)).status).toBe(403);
      expect((await h.http(null, 'GET', path)).status).toBe(401);
    }
  });
});
