import pg from 'pg';
import type { BrowserContext, Page, Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { propose, tuesdayEvening } from './support/propose.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();
const limitMinutes = 15;

/** What the server knows of the open sessions of somebody lies so much earlier: for it, that much time has passed. */
async function serverWaits(mailbox: string, seconds: number): Promise<void> {
  const client = new pg.Client(stage().server.databaseUrl);
  await client.connect();
  await client.query(
    `update identity.session s set created_at = s.created_at - $2::interval, rotated_at = s.rotated_at - $2::interval,
      seen_at = s.seen_at - $2::interval, ends_at = s.ends_at - $2::interval
     from identity.person p where p.id = s.person_id and p.email = $1 and s.ended_at is null`,
    [stage().emailOf(mailbox), `${seconds} seconds`],
  );
  await client.end();
}

/** What a page asked and was not yet answered; the stream of news stays open and asks nothing. */
const asking = new WeakMap<Page, Set<Request>>();
function watchAsking(page: Page): void {
  const open = new Set<Request>();
  asking.set(page, open);
  page.on('request', (request) => request.url().endsWith('/api/v1/events') || open.add(request));
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
}

/** Nobody touches the page for so long, for the server and for the browser. A use that is still on its way would count as made after that time. */
async function wait(page: Page, mailbox: string, seconds: number): Promise<void> {
  await expect.poll(() => asking.get(page)?.size, { timeout: 15_000 }).toBe(0);
  await serverWaits(mailbox, seconds);
  await page.clock.runFor(seconds * 1000);
}

async function setLimit(): Promise<void> {
  const admin = await stage().as('administrator');
  const profile = await admin.request.get('/api/v1/profile');
  const { version, values } = await profile.json();
  const { value } = values.find((one: { key: string }) => one.key === 'session.idleMinutes');
  if (value === limitMinutes) return;
  const reply = await admin.request.post('/api/v1/profile/changes', {
    headers: { 'if-match': `"${version}"` },
    data: { values: { 'session.idleMinutes': limitMinutes }, reason: 'Quality asks for a quarter of an hour' },
  });
  expect([reply.status(), await reply.text()]).toEqual([201, expect.stringContaining('"adopted"')]);
}

const warning = (page: Page) => page.getByRole('dialog', { name: 'Are you still there?' });
const ended = (page: Page) => page.getByRole('dialog', { name: 'Your session has ended' });
const isShown = (page: Page) => page.getByRole('navigation').first().isVisible();

async function extended(): Promise<readonly { readonly actor: { readonly name: string } }[]> {
  const auditor = await stage().as('auditor');
  const reply = await auditor.request.get('/api/v1/ledger/entries?act=identity.session-extended');
  return (await reply.json()).items;
}

async function openedAt(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  watchAsking(page);
  await page.clock.install();
  await page.goto(path);
  await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  // What the opening still sets off is a use of the session; past a minute without a touch the page asks in the background only.
  await page.clock.runFor(61_000);
  return page;
}

test('[WCAG-2-2-1] two minutes before a session idles out a dialog takes the focus; one key stays, and is in the access log; without it the session ends on time', async () => {
  await setLimit();
  const page = await openedAt(await stage().as('project.manager'), '/releases');
  expect(await warning(page).count()).toBe(0);
  await wait(page, 'project.manager', 13 * 60 + 10);
  await warning(page).waitFor();
  expect(await warning(page).getByRole('timer').innerText()).toMatch(/^1:[0-5]\d$/);
  // What a screen reader reads: the dialog by its name, and the button that has the focus.
  const stay = page.getByRole('button', { name: 'Stay signed in' });
  await expect.poll(() => stay.evaluate((button) => button === document.activeElement)).toBe(true);
  const before = (await extended()).length;
  await page.keyboard.press('Enter');
  await warning(page).waitFor({ state: 'detached' });
  const entries = await extended();
  expect(entries.length).toBe(before + 1);

  // Past the end that there would have been without it.
  await wait(page, 'project.manager', 5 * 60);
  expect([await ended(page).count(), await isShown(page)]).toEqual([0, true]);
  await wait(page, 'project.manager', 8 * 60 + 30);
  await warning(page).waitFor();
  await wait(page, 'project.manager', 2 * 60);
  await ended(page).waitFor();
  expect(await isShown(page)).toBe(false);
});

test('[D11-11-8] a page that refreshes itself every 30 seconds keeps nobody signed in: it warns, ends on the server, hides what it showed, and nobody but quality moves the limit', async () => {
  await setLimit();
  const colleague = await stage().as('release.manager');
  const release = await propose(colleague, { name: 'Badge readers', at: tuesdayEvening(110) });
  const path = `/api/v1/releases/${release.key}`;
  const mine = await stage().as('project.manager');
  for (const values of [{ 'session.idleMinutes': 240 }, { 'session.idleMinutes': 16 }]) {
    const refused = await mine.request.post('/api/v1/profile/changes', {
      headers: { 'if-match': '"1"' },
      data: { values, reason: 'I am away a lot' },
    });
    expect(refused.status()).toBe(403);
  }
  const page = await openedAt(mine, `/releases/${release.key}`);
  const asked: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith(path)) asked.push(request.headers()['interlock-background']);
  });

  let warnedAt: number | null = null;
  for (let at = 30; at <= limitMinutes * 60 - 30; at += 30) {
    const shown = await colleague.request.get(path);
    const { version } = await shown.json();
    const summary = `As of second ${at}`;
    const changed = await colleague.request.patch(path, { headers: { 'if-match': `"${version}"` }, data: { summary } });
    expect(changed.status(), await changed.text()).toBe(200);
    await wait(page, 'project.manager', 30);
    if (warnedAt === null && (await warning(page).isVisible())) warnedAt = at;
    await expect.poll(() => page.getByText(summary).count(), { timeout: 15_000 }).toBeGreaterThan(0);
  }
  expect(warnedAt).toBeLessThanOrEqual(limitMinutes * 60 - 20);
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.slice(3).every((background) => background === '1')).toBe(true);
  expect((await mine.request.get('/api/v1/sessions/current', { headers: { 'interlock-background': '1' } })).status()).toBe(200);

  // The loading of the page and the first refresh after it counted as uses: the limit runs from there.
  await wait(page, 'project.manager', 100);
  expect((await mine.request.get('/api/v1/sessions/current', { headers: { 'interlock-background': '1' } })).status()).toBe(401);
  await ended(page).waitFor();
  expect([await isShown(page), await page.getByRole('heading', { name: 'Badge readers' }).count()]).toEqual([false, 0]);
});
