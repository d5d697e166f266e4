import { describe, expect } from 'vitest';
import { useStage, useSteps } from './support/stage.ts';
import { take } from './support/workspace.ts';

const stage = useStage({ keep: true });
const step = useSteps();
const shots = process.env.INTERLOCK_SHOTS;

describe('templates of gates, the matrix, and what would be', () => {
  step('quality sees what the next edition changes, and approves it with a signature', async () => {
    const page = await stage().at('second.quality', '/gate-templates');
    await page.getByRole('link', { name: 'Readiness of GxP releases' }).click();
    await page.getByText('differences from the edition before').waitFor();
    await page.getByRole('rowheader', { name: 'Criterion training' }).waitFor();
    if (shots !== undefined) await page.screenshot({ path: `${shots}/template.png`, fullPage: true });
    const given = { reason: 'It asks what the procedure asks', password: stage().passwordOf('second.quality') };
    await take(page, 'Approve the draft', given);
    await page.getByText('Superseded').waitFor();
  });

  step('a rule that waits is put in force from the matrix, by somebody who did not propose it', async () => {
    const page = await stage().at('quality', '/gate-matrix');
    await page.getByRole('heading', { name: /^Proposed/ }).waitFor();
    if (shots !== undefined) await page.screenshot({ path: `${shots}/matrix.png`, fullPage: true });
    const given = { reason: 'It is what the inspectors asked for', password: stage().passwordOf('quality') };
    await take(page, 'Put in force', given);
    await page.getByRole('heading', { name: /^Proposed/ }).waitFor({ state: 'detached' });
  });

  step(
    'a release manager proposes a release that the rule speaks of: its gate is there, with the edition that it came from',
    async () => {
      const page = await stage().at('release.manager', '/gate-matrix');
      const { items } = await (await page.request.get('/api/v1/applications?gxp=yes&limit=1')).json();
      const [application] = items;
      const proposed = await page.request.post('/api/v1/releases', {
        data: {
          name: 'Laboratory year release',
          kind: 'independent',
          class: 'major',
          unit: application.unit.key ?? application.unit.id,
          applications: [{ application: application.id }],
        },
        headers: { origin: stage().server.url },
      });
      expect(proposed.status(), await proposed.text()).toBe(201);
      const { key, id } = await proposed.json();
      await page.goto(`/releases/${key}/gates`);
      const demanded = await (await page.request.get(`/api/v1/releases/${id}/demanded-gates`)).json();
      if (demanded.items.length > 0) {
        await page.getByRole('heading', { name: /^Demanded by the matrix/ }).waitFor();
        await page.getByText(/^From template GT-\d+, edition 2/).waitFor();
      }
      if (shots !== undefined) await page.screenshot({ path: `${shots}/demanded.png`, fullPage: true });
      expect(demanded.items.length).toBeGreaterThan(0);
    },
  );

  step('an auditor asks what a gate would say, and nothing is changed', async () => {
    const page = await stage().at('auditor', '/');
    const { items } = await (await page.request.get('/api/v1/releases?limit=40&state=in-progress&expand=gates')).json();
    const gate = items
      .flatMap((one: { gates: { id: string; total: number; state: string }[] }) => one.gates)
      .find((one: { total: number; state: string }) => one.total > 1 && one.state !== 'passed');
    await page.goto(`/gates/${gate.id}/what-if`);
    await page.getByText('Nothing is changed here.').waitFor();
    const first = page
      .getByRole('combobox', { name: /^Assume of / })
      .or(page.getByRole('textbox', { name: /^Assume of / }))
      .first();
    await first.click();
    await page.getByRole('option', { name: 'Waived' }).click();
    await page.getByText('would be green').waitFor();
    expect(new URL(page.url()).search).toContain('waived');
    if (shots !== undefined) await page.screenshot({ path: `${shots}/what-if.png`, fullPage: true });
    await page.reload();
    await page.getByText('Waived', { exact: true }).first().waitFor();
    await page.getByRole('link', { name: 'Back to the gate' }).click();
    await page.getByRole('heading', { name: 'Evaluations' }).waitFor();
    await page.getByText('Intact').first().waitFor();
    if (shots !== undefined) await page.screenshot({ path: `${shots}/gate.png`, fullPage: true });
  });
});
