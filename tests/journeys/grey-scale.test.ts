import type { APIRequestContext, Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { gateWords } from '../../src/rooms/gates/web/words.ts';
import { stateWords } from '../../src/rooms/releases/web/words.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

const healthWords: Readonly<Record<string, string>> = { green: 'Good', amber: 'At risk', red: 'Critical', unknown: 'Unknown' };
type Line = {
  readonly key: string;
  readonly state: keyof typeof stateWords;
  readonly health: { readonly light: string };
  readonly collisions: { readonly blocking: number; readonly warning: number };
  readonly late: readonly unknown[];
};
type Gate = { readonly name: string; readonly state: keyof typeof gateWords };

/** As somebody sees it who sees no colours: what is shown is grey, whatever the theme says. */
async function withoutColours(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setEmulatedVisionDeficiency', { type: 'achromatopsia' });
}

/** What a screen reader gets of a part: roles, names and text; nothing of how it looks. */
const read = (part: Locator): Promise<string> => part.ariaSnapshot();
const textsOf = (words: Readonly<Record<string, { readonly text: string }>>) => Object.values(words).map(({ text }) => text);

async function everyRelease(api: APIRequestContext): Promise<readonly Line[]> {
  const lines: Line[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: Line[]; nextCursor: string | null } = await (await api.get(`/api/v1/releases?limit=200${from}`)).json();
    lines.push(...page.items);
    cursor = page.nextCursor;
  }
  return lines;
}

/** What the row of a release must say of it, in words. */
function saidOf({ state, health, collisions }: Line): readonly string[] {
  const { blocking, warning } = collisions;
  return [
    stateWords[state].text,
    healthWords[health.light] ?? 'no such health',
    ...(blocking > 0 ? [`${blocking} blocking`] : []),
    ...(warning > 0 ? [`${warning} warning`] : []),
  ];
}

async function readRows(page: Page, lines: readonly Line[]): Promise<readonly Line[]> {
  const rows = page.getByRole('row').filter({ has: page.locator('.il-key') });
  await rows.first().waitFor();
  const found: Line[] = [];
  for (const row of await rows.all()) {
    const text = await read(row);
    const line = lines.find(({ key }) => new RegExp(`\\b${key}\\b`).test(text));
    if (line === undefined) throw new Error(`a row that is no release: ${text}`);
    for (const words of saidOf(line)) expect(text, line.key).toContain(words);
    expect(/\bLate\b/.test(text), line.key).toBe(line.late.length > 0);
    found.push(line);
  }
  return found;
}

async function readGates(page: Page, key: string, gates: readonly Gate[]): Promise<void> {
  await page.goto(`/releases/${key}`);
  const strip = page.getByRole('list', { name: 'Gates' });
  await strip.waitFor();
  const steps = await Promise.all((await strip.getByRole('listitem').all()).map(read));
  for (const { name, state } of gates) {
    const step = steps.find((one) => one.includes(name)) ?? '';
    expect(step, `${key} ${name}`).toMatch(new RegExp(`${gateWords[state].text}|overdue`, 'i'));
  }
}

test('[WCAG-1-4-1] the board of releases without colours: state, health, collisions, lateness and gates of every release are read from accessible names alone, and no two states read alike', async () => {
  for (const texts of [textsOf(stateWords), textsOf(gateWords), Object.values(healthWords)])
    expect(new Set(texts).size).toBe(texts.length);

  const page = await stage().at('release.manager', '/releases');
  await withoutColours(page);
  const lines = await everyRelease(page.request);
  const states = [...new Set(lines.map(({ state }) => state))].toSorted();
  const seen: Line[] = [];
  for (const state of states) {
    await page.goto(`/releases?state=${state}`);
    seen.push(...(await readRows(page, lines)));
  }
  // The example has something of each to be told apart: otherwise nothing was shown here.
  expect([...new Set(seen.map(({ state }) => state))].toSorted()).toEqual(states);
  expect(states.length).toBeGreaterThan(4);
  expect(new Set(seen.map(({ health }) => health.light)).size).toBeGreaterThan(1);
  for (const some of [seen.some(({ late }) => late.length > 0), seen.some(({ collisions }) => collisions.blocking > 0)])
    expect(some).toBe(true);

  const told = new Set<string>();
  for (const { key } of lines) {
    const { gates }: { gates: readonly Gate[] } = await (await page.request.get(`/api/v1/releases/${key}`)).json();
    if (gates.every((gate) => told.has(gate.state))) continue;
    await readGates(page, key, gates);
    for (const gate of gates) told.add(gate.state);
  }
  expect(told.size).toBeGreaterThan(1);
});
