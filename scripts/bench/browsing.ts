import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { z } from 'zod';
import { openBrowser } from '../../tests/journeys/support/browser.ts';
import type { Running } from './child-process.ts';
import type { Filled } from './fill.ts';
import { median } from './statistics.ts';

export type Browsed = {
  readonly releases: number;
  readonly phases: number;
  readonly usefulMs: number;
  readonly longestTaskMs: number;
  readonly tasks: number;
  readonly firstLoadKb: number;
};

const traceEvents = z.object({
  value: z.array(
    z.object({
      name: z.string().optional(),
      ph: z.string().optional(),
      tid: z.number().optional(),
      dur: z.number().optional(),
      args: z.unknown(),
    }),
  ),
});

async function openPage(browser: Browser, server: Running, filled: Filled): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const { hostname } = new URL(server.url);
  await context.addCookies([{ name: 'interlock_session', value: filled.cookie, domain: hostname, path: '/' }]);
  return context.newPage();
}

/** Notes, inside the page, the first frame in which names of releases stand in the calendar. */
function noteUseful(): void {
  const seen = new MutationObserver(() => {
    if (document.querySelectorAll('.il-tl-label').length < 4) return;
    seen.disconnect();
    requestAnimationFrame(() => performance.mark('useful'));
  });
  seen.observe(document, { childList: true, subtree: true });
}

/** Milliseconds from the navigation until the names of releases stand in the calendar and a frame with them was made. */
async function usefulPaint(browser: Browser, server: Running, filled: Filled): Promise<number> {
  const page = await openPage(browser, server, filled);
  await page.addInitScript(noteUseful);
  await page.goto(`${server.url}/calendar`, { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('useful').length > 0, undefined, { timeout: 30_000 });
  const at = await page.evaluate(() => performance.getEntriesByName('useful')[0]?.startTime ?? Number.NaN);
  await page.context().close();
  return at;
}

/** Compressed size of the scripts that the first page of somebody who is signed in loads, with nothing in the cache. */
async function firstLoad(browser: Browser, server: Running, filled: Filled): Promise<number> {
  const page = await openPage(browser, server, filled);
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (/\.js$/.test(new URL(response.url()).pathname)) sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(`${server.url}/`, { waitUntil: 'networkidle' });
  const all = await Promise.all(sizes);
  await page.context().close();
  return all.reduce((sum, size) => sum + size, 0) / 1000;
}

/** Tasks of the page's main thread while a piece of work runs, in milliseconds, out of the browser's own trace. */
async function tasksWhile(page: Page, work: () => Promise<void>): Promise<readonly number[]> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const events: z.output<typeof traceEvents>['value'] = [];
  session.on('Tracing.dataCollected', (collected) => void events.push(...traceEvents.parse(collected).value));
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'] },
  });
  await work();
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  const isMain = (args: unknown): boolean => JSON.stringify(args ?? null).includes('CrRendererMain');
  const main = new Set(events.filter((event) => event.name === 'thread_name' && isMain(event.args)).map((event) => event.tid));
  return events
    .filter((event) => event.ph === 'X' && event.name === 'RunTask' && main.has(event.tid))
    .map((event) => (event.dur ?? 0) / 1000);
}

async function panAndZoom(page: Page): Promise<void> {
  const box = await page.locator('[role=grid]').first().boundingBox();
  if (box === null) throw new Error('the calendar shows no timeline');
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.4);
  const frame = () => page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())));
  const wheel = async (times: number, x: number, y: number) => {
    for (let turn = 0; turn < times; turn++) {
      await page.mouse.wheel(x, y);
      await frame();
    }
  };
  await wheel(40, 60, 0);
  await wheel(40, -60, 0);
  await wheel(40, 0, 120);
  await page.keyboard.down('Control');
  await wheel(12, 0, -100);
  await wheel(12, 0, 100);
  await page.keyboard.up('Control');
}

/** The calendar page in the browser, with everything that the database holds around today. */
export async function measureBrowser(server: Running, filled: Filled): Promise<Browsed> {
  const browser = await openBrowser();
  try {
    await usefulPaint(browser, server, filled);
    const paints: number[] = [];
    for (let round = 0; round < 7; round++) paints.push(await usefulPaint(browser, server, filled));
    const firstLoadKb = await firstLoad(browser, server, filled);
    const page = await openPage(browser, server, filled);
    let [releases, phases] = [0, 0];
    const rows = z.object({ rows: z.array(z.object({ phases: z.array(z.unknown()) })) });
    page.on('response', async (response) => {
      if (!response.url().includes('/release-calendar')) return;
      const shown = rows.safeParse(await response.json().catch(() => null));
      if (!shown.success || shown.data.rows.length < releases) return;
      releases = shown.data.rows.length;
      phases = shown.data.rows.reduce((sum, row) => sum + row.phases.length, 0);
    });
    await page.goto(`${server.url}/calendar`, { waitUntil: 'networkidle' });
    await page.locator('.il-tl-label').nth(3).waitFor({ state: 'visible' });
    const tasks = await tasksWhile(page, () => panAndZoom(page));
    return { releases, phases, usefulMs: median(paints), longestTaskMs: Math.max(...tasks, 0), tasks: tasks.length, firstLoadKb };
  } finally {
    await browser.close();
  }
}
