import { expect, test } from 'vitest';
import { inspect } from './support/inspect.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

test('filters of the trail are kept under a name, shared, found by somebody else, changed and dropped', async () => {
  const page = await stage().at('auditor', '/audit?kind=release&act=releases.planned');
  await page.getByRole('row').nth(1).waitFor();
  await page.getByRole('button', { name: 'More filters' }).click();
  await page.getByLabel('Role at the time').fill('Release manager');
  await page.waitForURL(/role=release-manager/);
  await page
    .getByText('ledger.search-too-wide')
    .or(page.getByText(/is searched within 92 days/))
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.goto('/audit?kind=release&act=releases.planned&from=2026-10-01T00:00:00.000Z&role=release-manager');
  await page.getByRole('row').nth(1).waitFor();
  await page.getByLabel('Role at the time').waitFor();
  await inspect(page, 'ledger.audit.further');
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.getByRole('button', { name: 'Keep this view' }).click();
  const keeping = page.getByRole('dialog', { name: 'Keep this view of the audit trail' });
  await keeping.getByLabel('Name of the view').fill('Dates that were approved');
  await keeping.getByLabel('Everybody who reads the audit trail sees it').check({ force: true });
  await keeping.getByRole('button', { name: 'Keep', exact: true }).click();
  await keeping.waitFor({ state: 'detached' });
  await page.waitForURL(/view=TVW-\d+/);
  expect(await page.getByRole('combobox', { name: 'Kept view' }).inputValue()).toBe('Dates that were approved');

  const other = await stage().at('quality', '/audit');
  await other.getByRole('combobox', { name: 'Kept view' }).click();
  await other.getByRole('option', { name: 'Dates that were approved' }).click();
  await other.waitForURL(/role=release-manager/);
  await other.getByRole('row').nth(1).waitFor();
  expect(new URL(other.url()).searchParams.get('act')).toBe('releases.planned');
  expect(await other.getByRole('button', { name: 'Change this view' }).count()).toBe(0);
  await inspect(other, 'ledger.audit.view');

  await page.getByLabel('Role at the time').fill('');
  await page.getByRole('button', { name: 'Save to this view' }).click();
  const changing = page.getByRole('dialog', { name: /^Change the view/ });
  await changing.getByText('It will show what the filters show now.').waitFor();
  await changing.getByRole('button', { name: 'Save', exact: true }).click();
  await changing.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Change this view' }).waitFor();
  await page.getByRole('button', { name: 'Drop this view' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Drop this view' }).click();
  await page.getByPlaceholder('No kept view yet').waitFor();
});
