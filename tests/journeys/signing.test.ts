import type { BrowserContext, Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { inspect } from './support/inspect.ts';
import { type Proposed, propose, tuesdayEvening } from './support/propose.ts';
import { answeringWith, signsWithPasskey } from './support/second-factor.ts';
import { useStage } from './support/stage.ts';
import { shownToSign, stateIs, take } from './support/workspace.ts';

const stage = useStage();
const signer = 'second.release.manager';
const day = 86_400_000;
const signatures = z.object({ items: z.array(z.object({ id: z.string(), verb: z.string(), standing: z.string() })) });

const signaturesOf = async (context: BrowserContext, { key }: Proposed) =>
  signatures.parse(await (await context.request.get(`/api/v1/signatures?subject=release:${key}`)).json()).items;

/** A release that somebody else proposed, and the signer's page on it. */
async function waiting(name: string, daysAhead: number): Promise<{ release: Proposed; proposer: BrowserContext; page: Page }> {
  const proposer = await stage().as('release.manager');
  const release = await propose(proposer, { name, at: tuesdayEvening(daysAhead) });
  const page = await stage().at(signer, `/releases/${release.key}`);
  await stateIs(page, 'Proposed');
  return { release, proposer, page };
}

async function accepting(page: Page): Promise<Locator> {
  await page.getByRole('main').getByRole('button', { name: 'Accept', exact: true }).click();
  return shownToSign(page.getByRole('dialog'));
}

const password = (dialog: Locator): Locator => dialog.getByLabel('Your password');
const sign = (dialog: Locator): Locator => dialog.getByRole('button', { name: 'Sign and accept', exact: true });

async function rename(context: BrowserContext, { id }: Proposed, name: string): Promise<void> {
  const { version } = z.object({ version: z.number() }).parse(await (await context.request.get(`/api/v1/releases/${id}`)).json());
  const reply = await context.request.patch(`/api/v1/releases/${id}`, {
    headers: { 'if-match': `"${version}"` },
    data: { name },
  });
  expect(reply.status(), await reply.text()).toBe(200);
}

test('[P11-70-2] [D11-13-6] an acceptance is shown whole, signed with the password, and stands with name, time and meaning wherever it is shown', async () => {
  const { release, proposer, page } = await waiting('Signed for once', 60);
  const dialog = await accepting(page);
  for (const text of [
    '“I, Marc Delacroix, accept this as it is shown.”',
    `${release.key} becomes accepted.`,
    'This step of the record was never signed before.',
  ])
    await dialog.getByText(text).waitFor();
  const covered = dialog.getByRole('region', { name: 'What the signature covers' });
  await covered.getByText('Signed for once').first().waitFor();
  await covered.getByText('Identity provider').waitFor();
  await covered.getByText('Corporate IT').waitFor();

  await sign(dialog).click();
  await dialog.getByText('Enter your password.').waitFor();
  await password(dialog).fill('not my password');
  await password(dialog).press('Enter');
  await dialog.getByRole('alert').filter({ hasText: 'identity.' }).waitFor();
  expect(await password(dialog).inputValue()).toBe('');
  expect(await password(dialog).evaluate((field) => field === document.activeElement)).toBe(true);
  const inView = await password(dialog).evaluate((field) => {
    const { x, y, width, height } = field.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2) === field;
  });
  expect(inView).toBe(true);
  expect(await signaturesOf(proposer, release)).toEqual([]);

  await password(dialog).fill(stage().passwordOf(signer));
  await password(dialog).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await stateIs(page, 'Accepted');
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
  expect(kept).not.toContain(stage().passwordOf(signer));

  const printed =
    /^Accepted by Marc Delacroix \(second\.release\.manager@aurelia\.example; .*\) on \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/;
  await page.getByRole('main').getByRole('link', { name: printed }).first().waitFor();
  await page.goto(`/releases/${release.key}/history`);
  const panel = page.getByRole('region', { name: /^Signatures/ });
  await panel.getByText('Valid', { exact: true }).waitFor();
  await panel.getByRole('link', { name: 'What it covers (the signature of Marc Delacroix)' }).click();
  await page.waitForURL(/\/signatures\/[0-9a-f-]{36}$/);
  await page.emulateMedia({ media: 'print' });
  await page.getByText(printed).first().waitFor();
  await page.getByText('“I, Marc Delacroix, accept this as it is shown.”').waitFor();
  await page.emulateMedia({ media: 'screen' });

  await rename(proposer, release, 'Signed for once, then renamed');
  await page.getByText('Unsigned since it changed').first().waitFor();
  const changed = page.getByRole('region', { name: 'What changed since it was signed' }).first();
  await changed.getByRole('row', { name: /Name\s+Signed for once\s+Signed for once, then renamed/ }).waitFor();
});

test('[P11-70-2] somebody changes the record while it is being read: nothing is signed, what changed is told, and the next ceremony shows it', async () => {
  const { release, proposer, page } = await waiting('Read twice', 67);
  const dialog = await accepting(page);
  await rename(proposer, release, 'Read twice, and changed');
  await password(dialog).fill(stage().passwordOf(signer));
  await sign(dialog).click();
  const told = dialog.getByRole('alert').filter({ hasText: 'The record was changed while you read it. Nothing was signed.' });
  await told.waitFor();
  expect(await told.innerText()).toMatch(/Rule (foundation\.stale|signatures\.content-changed)/);
  await dialog.getByRole('row', { name: /Name\s+Read twice\s+Read twice, and changed/ }).waitFor();
  expect(await password(dialog).count()).toBe(0);
  expect(await signaturesOf(proposer, release)).toEqual([]);
  await inspect(page, 'signing.changed');
  await page.setViewportSize({ width: 1440, height: 900 });

  await dialog.getByRole('button', { name: 'Begin again' }).click();
  await shownToSign(dialog);
  await dialog.getByRole('region', { name: 'What the signature covers' }).getByText('Read twice, and changed').waitFor();
  await password(dialog).fill(stage().passwordOf(signer));
  await sign(dialog).click();
  await dialog.waitFor({ state: 'detached' });
  await stateIs(page, 'Accepted');
});

test('a signer whose record is changed afterwards is told so at home by itself, by whose act, and acknowledges it', async () => {
  const { release, proposer, page } = await waiting('Changed behind the signer', 70);
  const dialog = await accepting(page);
  await password(dialog).fill(stage().passwordOf(signer));
  await sign(dialog).click();
  await dialog.waitFor({ state: 'detached' });
  await stateIs(page, 'Accepted');
  await page.goto('/');
  await page.getByRole('heading', { name: /Waiting for you/ }).waitFor();
  await rename(proposer, release, 'Changed behind the signer, renamed');
  const card = page.getByRole('region', { name: /^Your signature counts no more/ });
  const line = card.getByRole('listitem').filter({ hasText: release.key });
  await line.getByText('Unsigned since it changed').waitFor();
  await line
    .getByText(/changed the release|changed a release|changed/)
    .first()
    .waitFor();
  await inspect(page, 'signing.told');
  await page.goto('/signatures');
  await line.waitFor();
  await inspect(page, 'signing.told-list');
  await page.setViewportSize({ width: 1440, height: 900 });
  await line.getByRole('button', { name: /^I have seen it/ }).click();
  await line.waitFor({ state: 'detached' });
  await page.goto(`/releases/${release.key}/history`);
  await page
    .getByRole('region', { name: /^Signatures/ })
    .getByText('Unsigned since it changed')
    .first()
    .waitFor();
});

test('what was shown ten minutes ago is not signed', async () => {
  const { release, proposer } = await waiting('Read too long', 74);
  const page = await (await stage().as(signer)).newPage();
  await page.clock.install();
  await page.goto(`/releases/${release.key}`);
  const dialog = await accepting(page);
  await page.clock.fastForward('09:05');
  await dialog.getByText('Less than a minute is left; after that you begin again.').waitFor();
  await page.clock.fastForward('01:00');
  await dialog.getByText('The time to sign is over. Nothing was signed.').waitFor();
  expect(await password(dialog).count()).toBe(0);
  expect(await signaturesOf(proposer, release)).toEqual([]);
});

describe('what the dialog asks', () => {
  test('shows itself without findings, by day and by night, and on a narrow page; Escape leaves it and nothing is signed', async () => {
    const { release, proposer, page } = await waiting('Looked at', 81);
    const dialog = await accepting(page);
    await inspect(page, 'signing.shown');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await signaturesOf(proposer, release)).toEqual([]);
  });

  test('[WCAG-3-3-8] a code is pasted as it was copied, into fields that password managers know', async () => {
    const { page } = await waiting('Two components', 88);
    await answeringWith(page, { second: true, passkey: null });
    const dialog = await accepting(page);
    expect(await password(dialog).getAttribute('autocomplete')).toBe('current-password');
    const code = dialog.getByLabel('Code of your authenticator');
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
    await inspect(page, 'signing.code');
    await page.setViewportSize({ width: 1440, height: 900 });
    await password(dialog).fill('something');
    await sign(dialog).click();
    await dialog.getByText('Enter the code, or use your passkey.').waitFor();
    await code.fill('123 456');
    const [sent] = await Promise.all([page.waitForRequest(/\/acts\/accept$/), sign(dialog).click()]);
    expect(sent.postDataJSON().signature).toMatchObject({ password: 'something', code: '123456' });
  });

  test('a passkey answers the challenge of the ceremony in place of the code', async () => {
    const { page } = await waiting('A key of one’s own', 95);
    const passkey = await signsWithPasskey(page);
    await answeringWith(page, { second: true, passkey: passkey.options });
    const dialog = await accepting(page);
    await password(dialog).fill('something');
    await dialog.getByRole('button', { name: 'Use your passkey' }).click();
    await dialog.getByText('Your passkey has answered; no code is needed. Sign to finish.').waitFor();
    await inspect(page, 'signing.passkey');
    await page.setViewportSize({ width: 1440, height: 900 });
    const [sent] = await Promise.all([page.waitForRequest(/\/acts\/accept$/), sign(dialog).click()]);
    const { assertion, code } = sent.postDataJSON().signature;
    expect(code).toBeUndefined();
    expect(assertion.id).toBe(passkey.id);
    const client = JSON.parse(Buffer.from(assertion.response.clientDataJSON, 'base64url').toString());
    expect(client).toMatchObject({ type: 'webauthn.get', challenge: passkey.options.challenge });
  });
});

test('many are signed one after the other: each is shown, one is left out, and each says what became of it', async () => {
  const proposer = await stage().as('release.manager');
  const at = tuesdayEvening(102);
  const one = await propose(proposer, { name: 'Series, part one', at });
  const two = await propose(proposer, { name: 'Series, part two', at: at + 7 * day });
  const page = await stage().at(signer, '/releases?q=Series, part');
  for (const { name } of [one, two])
    await page
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('checkbox')
      .check();
  await page.getByRole('button', { name: 'Act on them' }).click();
  await page.getByRole('menuitem', { name: 'Accept', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Accept: 2 releases' });
  await shownToSign(dialog);
  const first = (await dialog.getByText(/^1 of 2: /).innerText()).includes(one.key) ? one : two;
  await password(dialog).fill(stage().passwordOf(signer));
  await sign(dialog).click();
  await dialog.getByText(/^2 of 2: /).waitFor();
  await shownToSign(dialog);
  await dialog.getByRole('button', { name: 'Leave this one out' }).click();
  await dialog.getByText('Signed 1 of 2.').waitFor();
  await inspect(page, 'signing.series');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await dialog.waitFor({ state: 'detached' });
  const counts = await Promise.all([first, first === one ? two : one].map((release) => signaturesOf(proposer, release)));
  expect(counts.map((found) => found.map((row) => row.verb))).toEqual([['accept'], []]);
});

describe('every step that is signed is signed where it is done', () => {
  test('a waiver, with its end, on the gate', async () => {
    const page = await stage().at('quality', '/releases/REL-1010/gates?gate=readiness');
    const row = page.getByRole('row').filter({ hasText: 'Validation report' });
    const given = {
      reason: 'The report of the last version still holds',
      password: stage().passwordOf('quality'),
      fill: (dialog: Locator) =>
        dialog.getByLabel('Waived until').fill(new Date(Date.now() + 30 * day).toISOString().slice(0, 16)),
    };
    await take(page, 'Waive', given, row.getByRole('button', { name: 'Waive', exact: true }));
    await row.getByText('Waived', { exact: true }).waitFor();
    await page
      .getByRole('region', { name: /^Signatures/ })
      .getByText('Waived', { exact: true })
      .waitFor();
  });

  test('the validated state of an application', async () => {
    const page = await stage().at('quality', '/applications/APP-LIMS');
    await take(page, 'Require re-validation', { reason: 'The operating system was replaced' });
    await take(page, 'Mark as validated', {
      reason: 'Validation report VR-118',
      password: stage().passwordOf('quality'),
    });
    await page
      .getByRole('region', { name: /^Signatures/ })
      .getByText('Valid', { exact: true })
      .first()
      .waitFor();
  });

  test('the lock of several windows: one has passed and is refused before any password, the other is signed', async () => {
    const page = await stage().at('release.manager', '/calendar/windows');
    for (const key of ['WIN-4', 'WIN-5'])
      await page
        .getByRole('row', { name: new RegExp(key) })
        .getByRole('checkbox')
        .check();
    await page.getByRole('button', { name: 'Lock them' }).click();
    const dialog = page.getByRole('dialog', { name: 'Lock: 2 windows' });
    await dialog.getByRole('alert').filter({ hasText: 'calendar.window-not-ahead' }).waitFor();
    expect(await password(dialog).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await shownToSign(dialog);
    await password(dialog).fill(stage().passwordOf('release.manager'));
    await dialog.getByRole('button', { name: 'Sign and lock', exact: true }).click();
    await dialog.getByText('Signed 1 of 2.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /WIN-5/ }).getByText('Locked', { exact: true }).waitFor();
  });
});
