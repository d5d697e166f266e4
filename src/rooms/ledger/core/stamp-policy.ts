import { X509Certificate } from 'node:crypto';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { isAddress } from './witness-policy.ts';

export type StampAuthority = {
  readonly name: string;
  /** Where requests of RFC 3161 are sent. */
  readonly url: string;
  /** Object identifier of the policy that is asked for; null where any will do. */
  readonly policy: string | null;
  /** Certificates (PEM) of those who vouch for its signers. */
  readonly certificates: string;
};
export type StampPolicy = {
  readonly version: number;
  /** Time between two stamps while the log grows. */
  readonly everyMinutes: number;
  readonly authorities: readonly StampAuthority[];
};

export const stampRefusals = defineRefusals('ledger', {
  'no-stamp-address': {
    kind: 'rule',
    says: (f: { url: string }) => `“${f.url}” is no address of a time-stamping authority.`,
    remedy: 'Give http:// or https:// without user, query and fragment, as the authority publishes it.',
  },
  'authority-twice': {
    kind: 'rule',
    says: (f: { name: string }) => `Two authorities share the name or the address of ${f.name}.`,
    remedy: 'Name each authority once. A second one is of use where it is another.',
  },
  'no-stamp-certificate': {
    kind: 'rule',
    says: (f: { name: string; fault: string }) => `The certificates of ${f.name} vouch for nobody: ${f.fault}.`,
    remedy: 'Paste the certificates of the authority (BEGIN CERTIFICATE) that issue its signers, such as its root.',
  },
});

const pem = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/** Certificates out of a text in PEM; words between them are passed over. */
export function certificatesIn(text: string): readonly X509Certificate[] | { readonly unreadable: string } {
  const blocks = [...text.matchAll(pem)].map(([, encoded = '']) => encoded);
  if (blocks.length === 0) return { unreadable: 'there is no certificate in the text' };
  try {
    return blocks.map((block) => new X509Certificate(Buffer.from(block, 'base64')));
  } catch {
    return { unreadable: 'one of them cannot be read' };
  }
}

function certificateFault(text: string, now: Date): string | null {
  const read = certificatesIn(text);
  if ('unreadable' in read) return read.unreadable;
  const ended = read.find(({ validTo }) => new Date(validTo) < now);
  return ended === undefined
    ? null
    : `that of ${ended.subject.replaceAll('\n', ', ')} ended on ${new Date(ended.validTo).toISOString()}`;
}

/** Everything that is wrong with a policy as it would be. */
export function stampPolicyFaults({ authorities }: Pick<StampPolicy, 'authorities'>, now: Date): readonly Refusal[] {
  const faults: Refusal[] = [];
  for (const [at, { name, url, certificates }] of authorities.entries()) {
    const field = (last: string) => ({ field: `/authorities/${at}/${last}` });
    if (!isAddress(url)) faults.push(stampRefusals['no-stamp-address']({ url }, field('url')));
    if (authorities.slice(0, at).some((one) => one.name === name || one.url === url))
      faults.push(stampRefusals['authority-twice']({ name }, field('name')));
    const fault = certificateFault(certificates, now);
    if (fault !== null) faults.push(stampRefusals['no-stamp-certificate']({ name, fault }, field('certificates')));
  }
  return faults;
}
