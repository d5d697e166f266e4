import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { verifyFile } from '../cli/verify-file.ts';
import { openAlarms } from '../store/alarms.ts';
import { asSuperuser, freshKeyFile, sealAll, signingWith } from '../testing/things.ts';
import { carryOutErasures } from './carry-out-erasures.ts';
import { checkNewEntries } from './check-new-entries.ts';
import { signNewest } from './sign-checkpoint.ts';
import { verifyLedger } from './verify-ledger.ts';

const house = useHouse({ settings: signingWith(freshKeyFile()) });
const reason = 'their retention is over';
const year = 365.25 * 86_400_000;

/** Somebody who changed names and gave reasons, and left so many years ago. */
async function gone(h: TestHouse, years: number, name: string): Promise<Someone> {
  h.clock.moveBy(-years * year);
  const admin = await h.someone(['administrator']);
  const person = await h.someone(['administrator'], { name });
  const unit = await h.http(person, 'POST', '/units', {
    body: { key: `unit-${name.toLowerCase().replace(/\W/g, '')}`, name: 'Unit', parent: (await h.unit()).key },
  });
  expect(unit.status, unit.text).toBe(201);
  const renamed = await h.http(admin, 'PATCH', `/people/${person.id}`, { body: { name: `${name} II` }, ifMatch: 1 });
  expect(renamed.status, renamed.text).toBe(200);
  const path = `/people/${person.id}/acts/disable`;
  const disabled = await h.http(admin, 'POST', path, { body: { reason: `${name} left` }, ifMatch: 2 });
  expect(disabled.status, disabled.text).toBe(200);
  h.clock.moveBy(years * year);
  return person;
}

async function signed(h: TestHouse): Promise<void> {
  await sealAll(h);
  h.clock.moveBy(1_000);
  expect(await signNewest(h.app)).toMatchObject({ outcome: 'signed' });
}

/** Names, then deletes what is sealed; as often as the job would come round. */
async function carryOut(h: TestHouse): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await carryOutErasures(h.app);
    await sealAll(h);
  }
}

const codesOf = (reply: { readonly body: { refusals?: readonly { code: string }[] } }) =>
  (reply.body.refusals ?? []).map(({ code }) => code);
const ask = (h: TestHouse, as: Someone, person: Someone) =>
  h.http(as, 'POST', '/ledger/erasures', { body: { person: person.id, reason, password: as.password } });
const confirm = (h: TestHouse, as: Someone, id: string) =>
  h.http(as, 'POST', `/ledger/erasures/${id}/acts/confirm`, { body: { password: as.password } });

const heldValues = async (h: TestHouse, text: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from ledger.side where value::text like ${`%${text}%`})::int
      + (select count(*) from identity.person where name like ${`%${text}%`})::int as n`.execute(h.app.database.db);
  return rows[0]?.n ?? -1;
};

describe('lawful erasure', () => {
  test('a person past retention is erased by two others: the name is nowhere, every proof holds; one under duty is refused with ground and date', async () => {
    const h = house();
    const { db } = h.app.database;
    const [quality, admin] = [await h.someone(['quality']), await h.someone(['administrator'])];
    const [old, young] = [await gone(h, 10.1, 'Aurelia Vance'), await gone(h, 9.9, 'Bruno Keller')];
    await signed(h);
    await checkNewEntries(h.app);
    expect(await heldValues(h, 'Aurelia Vance')).toBeGreaterThan(2);

    const refused = await ask(h, quality, young);
    expect([refused.status, codesOf(refused)]).toEqual([422, ['ledger.still-retained']]);
    expect(refused.body.refusals[0].message).toMatch(/10 years after they left: until 2026-12-/);

    const asked = await ask(h, quality, old);
    expect([asked.status, asked.body.state], asked.text).toEqual([201, 'requested']);
    expect(asked.body.can.confirm).toMatchObject([{ code: 'ledger.second-person' }]);
    expect(codesOf(await ask(h, admin, old))).toEqual(['ledger.erasure-open']);
    expect(codesOf(await confirm(h, quality, asked.body.id))).toEqual(['ledger.second-person']);
    const wrong = await h.http(admin, 'POST', `/ledger/erasures/${asked.body.id}/acts/confirm`, { body: { password: 'wrong' } });
    expect(wrong.status).not.toBe(200);
    expect(await heldValues(h, 'Aurelia Vance')).toBeGreaterThan(2);

    expect((await confirm(h, admin, asked.body.id)).body.state).toBe('confirmed');
    expect(codesOf(await confirm(h, admin, asked.body.id))).toEqual(['ledger.erasure-over']);
    await carryOut(h);
    const done = await h.http(quality, 'GET', `/ledger/erasures/${asked.body.key}`);
    expect(done.body).toMatchObject({ state: 'done', confirmedBy: admin.id });
    // The name of the one who acted, the old and the new name of the record, and why it was disabled, in two histories.
    expect(done.body.erasedValues).toBe(5);
    expect(await heldValues(h, 'Aurelia Vance')).toBe(0);
    expect(await heldValues(h, 'Bruno Keller')).toBeGreaterThan(2);

    await signed(h);
    await checkNewEntries(h.app);
    expect(await openAlarms(db)).toEqual([]);
    expect(await verifyLedger(db)).toMatchObject({ verdict: 'valid', erasedValues: done.body.erasedValues });
    const trail = await h.http(await h.someone(['auditor']), 'GET', `/ledger/entries?actor=${old.id}`);
    expect(trail.body.items.length).toBeGreaterThan(0);
    for (const entry of trail.body.items) expect(entry.actor.name).toBeNull();
  });

  test('exported, whole or picked, erased values are accounted for; taken away without an erasure they are damage', async () => {
    const h = house();
    const auditor = await h.someone(['auditor']);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-erased-'));
    const judged = async (query: string) => {
      const reply = await h.http(auditor, 'GET', `/ledger/export${query}`);
      expect(reply.status, reply.text).toBe(200);
      const file = path.join(folder, 'ledger.ndjson');
      await writeFile(file, reply.text);
      return { found: await verifyFile(file), text: reply.text };
    };
    for (const query of ['', '?kind=person'])
      expect((await judged(query)).found).toMatchObject({ verdict: 'valid', erasedValues: expect.any(Number) });
    const { text } = await judged('');
    expect(text).not.toContain('Aurelia Vance');
    const { items } = (await h.http(auditor, 'GET', '/ledger/checkpoints')).body;
    const older = await h.http(auditor, 'GET', `/ledger/export?kind=person&size=${items.at(-1).size}`);
    expect([older.status, codesOf(older)]).toEqual([409, ['ledger.erased-since']]);
    await asSuperuser(
      h,
      "create table public.taken as select * from ledger.side where slot = 'actor' and value::text like '%Bruno%'",
      'delete from ledger.side s using public.taken t where s.entry_id = t.entry_id and s.slot = t.slot',
    );
    expect((await judged('')).found).toMatchObject({ verdict: 'broken', damage: { what: 'commitment' } });
    expect(await verifyLedger(h.app.database.db)).toMatchObject({ verdict: 'broken', damage: { what: 'commitment' } });
    await asSuperuser(h, 'insert into ledger.side select * from public.taken', 'drop table public.taken');
    await rm(folder, { recursive: true });
  });

  test('a legal hold stops an erasure, also one that was confirmed; lifted, it goes on', async () => {
    const h = house();
    const [quality, admin] = [await h.someone(['quality']), await h.someone(['administrator'])];
    const person = await gone(h, 12, 'Clara Meyer');
    const hold = await h.http(quality, 'POST', '/ledger/holds', { body: { person: person.id, reason: 'a lawsuit is pending' } });
    expect(codesOf(await ask(h, quality, person))).toEqual(['ledger.on-hold']);
    const lift = () => h.http(quality, 'POST', `/ledger/holds/${hold.body.id}/acts/lift`, { body: { reason: 'it was settled' } });
    expect((await lift()).status).toBe(200);
    expect((await lift()).status).toBe(200);
    const asked = await ask(h, quality, person);
    await confirm(h, admin, asked.body.id);
    await h.http(quality, 'POST', '/ledger/holds', { body: { person: person.id, reason: 'another lawsuit' } });
    await carryOut(h);
    expect((await h.http(quality, 'GET', `/ledger/erasures/${asked.body.id}`)).body.state).toBe('confirmed');
    await expect(sql`select ledger.erase_values(${asked.body.id})`.execute(h.app.database.db)).rejects.toThrow(/held/);
    const standing = (await h.http(quality, 'GET', '/ledger/holds')).body.items[0];
    await h.http(quality, 'POST', `/ledger/holds/${standing.key}/acts/lift`, { body: { reason: 'settled too' } });
    await carryOut(h);
    expect((await h.http(quality, 'GET', `/ledger/erasures/${asked.body.id}`)).body.state).toBe('done');
  });

  test('a withdrawn request is over, somebody who is here is not erased, and nobody erases themself', async () => {
    const h = house();
    const quality = await h.someone(['quality']);
    expect(codesOf(await ask(h, quality, await h.someone(['stakeholder'])))).toEqual(['ledger.still-here']);
    expect(codesOf(await ask(h, quality, quality))).toEqual(['ledger.second-person', 'ledger.still-here']);
    const inUnit = await h.someone(['quality'], { unit: await h.unit() });
    expect(codesOf(await ask(h, inUnit, await h.someone()))).toEqual(['ledger.everywhere-only']);
    expect((await h.http(await h.someone(['release-manager']), 'GET', '/ledger/holds')).status).toBe(403);
    const asked = await ask(h, quality, await gone(h, 12, 'Doris Lang'));
    const withdraw = await h.http(quality, 'POST', `/ledger/erasures/${asked.body.id}/acts/withdraw`, { body: { reason } });
    expect(withdraw.body.state).toBe('withdrawn');
    expect(codesOf(await confirm(h, await h.someone(['administrator']), asked.body.id))).toEqual(['ledger.erasure-over']);
  });

  test('the role of the application deletes no value by itself, and the function nothing that two persons did not confirm', async () => {
    const h = house();
    const { db } = h.app.database;
    const quality = await h.someone(['quality']);
    const asked = await ask(h, quality, await gone(h, 12, 'Emil Frank'));
    await expect(sql`delete from ledger.side`.execute(db)).rejects.toThrow(/permission denied/);
    await expect(sql`select ledger.erase_values(${asked.body.id})`.execute(db)).rejects.toThrow(/not confirmed/);
    await expect(
      sql`update ledger.erasure set state = 'confirmed', confirmed_by = requested_by where id = ${asked.body.id}`.execute(db),
    ).rejects.toThrow(/violates check constraint/);
    // Confirmed in the table alone it deletes nothing: no sealed entry names a value.
    await sql`update ledger.erasure set state = 'confirmed', confirmed_by = ${uuidv7()} where id = ${asked.body.id}`.execute(db);
    const { rows } = await sql<{ n: number }>`select ledger.erase_values(${asked.body.id}) as n`.execute(db);
    expect(rows[0]?.n).toBe(0);
    expect(await heldValues(h, 'Emil Frank')).toBeGreaterThan(2);
  });
});
