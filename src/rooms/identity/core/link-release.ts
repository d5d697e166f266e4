import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

const no = defineRefusals('identity', {
  'link-own-release': {
    kind: 'forbidden',
    says: () => 'You issued this link; a second administrator releases it.',
    remedy: 'Ask another administrator of all units of the person.',
  },
  'no-link-waits': {
    kind: 'rule',
    says: () => 'No one-time link of this person waits for a second administrator.',
    remedy: 'Issue one; it waits where a second administrator is there to release it.',
  },
  'link-not-released': {
    kind: 'rule',
    says: () => 'This link waits for a second administrator.',
    remedy: 'Ask for the code: a second administrator releases the link and gives it to you alone.',
  },
  'link-code-wrong': {
    kind: 'forbidden',
    says: (f: { left: number }) =>
      f.left === 0
        ? 'That is not the code, and after five wrong ones the link works no more.'
        : `That is not the code of the second administrator. Tries left: ${f.left}.`,
    remedy: 'Enter the code exactly as you were given it, or ask for a new link.',
  },
});

export const triesOfCode = 5;
export const ownRelease = (): Refusal => no['link-own-release']({});
export const noLinkWaits = (): Refusal => no['no-link-waits']({});
export const linkNotReleased = (): Refusal => no['link-not-released']({}, { field: '/code' });
export const codeWrong = (left: number): Refusal => no['link-code-wrong']({ left }, { field: '/code' });

/** Crockford's alphabet: nothing in it is mistaken for something else when it is read out. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Ten characters, 50 bits, of ten random bytes; in two groups. */
export function codeFrom(random: Uint8Array): string {
  const letters = [...random].slice(0, 10).map((byte) => alphabet[byte % 32]);
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
}

/** As it was given, however it was typed. */
export const codeAsGiven = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
