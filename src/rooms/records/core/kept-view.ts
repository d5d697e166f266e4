import type { View } from '../../../foundation/view.ts';

/** What a person sees of their own sign-in is no record of the firm. */
export const ownAccount: ReadonlySet<string> = new Set([
  'identity.who-am-i',
  'identity.list-own-sessions',
  'identity.list-own-credentials',
  'identity.show-second-factor',
  'identity.offer-app',
  'identity.offer-passkey',
  'identity.ask-passkey',
  'identity.list-tokens',
]);

/** Whether the access log keeps a view: all that an inspector is shown, in their own right or as a deputy, and each file that an auditor takes. */
export function isKept(roles: readonly string[], view: Pick<View, 'operation' | 'file'>): boolean {
  if (ownAccount.has(view.operation)) return false;
  return roles.includes('inspector') || (view.file && roles.includes('auditor'));
}

/** Whether a page read it by itself, as its header says. It is a mark and hides nothing: anybody can send the header. Pages have a session and take no files; who says otherwise is not believed. */
export const isByItself = (via: string, view: Pick<View, 'file' | 'background'>): boolean =>
  view.background && !view.file && via === 'session';

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value.slice(0, 200) : null);

/** The record that the address names: by its parameters, or as the filter of a list. */
export function recordOf({ params, query }: Pick<View, 'params' | 'query'>): {
  readonly kind: string | null;
  readonly record: string | null;
} {
  const record = text(params.id) ?? text(params.key) ?? text(query.key) ?? text(query.id);
  return { kind: text(params.kind), record };
}
