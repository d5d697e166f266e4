import { expect, test } from 'vitest';
import { inspect } from './support/inspect.ts';
import { useStage } from './support/stage.ts';
import { shownToSign } from './support/workspace.ts';

const stage = useStage();

test('what would loosen the profile is said before it is sent, and holds only once quality has signed it', async () => {
  const page = await stage().at('validation.lead', '/admin/profile');
  await page.getByRole('button', { name: 'Change values' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Values of' }).click();
  await page.getByRole('option', { name: 'Gates' }).click();
  await dialog.getByLabel('A waiver of a criterion ends at the latest after').fill('120');
  await dialog.getByText('It loosens the profile').waitFor();
  await dialog.getByLabel('Reason').fill('Suppliers answer within a quarter');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const waiting = page.getByRole('article').filter({ hasText: 'Suppliers answer within a quarter' });
  await waiting.getByText('Waits for a decision').waitFor();

  const quality = await stage().at('quality', '/admin/profile');
  const change = quality.getByRole('article').filter({ hasText: 'Suppliers answer within a quarter' });
  await change.getByRole('button', { name: 'Approve' }).click();
  const signing = await shownToSign(quality.getByRole('dialog'));
  await signing.getByText('goes from 90 days to 120 days').waitFor();
  await signing.getByLabel('Your password').fill(stage().passwordOf('quality'));
  await signing.getByRole('button', { name: 'Sign and approve' }).click();
  await signing.waitFor({ state: 'hidden' });
  await change.getByText('Adopted').waitFor();
  const row = quality.getByRole('row', { name: /A waiver of a criterion/ });
  await row.getByText('120 days').waitFor();
  await row.getByText('Looser').waitFor();
  await inspect(quality, 'policies.profile.changed');
});

test('who is asked to acknowledge a policy does so on its page, and is off the list of who owes it', async () => {
  const page = await stage().at('second.process.owner', '/policies');
  await page.getByText('Back-out by criticality').first().waitFor();
  const owing = await stage().at('implementation.manager', '/policies/POL-3');
  const acknowledgements = owing.getByRole('region', { name: 'Acknowledgements' });
  await acknowledgements.getByText('1 outstanding').waitFor();
  await owing.getByRole('button', { name: 'Acknowledge version 1' }).click();
  await acknowledgements.getByText('Jonas Keller').waitFor();
  expect(await acknowledgements.getByText('outstanding').count()).toBe(0);
  expect(await owing.getByRole('button', { name: 'Acknowledge version 1' }).count()).toBe(0);
  await inspect(owing, 'policies.policy.acknowledged');
});
