import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  aSignature,
  assertionBy,
  keyKinds,
  type Passkey,
  passkeyOf,
  type Wanted,
} from '../../../../tests/support/a-signature.ts';
import { challengeOf } from '../core/statement.ts';
import { signatureJudge } from './judge-signature.ts';

const judged = (wanted: Wanted, judge = signatureJudge()) => {
  const { exhibit, entry } = aSignature(wanted);
  return judge.judge(exhibit, entry, new Set());
};
const password = { changedAt: '2026-11-01T08:00:00.000Z' };
const step = Date.parse('2026-11-24T12:00:00.000Z') / 30_000;
const kinds = Object.keys(keyKinds).filter((name): name is keyof typeof keyKinds => name in keyKinds);

describe('a signature in an exported file', () => {
  test('of password alone is valid, and says that the password has only the word of the server', () => {
    expect(judged({})).toEqual({
      verdict: 'valid',
      about: expect.stringMatching(
        /^signature “Accepted” by Ada Meier at 2026-11-24T12:00:00\.000Z on release REL-1042, version 3 \(accept\), content [0-9a-f]{64}$/,
      ),
      shown: ['password: by the word of the server'],
      fault: null,
    });
  });

  test.each(kinds)('by a passkey of %s is proven by the key that the file keeps', (kind) => {
    const passkey = passkeyOf(kind);
    const found = judged({ evidence: (challenge) => ({ password, passkey: assertionBy(passkey, challenge) }) });
    expect(found).toMatchObject({ verdict: 'valid', fault: null });
    expect(found.shown.join()).toContain('the assertion over this statement, meaning and signer is by the kept key');
  });

  test('with a part that is not what the ledger tells of is broken, and the part is named', () => {
    const { exhibit, entry } = aSignature();
    const broken = (change: object, others: object = {}) =>
      signatureJudge().judge({ ...exhibit, ...change }, { ...entry, body: { ...entry.body, ...others } }, new Set()).fault;
    expect(broken({ payload: exhibit.payload.replace('"series":1', '"series":2') })).toContain('not what the entry tells of');
    expect(broken({ statement: exhibit.statement.replace('LIMS 8.4', 'LIMS 8.5') })).toBe('what was shown is not what was bound');
    expect(broken({ statement: exhibit.statement.replace('{', '{ ') })).toContain('not in its one form');
    expect(broken({ statement: exhibit.statement.replace('{', '{"act":"x",') })).toContain('not in its one form');
    expect(broken({ evidence: { password: { changedAt: '2026-11-02T08:00:00.000Z' } } })).toBe(
      'its evidence is not what was bound',
    );
    expect(broken({ printed: { ...exhibit.printed, name: 'Bob' } })).toBe('the printed name is not the one that was bound');
    expect(broken({ id: 'another' })).toBe('it is the signature of another entry');
    expect(broken({ format: 'interlock-signature-exhibit/2' })).toBe('it cannot be read as a signature');
    expect(broken({}, { actorId: 'somebody else' })).toBe('somebody else signed than the entry tells of');
    expect(broken({}, { via: 'token' })).toBe('it was not given in person');
    expect(broken({}, { actorKind: 'machine' })).toContain('somebody else');
    expect(broken({}, { at: '2026-11-24T12:00:01.000Z' })).toBe('its time is not that of the entry');
    expect(broken({}, { subjectId: 'another' })).toBe('it is the signature of another entry');
  });

  test('whose every hash was made to fit again is broken all the same, where its parts contradict each other', () => {
    const faultOf = (wanted: Wanted) => judged(wanted).fault;
    expect(faultOf({ payload: { contentHash: 'ab'.repeat(32) } })).toBe('the covered content is not what was bound');
    expect(faultOf({ payload: { meaning: 'approved' } })).toBe('its meaning is not what was bound');
    expect(faultOf({ payload: { methods: ['password', 'passkey'] } })).toBe('its evidence is not that of its methods');
    expect(faultOf({ payload: { methods: ['magic'] } })).toContain('cannot be read');
    expect(faultOf({ evidence: () => ({}) })).toContain('cannot be read');
    expect(faultOf({ evidence: () => ({ password: { changedAt: '2026-11-24T12:00:00.001Z' } }) })).toContain('changed after');
    expect(faultOf({ evidence: () => ({ password, code: { authenticator: 'app', step: step - 10 } }) })).toContain(
      'of another time',
    );
    expect(faultOf({ evidence: () => ({ password, code: { authenticator: 'app', step } }) })).toBeNull();
  });
});

describe('an assertion in an exported file, although every hash fits', () => {
  const passkey = passkeyOf('ES256');
  const other: Passkey = { ...passkeyOf('ES256'), publicKey: passkey.publicKey };
  const fault = (make: (challenge: Buffer) => { readonly [field: string]: unknown }) =>
    judged({ evidence: (challenge) => ({ passkey: JSON.parse(JSON.stringify(make(challenge))) }) }).fault;

  test('is refused when it was forged, replayed, made at another site, or for nobody who was verified', () => {
    expect(fault((challenge) => assertionBy(passkey, challenge))).toBeNull();
    expect(fault((challenge) => assertionBy(other, challenge))).toContain('signature-wrong');
    expect(fault(() => assertionBy(passkey, randomBytes(32)))).toContain('other-challenge');
    expect(fault((challenge) => assertionBy(passkey, challenge, { type: 'webauthn.create' }))).toContain('other-ceremony');
    expect(fault((challenge) => assertionBy(passkey, challenge, { origin: 'https://evil.example' }))).toContain('other-origin');
    expect(fault((challenge) => assertionBy(passkey, challenge, { rpId: 'evil.example' }))).toContain('other-site');
    expect(fault((challenge) => assertionBy(passkey, challenge, { flags: 0x01 }))).toContain('nobody-verified');
    expect(fault((challenge) => ({ ...assertionBy(passkey, challenge), origin: 'https://evil.example' }))).toContain(
      'another site',
    );
    expect(fault((challenge) => ({ ...assertionBy(passkey, challenge), signature: undefined }))).toContain(
      'no assertion that can be read',
    );
  });

  test('of another statement, meaning, signer or nonce proves nothing here', () => {
    const bound = (statement: string, meaning: string, signer: string, nonce: string) =>
      fault(() => assertionBy(passkey, challengeOf(statement, meaning, signer, nonce)));
    const { statementHash, meaning, signerId, nonce } = JSON.parse(aSignature().exhibit.payload);
    expect(bound(statementHash, meaning, signerId, nonce)).toBeNull();
    expect(bound('ab'.repeat(32), meaning, signerId, nonce)).toContain('other-challenge');
    expect(bound(statementHash, 'approved', signerId, nonce)).toContain('other-challenge');
    expect(bound(statementHash, meaning, 'somebody else', nonce)).toContain('other-challenge');
    expect(bound(statementHash, meaning, signerId, 'cd'.repeat(32))).toContain('other-challenge');
  });

  test('swapped between two signatures proves neither', () => {
    const challenges: Buffer[] = [];
    const evidence = (challenge: Buffer) => {
      challenges.push(challenge);
      return { passkey: assertionBy(passkey, challenge) };
    };
    judged({ evidence });
    judged({ statement: { content: { name: 'LIMS 8.5' } }, evidence });
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = challenges;
    expect(first.equals(second)).toBe(false);
    expect(judged({ evidence: () => ({ passkey: assertionBy(passkey, second) }) }).verdict).toBe('broken');
    const swapped = { statement: { content: { name: 'LIMS 8.5' } }, evidence: () => ({ passkey: assertionBy(passkey, first) }) };
    expect(judged(swapped).verdict).toBe('broken');
  });
});

test('an assertion that is copied whole into a second signature on the same content is broken in the second', () => {
  const judge = signatureJudge();
  const passkey = passkeyOf('ES256');
  const made: ReturnType<typeof assertionBy>[] = [];
  const evidence = (challenge: Buffer) => {
    const passed = made[0] ?? assertionBy(passkey, challenge);
    made.push(passed);
    return { passkey: passed };
  };
  expect(judged({ evidence }, judge).verdict).toBe('valid');
  const again = judged({ id: '019c0000-0000-7000-8000-000000000002', evidence }, judge);
  expect(again).toMatchObject({ verdict: 'broken', fault: expect.stringContaining('made another signature before: 019c0000') });
});

test('a one-time code that two signatures of a file used is broken in the second', () => {
  const judge = signatureJudge();
  const evidence = () => ({ password, code: { authenticator: 'app', step } });
  expect(judged({ evidence }, judge).verdict).toBe('valid');
  const again = judged({ id: '019c0000-0000-7000-8000-000000000002', evidence }, judge);
  expect(again).toMatchObject({ verdict: 'broken', fault: expect.stringContaining('used before, by the signature 019c0000') });
});

test('a printed name that is gone is lawfully erased only where the ledger accounts for it', () => {
  const { exhibit, entry } = aSignature();
  const erased = { ...entry, sides: [] };
  const judge = (slots: readonly string[]) => signatureJudge().judge({ ...exhibit, printed: null }, erased, new Set(slots));
  expect(judge(['actor'])).toMatchObject({ verdict: 'erased', fault: null });
  expect(judge(['actor']).about).toContain('somebody whose name was lawfully erased');
  expect(judge(['reason'])).toMatchObject({ verdict: 'broken', fault: expect.stringContaining('no erasure accounts for it') });
});
