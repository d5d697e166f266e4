import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useStage } from './support/stage.ts';

const stage = useStage({ keep: true });
const [first, second] = ['Cases passed', 'Cases repeated'];

/** A gate with two values to be recorded, on a release of the example. */
async function preparedGate(): Promise<{ readonly id: string; readonly address: string }> {
  const api = (await stage().as('release.manager')).request;
  const { items } = await (await api.get('/api/v1/releases?limit=50&state=proposed')).json();
  const { key } = items[0];
  const { gates, version } = await (await api.get(`/api/v1/releases/${key}/gates`)).json();
  const criterion = (text: string, at: number) => ({ key: `case-${at}`, text, type: 'measure', operator: '>=', threshold: 95 });
  const gate = { key: 'typed', name: 'Typed', guards: 'ready', deciders: ['quality'], criteria: [first, second].map(criterion) };
  const put = await api.put(`/api/v1/releases/${key}/gates`, {
    headers: { 'if-match': `"${version}"` },
    data: { gates: [...gates, gate] },
  });
  expect(put.status(), await put.text()).toBe(200);
  const name = encodeURIComponent(`${key}/typed`);
  const { id } = await (await api.get(`/api/v1/gates/${name}`)).json();
  return { id, address: `/gates/${name}` };
}

const row = (page: Page, text: string): Locator => page.getByRole('row').filter({ hasText: text });
async function opened(page: Page, text: string): Promise<Locator> {
  await row(page, text).getByRole('button', { name: 'Record', exact: true }).click();
  return page.getByRole('dialog');
}
const measured = (dialog: Locator): Locator => dialog.getByRole('textbox', { name: 'Measured' }).first();

/** What the trail holds of gates, by number of entry. */
async function trailOfGates() {
  const api = (await stage().as('auditor')).request;
  const reply = await api.get('/api/v1/ledger/entries?kind=gate&limit=200');
  expect(reply.status()).toBe(200);
  return (await reply.json()).items;
}

describe('what is typed and not saved', () => {
  test('[FDG-CI-Q13] [MHRA-612] leaves nothing: abandoned typing is no event, a save is exactly one; after the browser is gone the saved value stands with its time, the typed one is nowhere, and the gap is seen', async () => {
    const { id, address } = await preparedGate();
    const page = await stage().at('release.manager', address);
    const before = await trailOfGates();

    // Typed, corrected, and left.
    const abandoned = await opened(page, first);
    await measured(abandoned).fill('91.25');
    await measured(abandoned).fill('96.25');
    await abandoned.getByRole('button', { name: 'Cancel' }).click();
    await abandoned.waitFor({ state: 'detached' });
    expect(await trailOfGates()).toEqual(before);
    expect(await row(page, first).innerText()).not.toContain('96.25');

    const saved = await opened(page, first);
    await measured(saved).fill('98.25');
    await saved.getByRole('button', { name: 'Record', exact: true }).click();
    await saved.waitFor({ state: 'detached' });
    await row(page, first).getByText('98.25').first().waitFor();
    const after = await trailOfGates();
    expect(after).toHaveLength(before.length + 1);
    expect(after[0]).toMatchObject({ act: 'gates.result-recorded', subject: { id } });
    expect(JSON.stringify(after[0].changes)).toContain('98.25');
    expect(JSON.stringify(after)).not.toMatch(/91\.25|96\.25/);

    // Typed, and the browser is gone before it is saved; all that its profile kept comes back with the next one.
    await measured(await opened(page, second)).fill('97.75');
    const kept = await page.context().storageState({ indexedDB: true });
    await page.context().close();
    expect(JSON.stringify(kept)).not.toMatch(/9[1678]\.[27]5/);
    const again = await (await stage().stranger({ storageState: kept })).newPage();
    await again.goto(address);
    await row(again, first).getByText('98.25').first().waitFor();
    expect(
      await row(again, first)
        .locator(`time[datetime^="${after[0].at.slice(0, 16)}"]`)
        .count(),
    ).toBeGreaterThan(0);
    expect(await row(again, second).innerText()).toContain('Unknown');
    expect(await again.getByRole('main').innerText()).not.toContain('97.75');
    expect(await again.getByRole('dialog').count()).toBe(0);
    expect(await trailOfGates()).toEqual(after);
    const gate = await (await again.context().request.get(`/api/v1${address}`)).json();
    expect(gate.criteria.map((one: { result: unknown }) => one.result === null)).toEqual([false, true]);
  }, 90_000);
});
