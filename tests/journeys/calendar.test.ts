import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Entry, historyOf, type Proposed, propose, tuesdayEvening } from './support/propose.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();
const day = 86_400_000;
const timeline = (page: Page): Locator => page.getByRole('region', { name: /^Release calendar\./ });
const review = (page: Page): Locator => page.getByRole('dialog', { name: /^Review changes: move/ });
const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
const bar = (page: Page, release: Proposed, phase: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^${phase} of ${release.key} `) });

/** The canvas under the buttons hears the pointer: a person clicks where the bar is seen. */
async function middleOf(shown: Locator): Promise<{ readonly x: number; readonly y: number; readonly width: number }> {
  const box = await shown.boundingBox();
  if (box === null) throw new Error('the bar is not there');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width };
}

type Span = { readonly from: number; readonly to: number };
function spanOf(page: Page): Span | null {
  const { searchParams } = new URL(page.url());
  const [from, to] = [searchParams.get('from'), searchParams.get('to')];
  return from === null || to === null ? null : { from: Date.parse(from), to: Date.parse(to) };
}
const shownSpan = (page: Page): Span => spanOf(page) ?? { from: 0, to: 0 };
/** The address follows the picture a moment after it has come to rest. */
async function spanAfter(page: Page, act: () => Promise<void>): Promise<Span> {
  const before = page.url();
  await act();
  await page.waitForURL((url) => url.toString() !== before && url.searchParams.has('from'));
  return shownSpan(page);
}

test('the keyboard goes from bar to bar, opens one, and moves it after a review', async () => {
  const page = await stage().at('release.manager', '/calendar?q=LIMS');
  await timeline(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.locator('[data-item]:focus').waitFor();
  const first = await focusedName(page);
  expect(first).toMatch(/ of REL-\d+ LIMS/);
  await page.keyboard.press('ArrowRight');
  await page.locator(`[data-item]:focus:not([aria-label="${first}"])`).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: /LIMS/ }).waitFor();
  expect(new URL(page.url()).searchParams.get('peek')).toMatch(/^REL-/);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  // The focus comes back to the bar that it left.
  await page.locator('[data-item]:focus').waitFor();
  await page.keyboard.press('m');
  await review(page)
    .getByRole('row', { name: /^Go-live/ })
    .waitFor();
  await page.keyboard.press('Escape');
  await review(page).waitFor({ state: 'detached' });
});

test('zooming keeps the date that is under the pointer', async () => {
  const page = await stage().at('release.manager', '/calendar');
  const box = await timeline(page).boundingBox();
  const label = await timeline(page).getByRole('columnheader').first().boundingBox();
  if (box === null || label === null) throw new Error('the timeline is not there');
  const left = label.x + label.width;
  const width = box.x + box.width - left;
  const part = 0.7;
  await page.mouse.move(left + width * part, box.y + box.height / 2);
  await page.keyboard.down('Control');
  const near = await spanAfter(page, () => page.mouse.wheel(0, -120));
  const nearer = await spanAfter(page, () => page.mouse.wheel(0, -240));
  await page.keyboard.up('Control');
  const dateAt = ({ from, to }: Span): number => from + (to - from) * part;
  expect(nearer.to - nearer.from).toBeLessThan((near.to - near.from) * 0.8);
  expect(Math.abs(dateAt(nearer) - dateAt(near)) / (near.to - near.from)).toBeLessThan(0.02);
});

const movedBy = ({ changes }: Entry): number => {
  const start = changes.find(({ field }) => field === '/goLive/start');
  return Date.parse(String(start?.new)) - Date.parse(String(start?.old));
};

test('[WCAG-2-5-7] three days later by dragging, by keyboard and by clicks alone: the result and the entry of the ledger are the same', async () => {
  const context = await stage().as('release.manager');
  const page = await context.newPage();
  const at = tuesdayEvening(50);
  const span = `from=${new Date(at - 40 * day).toISOString()}&to=${new Date(at + 20 * day).toISOString()}`;
  const made: Proposed[] = [];
  for (const way of ['drag', 'keys', 'clicks']) made.push(await propose(context, { name: `Moved by ${way}`, at }));
  const [dragged, keyed, clicked] = made;
  if (dragged === undefined || keyed === undefined || clicked === undefined) throw new Error('three releases were proposed');
  const send = async (): Promise<void> => {
    await review(page).locator('[data-settled="true"]').waitFor();
    await review(page).getByRole('button', { name: 'Move the go-live' }).click();
    await review(page).waitFor({ state: 'detached' });
  };

  await page.goto(`/calendar?q=Moved by&${span}`);
  const middle = await middleOf(bar(page, dragged, 'Build'));
  const build = 28 * day;
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  await page.mouse.move(middle.x + (middle.width / build) * 3 * day, middle.y, { steps: 6 });
  await page.mouse.up();
  await review(page)
    .getByRole('row', { name: /^Go-live/ })
    .waitFor();
  await send();

  await bar(page, keyed, 'Build').focus();
  await page.keyboard.press('m');
  const later = review(page).getByRole('button', { name: 'A day later' });
  await later.focus();
  for (let days = 0; days < 3; days++) await page.keyboard.press('Enter');
  await review(page).locator('[data-settled="true"]').waitFor();
  const sendButton = review(page).getByRole('button', { name: 'Move the go-live' });
  await review(page).locator('button[type="submit"]:enabled').waitFor();
  await sendButton.focus();
  await page.keyboard.press('Enter');
  await review(page).waitFor({ state: 'detached' });

  const third = await middleOf(bar(page, clicked, 'Build'));
  await page.mouse.click(third.x, third.y);
  await page.getByRole('dialog', { name: clicked.name }).getByRole('button', { name: 'Move…' }).click();
  for (let days = 0; days < 3; days++) await later.click();
  await send();

  const newest = await Promise.all(made.map(async (release) => (await historyOf(context, release))[0]));
  const entries = newest.flatMap((entry) => (entry === undefined ? [] : [entry]));
  expect(entries.map((entry) => movedBy(entry) / day)).toEqual([3, 3, 3]);
  const facts = entries.map(({ act, changes }) => ({ act, changes: changes.toSorted((a, b) => a.field.localeCompare(b.field)) }));
  expect(facts[1]).toEqual(facts[0]);
  expect(facts[2]).toEqual(facts[0]);
});

test('a drag that is thought better of changes nothing', async () => {
  const context = await stage().as('release.manager');
  const at = tuesdayEvening(50);
  const release = await propose(context, { name: 'Left where it was', at });
  const page = await context.newPage();
  await page.goto(
    `/calendar?q=Left where&from=${new Date(at - 40 * day).toISOString()}&to=${new Date(at + 20 * day).toISOString()}`,
  );
  const { x, y } = await middleOf(bar(page, release, 'Build'));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 120, y, { steps: 4 });
  await page.mouse.up();
  await review(page).getByRole('button', { name: 'Leave as it is' }).click();
  await review(page).waitFor({ state: 'detached' });
  expect((await historyOf(context, release)).map(({ act }) => act)).toEqual(['releases.proposed']);
});

test('filters, grouping and the stretch of time are in the address, so that it can be sent to somebody else', async () => {
  const page = await stage().at('release.manager', '/calendar');
  await page.getByRole('button', { name: /^Filters/ }).click();
  await page.getByRole('combobox', { name: 'Kind' }).press('ArrowDown');
  await page.getByRole('option', { name: 'Maintenance' }).click();
  await page.keyboard.press('Escape');
  await page.waitForURL(/kind=maintenance/);
  await page.getByRole('radiogroup', { name: 'Scale' }).getByText('Quarter').click();
  await page.waitForURL(/from=/);
  const sent = page.url();
  const count = await page.getByText(/^\d+ releases? in \d+ units?/).innerText();
  const other = await stage().at('stakeholder', sent);
  await other.getByText(count).waitFor();
  await other.getByRole('button', { name: 'Filters (1)' }).waitFor();
});

test('the month shows go-lives as on a wall, and a go-live opens from there', async () => {
  const page = await stage().at('release.manager', '/calendar');
  await page.getByRole('radiogroup', { name: 'View' }).getByText('Month').click();
  await page.waitForURL(/view=month/);
  const goLive = page.getByRole('button', { name: /go-live of REL-\d+/ }).first();
  await goLive.waitFor();
  await goLive.click();
  await page
    .getByRole('dialog')
    .getByText(/REL-\d+/)
    .first()
    .waitFor();
});

test('printing brings sheets of vectors with everything that is on show', async () => {
  const context = await stage().as('release.manager');
  await context.addInitScript(() => {
    Reflect.set(globalThis, 'print', () => document.documentElement.setAttribute('data-printed', 'yes'));
  });
  const page = await context.newPage();
  await page.goto('/calendar');
  await timeline(page).getByRole('rowheader').first().waitFor();
  await page.getByRole('button', { name: 'Print' }).click();
  await page.locator('html[data-printed="yes"]').waitFor();
  await page.emulateMedia({ media: 'print' });
  const sheet = page.getByRole('img', { name: /^Release calendar, page 1 of \d+/ });
  await sheet.waitFor();
  const source = decodeURIComponent((await sheet.getAttribute('src')) ?? '');
  expect(source).toMatch(/<svg[\s\S]*REL-\d+/);
  expect(await timeline(page).isVisible()).toBe(false);
});
