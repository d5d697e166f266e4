import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { answerWith, askedIn, makeToken, nextSigner, stampSigner } from '../testing/authority.ts';
import { openSslEcdsa, openSslRsa } from '../testing/openssl-stamps.ts';
import { certificatesIn } from './stamp-policy.ts';
import { addStamp, boundsOf, judgeStamps, noStamps, type Relying, stampHash } from './stamped.ts';
import { readStamp, stampFault, stampRequest, tokenIn, vouchedUntil } from './time-stamp.ts';

const at = new Date('2026-11-24T12:00:00.000Z');
const year = (of: number) => new Date(`${of}-06-01T00:00:00.000Z`);
const valid = { from: year(2026), until: year(2030) };
const signer = stampSigner('authority', valid);
const anchorsOf = (pem: string) => {
  const read = certificatesIn(pem);
  if ('unreadable' in read) throw new Error(read.unreadable);
  return read;
};
const relying = (now: Date): Relying => ({ anchors: anchorsOf(signer.pem), now });
const asked = { hash: stampHash('a note'), nonce: Buffer.from('00a1b2c3', 'hex'), policy: null };
const token = makeToken(signer, { ...asked, at });
const read = (bytes: Buffer) => {
  const stamp = readStamp(bytes);
  if ('unproven' in stamp) throw new Error(stamp.unproven);
  return stamp;
};

describe('time stamps (RFC 3161)', () => {
  test.each([
    ['ECDSA', openSslEcdsa, 32],
    ['RSA', openSslRsa, 32],
  ])('what OpenSSL answers is read, signed with %s', (_, { request, answer, root }) => {
    const question = askedIn(Buffer.from(request, 'base64'));
    const found = tokenIn(Buffer.from(answer, 'base64'));
    if ('unproven' in found) throw new Error(found.unproven);
    const stamp = read(found.token);
    expect(stamp.hash).toEqual(createHash('sha256').update('what is stamped\n').digest());
    expect(stampFault(stamp, { ...question, policy: '1.2.3.4.1' })).toBeNull();
    const anchors = anchorsOf(`-----BEGIN CERTIFICATE-----\n${root}\n-----END CERTIFICATE-----`);
    expect(vouchedUntil(stamp, anchors)?.getUTCFullYear()).toBe(2126);
    expect(vouchedUntil(stamp, anchorsOf(signer.pem))).toBeNull();
  });

  test('a request says hash, nonce and policy, byte for byte as OpenSSL writes it', () => {
    const { hash, nonce } = askedIn(Buffer.from(openSslEcdsa.request, 'base64'));
    expect(stampRequest({ hash, nonce, policy: null }).toString('base64')).toBe(openSslEcdsa.request);
    expect(stampRequest({ hash, nonce, policy: '1.2.3.4.5' }).includes(Buffer.from('06042a030405', 'hex'))).toBe(true);
  });

  test('the answer to another request is refused: by its hash, its nonce or its policy', () => {
    const stamp = read(token);
    expect(stampFault(stamp, asked)).toBeNull();
    expect(stampFault(stamp, { ...asked, hash: stampHash('another') })).toContain('another hash');
    expect(stampFault(stamp, { ...asked, nonce: Buffer.of(1) })).toContain('another nonce');
    expect(stampFault(stamp, { ...asked, policy: '1.2.3.4.5' })).toContain('1.2.3.4.5 was asked for');
    expect(tokenIn(answerWith(token))).toEqual({ token });
    expect(tokenIn(Buffer.from('3003020102', 'hex'))).toHaveProperty('unproven');
    expect(tokenIn(Buffer.from('300530030201 02'.replace(' ', ''), 'hex'))).toEqual({ unproven: 'it refused with status 2' });
  });

  test('no byte of a token can be changed without it being found', () => {
    const stamp = read(token);
    const plain = [stamp.at.getTime(), stamp.hash.toString('hex'), stamp.nonce, stamp.policy, stamp.serial];
    for (let place = 0; place < token.length; place += 1) {
      const changed = Buffer.from(token);
      changed[place] = (changed[place] ?? 0) ^ 1;
      const found = readStamp(changed);
      // The version of a structure and the name of the signer carry nothing; what is said must be the same then.
      if (!('unproven' in found))
        expect(
          [found.at.getTime(), found.hash.toString('hex'), found.nonce, found.policy, found.serial],
          `byte ${place}`,
        ).toEqual(plain);
    }
    expect(readStamp(token.subarray(0, -1))).toHaveProperty('unproven');
    expect(readStamp(Buffer.concat([token, Buffer.of(0)]))).toHaveProperty('unproven');
  });

  test('a certificate for something else signs no time', () => {
    expect(readStamp(makeToken(stampSigner('server', valid, 'other'), { ...asked, at }))).toEqual({
      unproven: 'its certificate is not for time stamping alone',
    });
  });

  test('who vouches must have done so when it was stamped, with every certificate of the chain', () => {
    const until = (one: ReturnType<typeof stampSigner>, when: Date) =>
      vouchedUntil(read(makeToken(one, { ...asked, at: when })), anchorsOf(one.pem));
    expect(until(signer, at)).toEqual(year(2030));
    expect(until(signer, year(2031))).toBeNull();
    expect(until(signer, year(2025))).toBeNull();
    expect(until(stampSigner('old root', valid, 'stamps', { from: year(2020), until: year(2027) }), at)).toEqual(year(2027));
    expect(vouchedUntil(read(token), anchorsOf(stampSigner('authority', valid).pem))).toBeNull();
  });

  test('a proof ends with its certificate, is renewed by a token over the token, and cannot be renewed too late', () => {
    const newer = nextSigner(stampSigner('authority', valid, 'stamps', { from: year(2026), until: year(2050) }), 'newer', {
      from: year(2029),
      until: year(2040),
    });
    const anchors = [...anchorsOf(signer.pem), ...anchorsOf(newer.pem)];
    const renewal = (when: Date, of = token) => makeToken(newer, { hash: stampHash(of), nonce: Buffer.of(7), at: when });
    const judged = (tokens: readonly Buffer[], now: Date) => judgeStamps({ size: 5, note: 'a note', tokens }, { anchors, now });
    expect(judged([token], year(2029))).toMatchObject({ standing: 'proven', at, expiresAt: year(2030) });
    expect(judged([token], year(2031))).toMatchObject({ standing: 'expired' });
    expect(judged([token, renewal(year(2029))], year(2031))).toMatchObject({
      standing: 'proven',
      at,
      renewals: 1,
      expiresAt: year(2040),
    });
    expect(judged([token, renewal(year(2031))], year(2032))).toMatchObject({ standing: 'expired', expiresAt: year(2030) });
    expect(judged([token, renewal(year(2029), renewal(year(2029)))], year(2031))).toEqual({
      forged: 'renewal 1 of that of 5 entries: it stamps something else than this token',
    });
    expect(judgeStamps({ size: 5, note: 'another', tokens: [token] }, null)).toEqual({
      forged: 'the time stamp of the checkpoint of 5 entries: it stamps something else than this checkpoint',
    });
    expect(judgeStamps({ size: 5, note: 'a note', tokens: [token] }, null)).toMatchObject({ standing: 'unvouched' });
    expect(judgeStamps({ size: 5, note: 'a note', tokens: [token] }, relying(year(2027)))).toMatchObject({ standing: 'proven' });
  });

  test('an entry lies between the last stamp without it and the first with it; the longest time between two is told', () => {
    const hour = (of: number) => new Date(at.getTime() + of * 3_600_000);
    const points = [
      { size: 10, at: hour(0) },
      { size: 20, at: hour(1) },
      { size: 20, at: hour(2) },
      { size: 90, at: hour(7) },
    ];
    expect(boundsOf(15, points)).toEqual({ after: points[0], before: points[1] });
    expect(boundsOf(21, points)).toEqual({ after: points[1], before: points[3] });
    expect(boundsOf(3, points)).toEqual({ after: null, before: points[0] });
    expect(boundsOf(91, points)).toEqual({ after: points[3], before: null });
    const said = { authority: 'a', policy: '1.2', serial: '01', renewals: 0, expiresAt: null };
    const found = points.map((one) => ({ ...one, ...said, standing: 'proven' as const })).reduce(addStamp, noStamps);
    expect(found).toMatchObject({
      proven: 3,
      from: { size: 10 },
      until: { size: 90 },
      widest: { from: { size: 20 }, until: { size: 90 } },
    });
    expect(found.widest?.from.at).toBe(hour(1).toISOString());
  });
});
