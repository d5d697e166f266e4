import { expect, test } from 'vitest';
import { inspect } from './support/inspect.ts';
import { propose, tuesdayEvening } from './support/propose.ts';
import { useStage } from './support/stage.ts';
import { shownToSign, stateIs, take } from './support/workspace.ts';

const stage = useStage();

test('what would loosen the profile is said before it is sent, and holds only once quality has signed it', async () => {
  const page = await stage().at('validation.lead', '/admin/profile');
  await page.getByRole('button', { name: 'Change values' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Values of' }).click();
  await page.getByRole('option', { name: 'Gates' }).click();
  await dialog.getByLabel('A waiver of a criterion ends at the latest after').fill('120');
  await dialog.getByText('It loosens the profile').waitFor();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Suppliers answer within a quarter');
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

test('a policy asks a role for a training: who has none is told before any password, and signs once somebody else has recorded it', async () => {
  const writer = await stage().at('validation.lead', '/policies');
  await writer.getByRole('button', { name: 'Write a policy' }).click();
  const form = writer.getByRole('dialog', { name: 'Write a policy' });
  await form.getByLabel('Title').fill('Release procedure');
  await form.getByRole('combobox', { name: 'Holds in' }).click();
  await writer.getByRole('option').first().click();
  await form.getByLabel('Text', { exact: true }).fill('A release is accepted by who knows how.');
  await form.getByLabel('What is new in it').fill('First version');
  await form.getByRole('combobox', { name: 'Asks for a training of' }).fill('release man');
  await writer
    .getByRole('option', { name: /release manager/i })
    .first()
    .click();
  await writer.keyboard.press('Escape');
  await form.getByLabel('A training counts for so many months').fill('12');
  await form.getByRole('button', { name: 'Write', exact: true }).click();
  await form.waitFor({ state: 'detached' });
  await writer.getByRole('heading', { name: 'Release procedure' }).waitFor();
  await writer.getByRole('button', { name: 'Submit' }).click();
  await writer.getByText('In review').first().waitFor();
  const address = writer.url();

  const quality = await stage().at('quality', address);
  await quality.getByRole('button', { name: 'Approve' }).click();
  const signing = await shownToSign(quality.getByRole('dialog'));
  await signing.getByLabel('Your password').fill(stage().passwordOf('quality'));
  await signing.getByRole('button', { name: /^Sign and approve/ }).click();
  await signing.waitFor({ state: 'hidden' });
  const trainings = quality.getByRole('region', { name: 'Trainings' });
  await trainings.getByText(/not trained/).waitFor();
  await inspect(quality, 'policies.policy.training-asked');

  const proposer = await stage().as('release.manager');
  const release = await propose(proposer, { name: 'Token rotation', at: tuesdayEvening(60) });
  const signer = await stage().at('second.release.manager', `/releases/${release.key}`);
  await signer.getByRole('main').getByRole('button', { name: 'Accept', exact: true }).click();
  const refused = signer.getByRole('dialog');
  await refused.getByText(/You have no training in POL-\d+ “Release procedure”/).waitFor();
  expect(await refused.getByLabel('Your password').count()).toBe(0);
  await signer.keyboard.press('Escape');

  await trainings.getByRole('button', { name: 'Record a training' }).click();
  const recording = quality.getByRole('dialog', { name: /^Record a training/ });
  await recording.getByRole('combobox', { name: 'Who was trained' }).fill('Marc');
  await quality.getByRole('option', { name: /Marc Delacroix/ }).click();
  await recording.getByLabel('Taken').fill(new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 16));
  await recording.getByLabel('Proof').fill('Course RM-4, passed');
  await recording.getByRole('button', { name: 'Record', exact: true }).click();
  await recording.waitFor({ state: 'detached' });
  await trainings.getByText('Current').waitFor();
  await inspect(quality, 'policies.policy.trained');

  await take(signer, 'Accept', { password: stage().passwordOf('second.release.manager') });
  await stateIs(signer, 'Accepted');
});
