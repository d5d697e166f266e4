import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { der, derInteger, derOid, expect, partsOf, readOne, tags } from '../core/der.ts';
import { oids } from '../core/time-stamp.ts';

type Issuer = { readonly name: string; readonly key: KeyObject; readonly raw: Buffer; readonly serial: Buffer };
type Valid = { readonly from: Date; readonly until: Date };

const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text));
const nameOf = (text: string): Buffer => der(tags.sequence, der(tags.set, der(tags.sequence, derOid('2.5.4.3'), utf8(text))));
const timeText = (at: Date): Buffer =>
  der(tags.generalizedTime, Buffer.from(`${at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`));
const bits = (bytes: Uint8Array): Buffer => der(0x03, Buffer.of(0), bytes);
const ecdsa = der(tags.sequence, derOid(oids.ecdsaSha256));
const yes = der(tags.boolean, Buffer.of(0xff));
const extension = (oid: string, value: Buffer): Buffer => der(tags.sequence, derOid(oid), yes, der(tags.octets, value));

/** A certificate (X.509, ECDSA P-256); of an issuer's where none is given, its own. */
function certificate(name: string, valid: Valid, issuer: Issuer | null, purpose: 'issuer' | 'stamps' | 'other'): Issuer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const uses = der(tags.sequence, derOid(purpose === 'stamps' ? oids.timeStamping : '1.3.6.1.5.5.7.3.1'));
  const extensions = purpose === 'issuer' ? extension('2.5.29.19', der(tags.sequence, yes)) : extension('2.5.29.37', uses);
  const serial = derInteger(Buffer.concat([Buffer.of(1), randomBytes(8)]));
  const body = der(
    tags.sequence,
    der(tags.explicit0, derInteger(Buffer.of(2))),
    serial,
    ecdsa,
    nameOf(issuer?.name ?? name),
    der(tags.sequence, timeText(valid.from), timeText(valid.until)),
    nameOf(name),
    publicKey.export({ format: 'der', type: 'spki' }),
    der(0xa3, der(tags.sequence, extensions)),
  );
  return {
    name,
    serial,
    key: privateKey,
    raw: der(tags.sequence, body, ecdsa, bits(sign('sha256', body, issuer?.key ?? privateKey))),
  };
}

const pemOf = ({ raw }: Issuer): string =>
  `-----BEGIN CERTIFICATE-----\n${raw.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

export type Signer = { readonly root: Issuer; readonly leaf: Issuer; readonly pem: string };

export function stampSigner(
  name: string,
  valid: Valid,
  purpose: 'stamps' | 'other' = 'stamps',
  rootValid: Valid = valid,
): Signer {
  const root = certificate(`${name} root`, rootValid, null, 'issuer');
  return { root, leaf: certificate(`${name} signer`, valid, root, purpose), pem: pemOf(root) };
}

/** The same root, a newer signer: how an authority goes on when its certificate ends. */
export const nextSigner = ({ root, pem }: Signer, name: string, valid: Valid): Signer => ({
  root,
  leaf: certificate(name, valid, root, 'stamps'),
  pem,
});

export type ToStamp = {
  readonly hash: Uint8Array;
  readonly nonce: Uint8Array;
  readonly at: Date;
  readonly policy?: string | null;
};

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const attribute = (oid: string, value: Buffer): Buffer => der(tags.sequence, derOid(oid), der(tags.set, value));

/** A token (RFC 3161), as an authority would give it. */
export function makeToken({ leaf, root }: Signer, { hash, nonce, at, policy }: ToStamp): Buffer {
  const algorithm = der(tags.sequence, derOid(oids.sha256));
  const imprint = der(tags.sequence, der(tags.sequence, derOid(oids.sha256), der(tags.nothing)), der(tags.octets, hash));
  const serial = derInteger(Buffer.concat([Buffer.of(1), randomBytes(6)]));
  const content = der(
    tags.sequence,
    derInteger(Buffer.of(1)),
    derOid(policy ?? '1.2.3.4.1'),
    imprint,
    serial,
    timeText(at),
    derInteger(nonce),
  );
  const id = der(tags.sequence, der(tags.sequence, der(tags.sequence, der(tags.octets, sha256(leaf.raw)))));
  const attributes = [
    attribute(oids.contentType, derOid(oids.tstInfo)),
    attribute(oids.messageDigest, der(tags.octets, sha256(content))),
    attribute(oids.signingCertificateV2, id),
  ].toSorted(Buffer.compare);
  const signature = sign('sha256', der(tags.set, ...attributes), leaf.key);
  const sid = der(tags.sequence, nameOf(root.name), leaf.serial);
  const signer = der(
    tags.sequence,
    derInteger(Buffer.of(1)),
    sid,
    algorithm,
    der(tags.explicit0, ...attributes),
    ecdsa,
    der(tags.octets, signature),
  );
  const signed = der(
    tags.sequence,
    derInteger(Buffer.of(3)),
    der(tags.set, algorithm),
    der(tags.sequence, derOid(oids.tstInfo), der(tags.explicit0, der(tags.octets, content))),
    der(tags.explicit0, leaf.raw),
    der(tags.set, signer),
  );
  return der(tags.sequence, derOid(oids.signedData), der(tags.explicit0, signed));
}

export const answerWith = (token: Buffer): Buffer => der(tags.sequence, der(tags.sequence, derInteger(Buffer.of(0))), token);

/** What a request asks for. */
export function askedIn(request: Buffer): { readonly hash: Buffer; readonly nonce: Buffer } {
  const [, imprint, nonce] = partsOf(readOne(request), tags.sequence, 'the request');
  const [, hash] = partsOf(imprint, tags.sequence, 'the imprint');
  return { hash: expect(hash, tags.octets, 'the hash').value, nonce: expect(nonce, tags.integer, 'the nonce').value };
}

export type TestAuthority = {
  readonly url: string;
  readonly close: () => Promise<void>;
  /** Requests that came. */
  readonly requests: Buffer[];
  signer: Signer;
  /** `down`: it does not answer. Otherwise what it stamps, given what was asked. */
  behaves: 'well' | 'down' | ((asked: ToStamp) => ToStamp | Buffer);
};

/** An authority that stamps by a clock of the test. */
export async function startAuthority(signer: Signer, now: () => Date): Promise<TestAuthority> {
  const requests: Buffer[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const body = Buffer.concat(parts);
    requests.push(body);
    const { behaves } = authority;
    if (behaves === 'down') return void response.writeHead(503).end();
    const asked = { ...askedIn(body), at: now() };
    const given = behaves === 'well' ? asked : behaves(asked);
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' });
    response.end(Buffer.isBuffer(given) ? given : answerWith(makeToken(authority.signer, given)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the authority has no port');
  const authority: TestAuthority = {
    url: `http://127.0.0.1:${address.port}/tsa`,
    requests,
    signer,
    behaves: 'well',
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return authority;
}
