import { createHash, createVerify, X509Certificate } from 'node:crypto';
import { type Der, der, derInteger, derOid, expect, NotDer, oidText, partsOf, readAll, readOne, tags, timeOf } from './der.ts';

// RFC 3161 with CMS (RFC 5652): an authority says that a hash existed at a time. Profile: SHA-256, one signer, its certificate in the token.

export const oids = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  rsa: '1.2.840.113549.1.1.1',
  ecdsaSha256: '1.2.840.10045.4.3.2',
} as const;
const digests: Readonly<Record<string, string>> = { [oids.sha256]: 'sha256', [oids.sha384]: 'sha384', [oids.sha512]: 'sha512' };
const signatureDigests: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  [oids.ecdsaSha256]: 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};
/** An authority sends its chain; nobody has one of this length. */
const mostCertificates = 12;

export type StampAsked = {
  /** SHA-256 of what is stamped. */
  readonly hash: Uint8Array;
  readonly nonce: Uint8Array;
  /** Policy of the authority that is asked for; null where any will do. */
  readonly policy: string | null;
};

/** What a genuine token says. Whether anybody vouches for its signer is another question (`vouchedUntil`). */
export type Stamp = {
  readonly at: Date;
  readonly policy: string;
  readonly hash: Buffer;
  /** Hex. */
  readonly serial: string;
  /** Hex, without leading zeros; null where the token has none. */
  readonly nonce: string | null;
  readonly signer: X509Certificate;
  readonly certificates: readonly X509Certificate[];
};
export type Unproven = { readonly unproven: string };

const algorithm = (oid: string): Buffer => der(tags.sequence, derOid(oid), der(tags.nothing));
const plainHex = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(00)+(?=..)/, '');

/** The request, as it is sent with `application/timestamp-query`. */
export const stampRequest = ({ hash, nonce, policy }: StampAsked): Buffer =>
  der(
    tags.sequence,
    derInteger(Buffer.of(1)),
    der(tags.sequence, algorithm(oids.sha256), der(tags.octets, hash)),
    ...(policy === null ? [] : [derOid(policy)]),
    derInteger(nonce),
    der(tags.boolean, Buffer.of(0xff)),
  );

/** The token out of an answer of the authority. */
export function tokenIn(answer: Buffer): { readonly token: Buffer } | Unproven {
  try {
    const [status, token] = partsOf(readOne(answer), tags.sequence, 'the answer');
    const [code] = partsOf(status, tags.sequence, 'its status');
    const granted = Number.parseInt(plainHex(expect(code, tags.integer, 'its status').value), 16);
    if (granted > 1 || token === undefined) return { unproven: `it refused with status ${granted}` };
    return { token: Buffer.from(token.whole) };
  } catch (error) {
    return { unproven: faultText(error) };
  }
}

const faultText = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const digestOf = (bytes: Uint8Array, name: string): Buffer => createHash(name).update(bytes).digest();

function digestNamed(one: Der | undefined): string {
  const [oid] = partsOf(one, tags.sequence, 'a digest algorithm');
  const name = digests[oidText(oid)];
  if (name === undefined) throw new NotDer('its digest algorithm is none of SHA-256, SHA-384 and SHA-512');
  return name;
}

type Info = Omit<Stamp, 'signer' | 'certificates'>;

function infoIn(content: Buffer): Info {
  const [version, policy, imprint, serial, at, ...more] = partsOf(readOne(content), tags.sequence, 'the token');
  if (plainHex(expect(version, tags.integer, 'its version').value) !== '01') throw new NotDer('its version is not 1');
  const [kind, hash] = partsOf(imprint, tags.sequence, 'its imprint');
  if (digestNamed(kind) !== 'sha256') throw new NotDer('its imprint is no SHA-256');
  const nonce = more.find(({ tag }) => tag === tags.integer);
  return {
    at: timeOf(at),
    policy: oidText(policy),
    hash: Buffer.from(expect(hash, tags.octets, 'its imprint').value),
    serial: plainHex(expect(serial, tags.integer, 'its serial number').value),
    nonce: nonce === undefined ? null : plainHex(nonce.value),
  };
}

type Signed = { readonly content: Buffer; readonly certificates: readonly X509Certificate[]; readonly signer: readonly Der[] };

function signedIn(token: Buffer): Signed {
  const [kind, wrapped] = partsOf(readOne(token), tags.sequence, 'the token');
  if (oidText(kind) !== oids.signedData) throw new NotDer('it is no signed data');
  const [inner] = partsOf(wrapped, tags.explicit0, 'the signed data');
  const [, , encapsulated, ...rest] = partsOf(inner, tags.sequence, 'the signed data');
  const [type, content] = partsOf(encapsulated, tags.sequence, 'its content');
  if (oidText(type) !== oids.tstInfo) throw new NotDer('its content is no time stamp');
  const [octets] = partsOf(content, tags.explicit0, 'its content');
  const sent = rest.find(({ tag }) => tag === tags.explicit0);
  const certificates = sent === undefined ? [] : readAll(sent.value);
  if (certificates.length > mostCertificates) throw new NotDer(`it brings more than ${mostCertificates} certificates`);
  const set = rest.find(({ tag }) => tag === tags.set);
  const [signer, ...others] = partsOf(set, tags.set, 'its signer');
  if (signer === undefined || others.length > 0) throw new NotDer('it has not exactly one signer');
  return {
    content: Buffer.from(expect(octets, tags.octets, 'its content').value),
    certificates: certificates.map(({ whole }) => new X509Certificate(whole)),
    signer: partsOf(signer, tags.sequence, 'its signer'),
  };
}

/** Values of the signed attributes, each once. */
function attributesIn(set: Der): ReadonlyMap<string, Der> {
  const found = new Map<string, Der>();
  for (const one of readAll(set.value)) {
    const [oid, values] = partsOf(one, tags.sequence, 'an attribute');
    const [value] = partsOf(values, tags.set, 'an attribute');
    const name = oidText(oid);
    if (value === undefined || found.has(name)) throw new NotDer('an attribute stands twice or is empty');
    found.set(name, value);
  }
  return found;
}

/** The attribute that names the certificate by its hash (RFC 5035; RFC 2634 with SHA-1 is read too). */
function namesCertificate(attributes: ReadonlyMap<string, Der>, certificate: X509Certificate): boolean {
  const [second, first] = [attributes.get(oids.signingCertificateV2), attributes.get(oids.signingCertificate)];
  const [list] = partsOf(second ?? first, tags.sequence, 'the certificate that signed');
  const [id] = partsOf(list, tags.sequence, 'the certificate that signed');
  const parts = partsOf(id, tags.sequence, 'the certificate that signed');
  const named = parts[0]?.tag === tags.sequence;
  const digest = second === undefined ? 'sha1' : named ? digestNamed(parts[0]) : 'sha256';
  const hash = expect(named ? parts[1] : parts[0], tags.octets, 'the certificate that signed').value;
  return digestOf(certificate.raw, digest).equals(hash);
}

/** Name of the digest that a signature is over. With plain `rsaEncryption` it is that of the signer. */
function signatureDigest(kind: Der | undefined, digest: string): string {
  const [oid] = partsOf(kind, tags.sequence, 'its signature algorithm');
  const name = oidText(oid) === oids.rsa ? digest : signatureDigests[oidText(oid)];
  if (name === undefined) throw new NotDer(`its signature algorithm ${oidText(oid)} is not known here`);
  return name;
}

function signerOf(signed: Signed): X509Certificate {
  const [, , digestKind, set, signatureKind, signature] = signed.signer;
  const attributes = attributesIn(expect(set, tags.explicit0, 'its signed attributes'));
  const digest = digestNamed(digestKind);
  if (oidText(attributes.get(oids.contentType)) !== oids.tstInfo) throw new NotDer('its signed attributes name another content');
  const claimed = expect(attributes.get(oids.messageDigest), tags.octets, 'its digest').value;
  if (!digestOf(signed.content, digest).equals(claimed)) throw new NotDer('its content is not the one that was signed');
  const certificate = signed.certificates.find((one) => namesCertificate(attributes, one));
  if (certificate === undefined) throw new NotDer('the certificate that signed it is not in it');
  // RFC 5652, 5.4: what is signed is the set with its own tag.
  const bytes = Buffer.from(expect(set, tags.explicit0, 'its signed attributes').whole);
  bytes[0] = tags.set;
  const verify = createVerify(signatureDigest(signatureKind, digest));
  verify.update(bytes);
  if (!verify.verify(certificate.publicKey, expect(signature, tags.octets, 'its signature').value))
    throw new NotDer('its signature is not genuine');
  if (certificate.keyUsage?.length !== 1 || certificate.keyUsage[0] !== oids.timeStamping)
    throw new NotDer('its certificate is not for time stamping alone');
  return certificate;
}

/** Reads a token and verifies it alone: its content is what was signed, by the key of a certificate for time stamping. */
export function readStamp(token: Buffer): Stamp | Unproven {
  try {
    const signed = signedIn(token);
    return { ...infoIn(signed.content), signer: signerOf(signed), certificates: signed.certificates };
  } catch (error) {
    return { unproven: faultText(error) };
  }
}

const isValidAt = (certificate: X509Certificate, at: Date): boolean =>
  new Date(certificate.validFrom) <= at && at <= new Date(certificate.validTo);

/**
 * Follows the issuers of the signer to an anchor, each valid when it stamped.
 * @param anchors certificates on which the reader relies
 * @returns until when the first certificate of that chain ends; null where no chain leads to an anchor
 */
export function vouchedUntil({ signer, certificates, at }: Stamp, anchors: readonly X509Certificate[]): Date | null {
  let [current, until] = [signer, new Date(signer.validTo)];
  for (let depth = 0; depth < mostCertificates; depth++) {
    if (!isValidAt(current, at)) return null;
    const { raw } = current;
    if (anchors.some((anchor) => anchor.raw.equals(raw))) return until;
    const issued = (one: X509Certificate): boolean =>
      one.ca && !one.raw.equals(raw) && current.checkIssued(one) && current.verify(one.publicKey);
    const issuer = anchors.find(issued) ?? certificates.find(issued);
    if (issuer === undefined) return null;
    const ends = new Date(issuer.validTo);
    [current, until] = [issuer, ends < until ? ends : until];
  }
  return null;
}

/** Whether a token is the answer to what was asked. @returns why not, or null */
export function stampFault(stamp: Stamp, { hash, nonce, policy }: StampAsked): string | null {
  if (!stamp.hash.equals(hash)) return 'it stamps another hash than that which was sent';
  if (stamp.nonce !== plainHex(nonce)) return 'it carries another nonce: it is the answer to another request, or an old one';
  if (policy !== null && stamp.policy !== policy)
    return `it was given under the policy ${stamp.policy}, and ${policy} was asked for`;
  return null;
}
