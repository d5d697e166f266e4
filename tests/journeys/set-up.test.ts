import { expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { startEmptyServer } from './support/server.ts';
import { watch } from './support/watch.ts';

const password = 'nine brown horses graze';

test('the first administrator sets Interlock up and is in, without signing in again', async () => {
  const server = await startEmptyServer();
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB' });
    const watched = await watch(context, new URL(server.url).origin);
    const page = await context.newPage();
    await page.goto(server.setupLink);
    // The rules are told before a password is chosen, not after one was refused.
    await page.getByText('At least 12 characters').waitFor();
    await page.getByLabel('Organisation').fill('Aurelia');
    await page.getByLabel('Your name').fill('First Person');
    await page.getByLabel('Your e-mail').fill('first@aurelia.example');
    for (const field of await page.locator('input[autocomplete="new-password"]').all()) await field.fill(password);
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByRole('navigation').first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    const me = await (await context.request.get('/api/v1/sessions/current')).json();
    expect(me.person).toMatchObject({ email: 'first@aurelia.example' });
    // The link is used up: whoever opens it once more is told so, and keeps the session that they have.
    await page.goto(server.setupLink);
    expect((await context.request.get('/api/v1/sessions/current')).status()).toBe(200);
    expect(watched.problems).toEqual([]);
  } finally {
    await browser.close();
    await server.stop();
  }
});
