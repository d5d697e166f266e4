import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { inspect } from './support/inspect.ts';
import { useStage, useSteps } from './support/stage.ts';

const stage = useStage({ keep: true });
const step = useSteps();

/** Chooses somebody to speak to. */
async function speakTo(page: Page, search: string, option: RegExp): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Speaks to' });
  await field.click();
  await field.fill(search);
  await page.getByRole('option', { name: option }).first().click();
  await page.keyboard.press('Escape');
}

describe('what is said to a release', () => {
  const address = '/releases/REL-1009/discussion';
  const comments = (page: Page) => page.getByRole('list', { name: 'Comments, newest first' }).getByRole('listitem');

  step('begins with nothing, and with a field', async () => {
    const page = await stage().at('release.manager', '/releases/REL-1009');
    await page.getByRole('link', { name: 'Discussion' }).click();
    await page.getByText('Nobody has said anything to it yet.').waitFor();
    expect(new URL(page.url()).pathname).toBe(address);
    await inspect(page, 'discussion.empty');
  });

  step('speaks to nobody who could not read it: the refusal names them, and nothing is lost', async () => {
    const page = await stage().at('release.manager', address);
    await page.getByLabel('Write a comment').fill('Who brings the data for the rehearsal?\nWe need it by Friday.');
    const administrator = stage().emailOf('administrator');
    await speakTo(page, administrator, new RegExp(`· ${administrator}`));
    await page.getByRole('button', { name: 'Write', exact: true }).click();
    await page
      .getByText(/may not read REL-1009/)
      .first()
      .waitFor();
    expect(await page.getByLabel('Write a comment').inputValue()).toContain('We need it by Friday.');
    await page.getByRole('combobox', { name: 'Speaks to' }).click();
    await page.keyboard.press('Backspace');
    const tester = stage().emailOf('test.manager');
    await speakTo(page, tester, new RegExp(`· ${tester}`));
    await inspect(page, 'discussion.writing');
    await page.getByRole('button', { name: 'Write', exact: true }).click();
    await comments(page).first().waitFor();
    await expect.poll(() => page.getByLabel('Write a comment').inputValue()).toBe('');
    await comments(page).getByText('We need it by Friday.').waitFor();
  });

  step('is told to whoever looks on, and moves nothing until they want it', async () => {
    const page = await stage().at('test.manager', address);
    await comments(page).first().waitFor();
    const other = await stage().as('release.manager');
    const data = { text: '<b>The supplier</b> is late.' };
    expect((await other.request.post('/api/v1/records/release/REL-1009/comments', { data })).status()).toBe(201);
    await page.getByText('Something was said since.').waitFor();
    expect(await comments(page).count()).toBe(1);
    await page.getByRole('button', { name: /refresh/i }).click();
    await comments(page).getByText('<b>The supplier</b> is late.').waitFor();
    expect(await comments(page).getByRole('button').count(), 'what others wrote is theirs').toBe(0);
  });

  step('is corrected, and what it said before is one click away', async () => {
    const page = await stage().at('release.manager', address);
    await comments(page).first().getByRole('button', { name: 'Correct' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Text').fill('The supplier is a week late.');
    await dialog.getByRole('button', { name: 'Correct' }).click();
    await dialog.waitFor({ state: 'detached' });
    await comments(page).getByText('The supplier is a week late.').waitFor();
    expect(await page.getByText('Something was said since.').count(), 'what one did oneself is no news').toBe(0);
    await comments(page)
      .first()
      .getByText(/what it said before/)
      .click();
    await comments(page).first().getByText('<b>The supplier</b> is late.').waitFor();
    await inspect(page, 'discussion.corrected');
  });

  step('has files beside it: what is not what its name says is refused, the others are listed and saved', async () => {
    const page = await stage().at('release.manager', address);
    const choose = async (name: string, bytes: string): Promise<void> => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'Attach a file' }).click(),
      ]);
      await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
    };
    await choose('plan.pdf', 'MZ this is a program');
    await page
      .getByText(/is a Windows program, whatever its name says/)
      .first()
      .waitFor();
    await choose('rehearsal.txt', 'The rehearsal took 42 minutes.');
    const files = page.getByRole('list', { name: 'Attached files' });
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      files.getByRole('button', { name: 'rehearsal.txt' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('rehearsal.txt');
    await inspect(page, 'discussion.files');
  });

  step('is withdrawn by quality with a reason, and stays to be read as withdrawn', async () => {
    const page = await stage().at('quality', address);
    await comments(page).first().getByRole('button', { name: 'Withdraw' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Names a supplier who is not told yet');
    const kind = dialog.getByRole('combobox', { name: 'Kind of reason' });
    if ((await kind.count()) > 0) {
      await kind.click();
      await page.getByRole('option').first().click();
    }
    await dialog.getByRole('button', { name: 'Withdraw' }).click();
    await dialog.waitFor({ state: 'detached' });
    await comments(page)
      .first()
      .getByText(/Reason: Names a supplier/)
      .waitFor();
    expect(await comments(page).getByText('The supplier is a week late.').first().isVisible()).toBe(false);
    await comments(page).first().getByText('What it said', { exact: true }).click();
    await comments(page).getByText('The supplier is a week late.').first().waitFor();
    await inspect(page, 'discussion.withdrawn');
  });

  step('is read by an auditor, who says nothing and is told why', async () => {
    const page = await stage().at('auditor', address);
    await comments(page).first().waitFor();
    await page.getByRole('button', { name: /Write a comment/ }).click();
    await page.getByText('Rule identity.no-right').waitFor();
  });

  step('has its place on other records: an application, a change, a policy, a unit', async () => {
    const page = await stage().at('quality', '/applications/APP-LIMS');
    await page.getByRole('heading', { name: 'Discussion' }).waitFor();
    await page.getByLabel('Write a comment').waitFor();
    await inspect(page, 'discussion.application');
    await page.goto('/records/application/APP-LIMS');
    await page.getByRole('link', { name: 'Discussion' }).click();
    await page.getByRole('heading', { name: /^Discussion of / }).waitFor();
    await page.getByRole('link', { name: 'To the record' }).waitFor();
    const { items } = await (await page.request.get('/api/v1/changes?limit=1')).json();
    await page.goto(`/changes/${items[0].key}`);
    await page.getByRole('heading', { name: 'Discussion' }).waitFor();
  });
});

describe('what somebody is told', () => {
  step('is in the inbox and on the first page of whom a comment speaks to, and of who watches', async () => {
    const watcher = await stage().at('sponsor', '/releases/REL-1009/discussion');
    await watcher.getByRole('button', { name: 'Watch', exact: true }).click();
    await watcher.getByRole('button', { name: 'Stop watching' }).waitFor();
    const page = await stage().at('test.manager', '/');
    const card = page.getByRole('region', { name: /For you to read/ });
    await card
      .getByText(/spoke to you/)
      .first()
      .waitFor();
    await inspect(page, 'discussion.home');
    const other = await stage().as('release.manager');
    const data = { text: 'Nobody is told what this says.' };
    expect((await other.request.post('/api/v1/records/release/REL-1009/comments', { data })).status()).toBe(201);
    await watcher.goto('/');
    await watcher.getByRole('link', { name: 'Inbox' }).click();
    await watcher
      .getByText(/wrote a comment/)
      .first()
      .waitFor();
    expect(await watcher.getByText('Nobody is told what this says.').count()).toBe(0);
    await inspect(watcher, 'discussion.inbox');
  });

  step('is read from there, and then no longer new', async () => {
    const page = await stage().at('test.manager', '/inbox');
    const lines = page.getByRole('list', { name: 'Newest first' });
    await lines.getByText('New', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'I have read all this' }).click();
    await lines.getByText('New', { exact: true }).first().waitFor({ state: 'detached' });
    await lines.getByRole('link').first().click();
    await page.getByRole('heading', { name: /^Discussion of / }).waitFor();
    await page.goto('/');
    await page.getByRole('heading', { name: /^Good / }).waitFor();
    expect(await page.getByRole('region', { name: /For you to read/ }).count()).toBe(0);
  });
});
