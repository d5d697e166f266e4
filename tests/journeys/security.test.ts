import type { BrowserContext } from 'playwright-core';
import { expect, test } from 'vitest';
import { propose, tuesdayEvening } from './support/propose.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();
const browserLike = { headers: { accept: 'text/html' } };

const directivesOf = (policy: string): ReadonlyMap<string, string> =>
  new Map(
    policy.split(';').map((part) => {
      const [name = '', ...values] = part.trim().split(/\s+/);
      return [name, values.join(' ')] as const;
    }),
  );

test('every page comes with a policy that allows nothing but its own origin, and each with a nonce of its own', async () => {
  const context = await stage().stranger();
  const nonces = new Set<string>();
  for (const path of ['/', '/releases', '/calendar', '/no/such/page']) {
    const headers = (await context.request.get(path, browserLike)).headers();
    const policy = directivesOf(headers['content-security-policy'] ?? '');
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('script-src')).toBe("'self'");
    expect(policy.get('connect-src')).toBe("'self'");
    expect(policy.get('frame-ancestors')).toBe("'none'");
    expect(policy.get('base-uri')).toBe("'none'");
    expect(policy.get('style-src')).toMatch(/^'self' 'nonce-[A-Za-z0-9+/=]{20,}'$/);
    expect([...policy.values()].join(' ')).not.toMatch(/unsafe|\*|https?:/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
    nonces.add(policy.get('style-src') ?? '');
  }
  expect(nonces.size).toBe(4);
});

async function kept(context: BrowserContext): Promise<string> {
  const { origins } = await context.storageState();
  const inTab = await Promise.all(
    context.pages().map((page) => page.evaluate(() => JSON.stringify([Object.entries(sessionStorage), document.cookie]))),
  );
  return JSON.stringify([origins, inTab]);
}

test('no script can read the session: it is a cookie that only the server sees, and nothing that the browser keeps holds a secret', async () => {
  const context = await stage().stranger();
  const page = await context.newPage();
  const password = stage().passwordOf('release.manager');
  await page.goto('/releases');
  await page.getByLabel('E-mail').fill(stage().emailOf('release.manager'));
  await page.locator('input[type="password"]').fill('something else');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').filter({ hasText: 'You are not signed in' }).waitFor();
  await page.locator('input[type="password"]').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Releases' }).waitFor();
  await page.getByRole('button', { name: /^Use dark colours/ }).click();

  const cookies = await context.cookies();
  expect(cookies.map(({ name }) => name).toSorted()).toEqual(['interlock_place', 'interlock_session']);
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const text = await kept(context);
  expect(text).toContain('dark');
  for (const secret of [password, ...cookies.map(({ value }) => value)]) expect(text).not.toContain(secret);
});

test('after signing out nothing of the app is shown, not even with the back button', async () => {
  const page = await stage().at('release.manager', '/releases');
  await page.getByRole('row').nth(2).waitFor();
  await page.getByRole('button', { name: /Lena Hofer/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  // What stays is that this browser was here before (decision 0015): it opens nothing.
  expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['interlock_place']);
  await page.goBack();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await page.getByRole('grid').count()).toBe(0);
});

test('an asset that is gone is not found, and never the page instead', async () => {
  const context = await stage().stranger();
  for (const path of ['/assets/missing.js', '/assets/', '/assets/../../package.json', '/api/v1/no-such-thing']) {
    const reply = await context.request.get(path, browserLike);
    expect([path, reply.status()]).toEqual([path, path.includes('..') ? 200 : 404]);
    if (!path.includes('..')) expect(await reply.text()).not.toContain('<div id="root">');
    else expect(await reply.text()).not.toContain('"dependencies"');
  }
});

test('an address that nothing has says so, and leads home', async () => {
  const page = await stage().at('stakeholder', '/no/such/page');
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Home' }).click();
  await page.getByRole('heading', { name: /^Good / }).waitFor();
  await page.goto('/releases/REL-999999');
  await page.getByRole('main').locator('.il-state-title').waitFor();
});

test('what people type is text on every page that shows it', async () => {
  const context = await stage().as('release.manager');
  const name = `<img src=x onerror="document.title='taken'"><script>document.title='taken'</script>`;
  const release = await propose(context, { name, at: tuesdayEvening(60) });
  const page = await context.newPage();
  for (const path of [
    `/releases/${release.key}`,
    `/releases/${release.key}/history`,
    '/releases?q=onerror',
    '/calendar?q=onerror',
    `/records/release/${release.id}`,
  ]) {
    await page.goto(path);
    await page.getByRole('main').getByText('onerror').first().waitFor();
    expect(await page.title()).not.toBe('taken');
    expect(await page.locator('img[src="x"]').count()).toBe(0);
  }
});

test('a form on another site cannot act for whoever is signed in', async () => {
  const context = await stage().as('release.manager');
  const release = await propose(context, { name: 'Forged from elsewhere', at: tuesdayEvening(60) });
  const reply = await context.request.post(`/api/v1/releases/${release.id}/acts/hold`, {
    data: { reason: 'I am another site' },
    headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site', 'if-match': '"1"' },
  });
  expect(reply.status()).toBe(403);
  expect(await reply.text()).toContain('foundation.forged');
});
