import type { Page } from 'playwright-core';
import { z } from 'zod';

const walked = z.object({ missed: z.array(z.string()), unmarked: z.array(z.string()), stops: z.number() });

/** In the page: what can take the focus, how it looks without it, and what was seen with it. Plain script, since it runs there. */
const script = `(() => {
  const name = (el) => (el.tagName.toLowerCase() + ' ' + (el.getAttribute('aria-label') ?? el.textContent ?? '').trim().slice(0, 50) + ' ' + (el.id || el.className)).trim();
  const shown = (el) => el.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && el.getBoundingClientRect().width > 0 && !el.closest('[inert]');
  const radioOff = (el) => el instanceof HTMLInputElement && el.type === 'radio' && !el.checked;
  const rovers = (el) => el.closest('[role=grid], [role=tree], [role=tablist]') !== null && el.tabIndex < 0;
  const all = () => [...document.querySelectorAll('a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex]')]
    .filter((el) => el.tabIndex >= 0 && shown(el) && !radioOff(el) && !rovers(el));
  const look = (el) => [el, el.nextElementSibling, el.parentElement, el.parentElement?.parentElement].filter(Boolean)
    .map((one) => { const s = getComputedStyle(one); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderTopColor, s.backgroundColor, s.clipPath, s.transform].join(' '); }).join('|');
  const before = new Map(all().map((el) => [el, look(el)]));
  const seen = new Set(); let last = null; const unmarked = new Set(); let stops = 0;
  globalThis.journeyKeys = {
    stop: () => {
      const el = document.activeElement;
      if (el === null || el === document.body) return 'out';
      if (el === last) return 'inside';
      if (seen.has(el)) return 'again';
      stops++; seen.add(el); last = el;
      const box = el.getBoundingClientRect();
      const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
      if (!inside || (before.has(el) && before.get(el) === look(el))) unmarked.add(name(el));
      return 'new';
    },
    result: () => ({ missed: all().filter((el) => before.has(el) && !seen.has(el)).map(name), unmarked: [...unmarked], stops }),
  };
})()`;

/**
 * Goes through the page with Tab as somebody without a mouse does, at most `most` steps: what could take the focus and never did, and what took it
 * without looking different. Further down than `most` steps nothing is said.
 */
export async function walkByTab(page: Page, most = 80): Promise<z.output<typeof walked>> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    getSelection()?.removeAllRanges();
  });
  await page.evaluate(script);
  let whole = false;
  let outside = 0;
  for (let step = 0; step < most && !whole; step++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate('journeyKeys.stop()');
    // The walk may have begun in the middle, where the page put the focus: only the second way out is the end.
    if (stop === 'out') outside++;
    whole = stop === 'again' || outside > 1;
  }
  const result = walked.parse(await page.evaluate('journeyKeys.result()'));
  return whole ? result : { ...result, missed: [] };
}
