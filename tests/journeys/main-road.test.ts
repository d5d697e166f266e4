import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { z } from 'zod';
import { nightPlan } from './support/night-plan.ts';
import { interlock } from './support/server.ts';
import { type Mailbox, useStage, useSteps } from './support/stage.ts';
import { stateIs, take, tryTo, whyNot } from './support/workspace.ts';

const stage = useStage({ keep: true });
const step = useSteps();
const startedAt = Date.now();
const people = new Map<Mailbox, Promise<Page>>();
let folder = '';
let address = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-journey-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The page on which this person works through the whole journey, at the release. */
async function pageOf(mailbox: Mailbox, tab = ''): Promise<Page> {
  const page = await (people.get(mailbox) ?? people.set(mailbox, stage().at(mailbox, '/')).get(mailbox));
  if (page === undefined) throw new Error(`${mailbox} has no page`);
  await page.goto(`${address}${tab}`);
  return page;
}

const password = (mailbox: Mailbox) => ({ password: stage().passwordOf(mailbox) });

/** A command of somebody who signed in with the CLI before. */
async function command(mailbox: Mailbox, ...args: readonly string[]) {
  const env = { INTERLOCK_URL: stage().server.url, XDG_CONFIG_HOME: path.join(folder, mailbox) };
  const entered = await interlock(['sign-in', '--email', stage().emailOf(mailbox)], env, `${stage().passwordOf(mailbox)}\n`);
  expect(entered).toMatchObject({ code: 0, err: '' });
  return interlock(args, env);
}

const rows = z.object({ items: z.array(z.object({ key: z.string(), name: z.string() })) });

async function keyOf(mailbox: Mailbox, query: string): Promise<string> {
  const page = await pageOf(mailbox);
  const reply = await page.context().request.get(`/api/v1/releases?${query}`);
  return rows.parse(await reply.json()).items[0]?.key ?? '';
}

describe('a release on its way from a plan file to its closure', () => {
  step(
    'the plan is looked at like a diff, applied by an administrator and a release manager, and does nothing a second time',
    async () => {
      const file = path.join(folder, 'night.yaml');
      await writeFile(file, nightPlan(startedAt));
      const units = await command('administrator', 'apply', file, '--only', 'units');
      expect(units, units.err).toMatchObject({ code: 0 });
      const looked = await command('release.manager', 'plan', file);
      expect(looked.out).toMatch(/\+ .*night-samples-2/);
      const applied = await command('release.manager', 'apply', file);
      expect(applied, applied.err).toMatchObject({ code: 0 });
      const again = await command('release.manager', 'apply', file);
      expect(again.out).toMatch(/^0 applied, 0 refused/);
      address = `/releases/${await keyOf('release.manager', 'q=Night samples')}`;
    },
  );

  step('it stands on the calendar of twelve months, with its phases and its go-live', async () => {
    const page = await pageOf('stakeholder');
    await page.goto('/calendar?q=Night samples');
    await page.getByRole('rowheader', { name: /Night samples 2.0.*Go-live of REL-\d+/ }).waitFor();
    await page.getByRole('button', { name: /^Build of REL-\d+ Night samples 2.0/ }).waitFor();
  });

  step('who proposed it does not accept it', async () => {
    const why = await whyNot(await pageOf('release.manager'), 'Accept');
    expect(why.text).toContain('identity.not-independent');
  });

  step('another release manager accepts it, but not with a wrong password', async () => {
    const page = await pageOf('second.release.manager');
    expect(await tryTo(page, 'Accept', { password: 'not my password' })).toContain('Rule');
    await take(page, 'Accept', password('second.release.manager'));
    await stateIs(page, 'Accepted');
    await take(page, 'Approve the dates', password('second.release.manager'));
    await stateIs(page, 'Planned');
    await take(page, 'Start work');
    await stateIs(page, 'In progress');
  });

  step('go is refused while the business has not accepted and its gate has not passed, with the way to the remedy', async () => {
    const page = await pageOf('second.release.manager');
    const why = await whyNot(page, 'Decide go');
    expect(why.text).toContain('releases.uat-accepted');
    expect(why.text).toContain('gates.not-passed');
    expect(why.links.some((href) => href.startsWith(address))).toBe(true);
    await page
      .getByRole('region', { name: /^Next step: decide go/ })
      .getByText('Who can:')
      .first()
      .waitFor();
  });

  step('a gate with a red criterion is not passed, whoever asks', async () => {
    const tester = await pageOf('test.manager', '/gates?gate=readiness');
    await record(tester, 'Test cases passed', async (dialog) => dialog.getByLabel('Measured, in %').fill('91.5'));
    await tester.getByText('Not met', { exact: true }).waitFor();
    const implementer = await pageOf('implementation.manager', '/gates?gate=readiness');
    await record(implementer, 'Back-out was rehearsed', async (dialog) => dialog.getByLabel('Done', { exact: true }).check());
    const owner = await pageOf('process.owner', '/gates?gate=readiness');
    const why = await whyNot(owner, 'Pass');
    expect(why.text).toContain('gates.criteria-not-green');
  });

  step('who measures does not decide; the process owner passes the gate on what stands there', async () => {
    const tester = await pageOf('test.manager', '/gates?gate=readiness');
    await record(tester, 'Test cases passed', async (dialog) => dialog.getByLabel('Measured, in %').fill('99.2'));
    await tester.getByText('2 of 2 criteria met').first().waitFor();
    expect((await whyNot(tester, 'Pass')).text).toMatch(/Rule/);
    const owner = await pageOf('process.owner', '/gates?gate=readiness');
    await take(owner, 'Pass', {
      reason: 'Tested by my people',
      ...password('process.owner'),
      fill: seeAll,
    });
    await owner.getByText('Passed', { exact: true }).first().waitFor();
    await owner.goto(address);
    await take(owner, 'Accept the UAT', password('process.owner'));
  });

  step('go is decided, and only a deployer starts the deployment', async () => {
    const manager = await pageOf('second.release.manager');
    await take(manager, 'Decide go', password('second.release.manager'));
    await stateIs(manager, 'Ready');
    expect((await whyNot(manager, 'Start the deployment')).text).toContain('identity.no-right');
  });

  step('a deployment does not start before its go-live; the refusal says when and where to change it', async () => {
    const waiting = await keyOf('deployer', 'state=ready&q=Inventory');
    const page = await pageOf('deployer');
    await page.goto(`/releases/${waiting}`);
    const why = await whyNot(page, 'Start the deployment');
    expect(why.text).toMatch(/too early/);
    expect(why.text).toContain('releases.go-live-reached');
    expect(why.links).toContain(`/releases/${waiting}/schedule`);
  });

  step('it is deployed, with a result for each application', async () => {
    const page = await pageOf('deployer');
    await take(page, 'Start the deployment');
    await stateIs(page, 'Deploying');
    await take(page, 'Report as deployed', {
      ...password('deployer'),
      fill: async (dialog) => {
        await dialog.getByRole('combobox', { name: 'Night samples' }).click();
        await page.getByRole('option', { name: 'Completed' }).click();
      },
    });
    await stateIs(page, 'Deployed');
  });

  step('quality does not release it for use before the business has validated it', async () => {
    const quality = await pageOf('quality');
    expect((await whyNot(quality, 'Release for use')).text).toContain('releases.validated-positive');
    const business = await pageOf('process.owner');
    await take(business, 'Record the validation', {
      ...password('process.owner'),
      fill: (dialog) => dialog.getByLabel('Positive').check(),
    });
    await quality.getByRole('button', { name: 'Release for use', exact: true }).waitFor();
    await take(quality, 'Release for use', password('quality'));
    await stateIs(quality, 'Released for use');
  });

  step('it enters warranty, is confirmed by business and IT as two people, passes its last gate, and closes', async () => {
    await take(await pageOf('implementation.manager'), 'Enter warranty');
    const manager = await pageOf('second.release.manager');
    expect((await whyNot(manager, 'Close the release')).text).toContain('releases.confirmed');
    await take(await pageOf('process.owner'), 'Confirm for the business', password('process.owner'));
    await take(await pageOf('system.owner'), 'Confirm for IT', password('system.owner'));
    await take(await pageOf('second.quality', '/gates?gate=closure'), 'Pass', {
      reason: 'Nothing is left open',
      ...password('second.quality'),
      fill: seeAll,
    });
    await take(await pageOf('second.release.manager'), 'Close the release', password('second.release.manager'));
    await stateIs(manager, 'Closed');
  });
});

/** Whoever decides a gate opens the trail of its record, and has seen the criteria. */
async function seeAll(dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'Open the trail' }).click();
  await dialog.getByRole('region', { name: 'Trail of the record' }).getByRole('listitem').first().waitFor();
  await dialog.getByLabel('I have seen the criteria as they stand now').check();
}

async function record(page: Page, criterion: string, fill: NonNullable<Parameters<typeof take>[2]>['fill']): Promise<void> {
  const row = page.getByRole('row').filter({ hasText: criterion });
  await take(page, 'Record', fill === undefined ? {} : { fill }, row.getByRole('button', { name: 'Record', exact: true }));
}

describe('what is left of it', () => {
  step('the history shows who did what, with the old value beside the new one', async () => {
    const page = await pageOf('auditor', '/history');
    const history = page.getByRole('region', { name: 'History of the release' });
    const closing = history.getByRole('listitem').filter({ hasText: 'Marc Delacroix' }).first();
    await closing.getByRole('row', { name: /state\s+warranty\s+closed/ }).waitFor();
    await history.getByRole('listitem').filter({ hasText: 'Carla Moretti' }).first().waitFor();
  });

  step('the release is shown as it was, and the ledger of it all is valid', async () => {
    const page = await pageOf('auditor');
    const entries = z.object({ items: z.array(z.object({ at: z.string(), says: z.string() })) });
    const reply = await page.context().request.get(`/api/v1/records/release/${await idOf(page)}/history?limit=100`);
    const first = entries.parse(await reply.json()).items.at(-1)?.at ?? '';
    await page.goto(`${address}?asOf=${encodeURIComponent(first)}`);
    await page.getByText(/You see this release as it was at/).waitFor();
    await stateIs(page, 'Proposed');
    expect(await page.getByRole('button', { name: 'Close the release', exact: true }).count()).toBe(0);
    const verified = await command('auditor', 'ledger', 'verify');
    expect(verified.out).toMatch(/^Valid: \d+ entries/);
    expect(verified.code).toBe(0);
  });
});

async function idOf(page: Page): Promise<string> {
  const reply = await page.context().request.get(`/api/v1${address}`);
  return z.object({ id: z.string() }).parse(await reply.json()).id;
}
