import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { inspect } from './support/inspect.ts';
import { walkByTab } from './support/keyboard.ts';
import { type Mailbox, useStage } from './support/stage.ts';

const stage = useStage();
const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });

/** Where a part is found, and what must be seen before anything is judged. */
type Part = readonly [title: string, path: string, seen: (page: Page) => Promise<void>, as?: Mailbox];

const button = (name: string | RegExp, opens: string | RegExp) => async (page: Page) => {
  await page.getByRole('main').getByRole('button', { name }).first().click();
  await dialog(page, opens).waitFor();
};
const text = (words: string | RegExp) => (page: Page) => page.getByRole('main').getByText(words).first().waitFor();

const parts: readonly Part[] = [
  ['the schedule of a release', '/releases/REL-1010/schedule', text('Build')],
  ['the applications of a release', '/releases/REL-1010/applications', text('Laboratory information (LIMS)')],
  ['a gate of a release', '/releases/REL-1010/gates?gate=readiness', text('UAT test cases passed')],
  ['a gate as it was', `/gates/REL-1010%2Freadiness?asOf=${new Date().toISOString()}`, text('You see this gate as it was')],
  ['the audit trail of one record', '/audit?key=rel-1010&kind=release', text('Open the record')],
  ['the collisions of a release', '/releases/REL-1004/collisions', text('Year-end freeze')],
  ['the history of a release', '/releases/REL-1010/history', text('Marc Delacroix')],
  [
    'the dialog that edits a release',
    '/releases/REL-1010/edit',
    (page) =>
      dialog(page, /^Edit REL/)
        .getByLabel('Name')
        .waitFor(),
  ],
  [
    'the review of a move',
    '/releases/REL-1010/move',
    (page) =>
      dialog(page, /^Review changes/)
        .getByText('Old', { exact: true })
        .waitFor(),
  ],
  [
    'the dialog that proposes a release',
    '/releases?new=1',
    (page) =>
      dialog(page, /Propose/)
        .getByLabel('Name')
        .first()
        .waitFor(),
  ],
  [
    'what is signed when approved dates move',
    '/releases/REL-1010/move',
    async (page) => {
      const review = dialog(page, /^Review changes/);
      await review.getByText('Old', { exact: true }).waitFor();
      await review.getByRole('button', { name: 'A day later' }).click();
      await review.getByRole('textbox', { name: 'Reason' }).fill('The supplier needs a day');
      await review.getByRole('button', { name: 'Continue to signing' }).click();
      await review.getByRole('heading', { name: 'What you sign' }).waitFor();
      await review.getByText('“I, Lena Hofer, approve this content.”').waitFor();
    },
  ],
  ['what is decided of a gate', '/releases/REL-1010/gates?gate=readiness', button('Waive', /^Waive “/), 'quality'],
  ['the reason of a step', '/releases/REL-1010', button('Put on hold', /^Put on hold/)],
  ['why a step is not possible', '/releases/REL-1010', button(/^Decide go/, /not possible now/)],
  [
    'a release beside the list',
    '/releases?peek=REL-1010',
    (page) => page.getByRole('dialog').getByText('LIMS 8.4').first().waitFor(),
  ],
  [
    'a release beside the calendar',
    '/calendar?peek=REL-1010',
    (page) => page.getByRole('dialog').getByText('LIMS 8.4').first().waitFor(),
  ],
  ['the month of the calendar', '/calendar?view=month', (page) => page.getByRole('grid', { name: 'Go-lives' }).waitFor()],
  ['what stands around an application', '/applications/APP-LIMS?tab=around', text('Laboratory information (LIMS)')],
];

describe('parts of screens that an address or a button leads to', () => {
  for (const [title, path, seen, as = 'release.manager'] of parts)
    test(`${title}: without findings, by day and by night, and on a narrow page`, async () => {
      const page = await stage().at(as, path);
      await seen(page);
      await inspect(page, `part.${title}`);
    });

  test('Ctrl K finds a release by its name and opens it, with keys alone', async () => {
    const page = await stage().at('release.manager', '/');
    await page.getByRole('heading', { name: /^Good / }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('textbox').or(page.getByRole('combobox')).first().waitFor();
    await page.keyboard.type('sample routing');
    await page.getByRole('dialog').getByText('LIMS 8.4, sample routing').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/releases\/REL-1010/);
  });

  test('g and a letter go to a place, and ? tells which', async () => {
    const page = await stage().at('release.manager', '/');
    await page.getByRole('heading', { name: /^Good / }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Audit trail').waitFor();
    await inspect(page, 'part.shortcuts');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.getByRole('heading', { name: 'Releases' }).waitFor();
  });
});

describe('pages before the door', () => {
  test.each([
    ['sign-in', '/', 'Sign in'],
    ['the link of a new password', '/set-password#ilk_not-a-real-one', 'Set your password'],
    ['a link that is not whole', '/set-password', 'This link is not whole'],
  ] as const)('%s: without findings, and worked with Tab alone', async (title, path, heading) => {
    const page = await (await stage().stranger()).newPage();
    await page.goto(path);
    await page.getByRole('heading', { name: heading }).waitFor();
    expect(await walkByTab(page)).toMatchObject({ missed: [], unmarked: [] });
    await inspect(page, `door.${title}`);
  });
});
