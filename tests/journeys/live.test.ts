import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { historyOf, propose, tuesdayEvening } from './support/propose.ts';
import { useStage } from './support/stage.ts';
import { stateIs, take } from './support/workspace.ts';

const stage = useStage();

/** A mark that is gone when a page was loaded anew. */
const mark = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.set(globalThis, 'journeyMark', true));
const isMarked = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.get(globalThis, 'journeyMark') === true);

test('a release is moved onto another one, and whoever looks at the other one sees the collision without loading anything', async () => {
  const mover = await stage().as('release.manager');
  const at = tuesdayEvening(45);
  const moved = await propose(mover, { name: 'Single sign-on for sites', at: at + 7 * 86_400_000 });
  const struck = await propose(mover, { name: 'Passkeys for everybody', at });
  const watching = await stage().at('second.release.manager', `/releases/${struck.key}/collisions`);
  await watching.getByRole('heading', { name: struck.name }).waitFor();
  await watching.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  await mark(watching);
  expect(await watching.getByText(moved.name).count()).toBe(0);

  const moving = await mover.newPage();
  await moving.goto(`/releases/${moved.key}/move`);
  const review = moving.getByRole('dialog', { name: /^Review changes: move/ });
  await review.getByRole('button', { name: 'A week earlier' }).click();
  await review.getByText(struck.name).first().waitFor();
  await review.getByRole('button', { name: 'Move the go-live' }).click();
  await review.waitFor({ state: 'detached' });

  await watching.getByRole('main').getByText(moved.name).first().waitFor();
  expect(await isMarked(watching)).toBe(true);
});

test('two people edit one release: the slower one chooses mine or theirs, field by field', async () => {
  const first = await stage().as('release.manager');
  const release = await propose(first, { name: 'Directory clean-up', at: tuesdayEvening(80) });
  const open = async (page: Page): Promise<Page> => {
    await page.goto(`/releases/${release.key}/edit`);
    await page.getByRole('dialog').getByLabel('Name').waitFor();
    return page;
  };
  const fast = await open(await first.newPage());
  const slow = await open(await (await stage().as('second.release.manager')).newPage());
  await fast.getByLabel('Name').fill('Directory clean-up, stage one');
  await fast.getByRole('button', { name: 'Save', exact: true }).click();
  await fast.getByRole('dialog').waitFor({ state: 'detached' });

  await slow.getByLabel('Name').fill('Clean directory');
  await slow.getByLabel('Summary').fill('Leavers lose their groups.');
  await slow.getByRole('button', { name: 'Save', exact: true }).click();
  const choice = slow.getByRole('dialog', { name: 'Somebody was faster' });
  const row = choice.getByRole('row', { name: /^Name/ });
  await row.getByText('Directory clean-up, stage one').waitFor();
  await row.getByText('Clean directory').waitFor();
  await choice.getByRole('radio', { name: 'Name: keep the current value' }).check();
  await choice.getByRole('button', { name: /^Save on top of version/ }).click();
  await slow.getByRole('dialog').first().waitFor({ state: 'detached' });
  await slow.getByRole('heading', { name: 'Directory clean-up, stage one' }).waitFor();
  await slow.getByText('Leavers lose their groups.').waitFor();
});

test('a session that was ended elsewhere asks for the password above the page, and what was typed is still there', async () => {
  const here = await stage().as('project.manager');
  const release = await propose(here, { name: 'Badge readers', at: tuesdayEvening(110) });
  const page = await here.newPage();
  await page.goto(`/releases/${release.key}/edit`);
  await page.getByLabel('Summary').fill('Half a sentence that nobody wants to type aga');
  await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();

  const elsewhere = await stage().as('project.manager');
  expect((await elsewhere.request.delete('/api/v1/sessions')).ok()).toBe(true);
  const door = page.getByRole('dialog', { name: 'Your session has ended' });
  await door.waitFor();
  await door.locator('input[type="password"]').fill(stage().passwordOf('project.manager'));
  await door.getByRole('button', { name: 'Sign in' }).click();
  await door.waitFor({ state: 'detached' });
  expect(await page.getByLabel('Summary').inputValue()).toBe('Half a sentence that nobody wants to type aga');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('main').getByText('Half a sentence that nobody wants to type aga').waitFor();
});

test('two tabs of one person tell the same', async () => {
  const context = await stage().as('release.manager');
  const release = await propose(context, { name: 'Printer certificates', at: tuesdayEvening(140) });
  const [one, other] = [await context.newPage(), await context.newPage()];
  for (const page of [one, other]) {
    await page.goto(`/releases/${release.key}`);
    await stateIs(page, 'Proposed');
  }
  await mark(other);
  await take(one, 'Put on hold', { reason: 'The supplier is late' });
  await stateIs(other, 'On hold');
  expect(await isMarked(other)).toBe(true);
});

test('a double click is one act', async () => {
  const context = await stage().as('release.manager');
  const release = await propose(context, { name: 'Mail routing', at: tuesdayEvening(170) });
  const page = await context.newPage();
  await page.goto(`/releases/${release.key}`);
  await page.getByRole('button', { name: 'Put on hold' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Wanted by nobody at present');
  await dialog.getByRole('button', { name: 'Put on hold' }).dblclick();
  await stateIs(page, 'On hold');
  await dialog.waitFor({ state: 'detached' });
  expect((await historyOf(context, release)).map((entry) => entry.act)).toEqual(['releases.held', 'releases.proposed']);
});

test('back leads out of the peek, and from the release to the list as it was filtered', async () => {
  const page = await stage().at('release.manager', '/releases?q=LIMS');
  const row = page.getByRole('row', { name: /LIMS 8.4/ });
  await row.click();
  const peek = page.getByRole('dialog');
  await peek.getByText('LIMS 8.4').first().waitFor();
  await page.goBack();
  await peek.waitFor({ state: 'detached' });
  await row.getByRole('link').first().click();
  await page.getByRole('heading', { name: /^LIMS 8.4/ }).waitFor();
  await page.goBack();
  await row.waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe('LIMS');
  expect(await page.getByRole('grid', { name: 'Releases' }).getByRole('row').count()).toBe(2);
});
