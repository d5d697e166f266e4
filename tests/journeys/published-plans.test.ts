import { expect, test } from 'vitest';
import { inspect } from './support/inspect.ts';
import { useStage } from './support/stage.ts';

const stage = useStage({ keep: true });

test('[S0.166] a release manager publishes the next version of the plan and opens its link; somebody without an account reads it until the link is closed', async () => {
  const page = await stage().at('release.manager', '/published-plans');
  await page
    .getByRole('row', { name: /PUB-1001/ })
    .getByText('PUB-1001')
    .dblclick();
  await page.getByRole('heading', { name: 'Releases of Aurelia Pharma, the next twelve months' }).waitFor();
  await page.getByText('Since version 1').waitFor();
  await page.getByRole('button', { name: 'Publish version 3' }).click();
  const publishing = page.getByRole('dialog');
  await publishing.getByRole('button', { name: 'Publish', exact: true }).click();
  await publishing.getByText('Nothing has changed since version 2').first().waitFor();
  await publishing.getByLabel('Months').fill('18');
  await publishing.getByLabel('Note').fill('Half a year more');
  await publishing.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('Half a year more').waitFor();

  await page.getByRole('button', { name: 'Open a link' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Open the link' }).click();
  const address = await page.getByRole('dialog').getByLabel('Address of the plan').inputValue();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByText('Link open', { exact: true }).waitFor();

  const outside = await (await stage().stranger()).newPage();
  const { pathname, hash } = new URL(address);
  const asked: string[] = [];
  outside.on('request', (request) => asked.push(request.url()));
  await outside.goto(`${pathname}${hash}`);
  await outside.getByRole('heading', { name: 'Releases of Aurelia Pharma, the next twelve months' }).waitFor();
  await outside.getByText('Half a year more').waitFor();
  await outside.getByRole('combobox', { name: 'Version' }).click();
  await outside.getByRole('option', { name: '1', exact: true }).click();
  await outside.getByText('Version 1, published').waitFor();
  expect(await outside.getByRole('region', { name: 'Releases' }).getByRole('row').count()).toBeGreaterThan(5);
  expect(asked.filter((url) => url.includes(hash.slice(1)))).toEqual([]);
  await inspect(outside, 'published-plan-outside');

  await page.getByRole('button', { name: 'Close the link' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill('The supplier has left');
  await page.getByRole('dialog').getByRole('button', { name: 'Close the link' }).click();
  await page.getByText('No link').waitFor();
  await outside.reload();
  await outside.getByText('This link opens no plan').waitFor();
});
