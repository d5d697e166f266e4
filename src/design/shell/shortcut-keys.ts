/** How long `g` waits for its letter. */
export const chordMs = 900;

/** A key typed into a field, or with a modifier, is text or the browser's: never a shortcut. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

export const inDialog = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;

/** `/` goes to the page's own search where it has one (`data-page-search`), else false. */
export function focusPageSearch(): boolean {
  const field = document.querySelector<HTMLElement>('[data-page-search]');
  if (field === null) return false;
  field.focus();
  return true;
}
