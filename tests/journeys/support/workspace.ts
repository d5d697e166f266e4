import type { Locator, Page } from 'playwright-core';

export type Given = {
  readonly reason?: string;
  /** Of whoever signs: the step is one that is shown and signed. */
  readonly password?: string;
  /** Further fields of the dialog. */
  readonly fill?: (dialog: Locator) => Promise<void>;
};

const inMain = (page: Page, says: string): Locator => page.getByRole('main').getByRole('button', { name: says, exact: true });
const inSentence = (says: string): string => (/^\p{Lu}\p{Lu}/u.test(says) ? says : says.charAt(0).toLowerCase() + says.slice(1));

/** What is signed, once it is shown: nothing is asked before. */
export async function shownToSign(dialog: Locator): Promise<Locator> {
  await dialog.getByRole('heading', { name: 'What you sign' }).waitFor();
  return dialog;
}

/** From what is decided to what is signed; a step with nothing to fill in is there at once. */
export async function goOnToSigning(dialog: Locator): Promise<Locator> {
  const go = dialog.getByRole('button', { name: 'Continue to signing' });
  const shown = dialog.getByRole('heading', { name: 'What you sign' });
  await go.or(shown).first().waitFor();
  if (await go.isVisible()) await go.click();
  return shownToSign(dialog);
}

/** Opens the dialog of a button and fills what an act asks; the button that sends is the returned one. */
async function filled(
  page: Page,
  button: Locator,
  says: string,
  given: Given,
): Promise<{ readonly dialog: Locator; readonly send: Locator }> {
  await button.click();
  const dialog = page.getByRole('dialog');
  await given.fill?.(dialog);
  if (given.reason !== undefined) await dialog.getByRole('textbox', { name: 'Reason' }).fill(given.reason);
  if (given.password === undefined) return { dialog, send: dialog.getByRole('button', { name: says, exact: true }) };
  await goOnToSigning(dialog);
  await dialog.getByLabel('Your password').fill(given.password);
  return { dialog, send: dialog.getByRole('button', { name: `Sign and ${inSentence(says)}`, exact: true }) };
}

/** A step that is done: the dialog goes away by itself. */
export async function take(page: Page, says: string, given: Given = {}, button: Locator = inMain(page, says)): Promise<void> {
  const { dialog, send } = await filled(page, button, says, given);
  await send.click();
  await dialog.waitFor({ state: 'detached' });
}

/** A step that the server refuses: the dialog stays, and the panel in it says why. */
export async function tryTo(page: Page, says: string, given: Given = {}, button: Locator = inMain(page, says)): Promise<string> {
  const { dialog, send } = await filled(page, button, says, given);
  await send.click();
  const panel = dialog.getByRole('alert').filter({ hasText: 'Rule' });
  await panel.waitFor();
  const text = await panel.innerText();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  return text;
}

/** Why a button may not be pressed, as its popover tells it. */
export async function whyNot(page: Page, says: string): Promise<{ readonly text: string; readonly links: readonly string[] }> {
  const name = `${says} (not possible now, show why)`;
  await page.getByRole('main').getByRole('button', { name }).click();
  const why = page.getByRole('dialog', { name });
  await why.waitFor();
  const links = await why.getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  const text = await why.innerText();
  await page.keyboard.press('Escape');
  await why.waitFor({ state: 'hidden' });
  return { text, links };
}

export const stateIs = (page: Page, state: string): Promise<void> =>
  page.getByRole('main').locator('.rel-head').getByText(state, { exact: true }).first().waitFor();
