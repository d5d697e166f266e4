import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFindings } from './axe.ts';

async function useScheme(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();
}

/** Pixels by which the page would have to be scrolled sideways. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** The smallest height of a part that scrolls by itself: less than that nobody can read in. */
const leastPx = 150;
const cramped = (page: Page): Promise<readonly string[]> =>
  page.evaluate(
    (least) =>
      [...document.querySelectorAll('main, main *:not(textarea)')]
        .filter((part) => /auto|scroll/.test(getComputedStyle(part).overflowY) && part.scrollHeight > part.clientHeight + 4)
        .filter((part) => part.clientHeight > 0 && part.clientHeight < least)
        .map((part) => `at 400 % only ${part.clientHeight} pixels are left to .${part.classList.item(0)}`),
    leastPx,
  );

/** A folder in which what was looked at is kept, for eyes. */
const shots = process.env.INTERLOCK_SHOTS;
const keep = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png` });
};

/** Light and dark are free of findings; at 400 % of 1280 × 1024 (WCAG 1.4.10) nothing is scrolled sideways and every part has room. */
export async function inspect(page: Page, name: string): Promise<void> {
  const findings: string[] = [];
  await useScheme(page, 'light');
  await keep(page, `${name}.light`);
  findings.push(...(await axeFindings(page)).map((text) => `light: ${text}`));
  await useScheme(page, 'dark');
  await keep(page, `${name}.dark`);
  findings.push(...(await axeFindings(page, 'colours')).map((text) => `dark: ${text}`));
  await page.setViewportSize({ width: 320, height: 256 });
  await keep(page, `${name}.320`);
  const wide = await overflow(page);
  if (wide > 0) findings.push(`at 320 pixels the page is ${wide} too wide`);
  findings.push(...(await cramped(page)));
  expect(findings).toEqual([]);
}
