import { describe, expect } from 'vitest';
import { inspect } from './support/inspect.ts';
import { useStage, useSteps } from './support/stage.ts';
import { take } from './support/workspace.ts';

const stage = useStage({ keep: true });
const step = useSteps();

describe('standard changes and their templates', () => {
  const password = (mailbox: string) => ({ password: stage().passwordOf(mailbox) });
  let address = '';

  step('a template that waits is read and approved, signed, by somebody who did not propose it', async () => {
    const proposer = await stage().at('change.manager', '/change-models');
    await proposer.getByRole('link', { name: 'Read access to reports for a new colleague' }).click();
    await proposer.getByRole('heading', { name: 'What it says' }).waitFor();
    await proposer.getByRole('main').getByRole('button', { name: 'Approve' }).click();
    await proposer
      .getByText(/proposed it/)
      .first()
      .waitFor();
    const page = await stage().at('quality', '/change-models/STD-2-v1');
    await inspect(page, 'changes.model');
    await take(page, 'Approve', password('quality'));
    await page.getByText('In force').first().waitFor();
  });

  step('a change is requested by the template, with its instructions on it, and outside of it it is refused', async () => {
    const page = await stage().at('project.manager', '/changes');
    await page.getByRole('button', { name: 'Request a change' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Reports for Ms Keller');
    await dialog.getByRole('combobox', { name: 'Model' }).click();
    await page.getByRole('option', { name: 'Standard' }).click();
    const choose = async (label: string, search: string, option: RegExp): Promise<void> => {
      const field = dialog.getByRole('combobox', { name: label, exact: true });
      await field.click();
      await field.fill(search);
      await page.getByRole('option', { name: option }).first().click();
    };
    await choose('Template', 'Read access', /Read access to reports/);
    await dialog.getByText(/^For APP-DWH\. Limits: 1 application, 30 minutes, risk low\./).waitFor();
    await choose('Unit', 'Corporate IT', /Corporate IT/);
    await choose('Application 1', 'APP-CRM', /APP-CRM/);
    await inspect(page, 'changes.request-standard');
    await dialog.getByRole('button', { name: 'Save the draft' }).click();
    await page.waitForURL(/\/changes\/CHG-\d+$/);
    address = new URL(page.url()).pathname;
    await page.getByText(/Give the role in the group that the request names/).waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Submit as standard' }).click();
    await page
      .getByText(/it is not for APP-CRM/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
  });

  step('it is turned into a normal change with a reason, and follows the normal model once it is submitted', async () => {
    const page = await stage().at('project.manager', address);
    await take(page, 'Turn into a normal change', { reason: 'The customer view is no report' });
    await page.getByText('Reason: The customer view is no report').waitFor();
    await take(page, 'Submit');
    await page.getByRole('link', { name: 'normal-v1' }).waitFor();
    expect(await page.getByRole('button', { name: 'Submit as standard' }).count()).toBe(0);
  });

  step('an administrator proposes another version of the normal model from the one in force', async () => {
    const page = await stage().at('administrator', '/change-models/normal-v1');
    await page.getByRole('button', { name: 'Propose another version' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Back-out plan' }).click();
    await page.getByRole('option', { name: 'Always demanded' }).click();
    await dialog.getByLabel('Reason').fill('Every change has a way back');
    await inspect(page, 'changes.propose-model');
    await dialog.getByRole('button', { name: 'Propose', exact: true }).click();
    await page.waitForURL(/\/change-models\/normal-v2$/);
    await page.getByText('Waits for a decision').first().waitFor();
  });
});
