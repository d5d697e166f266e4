import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signedText } from '../../src/rooms/gates/core/check-signature.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

describe('a machine that a gate asks', () => {
  test('is registered, given a key that is shown once, asked from the gate, and answers signed; a critical value waits for a second person', async () => {
    const page = await stage().at('administrator', '/admin/checkers');
    await page.getByRole('button', { name: 'Register a checker' }).click();
    const register = page.getByRole('dialog', { name: 'Register a checker' });
    await register.getByLabel('Name').fill('Vulnerability scanner');
    await register.getByLabel('Key').fill('scanner');
    await register.getByRole('button', { name: 'Register' }).click();
    await page.getByText('No key: it cannot answer anything yet.').waitFor();
    await page.getByRole('button', { name: 'Add a key' }).click();
    await page
      .getByRole('dialog', { name: /A key for/ })
      .getByRole('button', { name: 'Make a secret' })
      .click();
    const shown = page.getByRole('dialog', { name: 'Copy the secret now' });
    const secret = Buffer.from(await shown.getByLabel('Secret', { exact: true }).inputValue(), 'base64url');
    const key = await shown.getByLabel('Id of the key').inputValue();
    await shown.getByRole('button', { name: 'Close' }).click();
    await page.getByText('Shared secret (HMAC-SHA-256)').waitFor();
    await page.getByText('Waits to be confirmed').waitFor();
    await page.getByRole('button', { name: /^Confirm .not possible now/ }).waitFor();

    const quality = await stage().at('quality', '/admin/checkers');
    await quality.getByRole('button', { name: 'Confirm', exact: true }).click();
    const confirm = quality.getByRole('dialog', { name: 'Confirm the key' });
    await confirm.getByRole('textbox', { name: 'Reason' }).fill('Handed over in person');
    await confirm.getByRole('button', { name: 'Confirm', exact: true }).click();
    await quality.getByText(/^confirmed by/).waitFor();

    const manager = await stage().at('release.manager', '/releases');
    const api = manager.context().request;
    const { items } = await (await api.get('/api/v1/releases?limit=50&state=proposed')).json();
    const release = items[0];
    const asked = await api.get(`/api/v1/releases/${release.key}/gates`);
    const { gates, version } = await asked.json();
    const criteria = [
      { key: 'scan', text: 'Open findings', type: 'external', checker: 'scanner', answerHours: 2, operator: '<=', threshold: 0 },
      { key: 'dose', text: 'Dose limit', type: 'measure', operator: '<=', threshold: 5, critical: true },
      {
        key: 'both',
        text: 'All of it',
        type: 'expression',
        expression: 'criteria.scan.met && criteria.dose.value < 5 && facts.releases.blocking_collisions == 0',
      },
      {
        key: 'collisions',
        text: 'Nothing collides',
        type: 'fact',
        fact: 'releases.blocking-collisions',
        operator: '<=',
        threshold: 0,
      },
    ];
    const gate = { key: 'machines', name: 'Machines', guards: 'ready', deciders: ['quality'], criteria };
    const put = await api.put(`/api/v1/releases/${release.key}/gates`, {
      headers: { 'if-match': `"${version}"` },
      data: { gates: [...gates, gate] },
    });
    expect(put.status(), await put.text()).toBe(200);

    await manager.goto(`/gates/${encodeURIComponent(`${release.key}/machines`)}`);
    await manager.getByRole('button', { name: 'Ask' }).click();
    await manager.getByText('Asked; to be answered by').waitFor();
    const { items: checks } = await (await api.get('/api/v1/external-checks?checker=scanner&state=open')).json();
    const [check] = checks;
    const timestamp = new Date().toISOString();
    const answer = { nonce: check.nonce, value: 0 };
    const signature = createHmac('sha256', secret)
      .update(signedText(check.id, timestamp, answer))
      .digest('base64');
    const heard = await fetch(`${stage().server.url}/api/v1/external-checks/${check.id}/answer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key, timestamp, signature, answer }),
    });
    expect(heard.status, await heard.text()).toBe(200);
    await manager.reload();
    await manager.getByText('Vulnerability scanner').first().waitFor();

    await manager
      .getByRole('row', { name: /Dose limit/ })
      .getByRole('button', { name: 'Record' })
      .click();
    const record = manager.getByRole('dialog', { name: /Record/ });
    await record.getByRole('textbox', { name: 'Measured' }).first().fill('4.2');
    await record.getByRole('button', { name: 'Record' }).click();
    await manager.getByText('waits for a second person').waitFor();
  });
});
