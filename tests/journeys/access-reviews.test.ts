import { expect, test } from 'vitest';
import { inspect } from './support/inspect.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

test('quality opens a review of access, finds it on their home page, and answers for one item', async () => {
  const page = await stage().at('quality', '/access-reviews');
  await page.getByText('No access was reviewed yet').waitFor();
  await page.getByRole('button', { name: 'Open a review' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Unit' }).click();
  await page.getByRole('option').first().click();
  await form.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('heading', { name: /^Access in/ }).waitFor();
  const grid = page.getByRole('grid', { name: 'Access under review' });
  await grid.getByText('To answer').first().waitFor();

  await grid.getByRole('checkbox').nth(1).click();
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Keep: 1 item' });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Runs the trains of the site');
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await dialog.waitFor({ state: 'detached' });
  await grid.getByText('Runs the trains of the site').first().waitFor();
  await page.getByRole('link', { name: 'About the review' }).click();
  await page.getByText('SHA-256 of the snapshot').waitFor();

  await inspect(page, 'access.review.about');

  const home = await stage().at('quality', '/');
  const waiting = home.getByRole('region', { name: 'Waiting for you' });
  await waiting.getByRole('link', { name: /Review of access in/ }).click();
  await home.getByRole('heading', { name: /^Access in/ }).waitFor();
  expect(new URL(home.url()).pathname).toMatch(/^\/access-reviews\/ACR-/);
});
