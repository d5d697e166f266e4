import type { APIResponse } from 'playwright-core';
import { expect, test } from 'vitest';
import { useStage } from './support/stage.ts';

const stage = useStage();
const why = 'the assessment of April was repeated';
const planOf = (criticality: string): string => `interlock: 1
name: reasons-plan
zone: Europe/Zurich
applications:
  - { key: APP-REASONS, name: Label printer, unit: aurelia, owner: system.owner@aurelia.example, criticality: ${criticality}, gxp: false, lifecycleStage: live }
`;

test('[A11-9-2] a regulated field that was saved once is not changed without a reason through screen, API or plan file, each refused with the same code; with one all three keep it in their entries', async () => {
  const page = await stage().at('release.manager', '/');
  const api = page.request;
  const planned = (criticality: string, more: object = {}, headers: Record<string, string> = {}): Promise<APIResponse> =>
    api.post('/api/v1/plans/applications', { data: { text: planOf(criticality), ...more }, headers });
  expect((await planned('low')).status()).toBe(200);
  const owner = await stage().at('system.owner', '/applications/APP-REASONS');
  const shown = async () => (await owner.request.get('/api/v1/applications/APP-REASONS')).json();
  const changed = async (criticality: string, more: object = {}, headers: Record<string, string> = {}): Promise<APIResponse> =>
    owner.request.patch('/api/v1/applications/APP-REASONS', {
      data: { criticality, ...more },
      headers: { 'if-match': `"${(await shown()).version}"`, ...headers },
    });
  const codesOf = async (reply: APIResponse) => (await reply.json()).refusals.map(({ code }: { code: string }) => code);

  // Without a reason: the file, the API, the screen.
  const file = await planned('medium');
  expect([file.status(), await codesOf(file)]).toEqual([422, ['ledger.reason-required']]);
  const call = await changed('medium');
  expect([call.status(), await codesOf(call)]).toEqual([422, ['ledger.reason-required']]);
  await owner.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = owner.getByRole('dialog');
  const choose = async (label: string, option: string) => {
    await dialog.getByRole('combobox', { name: label }).click();
    await owner.getByRole('option', { name: option, exact: true }).click();
  };
  await choose('Criticality', 'Medium');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('ledger.reason-required').first().waitFor();
  expect((await shown()).criticality).toBe('low');

  // With it: the same three.
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(why);
  await choose('Kind of reason', 'Correction of a mistake');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect((await shown()).criticality).toBe('medium');
  expect((await changed('high', { reason: why }, { 'reason-code': 'new-information' })).status()).toBe(200);
  expect((await planned('critical', { reason: why }, { 'reason-code': 'planned-change' })).status()).toBe(200);

  const auditor = await stage().as('auditor');
  const trail = await auditor.request.get('/api/v1/ledger/entries?key=APP-REASONS&field=/criticality&sort=at');
  const entries: readonly { reason: string | null; reasonCode: string | null }[] = (await trail.json()).items;
  expect(entries.map(({ reason, reasonCode }) => [reason, reasonCode])).toEqual([
    [null, null],
    [why, 'correction'],
    [why, 'new-information'],
    [why, 'planned-change'],
  ]);
});
