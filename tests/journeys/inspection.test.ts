import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { inspect } from './support/inspect.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();
const story = z.object({
  key: z.string(),
  name: z.string(),
  version: z.number(),
  decisions: z.array(
    z.object({ at: z.string(), by: z.object({ name: z.string() }), says: z.string(), evidence: z.array(z.unknown()) }),
  ),
});

/** Clicks, keys and moments filled in, counted: what an inspection costs. */
function counting() {
  let clicks = 0;
  return {
    click: async (what: ReturnType<Page['getByRole']>) => {
      clicks++;
      await what.click();
    },
    fill: async (what: ReturnType<Page['getByLabel']>, text: string) => {
      clicks++;
      await what.fill(text);
    },
    count: () => clicks,
  };
}

test('an inspector finds of a closed release who approved what on which evidence, what changed afterwards and how it stood at a minute: three clicks from the first page', async () => {
  const page = await stage().at('inspector', '/');
  const hand = counting();
  await hand.click(page.getByRole('link', { name: 'Inspection' }).first());
  await page.getByRole('heading', { name: 'Inspection' }).waitFor();
  const row = page.getByRole('row').filter({ hasText: 'Closed' }).first();
  await row.waitFor();
  const key = /REL-\d+/.exec(await row.innerText())?.[0] ?? '';
  await hand.click(row.getByText(key));
  await page.getByRole('heading', { name: 'Who decided what, on which evidence' }).waitFor();
  const told = story.parse(await (await page.request.get(`/api/v1/releases/${key}/story`)).json());

  // Who approved what: every decision, with its signature.
  const decisions = page.locator('.rec-decision');
  expect(told.decisions.length).toBeGreaterThan(3);
  expect(await decisions.count()).toBe(told.decisions.length);
  for (const [at, { by, says }] of told.decisions.entries()) {
    expect(await decisions.nth(at).getByRole('heading').innerText()).toContain(`${by.name} ${says}`);
    await decisions.nth(at).locator('.rec-signature').waitFor();
  }
  // On which evidence: the criteria of each gate with what was found, by whom and when.
  const withEvidence = told.decisions.filter(({ evidence }) => evidence.length > 0);
  expect(withEvidence.length).toBeGreaterThan(0);
  expect(await page.locator('.rec-evidence tbody tr').count()).toBe(withEvidence.flatMap(({ evidence }) => evidence).length);
  // What changed afterwards is said of every decision, and of the release after its end.
  expect(
    await decisions.filter({ hasText: /Nothing that it covers changed afterwards|changed afterwards what it covers/ }).count(),
  ).toBe(told.decisions.length);
  await page.getByRole('heading', { name: 'Written after the release was over' }).waitFor();
  await inspect(page, 'records.inspection.story');
  await page.setViewportSize({ width: 1440, height: 900 });

  // How it stood at a given minute: what was decided later is not there.
  const second = told.decisions[1];
  const minute = new Date(Math.ceil(Date.parse(second?.at ?? '') / 60_000) * 60_000).toISOString();
  await hand.fill(page.getByLabel('As it stood at'), inZurich(minute));
  await page.getByText('as it stood at').waitFor();
  const until = told.decisions.filter(({ at }) => at <= minute);
  expect(until.length).toBeLessThan(told.decisions.length);
  await expect.poll(() => decisions.count()).toBe(until.length);
  expect(hand.count()).toBeLessThanOrEqual(3);
  expect(new URL(page.url()).pathname).toBe(`/inspection/${key}`);

  // Each of these views stands in the access log.
  const auditor = await stage().as('auditor');
  const log = await (await auditor.request.get(`/api/v1/access-log?limit=50`)).json();
  expect(JSON.stringify(log)).toContain('records.story');
});

/** A moment as the field of a browser in Zurich takes it. */
const inZurich = (iso: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Zurich', dateStyle: 'short', timeStyle: 'short' })
    .format(new Date(iso))
    .replace(' ', 'T');
