import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestHouse } from '../support/house.ts';
import { holdProfile } from '../support/profile.ts';
import { act, application, castOf, codesOf, propose } from '../support/releases.ts';

const day = 86_400_000;
const phrase = 'nine brown horses graze on the hill above the village in the sun';
const breached = 'zT7#kq!Lw9vB2$xE';

const hashOf = (password: string): string => createHash('sha1').update(password).digest('hex').toUpperCase();

/** A list as Have I Been Pwned offers it: hashes in their order, each with how often. */
async function listOf(passwords: readonly string[]): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'interlock-breached-')), 'hashes.txt');
  const hashes = passwords.map(hashOf);
  await writeFile(
    path,
    hashes
      .toSorted()
      .map((hash) => `${hash}:7\r\n`)
      .join(''),
  );
  return path;
}

test('[ASVS-6-2] a phrase of 64 characters is taken as it is, a breached one of 16 is refused, and after 90 days nobody is asked for another', async () => {
  expect([phrase.length, breached.length]).toEqual([64, 16]);
  const fillers = Array.from({ length: 300 }, (_, at) => `stolen elsewhere ${at}`);
  const h = await startTestHouse({
    settings: {
      build: 'test',
      checkReplies: true,
      secure: false,
      publicUrl: 'http://localhost',
      breachedPasswords: await listOf([...fillers, breached]),
    },
  });
  const person = await h.someone(['release-manager']);
  const change = (currentPassword: string, password: string) =>
    h.http(person, 'POST', '/password/acts/change', { body: { currentPassword, password } });
  const signIn = (password: string) => h.http(null, 'POST', '/sessions', { body: { email: person.email, password } });

  const refused = await change(person.password, breached);
  expect([refused.status, codesOf(refused)]).toEqual([422, ['identity.password-breached']]);
  // Of every kind of letter and one character away from it: it is the list that refuses, not a rule of composition.
  const near = await change(person.password, breached.replace('z', 'y'));
  expect(near.status, near.text).toBe(200);

  const changed = await change(breached.replace('z', 'y'), phrase);
  expect(changed.status, changed.text).toBe(200);
  for (const other of [phrase.slice(0, -1), phrase.replaceAll(' ', ''), `${phrase} `, phrase.toUpperCase()])
    expect([other, (await signIn(other)).status]).toEqual([other, 401]);
  expect((await signIn(phrase)).status).toBe(201);

  h.clock.moveBy(90 * day);
  const later = await signIn(phrase);
  expect([later.status, later.body.person.mustChangePassword, later.body.session.state]).toEqual([201, false, 'open']);
  const cookie = /interlock_session=([^;]+)/.exec(String(later.headers['set-cookie']))?.[1] ?? '';
  expect((await h.http({ cookie }, 'GET', '/releases')).status).toBe(200);
  await h.close();
});

test('[P11-300-2] after 366 days the next sign-in asks for another password where the profile ages them, and else not; a breached one is asked to be another either way, and signs nothing', async () => {
  const path = await listOf(['stolen elsewhere']);
  const h = await startTestHouse({
    settings: { build: 'test', checkReplies: true, secure: false, publicUrl: 'http://localhost', breachedPasswords: path },
  });
  const signIn = async (email: string, password: string) => {
    const reply = await h.http(null, 'POST', '/sessions', { body: { email, password } });
    expect(reply.status, reply.text).toBe(201);
    const cookie = /interlock_session=([^;]+)/.exec(String(reply.headers['set-cookie']))?.[1] ?? '';
    const { mustChangePassword: mustChange, changeWhy } = reply.body.person;
    return { cookie, mustChange, changeWhy };
  };
  const change = (cookie: string, currentPassword: string, password: string) =>
    h.http({ cookie }, 'POST', '/password/acts/change', { body: { currentPassword, password } });
  const reads = async (cookie: string) => (await h.http({ cookie }, 'GET', '/releases')).status;

  const ageAfter = async (days: string): Promise<void> => {
    const body = { values: { 'password.maxAgeDays': days }, reason: 'asked by the site' };
    const adopted = await h.http(await h.someone(['quality']), 'POST', '/profile/changes', { ifMatch: 0, body });
    expect(adopted.body).toMatchObject({ state: 'adopted', way: 'tightened' });
  };

  for (const ageing of ['days-365', 'never'] as const) {
    await (ageing === 'never' ? holdProfile(h.app, {}) : ageAfter(ageing));
    const person = await h.someone(['release-manager']);
    h.clock.moveBy(365 * day);
    expect((await signIn(person.email, person.password)).mustChange).toBe(false);
    h.clock.moveBy(day);
    const { cookie, mustChange, changeWhy } = await signIn(person.email, person.password);
    const found = [ageing, mustChange, changeWhy, await reads(cookie)];
    expect(found).toEqual(ageing === 'days-365' ? ['days-365', true, 'age', 403] : ['never', false, null, 200]);
    if (mustChange) expect((await change(cookie, person.password, phrase)).status).toBe(200);
    expect((await signIn(person.email, mustChange ? phrase : person.password)).mustChange).toBe(false);

    const cast = await castOf(h);
    const signer = await h.someone(['release-manager'], { unit: cast.unit });
    const release = async () =>
      (await propose(h, cast, { applications: [{ application: (await application(h, cast)).id }] })).body.id;
    const [first, second] = [await release(), await release()];
    expect((await act(h, signer, first, 'accept')).status).toBe(200);
    await writeFile(path, `${hashOf(signer.password)}:7\n`);
    const suspended = await act(h, signer, second, 'accept');
    expect([suspended.status, codesOf(suspended)]).toEqual([422, ['identity.password-breached']]);
    // From the hit on nothing else is open, in the session where it was found neither: not even what every signed-in person may do.
    for (const [method, path] of [
      ['GET', '/releases'],
      ['GET', '/tokens'],
      ['GET', '/credentials/offers/app'],
    ] as const)
      expect([path, codesOf(await h.http(signer, method, path))]).toEqual([path, ['foundation.password-first']]);
    expect(codesOf(await act(h, signer, second, 'accept'))).toEqual(['foundation.password-first']);
    const again = await signIn(signer.email, signer.password);
    expect([again.mustChange, again.changeWhy, await reads(again.cookie)]).toEqual([true, 'breached', 403]);
    expect(codesOf(await change(again.cookie, signer.password, signer.password))).toContain('identity.password-breached');
    expect((await change(again.cookie, signer.password, phrase)).status).toBe(200);
    expect(await reads(again.cookie)).toBe(200);
    expect((await signIn(signer.email, phrase)).changeWhy).toBe(null);
    await writeFile(path, `${hashOf('stolen elsewhere')}:7\n`);
  }
  const auditor = await h.someone(['auditor']);
  const { items } = (await h.http(auditor, 'GET', '/ledger/entries?act=identity.password-change-demanded')).body;
  const why = items.map(
    ({ changes }: { changes: readonly { field: string; new: unknown }[] }) =>
      changes.find(({ field }) => field === '/password/changeDemanded')?.new,
  );
  expect(why.toSorted()).toEqual(['age', 'breached', 'breached']);
  await h.close();
});

test('a breached password is refused with a one-time link as well, and the link stays good', async () => {
  const h = await startTestHouse({
    settings: {
      build: 'test',
      checkReplies: true,
      secure: false,
      publicUrl: 'http://localhost',
      breachedPasswords: await listOf([breached]),
    },
  });
  const admin = await h.someone(['administrator']);
  const person = await h.someone();
  const { link } = (await h.http(admin, 'POST', `/people/${person.id}/acts/issue-link`, { body: { reason: 'forgot it' } })).body;
  const set = (password: string) => h.http(null, 'POST', '/password/acts/set', { body: { token: link.token, password } });
  expect(codesOf(await set(breached))).toEqual(['identity.password-breached']);
  expect((await set(phrase)).status).toBe(200);
  await h.close();
});
