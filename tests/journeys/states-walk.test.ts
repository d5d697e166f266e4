import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { screens } from '../../src/entrances/web/screens.ts';
import type { ScreenDeclaration, ScreenState } from '../../src/foundation/web/screen.ts';
import { stampSigner } from '../../src/rooms/ledger/testing/authority.ts';
import { layDownDisposal } from '../support/disposals.ts';
import { layDownLostEntry } from '../support/lost-entries.ts';
import { fillApprovals } from './support/fill-approvals.ts';
import { failing, faultId, giver, newsOf, waiting, withNothing, withoutRight } from './support/force.ts';
import { inspect } from './support/inspect.ts';
import { walkByTab } from './support/keyboard.ts';
import { addressOf, declared, isCallOf, operationOf, roomsWithScreens, screenFiles } from './support/screens.ts';
import { useStage } from './support/stage.ts';

const stage = useStage({ keep: true });
const candidates = ['release.manager', 'administrator', 'auditor'] as const;
const sessionShape = z.object({ rights: z.array(z.string()) });
const visitors = new Map<string, ReturnType<typeof signedIn>>();

/** What the example portfolio has none of, so that no list of the walk is empty unless it is meant to be. */
async function fillIn(): Promise<void> {
  const post = async (mailbox: string, path: string, data: object): Promise<void> => {
    const reply = await (await stage().as(mailbox)).request.post(`/api/v1${path}`, { data });
    expect(reply.status(), await reply.text()).toBe(201);
  };
  const hours = [{ from: '08:00', to: '17:00' }];
  const week = { MO: hours, TU: hours, WE: hours, TH: hours, FR: hours };
  await (await stage().as('inspector')).request.get('/api/v1/releases');
  await post('quality', '/ledger/holds', { person: stage().emailOf('stakeholder'), reason: 'a pending lawsuit' });
  const held = { ground: 'Authorisation EU/1/23/1234 in force', retention: 'validation', reason: 'it makes the batch records' };
  const releases = await (await (await stage().as('quality')).request.get('/api/v1/releases?limit=1')).json();
  await post('quality', `/records/release/${releases.items[0].id}/holds`, held);
  const said = { text: 'Who brings the data?', mentions: [stage().emailOf('release.manager')] };
  await post('quality', `/records/release/${releases.items[0].id}/comments`, said);
  await post('quality', '/retention/register/changes', { kind: 'notice', regulated: true, reason: 'relied on since the audit' });
  const kept = await (await stage().as('quality')).request.delete(`/api/v1/releases/${releases.items[0].id}`);
  expect(kept.status()).toBe(403);
  const named = await (await stage().as('quality')).request.put('/api/v1/ledger/witnesses', {
    headers: { 'if-match': '"1"' },
    data: {
      witnesses: [{ vkey: 'audit.firm.example/witness+c73b4834+BHSWdCxSrk/4/0Ijc8tpg8VHtjd+59ON/sBqENjUYim2', url: null }],
      quorum: 1,
      reason: 'the audit department looks on',
    },
  });
  expect(named.status(), await named.text()).toBe(200);
  const certificates = stampSigner('Authority', { from: new Date(0), until: new Date(Date.now() + 365 * 86_400_000) }).pem;
  const stamping = await (await stage().as('quality')).request.put('/api/v1/ledger/time-stamping', {
    headers: { 'if-match': '"1"' },
    data: {
      authorities: [{ name: 'Authority', url: 'http://127.0.0.1:9/tsa', policy: null, certificates }],
      everyMinutes: 60,
      reason: 'a clock that is not ours',
    },
  });
  expect(stamping.status(), await stamping.text()).toBe(200);
  await post('administrator', '/checkers', { key: 'image-scanner', name: 'Scanner of images' });
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  const quiet = { kind: 'identity.account-locked', reason: 'a load test tries every account', endsAt };
  await post('administrator', '/alarm-suppressions', quiet);
  await post('administrator', '/groups', { key: 'night-shift', name: 'Night shift' });
  await post('release.manager', '/working-calendars', {
    key: 'basel-at-night',
    name: 'Basel at night',
    zone: 'Europe/Zurich',
    week,
  });
  const dueAt = new Date(Date.now() + 20 * 86_400_000).toISOString();
  const units = z.object({ items: z.array(z.object({ key: z.string(), parentId: z.string().nullable() })) });
  const tree = await (await stage().as('quality')).request.get('/api/v1/units?limit=200');
  const root = units.parse(await tree.json()).items.find(({ parentId }) => parentId === null);
  await post('quality', '/access-reviews', { unit: root?.key ?? '', dueAt });
  await layDownLostEntry(stage().server.databaseUrl);
  await layDownDisposal(stage().server.databaseUrl);
  await recordAll('REL-1009/go-no-go');
  await fillApprovals(stage());
  const repeats = { startsAt: '2027-01-09T18:00', rule: 'FREQ=MONTHLY;BYDAY=2SA', minutes: 720 };
  await post('release.manager', '/cadences', { name: 'Monthly Saturday', zone: 'Europe/Zurich', repeats });
}
const gateShape = z.object({
  id: z.string(),
  criteria: z.array(
    z.object({ id: z.string(), type: z.string(), threshold: z.number().nullable(), responsible: z.string().nullable() }),
  ),
});

/** A gate waits for who decides it once everything is recorded and green. */
async function recordAll(gateKey: string): Promise<void> {
  const reply = await (await stage().as('release.manager')).request.get(`/api/v1/gates/${encodeURIComponent(gateKey)}`);
  const gate = gateShape.parse(await reply.json());
  for (const { id, type, threshold, responsible } of gate.criteria) {
    const recorder = await stage().as((responsible ?? 'test-manager').replaceAll('-', '.'));
    const data = type === 'measure' ? { value: threshold } : { checked: true };
    const recorded = await recorder.request.post(`/api/v1/gates/${gate.id}/criteria/${id}/results`, { data });
    expect(recorded.status(), await recorded.text()).toBe(201);
  }
}

let filled: Promise<void> | null = null;

async function signedIn(mailbox: string) {
  const context = await stage().as(mailbox);
  const { rights } = sessionShape.parse(await (await context.request.get('/api/v1/sessions/current')).json());
  return { context, rights };
}

/** The first of the candidates who may see it, with the profile that they keep through the whole walk. */
async function visitorOf(screen: ScreenDeclaration) {
  filled ??= fillIn();
  await filled;
  const needed = [screen.right, ...screen.feeds.map((feed) => operationOf(feed).right)];
  const rights = needed.filter(
    (right): right is string => right !== null && !['public', 'signed-in', 'signing-in'].includes(right),
  );
  for (const mailbox of candidates) {
    const visitor = visitors.get(mailbox) ?? signedIn(mailbox);
    visitors.set(mailbox, visitor);
    const found = await visitor;
    if (rights.every((right) => found.rights.includes(right))) return found.context;
  }
  throw new Error(`none of ${candidates.join(', ')} may see ${screen.id}`);
}

const main = (page: Page) => page.locator('main');

const idOrTime = /^([0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\d.*)$/;
/** A code, such as `password-only`: pages say it in words of their own. */
const code = /^[a-z]+([A-Z][a-z]+)*(-[a-z]+)*$/;
const telling = /^(name|key|title|email|says|label|text)$/;

/** Leaves of the reply that a reader should find on the page. */
function leavesOf(value: unknown, field: string, takes: (field: string, leaf: unknown) => boolean): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((part) => leavesOf(part, field, takes));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, part]) => leavesOf(part, name, takes));
  return takes(field, value) ? [String(value)] : [];
}

/** Names, keys and titles; where it has none its other texts, and where it has none of them its numbers. */
function wordsIn(reply: unknown): readonly string[] {
  const isText = (leaf: unknown): boolean => typeof leaf === 'string' && leaf.trim().length > 1 && !idOrTime.test(leaf);
  const named = leavesOf(reply, '', (field, leaf) => telling.test(field) && isText(leaf));
  if (named.length > 0) return named;
  const texts = leavesOf(reply, '', (_, leaf) => isText(leaf) && !code.test(String(leaf)));
  return texts.length > 0 ? texts : leavesOf(reply, '', (_, leaf) => typeof leaf === 'number' && leaf > 9);
}

type Show = (page: Page, screen: ScreenDeclaration, address: string) => Promise<void>;

const full: Show = async (page, screen, address) => {
  const feed = operationOf(screen.feeds[0]);
  const [reply] = await Promise.all([
    page.waitForResponse((one) => isCallOf(feed, one.request().method(), one.url())),
    page.goto(address),
  ]);
  expect(reply.status()).toBe(200);
  const words = wordsIn(await reply.json());
  expect(words.length, 'the reply has words to look for').toBeGreaterThan(0);
  const any = new RegExp(
    [...new Set(words)]
      .slice(0, 60)
      .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|'),
  );
  await main(page).getByText(any).or(main(page).getByLabel(any)).first().waitFor();
  await main(page).getByLabel('Loading', { exact: true }).first().waitFor({ state: 'detached' });
};

/** How each state is brought about by answering for the server, and what must then be seen. */
const shows: Readonly<Record<ScreenState, Show>> = {
  full,
  loading: async (page, screen, address) => {
    await waiting(page, operationOf(screen.feeds[0]));
    await page.goto(address);
    await main(page).getByLabel('Loading', { exact: true }).first().waitFor();
  },
  error: async (page, screen, address) => {
    await failing(page, operationOf(screen.feeds[0]));
    await page.goto(address);
    await main(page).getByText('Something failed').first().waitFor();
    await main(page).getByText(faultId).first().waitFor();
    await main(page).getByRole('button', { name: 'Try again' }).first().waitFor();
  },
  'no-right': async (page, screen, address) => {
    await withoutRight(page, operationOf(screen.feeds[0]));
    await page.goto(address);
    await main(page).getByText('You may not see this').first().waitFor();
    await main(page).getByText(giver).first().waitFor();
  },
  empty: async (page, screen, address) => {
    await withNothing(page, screen.feeds.map(operationOf));
    await page.goto(address);
    await main(page).locator('.il-state-title, .il-missing').filter({ hasText: /\w{3}/ }).first().waitFor();
    expect(await main(page).getByText('Something failed').count()).toBe(0);
  },
  stale: async (page, screen, address) => {
    const say = await newsOf(page, operationOf(screen.feeds[0]));
    await full(page, screen, address);
    await say();
    await main(page).locator('.il-stale').first().waitFor();
  },
};

describe('what the rooms declare', () => {
  test('there are screens, each room’s are on the list of the app, and each says the states that it can be in', () => {
    expect(roomsWithScreens.length).toBeGreaterThan(0);
    expect(declared.length).toBeGreaterThan(0);
    expect(screens.map(({ id }) => id).toSorted()).toEqual(declared.map(({ id }) => id).toSorted());
    for (const screen of declared) expect(screen.states, screen.id).toEqual(expect.arrayContaining(['loading', 'error', 'full']));
    expect(new Set(declared.map(({ path }) => path)).size).toBe(declared.length);
  });

  test('no screen is written that no declaration leads to', () => {
    const { written, loaded } = screenFiles();
    expect(written.length).toBeGreaterThan(0);
    expect(loaded.toSorted()).toEqual(written.toSorted());
  });

  test('what feeds a screen are operations that there are', () => {
    for (const { feeds } of declared) for (const feed of feeds) expect(operationOf(feed).method).toMatch(/GET|POST/);
  });
});

describe.each(declared.map((screen) => [screen.title, screen] as const))('%s', (_, screen) => {
  test.each(screen.states.map((state) => [state] as const))(
    'shows itself %s, without findings, by day and by night, and on a narrow page',
    async (state) => {
      const context = await visitorOf(screen);
      const page = await context.newPage();
      try {
        await shows[state](page, screen, await addressOf(screen, context.request));
        await inspect(page, `${screen.id}.${state}`);
      } finally {
        await page.close();
      }
    },
  );

  test('is walked through with Tab alone, and always shows where one is', async () => {
    const context = await visitorOf(screen);
    const page = await context.newPage();
    try {
      await full(page, screen, await addressOf(screen, context.request));
      const { stops, ...rest } = await walkByTab(page);
      expect(stops).toBeGreaterThan(5);
      expect(rest).toEqual({ missed: [], unmarked: [] });
    } finally {
      await page.close();
    }
  });
});
