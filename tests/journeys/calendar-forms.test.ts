import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useStage } from './support/stage.ts';

const stage = useStage();

const inDays = (days: number, time: string): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`;
const shut = (dialog: Locator): Promise<void> => dialog.waitFor({ state: 'detached' });

async function register(page: Page, title: string, fill: (dialog: Locator) => Promise<void>, confirm = 'Register') {
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: title });
  await fill(dialog);
  await dialog.getByRole('button', { name: confirm, exact: true }).click();
  await shut(dialog);
}

test('a freeze is registered, refused where it ends before it begins, and edited by two: the slower one chooses part by part', async () => {
  const page = await stage().at('release.manager', '/calendar/freezes');
  await register(page, 'Register a freeze', async (dialog) => {
    await dialog.getByLabel('Name').fill('Stock count in Basel');
    await dialog.getByLabel('Why it is frozen').fill('Inventory must stand still');
    await dialog.getByLabel('Start').fill(inDays(61, '18:00'));
    await dialog.getByLabel('End').fill(inDays(60, '18:00'));
    await dialog.getByRole('button', { name: 'Register', exact: true }).click();
    await dialog.getByRole('alert').first().waitFor();
    await dialog.getByLabel('End').fill(inDays(62, '06:00'));
  });
  const peek = page.getByRole('dialog', { name: /Stock count in Basel/ });
  await peek.waitFor();
  const address = page.url();

  const slow = await stage().at('second.release.manager', address);
  await slow
    .getByRole('dialog', { name: /Stock count in Basel/ })
    .getByRole('button', { name: 'Edit' })
    .click();
  const mine = slow.getByRole('dialog', { name: /^Edit FRZ-/ });
  await mine.getByLabel('Name').fill('Stock count in Basel and Visp');
  await mine.getByLabel('Why it is frozen').fill('Inventory of both sites must stand still');

  await peek.getByRole('button', { name: 'Edit' }).click();
  const theirs = page.getByRole('dialog', { name: /^Edit FRZ-/ });
  await theirs.getByLabel('Name').fill('Yearly stock count in Basel');
  await theirs.getByLabel('Why it is changed').fill('It is the yearly one');
  await theirs.getByRole('button', { name: 'Save' }).click();
  await shut(theirs);

  await mine.getByRole('button', { name: 'Save' }).click();
  const choice = slow.getByRole('dialog', { name: 'Somebody was faster' });
  await choice.getByRole('row', { name: /^Name/ }).getByText('Yearly stock count in Basel').waitFor();
  await choice.getByRole('radio', { name: 'Name: keep the current value' }).check();
  await choice.getByRole('button', { name: /^Save on top of version/ }).click();
  await shut(choice);
  const seen = slow.getByRole('dialog', { name: /Yearly stock count in Basel/ });
  await seen.getByText('Inventory of both sites must stand still').waitFor();
  expect(await slow.getByText('Stock count in Basel and Visp').count()).toBe(0);
});

test('a window and a cadence are registered with their dialogs, and a working calendar refuses hours that nobody understands', async () => {
  const page = await stage().at('release.manager', '/calendar/windows');
  await register(
    page,
    'Register a release window',
    async (dialog) => {
      await dialog.getByLabel('Name').fill('Late autumn weekend');
      await dialog.getByLabel('Start').fill(inDays(90, '20:00'));
      await dialog.getByLabel('End').fill(inDays(91, '04:00'));
    },
    'Register as draft',
  );
  await page
    .getByRole('dialog', { name: /Late autumn weekend/ })
    .getByText('Draft')
    .first()
    .waitFor();

  await page.goto('/calendar/cadences');
  await register(page, 'Register a cadence', async (dialog) => {
    await dialog.getByLabel('Name').fill('Second Saturdays');
    await dialog.getByLabel('First start').fill(inDays(30, '20:00'));
    await dialog.getByRole('region', { name: 'What the rule brings' }).getByRole('listitem').nth(7).waitFor();
  });
  await page.getByRole('dialog', { name: /Second Saturdays/ }).waitFor();

  await page.goto('/calendar/working-calendars');
  await register(page, 'Register a working calendar', async (dialog) => {
    await dialog.getByLabel('Name').fill('Plant in Visp');
    await dialog.getByLabel('Key').fill('visp');
    await dialog.getByLabel('Monday').fill('nine to five');
    await dialog.getByText('Such as 09:00-12:00').waitFor();
    expect(await dialog.getByRole('button', { name: 'Register', exact: true }).isDisabled()).toBe(true);
    await dialog.getByLabel('Monday').fill('09:00-17:00');
  });
  await page.getByRole('dialog', { name: /Plant in Visp/ }).waitFor();
});
