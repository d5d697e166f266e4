import { expect, test } from 'vitest';
import { useStage } from './support/stage.ts';

const stage = useStage({ keep: true });

test('an administrator asks that nobody be told of a kind for an hour, quality approves it, and the review of the log lists it', async () => {
  const admin = await stage().at('administrator', '/alarms/suppressions');
  await admin.getByRole('button', { name: 'Ask for a suppression' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Kind of alarm').click();
  await admin.getByRole('option', { name: /account was locked/i }).click();
  await dialog.getByLabel('Reason').fill('A load test tries every account');
  expect(await dialog.getByRole('button', { name: 'Ask', exact: true }).isDisabled()).toBe(true);
  const soon = (ms: number) => new Date(Date.now() + ms).toISOString().slice(0, 16);
  // The field is in the time of the reader, at most two hours ahead of UTC.
  await dialog.getByLabel('Until').fill(soon(48 * 3_600_000));
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await dialog
    .getByText(/at most 24 hours ahead/)
    .first()
    .waitFor();
  await dialog.getByLabel('Until').fill(soon(4 * 3_600_000));
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  const row = admin.getByRole('row', { name: /ALS-/ });
  await row.getByText('To decide').waitFor();
  // Whoever asked sees why they do not approve.
  await row.getByRole('button', { name: /^Approve.*not possible now/ }).waitFor();

  // It waits on the first page of who may approve it, and of nobody else.
  const quality = await stage().at('quality', '/');
  const waiting = quality.locator('.alm-waiting').filter({ hasText: 'Suppressions of alarms wait for you' });
  await waiting.getByText('A load test tries every account', { exact: false }).waitFor();
  await admin.goto(new URL('/', admin.url()).href);
  await admin.getByRole('heading', { level: 1 }).waitFor();
  expect(await admin.getByText('Suppressions of alarms wait for you').count()).toBe(0);
  await waiting.getByRole('link', { name: /ALS-/ }).click();
  await quality.getByRole('button', { name: 'Approve' }).click();
  const sure = quality.getByRole('dialog');
  await sure.getByLabel(/Reason/).fill('As agreed with operations');
  await sure.getByRole('button', { name: 'Approve' }).click();
  await quality.getByRole('row', { name: /ALS-/ }).getByText('In force').waitFor();

  await quality.getByRole('link', { name: 'Reviews', exact: true }).click();
  await quality.getByText('A load test tries every account').waitFor();
  await quality.getByRole('button', { name: 'Record the review' }).click();
  const review = quality.getByRole('dialog');
  await review.getByLabel('What you made of it').fill('One suppression, for the load test; nothing else stands out');
  await review.getByRole('button', { name: 'Record it' }).click();
  await quality.locator('#main').getByText('One suppression, for the load test; nothing else stands out').waitFor();
  await quality.getByText('1 suppression', { exact: false }).first().waitFor();
});
