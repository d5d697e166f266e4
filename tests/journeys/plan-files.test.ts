import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useStage } from './support/stage.ts';

const stage = useStage();

const planOf = (name: string): Buffer =>
  Buffer.from(`interlock: 1
name: browser-plan
title: A plan from the browser
zone: Europe/Zurich
applications:
  - { key: APP-BROWSER, name: ${name}, unit: aurelia, owner: system.owner@aurelia.example, criticality: low, gxp: false, lifecycleStage: live }
`);

async function look(page: Page, buffer: Buffer): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name: 'plan.yaml', mimeType: 'application/yaml', buffer });
  await page.getByRole('button', { name: 'Preview' }).click();
}

test('a plan file is looked at, applied as it was seen, refused where anything moved since, and exported', async () => {
  const page = await stage().at('release.manager', '/plans');
  await look(page, planOf('Browser labels'));
  await page.getByRole('heading', { name: 'What it would do: A plan from the browser' }).waitFor();
  await page.getByRole('row', { name: /application APP-BROWSER Create/ }).waitFor();

  // Somebody else applies another state of the same plan in between: what was seen is no longer what would be done.
  const other = await stage().as('release.manager');
  const text = planOf('Browser stamps').toString();
  expect((await other.request.post('/api/v1/plans/applications', { data: { text } })).status()).toBe(200);
  await page.getByRole('button', { name: 'Apply this plan' }).click();
  await page.getByRole('alert').getByText('integrations.portfolio-moved').waitFor();

  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('row', { name: /application APP-BROWSER Change.*Browser stamps.*Browser labels/ }).waitFor();
  await page.getByRole('button', { name: 'Apply this plan' }).click();
  await page.getByRole('heading', { name: 'Applied: A plan from the browser' }).waitFor();
  const shown = await other.request.get('/api/v1/applications/APP-BROWSER');
  expect(await shown.json()).toMatchObject({ name: 'Browser labels' });

  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export browser-plan' }).click();
  expect(await readFile(await (await coming).path(), 'utf8')).toContain('Browser labels');
});

test('a bad file is refused with its lines, and a file of other letters before it travels', async () => {
  const page = await stage().at('release.manager', '/plans');
  await look(page, Buffer.from('interlock: 1\nname: x\nzone: UTC\nreleasez: []\n'));
  await page.getByRole('alert').getByText('Line 4, column 1').waitFor();
  expect(await page.getByRole('button', { name: 'Apply this plan' }).count()).toBe(0);
  await look(page, Buffer.from([0x6e, 0xe4, 0x6d, 0x65]));
  await page.getByText('The file is not in UTF-8').waitFor();
});
