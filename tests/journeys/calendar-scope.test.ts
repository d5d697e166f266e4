import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeFindings } from './support/axe.ts';
import { type Proposed, propose, tuesdayEvening } from './support/propose.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();
const day = 86_400_000;
const timeline = (page: Page): Locator => page.getByRole('region', { name: /^Release calendar\./ });
const lane = (page: Page, release: Proposed): Locator =>
  timeline(page).getByRole('rowheader', { name: new RegExp(release.name) });
const minute = (at: number): string => new Date(at).toISOString().slice(0, 16);

/** A freeze of four days, some days after a moment. */
async function freeze(context: BrowserContext, name: string, from: number, application = 'APP-IDP'): Promise<void> {
  const reply = await context.request.post('/api/v1/freezes', {
    data: {
      name,
      reason: 'Nothing of it may change while the auditors look',
      severity: 'warns',
      zone: 'UTC',
      once: { start: minute(from), end: minute(from + 4 * day) },
      scope: { applications: [application] },
    },
  });
  if (!reply.ok()) throw new Error(await reply.text());
}

type Seen = { readonly from: number; readonly to: number };
/** Where a moment lies on a lane: in its lower edge, below the bars. */
async function placeOf(page: Page, release: Proposed, at: number, { from, to }: Seen): Promise<{ x: number; y: number }> {
  const box = await timeline(page).boundingBox();
  const label = await lane(page, release).boundingBox();
  if (box === null || label === null) throw new Error('the lane is not there');
  const left = label.x + label.width;
  const width = await timeline(page).evaluate((element) => element.clientWidth);
  return { x: left + ((at - from) / (to - from)) * (box.x + width - left), y: label.y + label.height - 4 };
}

/** The mean colour of the picture around a point, hatching included. */
async function colourAt(page: Page, { x, y }: { readonly x: number; readonly y: number }): Promise<readonly number[]> {
  return timeline(page)
    .locator('canvas')
    .evaluate(
      (canvas, point) => {
        if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
        const box = canvas.getBoundingClientRect();
        const scale = canvas.width / box.width;
        const [left, top] = [(point.x - box.x - 10) * scale, (point.y - box.y - 2) * scale];
        const { data } = canvas.getContext('2d')?.getImageData(left, top, 20 * scale, 4 * scale) ?? { data: [] };
        const sums = [0, 0, 0];
        for (let place = 0; place < data.length; place++)
          if (place % 4 < 3) sums[place % 4] = (sums[place % 4] ?? 0) + (data[place] ?? 0);
        return sums.map((sum) => Math.round((sum * 4) / data.length));
      },
      { x, y },
    );
}

test('a freeze of one application is drawn over its lane and over no other, and is named where it is met', async () => {
  const context = await stage().as('release.manager');
  const at = tuesdayEvening(90);
  const mine = await propose(context, { name: 'Scoped identity', at });
  const other = await propose(context, { name: 'Scoped customers', at, application: 'APP-CRM' });
  await freeze(context, 'Auditors at the door', at + 20 * day);
  const page = await context.newPage();
  const seen = { from: at - 10 * day, to: at + 40 * day };
  await page.goto(
    `/calendar?group=none&q=Scoped&from=${new Date(seen.from).toISOString()}&to=${new Date(seen.to).toISOString()}`,
  );
  await lane(page, mine).waitFor();
  // The window of a Tuesday evening and the weekend lie elsewhere: what differs between the two is the freeze.
  const [inside, outside] = [at + 22 * day, at + 15 * day];
  const colour = async (release: Proposed, when: number) => colourAt(page, await placeOf(page, release, when, seen));
  const differs = async (release: Proposed): Promise<number> => {
    const [one, two] = [await colour(release, inside), await colour(release, outside)];
    return one.reduce((sum, value, place) => sum + Math.abs(value - (two[place] ?? 0)), 0);
  };
  // A line of the grid more or less makes a difference of some three.
  expect(await differs(mine)).toBeGreaterThan(20);
  expect(await differs(other)).toBeLessThan(8);

  const tip = page.locator('.il-tl-tip[data-shown="true"]');
  const over = await placeOf(page, mine, inside, seen);
  await page.mouse.move(over.x, over.y);
  await tip.filter({ hasText: /Freeze Auditors at the door \(warns; Identity provider\), .* to / }).waitFor();
  const beside = await placeOf(page, other, inside, seen);
  await page.mouse.move(beside.x, beside.y);
  await tip.waitFor({ state: 'detached' });

  expect(await lane(page, mine).innerText()).toContain('Freeze Auditors at the door (warns; Identity provider)');
  expect(await lane(page, other).innerText()).not.toContain('Auditors at the door');
});

test('windows and freezes are walked through by keyboard, and told in words beside the calendar', async () => {
  const context = await stage().as('release.manager');
  const at = tuesdayEvening(150);
  await freeze(context, 'Walked freeze', at, 'APP-CRM');
  const page = await context.newPage();
  const span = `from=${new Date(at - 3 * day).toISOString()}&to=${new Date(at + 5 * day).toISOString()}`;
  await page.goto(`/calendar?${span}`);
  const places = page.getByRole('toolbar', { name: 'Windows and freezes in view' }).getByRole('button');
  await places.first().waitFor();
  await timeline(page).focus();
  await page.keyboard.press('Tab');
  const names: string[] = [];
  for (let steps = await places.count(); steps > 0; steps--) {
    const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    names.push(name);
    expect(await page.locator('.il-tl-tip[data-shown="true"]').innerText()).toBe(name);
    if (name.includes('Walked freeze')) break;
    await page.keyboard.press('ArrowRight');
  }
  expect(names.at(-1)).toContain('Freeze Walked freeze (warns; Customer relations)');
  await page.keyboard.press('Enter');
  const list = page.getByRole('dialog', { name: 'Windows and freezes' });
  const item = list.getByRole('listitem').filter({ hasText: 'Walked freeze' }).first();
  await item.getByText('Scope: Customer relations').waitFor();
  await item.getByText(/^Concerns \d+ of \d+ releases on show\.$/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  expect(new URL(page.url()).searchParams.has('panel')).toBe(false);
});

test('by application a release stands under each that it changes; the address keeps it and the keyboard walks it', async () => {
  const context = await stage().as('release.manager');
  const at = tuesdayEvening(90);
  const both = await propose(context, { name: 'Twice shown', at, also: 'APP-CRM' });
  const page = await context.newPage();
  await page.goto(`/calendar?q=Twice&from=${new Date(at - 40 * day).toISOString()}&to=${new Date(at + 20 * day).toISOString()}`);
  await lane(page, both).waitFor();
  await page.getByRole('combobox', { name: 'Group by' }).click();
  await page.getByRole('option', { name: 'By application' }).click();
  await page.waitForURL(/group=application/);
  const heads = timeline(page).getByRole('rowheader').getByRole('button');
  await heads.filter({ hasText: 'Customer relations' }).waitFor();
  expect(await heads.allInnerTexts()).toEqual([
    expect.stringMatching(/^Customer relations/),
    expect.stringMatching(/^Identity provider/),
  ]);
  await page.getByText('1 release changes several applications and stands under each of them.').waitFor();
  const lanes = await lane(page, both).allInnerTexts();
  expect(lanes.map((text) => /also under [^,]+/.exec(text)?.[0])).toEqual([
    'also under Identity provider',
    'also under Customer relations',
  ]);

  await timeline(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.locator('[data-item]:focus').waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-item') ?? '');
  const first = await focused();
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction((before) => document.activeElement?.getAttribute('data-item') !== before, first);
  expect((await focused()).split('@')[0]).toBe(first.split('@')[0]);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Twice shown' }).waitFor();
});

test('the tray holds what has no go-live; planned from there it takes its place on the calendar', async () => {
  const context = await stage().as('release.manager');
  const at = tuesdayEvening(90);
  const reply = await context.request.post('/api/v1/releases', {
    data: { name: 'Some day', kind: 'enterprise', class: 'minor', unit: 'corporate-it' },
  });
  expect(reply.status(), await reply.text()).toBe(201);
  const page = await context.newPage();
  await page.goto(
    `/calendar?q=Some day&from=${new Date(at - 20 * day).toISOString()}&to=${new Date(at + 20 * day).toISOString()}`,
  );
  await page.getByText('No release matches').waitFor();
  const opener = page.getByRole('button', { name: 'Undated (1)' });
  await opener.focus();
  await page.keyboard.press('Enter');
  const tray = page.getByRole('dialog', { name: 'Without a go-live (1)' });
  await tray.getByText('Train, Corporate IT, no owner yet').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await tray.getByRole('button', { name: /^Plan REL-\d+ Some day$/ }).focus();
  await page.keyboard.press('Enter');
  const plan = page.getByRole('dialog', { name: /^Schedule of REL-/ });
  await plan.getByLabel('Starts').first().fill(minute(at));
  await plan
    .getByLabel('Ends')
    .first()
    .fill(minute(at + 3_600_000));
  await plan.getByRole('button', { name: 'Save' }).click();
  await plan.waitFor({ state: 'detached' });
  await page.getByRole('dialog', { name: 'Without a go-live (0)' }).getByText('Nothing that matches is undated').waitFor();
  await page.keyboard.press('Escape');
  await timeline(page)
    .getByRole('rowheader', { name: /Some day/ })
    .waitFor();
  await page.getByRole('button', { name: 'Undated (0)' }).waitFor();
});

test('the month says the same: a narrow freeze tints no day, and marks the go-lives that lie in it', async () => {
  const context = await stage().as('release.manager');
  const at = tuesdayEvening(90);
  const mine = await propose(context, { name: 'Monthly identity', at });
  const other = await propose(context, { name: 'Monthly customers', at, application: 'APP-CRM' });
  await freeze(context, 'Month freeze', at - day);
  const page = await context.newPage();
  await page.goto(
    `/calendar?view=month&q=Monthly&month=${minute(at).slice(0, 7)}&from=${minute(at - 9 * day)}&to=${minute(at + 9 * day)}`,
  );
  const item = (release: Proposed) => page.getByRole('button', { name: new RegExp(`go-live of ${release.key}`) }).first();
  await item(mine).waitFor();
  expect(await item(mine).getAttribute('aria-label')).toContain('inside of Freeze Month freeze (warns; Identity provider)');
  expect(await item(mine).getAttribute('data-frozen')).toBe('true');
  expect(await item(other).getAttribute('aria-label')).not.toContain('Month freeze');
  expect(await item(other).getAttribute('data-frozen')).toBe('false');
  const cell = page.getByRole('gridcell').filter({ hasText: 'Month freeze' }).first();
  expect(await cell.getAttribute('data-freeze')).toBe('false');
});

test('on paper every lane is whole, the legend stands below, and windows and freezes are told in words', async () => {
  const context = await stage().as('release.manager');
  await context.addInitScript(() => {
    Reflect.set(globalThis, 'print', () => document.documentElement.setAttribute('data-printed', 'yes'));
  });
  const page = await context.newPage();
  await page.goto('/calendar?group=none');
  await timeline(page).getByRole('rowheader').first().waitFor();
  await page.getByRole('button', { name: 'Print' }).click();
  await page.locator('html[data-printed="yes"]').waitFor();
  await page.emulateMedia({ media: 'print' });
  const sheets = page.getByRole('img', { name: /^Release calendar, page \d+ of \d+/ });
  const sources = await sheets.evaluateAll((images) =>
    images.map((image) => decodeURIComponent(image.getAttribute('src') ?? '')),
  );
  const keys = sources.flatMap((source) => [...source.matchAll(/>(REL-\d+)<\/text>/g)].map(([, key]) => key));
  const count = Number((await page.getByText(/^\d+ releases? in /).textContent())?.split(' ')[0]);
  expect([keys.length, new Set(keys).size]).toEqual([count, count]);
  for (const source of sources) expect(source).toMatch(/Warranty[\s\S]*Release window[\s\S]*Freeze/);
  const rows = page.getByRole('table', { name: 'Windows and freezes' }).getByRole('row');
  await rows
    .filter({ hasText: 'Freeze Month-end close' })
    .filter({ hasText: 'Data warehouse, Enterprise resource planning (ERP)' })
    .waitFor();
  const paper = await page.pdf({ preferCSSPageSize: true });
  const boxes = [...paper.toString('latin1').matchAll(/\/MediaBox \[0 0 (\d+)[.\d]* (\d+)/g)].map(([, w, h]) => [
    Number(w),
    Number(h),
  ]);
  expect(boxes.length).toBe(sources.length + 1);
  expect(boxes.every(([w = 0, h = 0]) => w > h)).toBe(true);
});
