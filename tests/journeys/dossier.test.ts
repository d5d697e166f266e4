import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { useStage } from './support/stage.ts';

const stage = useStage();

test('from the page of a release its dossier is printed as PDF and as bundle; who has no right to it is told so', async () => {
  const page = await stage().at('quality', '/releases');
  const { items } = await (await page.request.get('/api/v1/releases?limit=1')).json();
  const key: string = items[0].key;
  await page.goto(`/releases/${key}`);
  await page.getByRole('button', { name: 'Dossier', exact: true }).click();
  await page.getByRole('heading', { name: 'What it holds' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/dossiers/${key}`);
  expect(await page.getByRole('row').count()).toBe(23);
  if (process.env.INTERLOCK_SHOTS !== undefined)
    await page.screenshot({ path: `${process.env.INTERLOCK_SHOTS}/dossier.png`, fullPage: true });
  for (const [button, begin] of [
    ['Print as PDF', '%PDF-1.7'],
    ['Print as JSON', '{"format'],
  ] as const) {
    const coming = page.waitForEvent('download', { timeout: 60_000 });
    await page.getByRole('button', { name: button }).click();
    const file = await (await coming).path();
    expect((await readFile(file)).subarray(0, 8).toString('latin1')).toBe(begin);
  }

  const stranger = await stage().at('stakeholder', `/dossiers/${key}`);
  await stranger
    .getByText('records.dossier')
    .or(stranger.getByText('See and print the whole record of releases'))
    .first()
    .waitFor();
  expect(await stranger.getByRole('button', { name: 'Print as PDF' }).count()).toBe(0);
});
