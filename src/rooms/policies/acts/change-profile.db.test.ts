import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { appOf, proven } from '../../../../tests/support/credentials.ts';
import { startTestHouse, type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { holdProfile } from '../../../../tests/support/profile.ts';
import { openHouse } from '../../../entrances/house.ts';
import { keptProfile, profileSubject } from '../../../foundation/profile.ts';
import { historyOf } from '../../ledger/store/read-entries.ts';

const house = useHouse();
type Body = { refusals: { code: string; facts?: Record<string, unknown> }[] };
const codes = (reply: { body: Body }) => reply.body.refusals.map((refusal) => refusal.code);
const reason = 'asked by the site';

async function cast(h: TestHouse) {
  const admin = await h.someone(['administrator']);
  const quality = await h.someone(['quality']);
  const other = await h.someone(['quality']);
  const versionNow = async (): Promise<number> => (await h.http(admin, 'GET', '/profile')).body.version;
  const propose = async (values: object, as = admin) =>
    h.http(as, 'POST', '/profile/changes', { ifMatch: await versionNow(), body: { values, reason } });
  const act = (as: typeof admin, change: { id: string; version: number }, verb: string, body: object) =>
    h.http(as, 'POST', `/profile/changes/${change.id}/acts/${verb}`, { ifMatch: change.version, body });
  const heldOf = async (key: string) =>
    (await h.http(admin, 'GET', '/profile')).body.values.find((value: { key: string }) => value.key === key);
  return { admin, quality, other, propose, act, heldOf, versionNow };
}

describe('the compliance profile', () => {
  test('is strict by default; tightening holds at once, with its reason and a version', async () => {
    const h = await startTestHouse();
    const { admin, propose, heldOf } = await cast(h);
    const shown = (await h.http(admin, 'GET', '/profile')).body;
    expect(shown).toMatchObject({ version: 0, looser: 0, settingUp: true, pending: [], can: { propose: true } });
    const done = await propose({ 'session.idleMinutes': 10, 'gates.waiverDays': 60 });
    expect(done.body).toMatchObject({
      state: 'adopted',
      way: 'tightened',
      loosens: false,
      profileVersion: 1,
      decidedBy: { id: admin.id },
    });
    expect(await heldOf('session.idleMinutes')).toMatchObject({ value: 10, strict: 30, standing: 'stricter' });
    const [entry] = await historyOf(h.app.database.db, profileSubject, { limit: 1, before: null });
    expect(entry).toMatchObject({ reason, act: 'policies.profile-changed' });
    expect((await propose({ 'session.idleMinutes': 10 })).body).toBe(null);
    await h.close();
  });

  test('what loosens waits, changes nothing yet, and is signed by quality who did not propose it; also when it tightens something else', async () => {
    const h = house();
    const { admin, quality, other, propose, act, heldOf } = await cast(h);
    const proposed = await propose({ 'gates.conditionDays': 45, 'gates.waiverDays': 80 }, quality);
    expect(proposed.body).toMatchObject({ state: 'proposed', loosens: true, profileVersion: null });
    expect(await heldOf('gates.waiverDays')).toMatchObject({ value: 90 });
    expect(codes(await act(quality, proposed.body, 'approve', { password: quality.password }))).toEqual([
      'identity.not-independent',
    ]);
    expect((await act(admin, proposed.body, 'approve', { password: admin.password })).status).toBe(403);
    expect(codes(await act(other, proposed.body, 'approve', {}))).toEqual(['signatures.signature-required']);
    const approved = await act(other, proposed.body, 'approve', { password: other.password });
    expect(approved.body).toMatchObject({ state: 'adopted', way: 'signed', decidedBy: { id: other.id } });
    expect(await heldOf('gates.conditionDays')).toMatchObject({ value: 45, standing: 'looser' });
    expect(await heldOf('gates.waiverDays')).toMatchObject({ value: 80, standing: 'stricter' });
    const signatures = await h.http(other, 'GET', `/signatures?subject=profile-change:${proposed.body.key}`);
    expect(signatures.body.items).toMatchObject([{ meaning: { code: 'approved' }, standing: 'valid', verb: 'approve' }]);
    expect(codes(await act(other, approved.body, 'reject', { reason }))).toEqual(['policies.change-over']);
  });

  test('a change that started from other values than hold now is refused; it is withdrawn by who proposed it, or rejected', async () => {
    const h = house();
    const { admin, quality, other, propose, act } = await cast(h);
    const slow = await propose({ 'signature.pauseMinutes': 20 });
    const second = await propose({ 'signature.pauseMinutes': 15 });
    expect((await propose({ 'signature.pauseMinutes': 5 })).body.state).toBe('adopted');
    expect(codes(await act(quality, slow.body, 'approve', { password: quality.password }))).toEqual(['policies.profile-moved']);
    expect(codes(await act(quality, slow.body, 'withdraw', { reason }))).toEqual(['policies.not-yours']);
    expect((await act(admin, slow.body, 'withdraw', { reason })).body.state).toBe('withdrawn');
    expect((await act(other, second.body, 'reject', { reason })).body).toMatchObject({ state: 'rejected', decision: reason });
  });

  test('bounds hold always, unknown values and broken rules between values are all told', async () => {
    const { propose, versionNow, admin } = await cast(house());
    const wrong = await propose({ 'lockout.minutes': 1, 'lockout.threshold': 99, 'signIn.secondFactor': 'maybe', 'no.such': 1 });
    expect(codes(wrong)).toEqual([
      'policies.within-bounds',
      'policies.within-bounds',
      'policies.within-bounds',
      'policies.no-such-value',
    ]);
    expect(codes(await propose({ 'session.idleMinutes': 240, 'session.absoluteMinutes': 60 }))).toEqual([
      'identity.idle-beyond-absolute',
    ]);
    const body = { values: { 'session.idleMinutes': 9 }, reason };
    expect((await house().http(admin, 'POST', '/profile/changes', { body })).status).toBe(428);
    expect((await house().http(admin, 'POST', '/profile/changes', { ifMatch: (await versionNow()) + 7, body })).status).toBe(412);
  });

  test('who holds the role in a part of the organisation changes nothing that holds everywhere', async () => {
    const h = house();
    const unit = await h.unit();
    const local = await h.someone(['administrator'], { unit });
    const { versionNow } = await cast(h);
    const body = { values: { 'session.idleMinutes': 9 }, reason };
    const denied = await h.http(local, 'POST', '/profile/changes', { ifMatch: await versionNow(), body });
    expect(codes(denied)).toEqual(['policies.everywhere-only']);
  });
});

describe('before anything was signed', () => {
  test('a second person confirms what loosens, with their password; the first signature ends that for good', async () => {
    const h = await startTestHouse();
    const { admin, quality, other, propose, act, heldOf } = await cast(h);
    const second = await h.someone(['administrator']);
    const change = (await propose({ 'signature.components': 'password-only' })).body;
    expect(codes(await act(admin, change, 'confirm', { reason, password: admin.password }))).toEqual([
      'identity.not-independent',
    ]);
    expect(codes(await act(second, change, 'confirm', { reason }))).toEqual(['foundation.password-required']);
    const confirmed = await act(second, change, 'confirm', { reason, password: second.password });
    expect(confirmed.body).toMatchObject({ state: 'adopted', way: 'confirmed', decision: reason });
    expect(await heldOf('signature.components')).toMatchObject({ value: 'password-only', standing: 'looser' });
    const next = (await propose({ 'session.idleMinutes': 60 })).body;
    await act(quality, next, 'approve', { password: quality.password });
    const last = (await propose({ 'session.idleMinutes': 90 })).body;
    expect(last.can).not.toHaveProperty('confirm', true);
    expect(codes(await act(second, last, 'confirm', { reason, password: second.password }))).toEqual(['policies.set-up-over']);
    expect((await act(other, last, 'approve', { password: other.password })).body.state).toBe('adopted');
    await h.close();
  });
});

describe('whom a value shuts out', () => {
  test('is told before; and refused where nobody could check identities any more', async () => {
    const h = await startTestHouse();
    const { admin, quality, other, propose } = await cast(h);
    await holdProfile(h.app, { 'signature.components': 'password-only' });
    const factorless = [quality, other];
    for (const person of factorless) await proven(h, person);
    const strict = { 'signature.components': 'password-and-second-factor' };
    const preview = () => h.http(admin, 'GET', '/profile/preview?values=signature.components:password-and-second-factor');
    expect((await preview()).body).toMatchObject({
      way: 'at-once',
      shutOut: [{ key: 'signature.components', people: factorless.map((person) => person.name).toSorted() }],
      refusals: [{ code: 'identity.nobody-could-check' }],
    });
    expect(codes(await propose(strict))).toEqual(['identity.nobody-could-check']);
    await appOf(h, quality);
    await proven(h, quality);
    expect((await preview()).body).toMatchObject({ shutOut: [{ people: [other.name] }], refusals: [] });
    expect((await propose(strict)).body.state).toBe('adopted');
    await h.close();
  });
});

test('the upgrade carries the security profile of before over, value by value', async () => {
  const h = await startTestHouse();
  const { db } = h.app.database;
  const before = { passwordMinLength: 14, idleMinutes: 45, signingComponents: 'password-only' };
  await sql`insert into foundation.setting (name, value, version, changed_at)
    values ('identity.security', ${JSON.stringify(before)}::jsonb, 3, now())`.execute(db);
  const script = await readFile(new URL('../store/migrations/20261127T2240-profile.sql', import.meta.url), 'utf8');
  await sql.raw(script.slice(script.indexOf('insert into foundation.setting'))).execute(db);
  const { admin, heldOf } = await cast(h);
  expect((await h.http(admin, 'GET', '/settings/security')).body.values).toMatchObject({
    ...before,
    failuresBeforeLock: 5,
    secondFactor: 'when-enrolled',
  });
  expect(await heldOf('session.idleMinutes')).toMatchObject({ value: 45, standing: 'looser' });
  const { rows } = await sql`select 1 from foundation.setting where name = 'identity.security'`.execute(db);
  expect(rows).toEqual([]);
  await h.close();
});

test('another process goes by a tightened limit with the news of it, not after the five seconds of its copy', async () => {
  const h = await startTestHouse();
  const { propose } = await cast(h);
  const elsewhere = await openHouse({
    databaseUrl: h.database.appUrl,
    clock: h.clock,
    log: h.app.log,
    settings: h.app.settings,
    ratePerMinute: 1_000,
    trustProxy: false,
    poolSize: 2,
    runJobs: false,
  });
  const { db } = elsewhere.app.database;
  expect((await keptProfile(db)).version).toBe(0);
  expect((await propose({ 'session.idleMinutes': 10 })).body.state).toBe('adopted');
  await vi.waitFor(async () => expect((await keptProfile(db)).version).toBe(1), { timeout: 4_000, interval: 50 });
  await elsewhere.close();
  await h.close();
});
