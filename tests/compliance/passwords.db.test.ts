import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestHouse } from '../support/house.ts';
import { codesOf } from '../support/releases.ts';

const day = 86_400_000;
const phrase = 'nine brown horses graze on the hill above the village in the sun';
const breached = 'zT7#kq!Lw9vB2$xE';

/** A list as Have I Been Pwned offers it: hashes in their order, each with how often. */
async function listOf(passwords: readonly string[]): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'interlock-breached-')), 'hashes.txt');
  const hashes = passwords.map((password) => createHash('sha1').update(password).digest('hex').toUpperCase());
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
