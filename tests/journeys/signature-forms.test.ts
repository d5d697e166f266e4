import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readPdf } from '../../src/rooms/records/testing/read-pdf.ts';
import { humanForms } from '../../src/rooms/signatures/contract.ts';
import { propose, tuesdayEvening } from './support/propose.ts';
import { useStage } from './support/stage.ts';
import { stateIs, take } from './support/workspace.ts';

const stage = useStage();
const shape = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      text: z.string(),
      meaning: z.object({ text: z.string() }),
      signer: z.object({ name: z.string() }),
    }),
  ),
});
type Signed = z.output<typeof shape>['items'][number];

/** Where each registered form is met by a reader; a form that is not here cannot be walked, and fails. */
const places: Record<
  keyof typeof humanForms,
  (page: Page, key: string, signed: readonly Signed[]) => Promise<readonly string[]>
> = {
  text: async (page, key, signed) => {
    const reply = await (await page.request.get(`/api/v1/signatures?subject=release:${key}`)).text();
    const own: string[] = [];
    for (const { id } of signed) {
      await page.goto(`/signatures/${id}`);
      own.push(await shownBlocks(page, 'text'));
    }
    return [reply, own.join('\n')];
  },
  screen: async (page, key) => {
    await page.goto(`/releases/${key}/history`);
    const onScreen = await shownBlocks(page, 'screen');
    await page.emulateMedia({ media: 'print' });
    const printed = await shownBlocks(page, 'screen');
    await page.emulateMedia({ media: 'screen' });
    return [onScreen, printed];
  },
  pdf: async (page, key) => {
    const file = await (await page.request.get(`/api/v1/releases/${key}/dossier.pdf`)).body();
    // No form and no annotation: nothing on a page can be filled in.
    for (const never of ['/AcroForm', '/Annots', '/Widget']) expect(file.toString('latin1')).not.toContain(never);
    const pages = readPdf(file).pages.filter((text) => text.includes('Signature page'));
    return [pages.join('\n')];
  },
};

async function shownBlocks(page: Page, form: string): Promise<string> {
  const blocks = page.locator(`[data-signature-block="${form}"]`);
  await blocks.first().waitFor();
  // Nothing within a block takes input.
  expect(await blocks.locator('input, textarea, select, button, [contenteditable="true"]').count()).toBe(0);
  return (await blocks.allInnerTexts()).join('\n');
}

const squeezed = (text: string): string => text.replaceAll(/\s/g, '');

test('[P11-50-2] every registered form of a record with two signatures shows both names, both times with their zone and both meanings, and lets nobody edit them', async () => {
  const proposer = await stage().as('release.manager');
  const release = await propose(proposer, { name: 'Signed twice', at: tuesdayEvening(75) });
  for (const [mailbox, verb, state, more] of [
    ['second.release.manager', 'Accept', 'Accepted', {}],
    ['release.manager', 'Cancel the release', 'Cancelled', { reason: 'It is not needed any more.' }],
  ] as const) {
    const page = await stage().at(mailbox, `/releases/${release.key}`);
    await take(page, verb, { password: stage().passwordOf(mailbox), ...more });
    await stateIs(page, state);
  }
  const page = await stage().at('quality', `/releases/${release.key}`);
  const signed = shape.parse(await (await page.request.get(`/api/v1/signatures?subject=release:${release.key}`)).json()).items;
  expect(new Set(signed.map(({ signer }) => signer.name)).size).toBe(2);
  expect(new Set(signed.map(({ meaning }) => meaning.text)).size).toBe(2);
  for (const form of Object.keys(humanForms)) {
    const place = places[form as keyof typeof humanForms];
    for (const shown of await place(page, release.key, signed))
      for (const { signer, meaning, text } of signed)
        for (const part of [signer.name, meaning.text, text.slice(text.indexOf(') on ') + 5)])
          expect(squeezed(shown), `${form}: ${part}`).toContain(squeezed(part));
  }
  const { paths } = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(await (await page.request.get('/openapi.json')).json());
  const onSignature = Object.entries(paths).filter(([path]) => /\/signatures\/\{id\}$/.test(path));
  expect(onSignature.flatMap(([, verbs]) => Object.keys(verbs))).toEqual(['get']);
});
