import { expect, test } from 'vitest';
import { inspect } from './support/inspect.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

test('who holds two roles chooses one on their own page, and the session acts in it until they choose otherwise', async () => {
  const admin = await stage().as('administrator');
  const granted = await admin.request.post('/api/v1/role-grants', {
    data: { person: stage().emailOf('stakeholder'), role: 'sponsor', unit: 'aurelia', reason: 'Stands in for the sponsor' },
  });
  expect(granted.status(), await granted.text()).toBe(201);

  const alone = await stage().at('sponsor', '/me');
  await alone.getByRole('region', { name: 'Open sessions' }).waitFor();
  await expect.poll(() => alone.getByRole('region', { name: 'Acting role' }).count()).toBe(0);

  const page = await stage().at('stakeholder', '/me');
  const card = page.getByRole('region', { name: 'Acting role' });
  await card.getByRole('combobox', { name: 'In this session you act as' }).click();
  await page.getByRole('option', { name: 'Sponsor' }).click();
  await expect
    .poll(async () => (await (await page.request.get('/api/v1/sessions/current')).json()).session.actingRole)
    .toBe('sponsor');
  await page.reload();
  expect(await card.getByRole('combobox', { name: 'In this session you act as' }).inputValue()).toBe('Sponsor');
  await inspect(page, 'identity.me.acting');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: /Yann Girard/ }).click();
  const menu = page.locator('.il-person-head');
  await menu.getByText('Sponsor').waitFor();
  expect(await menu.innerText()).not.toContain('Stakeholder');
});
