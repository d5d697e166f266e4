import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

const no = defineRefusals('identity', {
  'not-proven': {
    kind: 'forbidden',
    says: (f: { what: readonly string[] }) =>
      `Nobody has checked since who it belongs to: ${f.what.join(', ')}. Until then it opens sign-in and gives no signature.`,
    remedy: 'Open “Your account”, ask for a code there, and show it together with your identity card to quality.',
  },
});

/** One component that was used, and the check of identity that covers it. */
export type Used = { readonly what: string; readonly proofId: string | null };

/** A component gives a signature only after somebody checked who it belongs to (21 CFR 11.100(b)). */
export function unprovenFaults(used: readonly Used[]): readonly Refusal[] {
  const what = used.filter((one) => one.proofId === null).map((one) => one.what);
  return what.length === 0 ? [] : [no['not-proven']({ what }, { link: '/me' })];
}
