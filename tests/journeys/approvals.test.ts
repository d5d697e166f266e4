import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { inspect } from './support/inspect.ts';
import { propose, tuesdayEvening } from './support/propose.ts';
import { interlock } from './support/server.ts';
import { type Mailbox, useStage } from './support/stage.ts';
import { shownToSign, stateIs, take, whyNot } from './support/workspace.ts';

const stage = useStage();
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-approvals-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const password = (mailbox: Mailbox): string => stage().passwordOf(mailbox);
const listed = z.object({ items: z.array(z.object({ key: z.string(), terms: z.object({ name: z.string() }) })) });

/** A command of somebody who signed in at the terminal; what is asked is answered on standard input. */
async function command(mailbox: Mailbox, args: readonly string[], input = '') {
  const env = { INTERLOCK_URL: stage().server.url, XDG_CONFIG_HOME: path.join(folder, mailbox) };
  const entered = await interlock(['sign-in', '--email', stage().emailOf(mailbox)], env, `${password(mailbox)}\n`);
  expect(entered).toMatchObject({ code: 0, err: '' });
  return interlock(args, env, input);
}

async function choose(page: Page, label: string | RegExp, option: string | RegExp): Promise<void> {
  await page
    .getByRole('dialog')
    .getByRole('combobox', { name: label })
    .or(page.getByRole('dialog').getByLabel(label))
    .first()
    .click();
  await page.getByRole('option', { name: option }).first().click();
}

test('what must be approved is proposed by one and signed by quality; then a step waits, is approved at the terminal, and is taken', async () => {
  const lead = await stage().at('validation.lead', '/approvals/requirements');
  await lead.getByRole('button', { name: 'Propose a requirement' }).click();
  const form = lead.getByRole('dialog');
  await form.getByLabel('Name').fill('Quality agrees to go-lives of Corporate IT');
  await choose(lead, 'Before the step', /^Accept \(release\)/);
  await choose(lead, 'For records of this unit and below', /^Corporate IT/);
  await form.getByRole('textbox', { name: 'Reason' }).fill('Audit observation 3');
  await form.getByRole('button', { name: 'Propose', exact: true }).click();
  await lead
    .getByText(/^RQC-\d+ is proposed/)
    .first()
    .waitFor();
  const change =
    /RQC-\d+/.exec(
      await lead
        .getByText(/^RQC-\d+ is proposed/)
        .first()
        .innerText(),
    )?.[0] ?? '';
  await lead.goto(`/approvals/changes/${change}`);
  expect((await whyNot(lead, 'Sign')).text).toContain('You proposed this change');

  const quality = await stage().at('quality', `/approvals/changes/${change}`);
  await inspect(quality, 'approvals.change-to-sign');
  await take(quality, 'Sign', { password: password('quality') });
  await quality.getByRole('main').getByText('Effective', { exact: true }).waitFor();
  const all = listed.parse(await (await quality.context().request.get('/api/v1/approval-requirements')).json());
  const key = all.items.find(({ terms }) => terms.name === 'Quality agrees to go-lives of Corporate IT')?.key ?? '';
  expect(key).toMatch(/^RQ-\d+$/);

  const proposer = await stage().as('release.manager');
  const release = await propose(proposer, { name: 'Waits for quality', at: tuesdayEvening(75) });
  const manager = await stage().at('second.release.manager', `/releases/${release.key}`);
  await stateIs(manager, 'Proposed');
  const why = await whyNot(manager, 'Accept');
  expect(why.text).toContain(key);
  expect(why.text).toContain('Dr. Elif Kaya');

  await quality.goto('/approvals');
  await quality.getByRole('link', { name: new RegExp(release.key) }).waitFor();
  await quality.goto(`/releases/${release.key}/approvals`);
  await quality.getByText('1 of 1 missing').waitFor();
  await quality.getByRole('main').getByRole('button', { name: 'Approve', exact: true }).click();
  const dialog = await shownToSign(quality.getByRole('dialog'));
  await dialog.getByText('Waits for quality').first().waitFor();
  await quality.keyboard.press('Escape');

  const named = `release:${release.key}:accept`;
  const unsigned = await command('quality', ['approvals', 'give', named, 'approve']);
  expect(unsigned.code).not.toBe(0);
  expect(unsigned.err).toContain('signatures.signature-required');
  const given = await command('quality', ['approvals', 'give', named, 'approve', '--sign'], `${password('quality')}\n`);
  expect(given, given.err).toMatchObject({ code: 0 });
  expect(given.err).toContain('approve this content');

  await quality.goto(`/releases/${release.key}/approvals`);
  await quality.getByText('Approved', { exact: true }).first().waitFor();
  await quality
    .getByRole('main')
    .getByRole('link', { name: /^Approved by Dr\. Elif Kaya/ })
    .waitFor();
  await inspect(quality, 'approvals.of-a-release');
  await manager.reload();
  await take(manager, 'Accept', { password: password('second.release.manager') });
  await stateIs(manager, 'Accepted');
  const late = await command('quality', ['approvals', 'show', '--subject', named]);
  expect(late.out).toContain(key);
});
