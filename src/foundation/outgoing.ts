import { lookup } from 'node:dns/promises';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { BlockList, isIP } from 'node:net';

/** Where requests may go: these hosts alone, and addresses inside a network only where the operator says so (OWASP ASVS 5.0 1.3.6, 13.2.4). */
export type OutgoingRules = {
  readonly hosts: readonly string[];
  readonly allowPrivate: boolean;
  /** How names are resolved; for tests. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
};

export type Sent = { readonly ok: boolean; readonly says: string };

const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/** Loopback, link-local (where clouds keep their metadata), private, shared, multicast and reserved addresses; an IPv4 address within IPv6 counts as itself. */
export function isInside(address: string): boolean {
  const plain = address.toLowerCase().startsWith('::ffff:') ? address.slice(7) : address;
  const family = isIP(plain);
  if (family === 0) return true;
  return inside.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

const resolveAll = async (host: string): Promise<readonly string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** An address of the host to which a request may go, or why none. Asked once: the request goes to exactly this address, so that the name cannot mean another a moment later. */
async function addressFor(url: URL, rules: OutgoingRules): Promise<{ readonly address: string } | { readonly no: string }> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!['http:', 'https:'].includes(url.protocol)) return { no: 'only http and https are spoken' };
  if (url.username !== '' || url.password !== '') return { no: 'an address with a password in it is not sent to' };
  if (!rules.hosts.includes(host)) return { no: `${host} is not on the list of allowed hosts` };
  if (url.protocol === 'http:' && !rules.allowPrivate) return { no: 'http is spoken inside of a network only: use https' };
  const addresses = isIP(host) === 0 ? await (rules.resolve ?? resolveAll)(host) : [host];
  const [address] = addresses;
  if (address === undefined) return { no: `${host} has no address` };
  const within = addresses.find(isInside);
  if (within !== undefined && !rules.allowPrivate) return { no: `${host} is ${within}, an address inside of a network` };
  return { address };
}

const timeoutMs = 10_000;

/**
 * Posts text to an allowed host. A redirect is no success and is not followed: it could lead anywhere. Nothing is sent where the rules refuse. Never throws.
 */
export async function postOutgoing(
  target: string,
  rules: OutgoingRules,
  message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<Sent> {
  try {
    const url = new URL(target);
    const found = await addressFor(url, rules);
    if ('no' in found) return { ok: false, says: `refused: ${found.no}` };
    const status = await post(url, found.address, message);
    return {
      ok: status >= 200 && status < 300,
      says: `answered ${status}${status >= 300 && status < 400 ? ', a redirect, which is not followed' : ''}`,
    };
  } catch (error) {
    return { ok: false, says: error instanceof Error ? error.message : String(error) };
  }
}

function post(
  url: URL,
  address: string,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<number> {
  const send = url.protocol === 'https:' ? overHttps : overHttp;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const asked = send(
      {
        host: address,
        port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
        path: `${url.pathname}${url.search}`,
        method: 'POST',
        agent: false,
        timeout: timeoutMs,
        ...(isIP(host) === 0 ? { servername: host } : {}),
        headers: { ...headers, host: url.host, 'content-length': String(Buffer.byteLength(body)) },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    const late = setTimeout(() => asked.destroy(new Error('no answer within 10 seconds')), timeoutMs);
    asked.on('close', () => clearTimeout(late));
    asked.on('error', reject);
    asked.end(body);
  });
}
