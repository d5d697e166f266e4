const loadToasts = () => import('./Toasts.tsx');

let asked = false;
const hearers = new Set<() => void>();

/** Whether anything was ever to be said: until then neither the place of toasts nor their code is loaded. */
export const toastsAsked = (): boolean => asked;
export function onToastsAsked(hear: () => void): () => void {
  hearers.add(hear);
  return () => hearers.delete(hear);
}

/** A short word that something was done; never the only place where a refusal is said. */
export function toast(message: string, title?: string): void {
  asked = true;
  for (const hear of hearers) hear();
  // Without its code nothing is shown: what was done stands on the page as well.
  void loadToasts().then(
    ({ show }) => show(message, title),
    () => undefined,
  );
}
