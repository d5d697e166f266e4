import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScureBase32Plugin } from 'otplib';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { totpCode } from '../../src/rooms/identity/core/totp.ts';
import { inspect } from './support/inspect.ts';
import { interlock } from './support/server.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

/** An authenticator in the browser itself, which verifies its user (WebAuthn level 3, 11: automation). */
async function withAuthenticator(page: Page, isUserVerified = true): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  });
}

const credentials = (page: Page) => page.getByRole('region', { name: 'Signing in and signing' });
const dialog = (page: Page) => page.getByRole('dialog');

async function signInWithPassword(page: Page, mailbox: string): Promise<void> {
  await page.goto('/me');
  await page.getByLabel('E-mail').fill(stage().emailOf(mailbox));
  await page.locator('input[type="password"]').fill(stage().passwordOf(mailbox));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function signedOut(context: BrowserContext): Promise<Page> {
  await context.clearCookies();
  return context.newPage();
}

async function addApp(page: Page, password: string): Promise<Uint8Array> {
  await credentials(page).getByRole('button', { name: 'Add an authenticator app' }).click();
  const secret = new ScureBase32Plugin().decode((await dialog(page).locator('.id-secret').innerText()).replaceAll(/\s/g, ''));
  await dialog(page)
    .getByRole('img', { name: /QR code/ })
    .waitFor();
  await dialog(page).getByLabel('Code that the app shows').fill(totpCode(secret, new Date()));
  await dialog(page).getByLabel('Your password').fill(password);
  await dialog(page).getByRole('button', { name: 'Set up the app' }).click();
  await credentials(page).getByRole('row', { name: /Phone/ }).waitFor();
  return secret;
}

test('a passkey is set up on the own page, and signing in asks for it', async () => {
  const page = await stage().at('release.manager', '/me');
  await withAuthenticator(page);
  await credentials(page).getByRole('button', { name: 'Add a passkey' }).click();
  await dialog(page).getByLabel('Name').fill('Laptop');
  await dialog(page).getByLabel('Your password').fill(stage().passwordOf('release.manager'));
  await dialog(page).getByRole('button', { name: 'Make the passkey' }).click();
  await credentials(page)
    .getByRole('row', { name: /Laptop.*Not checked/ })
    .waitFor();
  await inspect(page, 'credentials.passkey');
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.context().clearCookies();
  await signInWithPassword(page, 'release.manager');
  const use = page.getByRole('button', { name: 'Use your passkey' });
  await use.waitFor();
  expect(await use.evaluate((button) => button === document.activeElement)).toBe(true);
  await inspect(page, 'second-factor.passkey');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press('Enter');
  await credentials(page)
    .getByRole('row', { name: /Laptop/ })
    .waitFor();
  const { session } = await (await page.context().request.get('/api/v1/sessions/current')).json();
  expect(session).toMatchObject({ state: 'open', methods: ['password', 'passkey'] });
});

test('a passkey that is not given leaves the page as it was, with what to do', async () => {
  const context = await stage().as('quality');
  const page = await context.newPage();
  await page.goto('/me');
  await credentials(page).getByRole('button', { name: 'Add a passkey' }).click();
  await dialog(page).getByLabel('Name').fill('Nothing');
  await dialog(page).getByLabel('Your password').fill(stage().passwordOf('quality'));
  // The device does not recognise its user.
  await withAuthenticator(page, false);
  await dialog(page).getByRole('button', { name: 'Make the passkey' }).click();
  await dialog(page)
    .getByRole('alert')
    .filter({ hasText: /passkey/i })
    .waitFor();
  await page.keyboard.press('Escape');
});

test('an authenticator app: set up with QR code or secret, asked for at sign-in, a wrong code is said, a reload goes on where it was', async () => {
  const page = await stage().at('test.manager', '/me');
  const password = stage().passwordOf('test.manager');
  await credentials(page).getByRole('button', { name: 'Add an authenticator app' }).click();
  await dialog(page)
    .getByRole('img', { name: /QR code/ })
    .waitFor();
  await inspect(page, 'enrol.app');
  await page.setViewportSize({ width: 1440, height: 900 });
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  const secret = await addApp(page, password);

  const again = await signedOut(page.context());
  await signInWithPassword(again, 'test.manager');
  await again.getByLabel('Code of your authenticator app').fill('000000');
  await again.keyboard.press('Enter');
  await again.getByRole('alert').filter({ hasText: 'Signing in is not finished' }).waitFor();
  await inspect(again, 'second-factor.wrong');
  await again.setViewportSize({ width: 1440, height: 900 });
  await again.reload();
  // The code of the next step: the one that set the app up does not count again.
  await again.getByLabel('Code of your authenticator app').fill(totpCode(secret, new Date(Date.now() + 30_000)));
  await again.keyboard.press('Enter');
  await credentials(again).getByRole('row', { name: /Phone/ }).waitFor();
});

test('recovery codes are shown once and open sign-in; the person sees that one was used', async () => {
  const page = await stage().at('change.manager', '/me');
  const password = stage().passwordOf('change.manager');
  await addApp(page, password);
  await credentials(page).getByRole('button', { name: 'Make recovery codes' }).click();
  await dialog(page).getByLabel('Your password').fill(password);
  await dialog(page).getByRole('button', { name: 'Make them' }).click();
  const codes = dialog(page).locator('.id-codes li');
  await codes.first().waitFor();
  expect(await codes.count()).toBe(10);
  const code = await codes.nth(2).innerText();
  await inspect(page, 'recovery-codes');
  await page.setViewportSize({ width: 1440, height: 900 });

  const again = await signedOut(page.context());
  await signInWithPassword(again, 'change.manager');
  await again.getByRole('tab', { name: 'Recovery code' }).click();
  await again.getByRole('textbox', { name: 'Recovery code' }).fill(code);
  await again.getByRole('button', { name: 'Sign in', exact: true }).click();
  await credentials(again).getByText('9 of 10 are left').waitFor();
  await credentials(again).getByText('if that was not you').waitFor();
});

test('who checks identities records a check with the code that the person shows; it covers what the person proved, nothing else', async () => {
  const person = await stage().at('quality', '/me');
  await addApp(person, stage().passwordOf('quality'));
  // The password of the example's people is checked; what was just set up is not.
  await credentials(person).getByText('Not checked', { exact: true }).waitFor();
  await credentials(person).getByRole('button', { name: 'Have your identity checked' }).click();
  await dialog(person).getByLabel('Your password').fill(stage().passwordOf('quality'));
  await dialog(person).getByRole('button', { name: 'Get the code' }).click();
  const code = await dialog(person).locator('.id-code').innerText();
  await inspect(person, 'check-code');
  await person.setViewportSize({ width: 1440, height: 900 });

  const checker = await stage().at('second.quality', '/');
  const { items } = await (await checker.context().request.get(`/api/v1/people?q=${stage().emailOf('quality')}`)).json();
  await checker.goto(`/admin/people/${items.find((one: { email: string }) => one.email === stage().emailOf('quality')).id}`);
  await credentials(checker).getByRole('button', { name: 'Record an identity check' }).click();
  await inspect(checker, 'record-check');
  await checker.setViewportSize({ width: 1440, height: 900 });
  await dialog(checker).getByLabel('Code that the person shows you').fill('AAAA-AAAA');
  await dialog(checker).getByLabel('What you looked at').fill('passport, in person');
  await dialog(checker).getByRole('button', { name: 'Record it' }).click();
  await dialog(checker).getByRole('alert').waitFor();
  await dialog(checker).getByLabel('Code that the person shows you').fill(code.toLowerCase());
  await dialog(checker).getByRole('button', { name: 'Record it' }).click();
  await credentials(checker).getByText('passport, in person').waitFor();
  await inspect(checker, 'person.checked');

  await person.reload();
  await credentials(person).getByText('You can sign').waitFor();
  // The example signs with passwords: the app was not asked for, so the check does not cover it.
  expect(await credentials(person).getByText('Not checked', { exact: true }).count()).toBe(1);
});

test('an administrator takes away second factors; the person signs in with the password and is not checked any more', async () => {
  const person = await stage().at('deployer', '/me');
  await addApp(person, stage().passwordOf('deployer'));
  const admin = await stage().at('administrator', '/admin/people');
  const { items } = await (await admin.context().request.get(`/api/v1/people?q=${stage().emailOf('deployer')}`)).json();
  await admin.goto(`/admin/people/${items[0].id}`);
  await credentials(admin).getByRole('button', { name: 'Take away second factors' }).click();
  await dialog(admin).getByRole('textbox', { name: 'Reason' }).fill('The phone was lost; I know the voice');
  await dialog(admin).getByRole('button', { name: 'Take away second factors' }).click();
  await credentials(admin).getByRole('row', { name: /Phone/ }).waitFor({ state: 'detached' });
  const again = await signedOut(person.context());
  await signInWithPassword(again, 'deployer');
  await credentials(again).getByText('You have no second factor yet').waitFor();
});

test('the command line asks for the code too, and signs nobody in without it', async () => {
  const page = await stage().at('project.manager', '/me');
  const password = stage().passwordOf('project.manager');
  const secret = await addApp(page, password);
  const home = mkdtempSync(join(tmpdir(), 'interlock-cli-'));
  const env = { XDG_CONFIG_HOME: home, INTERLOCK_URL: stage().server.url };
  const signIn = (code: string) =>
    interlock(['sign-in', '--email', stage().emailOf('project.manager')], env, `${password}\n${code}\n`);
  const wrong = await signIn('000000');
  expect(wrong.code).toBe(4);
  expect(wrong.err).toContain('second factor');
  expect((await interlock(['identity', 'list-own-credentials'], env)).code).toBe(4);
  const right = await signIn(totpCode(secret, new Date(Date.now() + 30_000)));
  expect(right.err + right.out).toContain('Signed in as Pavel Horak');
  const listed = await interlock(['identity', 'list-own-credentials', '--json'], env);
  expect(JSON.parse(listed.out)).toMatchObject({ items: [{ kind: 'app', name: 'Phone' }] });
  // Secrets are read from standard input, never from the command line.
  const made = await interlock(['identity', 'make-recovery-codes', '--ask-password', '--json'], env, `${password}\n`);
  expect(JSON.parse(made.out).codes).toHaveLength(10);
});

test('where everybody needs a second factor, who has none sets one up at the door, and is in', async () => {
  const admin = await stage().as('administrator');
  const profile = await admin.request.get('/api/v1/profile');
  const changed = await admin.request.post('/api/v1/profile/changes', {
    headers: { 'if-match': profile.headers().etag ?? '' },
    data: { values: { 'signIn.secondFactor': 'required' }, reason: 'Asked by quality' },
  });
  expect(changed.status()).toBe(201);
  const page = await (await stage().stranger()).newPage();
  await signInWithPassword(page, 'sponsor');
  await page.getByText('Here a second factor is asked for').waitFor();
  const secret = new ScureBase32Plugin().decode((await page.locator('.id-secret').innerText()).replaceAll(/\s/g, ''));
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  await inspect(page, 'door.enrol');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel('Code that the app shows').fill(totpCode(secret, new Date()));
  await page.getByLabel('Your password').fill(stage().passwordOf('sponsor'));
  await page.getByRole('button', { name: 'Set up the app' }).click();
  await credentials(page).getByRole('row', { name: /Phone/ }).waitFor();
});
