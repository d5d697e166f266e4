import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestHouse } from '../support/house.ts';
import { passwordsOfPresets } from '../support/passwords-of-presets.ts';
import { codesOf } from '../support/releases.ts';

const reason = 'chosen by the site';

/** The passwords of the table that were stolen elsewhere, as a list of their hashes. */
async function stolen(): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'interlock-presets-')), 'hashes.txt');
  const hashes = passwordsOfPresets
    .filter(({ asvs }) => asvs === 'breached')
    .map(({ password }) => createHash('sha1').update(password).digest('hex').toUpperCase());
  await writeFile(path, hashes.toSorted().join('\n'));
  return path;
}

test('[D11-11-5] two hundred passwords are taken or refused as the table of each preset says; a link of an administrator works once and never carries a password; and either switch of the preset waits for quality', async () => {
  const h = await startTestHouse({
    settings: {
      build: 'test',
      checkReplies: true,
      secure: false,
      publicUrl: 'http://localhost',
      breachedPasswords: await stolen(),
    },
  });
  const [admin, quality, other] = [
    await h.someone(['administrator']),
    await h.someone(['quality']),
    await h.someone(['quality']),
  ];
  const ada = await h.someone([], { name: 'Ada Lovelace' });
  const preset = async (): Promise<string> =>
    (await h.http(admin, 'GET', '/profile')).body.values.find(({ key }: { key: string }) => key === 'password.preset').value;
  /** What becomes of a password that its owner chooses; what is taken is theirs from then on. */
  let current = ada.password;
  const choose = async (password: string): Promise<string> => {
    const reply = await h.http(ada, 'POST', '/password/acts/change', { body: { currentPassword: current, password } });
    if (reply.status !== 200)
      return codesOf(reply)
        .map((code) => code.replace('identity.password-', ''))
        .toSorted()
        .join(' ');
    current = password;
    return 'taken';
  };
  const chosen = async () => {
    const found: { password: string; as: string }[] = [];
    for (const { password } of passwordsOfPresets) found.push({ password, as: await choose(password) });
    return found;
  };
  const turnTo = async (to: string): Promise<void> => {
    const { version } = (await h.http(quality, 'GET', '/profile')).body;
    const from = await preset();
    const proposed = await h.http(quality, 'POST', '/profile/changes', {
      ifMatch: version,
      body: { values: { 'password.preset': to }, reason },
    });
    expect(proposed.body).toMatchObject({ state: 'proposed', reason, steps: [{ direction: 'other' }] });
    expect(await preset()).toBe(from);
    const approve = (as: typeof quality) =>
      h.http(as, 'POST', `/profile/changes/${proposed.body.id}/acts/approve`, { ifMatch: 1, body: { password: as.password } });
    expect(codesOf(await approve(quality))).toEqual(['identity.not-independent']);
    expect((await approve(admin)).status).toBe(403);
    expect(await preset()).toBe(from);
    expect((await approve(other)).body).toMatchObject({ state: 'adopted', way: 'signed', decidedBy: { id: other.id } });
    expect(await preset()).toBe(to);
  };

  expect(passwordsOfPresets).toHaveLength(200);
  expect(await preset()).toBe('asvs-nist');
  expect(await chosen()).toEqual(passwordsOfPresets.map(({ password, asvs }) => ({ password, as: asvs })));
  await turnTo('annex-11');
  expect(await chosen()).toEqual(passwordsOfPresets.map(({ password, annex }) => ({ password, as: annex })));

  // Nobody sets a password for somebody else: what an administrator gives is a link, and it is used up by the first use.
  const issued = await h.http(admin, 'POST', `/people/${ada.id}/acts/issue-link`, { body: { reason, password: 'xK7#mQ2&vB9%' } });
  expect(issued.status).toBe(400);
  const { link } = (await h.http(admin, 'POST', `/people/${ada.id}/acts/issue-link`, { body: { reason } })).body;
  const set = (password: string) => h.http(null, 'POST', '/password/acts/set', { body: { token: link.token, password } });
  expect(codesOf(await set('nine brown horses graze')).toSorted()).toEqual([
    'identity.password-classes',
    'identity.password-word',
  ]);
  expect((await set('xK7#mQ2&vB9%')).status).toBe(200);
  expect(codesOf(await set('zR6+pW8=dT2?'))).toEqual(['identity.link-not-valid']);

  await turnTo('asvs-nist');
  await h.close();
}, 400_000);
