import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] as const;
/** What another scheme of colours can change; structure and names stay as they are. */
const colourRules = ['color-contrast', 'link-in-text-block'] as const;

const found = z.array(
  z.object({
    id: z.string(),
    help: z.string(),
    nodes: z.array(z.object({ target: z.array(z.unknown()), failureSummary: z.string().optional() })),
  }),
);

const sayNode = (node: z.output<typeof found>[number]['nodes'][number]): string =>
  `${node.target.map(String).join(' ')}: ${(node.failureSummary ?? '').replaceAll(/\s+/g, ' ')}`;

/** What axe finds on the page as it is shown, in words. WCAG 2.2 at the levels A and AA, or only what hangs on colours. */
export async function axeFindings(page: Page, what: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await source);
  const runOnly = what === 'all' ? { type: 'tag', values: tags } : { type: 'rule', values: colourRules };
  const violations = found.parse(
    await page.evaluate(`axe.run(document, ${JSON.stringify({ runOnly, resultTypes: ['violations'] })}).then(({ violations }) =>
      violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) })))`),
  );
  return violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.slice(0, 3).map(sayNode).join(' | ')}`);
}
