import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { inspect } from './support/inspect.ts';
import { useStage, useSteps } from './support/stage.ts';
import { take } from './support/workspace.ts';

const stage = useStage({ keep: true });
const step = useSteps();

/** Chooses in a field that searches on the server. */
async function choose(page: Page, label: string, search: string, option: RegExp): Promise<void> {
  const field = page.getByRole('dialog').getByRole('combobox', { name: label, exact: true });
  await field.click();
  await field.fill(search);
  await page.getByRole('option', { name: option }).first().click();
}

describe('a change that touches a GxP application', () => {
  let address = '';
  const as = (mailbox: string): Promise<Page> => stage().at(mailbox, address);
  const password = (mailbox: string) => ({ password: stage().passwordOf(mailbox) });

  step('is requested as a draft: what it touches, its plans, the questions of its risk, a link', async () => {
    const page = await stage().at('project.manager', '/changes');
    await page.getByRole('button', { name: 'Request a change' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Alarm when a freezer warms');
    await choose(page, 'Unit', 'Laboratory', /Laboratory/);
    await choose(page, 'Application 1', 'APP-SAMPLES', /Sample management/);
    await dialog.getByLabel('What is changed, and why').fill('A warm freezer is told at once.');
    await dialog.getByLabel('Test plan').fill('Warm the test freezer.');
    await dialog.getByRole('button', { name: 'Add a link' }).click();
    await dialog.getByLabel('Text').fill('AUR-77');
    await dialog.getByLabel('Address').fill('javascript:alert(1)');
    expect(await dialog.getByRole('button', { name: 'Save the draft' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Address').fill('https://tickets.aurelia.example/AUR-77');
    await inspect(page, 'changes.request-dialog');
    await dialog.getByRole('button', { name: 'Save the draft' }).click();
    await page.waitForURL(/\/changes\/CHG-\d+$/);
    address = new URL(page.url()).pathname;
    await page.getByText('Missing: its criticality demands one.').waitFor();
    await take(page, 'Submit');
    await page.getByText('Submitted').first().waitFor();
  });

  step('is assessed by another, and back in the draft gets the plan that its criticality demands', async () => {
    const page = await as('change.manager');
    await take(page, 'Assess');
    await page.getByText(/as assessed/).waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Authorise' }).click();
    await page.getByText('A change of criticality high says how it is backed out.').first().waitFor();
    await page.keyboard.press('Escape');
    await take(page, 'Take back to the draft', { reason: 'The way back is not described' });
    const author = await as('project.manager');
    await author.getByRole('button', { name: 'Edit', exact: true }).click();
    const dialog = author.getByRole('dialog');
    await dialog.getByLabel('Back-out plan').fill('Switch the alarm off again.');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await take(author, 'Submit');
  });

  step('waits for quality, whose no is outvoted by nobody, and goes on when quality agrees', async () => {
    const page = await as('change.manager');
    await take(page, 'Assess');
    await page.getByRole('main').getByRole('button', { name: 'Authorise' }).click();
    await page.getByText('This change touches a GxP application, so quality agrees first.').first().waitFor();
    await page.keyboard.press('Escape');
    const quality = await as('quality');
    await take(quality, 'Say no for quality', { reason: 'Who hears the alarm at night?', ...password('quality') });
    await page.reload();
    await page.getByRole('main').getByRole('button', { name: 'Authorise' }).click();
    await page.getByText('Quality said no: Who hears the alarm at night?').first().waitFor();
    await page.keyboard.press('Escape');
    await take(quality, 'Agree for quality', password('quality'));
    await page.reload();
    await take(page, 'Authorise', password('change.manager'));
    await page.getByText('Authorised').first().waitFor();
  });

  step('stands in the list and on the board, where everybody who reads finds it', async () => {
    const page = await stage().at('auditor', '/changes?q=freezer%20warms');
    await page.getByRole('link', { name: 'Alarm when a freezer warms' }).waitFor();
    await page.getByRole('link', { name: 'Board' }).click();
    const lane = page.getByRole('region', { name: 'Authorised' });
    await lane.getByRole('link', { name: 'Alarm when a freezer warms' }).click();
    await page.waitForURL(`**${address}`);
    await page
      .getByText(/no longer stands since/i)
      .first()
      .waitFor();
  });
});
