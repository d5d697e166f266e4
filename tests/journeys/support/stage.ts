import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { type Started, startServer } from './server.ts';
import { type Watched, watch } from './watch.ts';

/** People of the example portfolio, by the name of their mailbox: `release.manager`. */
export type Mailbox = string;

export type Stage = {
  readonly server: Started;
  /** A browser profile of its own, watched; nobody is signed in. */
  readonly stranger: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** The same, signed in as one of the example people. */
  readonly as: (mailbox: Mailbox, options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A page of somebody who is signed in, at this address. */
  readonly at: (mailbox: Mailbox, path: string, options?: BrowserContextOptions) => Promise<Page>;
  readonly emailOf: (mailbox: Mailbox) => string;
  readonly passwordOf: (mailbox: Mailbox) => string;
};

type Open = { readonly context: BrowserContext; readonly watched: Watched };

/** Motion is off, so that nothing is looked at half way. */
const calm: BrowserContextOptions = {
  reducedMotion: 'reduce',
  viewport: { width: 1440, height: 900 },
  timezoneId: 'Europe/Zurich',
  locale: 'en-GB',
};
const patienceMs = 15_000;

function makeStage(browser: Browser, server: Started, opened: Open[]): Stage {
  const person = (mailbox: Mailbox) => {
    const found = server.people.find(({ email }) => email.startsWith(`${mailbox}@`));
    if (found === undefined) throw new Error(`nobody of the example is called ${mailbox}`);
    return found;
  };
  const stranger = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    const context = await browser.newContext({ ...calm, baseURL: server.url, ...options });
    context.setDefaultTimeout(patienceMs);
    opened.push({ context, watched: await watch(context, new URL(server.url).origin) });
    return context;
  };
  const as = async (mailbox: Mailbox, options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    const context = await stranger(options);
    const { email, password } = person(mailbox);
    const reply = await context.request.post('/api/v1/sessions', { data: { email, password } });
    if (!reply.ok()) throw new Error(`${email} cannot sign in: ${await reply.text()}`);
    return context;
  };
  return {
    server,
    stranger,
    as,
    at: async (mailbox, path, options = {}) => {
      const page = await (await as(mailbox, options)).newPage();
      await page.goto(path);
      return page;
    },
    emailOf: (mailbox) => person(mailbox).email,
    passwordOf: (mailbox) => person(mailbox).password,
  };
}

type Held = { readonly browser: Browser; readonly server: Started; readonly stage: Stage };

/**
 * A browser and a server for the tests of one file. Where there is no browser, or the server does not start, each test that asks for the stage fails with
 * the reason; none is skipped. After each test what its pages met is judged, and its profiles are closed, unless `keep` says that the tests of the file
 * are steps of one journey.
 */
export function useStage({ keep = false }: { readonly keep?: boolean } = {}): () => Stage {
  let held: Held | null = null;
  let reason: unknown = new Error('the stage is there only while tests run');
  const opened: Open[] = [];
  beforeAll(async () => {
    try {
      const browser = await openBrowser();
      const server = await startServer();
      held = { browser, server, stage: makeStage(browser, server, opened) };
    } catch (error) {
      reason = error;
    }
  }, 240_000);
  const judge = (): void => {
    const problems = opened.flatMap(({ watched }) => watched.problems.splice(0));
    if (problems.length > 0) throw new Error(`Pages of this journey met:\n${[...new Set(problems)].join('\n')}`);
  };
  const close = async (): Promise<void> => {
    for (const { context } of opened.splice(0)) await context.close();
  };
  /** `INTERLOCK_SHOTS` names a folder: what a failed test saw last is kept there. */
  const keepSight = async (title: string): Promise<void> => {
    const folder = process.env.INTERLOCK_SHOTS;
    if (folder === undefined) return;
    const pages = opened.flatMap(({ context }) => context.pages());
    for (const [index, page] of pages.entries())
      await page.screenshot({ path: `${folder}/failed.${title.slice(0, 40)}.${index}.png` });
  };
  afterEach(async ({ task }) => {
    try {
      if (task.result?.state === 'fail') await keepSight(task.name);
      judge();
    } finally {
      if (!keep) await close();
    }
  });
  afterAll(async () => {
    await close();
    await held?.browser.close();
    await held?.server.stop();
  });
  return () => {
    if (held === null) throw reason;
    return held.stage;
  };
}

/** Tests that are steps of one journey, each beginning where the last one ended: after a step that failed the others fail at once. */
export function useSteps(): (title: string, take: () => Promise<void>) => void {
  let failed: string | null = null;
  return (title, take) =>
    test(title, async () => {
      if (failed !== null) throw new Error(`The journey broke off at the step “${failed}”.`);
      try {
        await take();
      } catch (error) {
        failed = title;
        throw error;
      }
    });
}
