import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

/** The site a passkey belongs to (WebAuthn level 3, 5.1.2): it works there and nowhere else. */
export type RelyingParty = { readonly id: string; readonly origin: string };

const no = defineRefusals('identity', {
  'passkeys-need-address': {
    kind: 'unavailable',
    says: (f: { address: string }) => `Passkeys do not work at ${f.address}: they need a name and an encrypted connection.`,
    remedy: 'Ask an administrator to set the public address to one with https, or use an authenticator app.',
  },
});

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.startsWith('[');

/** Out of the public address of the installation; null where browsers offer no passkeys (an IP address, or http that is not this machine). */
export function relyingPartyOf(publicUrl: string): RelyingParty | null {
  if (!URL.canParse(publicUrl)) return null;
  const { hostname, origin, protocol } = new URL(publicUrl);
  const local = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (isAddress(hostname) || (protocol !== 'https:' && !local)) return null;
  return { id: hostname, origin };
}

export const passkeysNeedAddress = (address: string): Refusal => no['passkeys-need-address']({ address });
