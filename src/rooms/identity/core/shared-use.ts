import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

/** Use is kept to the minute: two uses within one minute are seen as at most two apart. */
export const togetherMs = 120_000;

const no = defineRefusals('identity', {
  'used-from-two-places': {
    kind: 'unauthenticated',
    says: () => 'Your account was used from two places at once, too far apart for one person. All its sessions were ended.',
    remedy: 'Sign in again. If the other was not you, change your password and tell an administrator.',
  },
});
export const usedFromTwoPlaces = (): Refusal => no['used-from-two-places']({});

const inside = 'inside';

/** Networks in which organisations number their own machines (RFC 1918, 6598, 3927): one place, as far as can be told. */
const isPrivate = (a: number, b: number): boolean =>
  a === 10 ||
  a === 127 ||
  (a === 192 && b === 168) ||
  (a === 172 && b >= 16 && b <= 31) ||
  (a === 100 && b >= 64 && b <= 127) ||
  (a === 169 && b === 254);

/** The network of an address, coarse: the first 16 bits of IPv4, the first 32 of IPv6, or the inside. Null where it is none. */
function networkOf(address: string): { readonly family: 4 | 6; readonly network: string } | null {
  const text = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  const four = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(text);
  if (four !== null) {
    const [a, b] = [Number(four[1]), Number(four[2])];
    return { family: 4, network: isPrivate(a, b) ? inside : `${a}.${b}` };
  }
  if (!text.includes(':')) return null;
  const [head = ''] = text.split('::');
  const [first = 0, second = 0] = head === '' ? [] : head.split(':').map((group) => Number.parseInt(group, 16));
  const local = first === 0 || (first >= 0xfc00 && first <= 0xfdff) || (first >= 0xfe80 && first <= 0xfebf);
  return { family: 6, network: local ? inside : `${first}:${second}` };
}

/**
 * Whether nobody is at both addresses at once. Addresses of two families are not compared: a browser changes between IPv4 and IPv6 by itself. What is no address is near
 * everything.
 */
export function areDistant(one: string, other: string): boolean {
  const [here, there] = [networkOf(one), networkOf(other)];
  return here !== null && there !== null && here.family === there.family && here.network !== there.network;
}
