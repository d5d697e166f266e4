import { sha256 } from '../../../foundation/canonical-json.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call, Work } from '../../../foundation/transact.ts';
import { type AssertionFault, offeredAlgorithms } from '../core/assertion.ts';
import { challengeFor } from '../core/challenges.ts';
import type { Attestation } from '../core/registration.ts';
import { passkeysNeedAddress, type RelyingParty, relyingPartyOf } from '../core/relying-party.ts';
import { insertPasskey, passkeysOf } from '../store/authenticators.ts';
import { confirmComponents } from './confirm-components.ts';
import { type Enrolled, type Enrolling, enrolling, finishEnrolment, openEnrolment } from './finish-enrolment.ts';
import { sayAccount } from './say.ts';

const no = defineRefusals('identity', {
  'passkey-not-made': {
    kind: 'rule',
    says: (f: { why: AssertionFault | 'algorithm' }) => `The new passkey cannot be taken (${f.why}).`,
    remedy: 'Begin again on this page, and confirm with your fingerprint, face or PIN when the device asks.',
  },
  'passkey-taken': {
    kind: 'conflict',
    says: () => 'This passkey is registered already.',
    remedy: 'Use it as it is, or make a new one on another device.',
  },
  'too-many-passkeys': {
    kind: 'rule',
    says: (f: { most: number }) => `Nobody has more than ${f.most} passkeys.`,
    remedy: 'Remove one that you do not use any more.',
  },
});

const passkeysAtMost = 20;

/** What the person is named by inside authenticators: not their id, which other records show (WebAuthn level 3, 5.4.3: no personal data). */
export const userHandleOf = (personId: string): string => sha256('interlock user handle\n', personId).toString('base64url');

/** What a browser makes a new passkey with, over the challenge of this session. */
export const passkeyOffer = (
  party: RelyingParty,
  person: { readonly id: string; readonly name: string; readonly email: string },
  sessionChallenge: Buffer,
  known: readonly { readonly credential_id: Buffer; readonly transports: readonly string[] }[],
) => ({
  rp: { id: party.id, name: 'Interlock' },
  user: { id: userHandleOf(person.id), name: person.email, displayName: person.name },
  challenge: challengeFor('enrol-passkey', sessionChallenge).toString('base64url'),
  pubKeyCredParams: offeredAlgorithms.map((alg) => ({ alg, type: 'public-key' as const })),
  timeout: 120_000,
  attestation: 'none' as const,
  authenticatorSelection: { residentKey: 'preferred' as const, userVerification: 'required' as const },
  excludeCredentials: known.map((one) => ({
    id: one.credential_id.toString('base64url'),
    type: 'public-key' as const,
    transports: [...one.transports],
  })),
});

type Wanted = {
  readonly name: string;
  readonly password: string;
  readonly passkey: Attestation;
  readonly place: string | null;
};

/** Sets up a passkey that was made over the challenge of this very session. Several a person. */
export const enrolPasskey = (call: Call, wanted: Wanted): Promise<Outcome<Enrolled>> =>
  enrolling(call, (work) => enrolPasskeyIn(work, wanted));

async function enrolPasskeyIn(work: Work, wanted: Wanted): Promise<Outcome<Enrolled>> {
  const { publicUrl } = work.app.settings;
  const opened = await openEnrolment(work);
  if (!opened.ok) return opened;
  const party = relyingPartyOf(publicUrl);
  if (party === null) return refuse(passkeysNeedAddress(publicUrl));
  const confirmed = await confirmComponents(work, { password: wanted.password }, opened.value.challenge);
  if (!confirmed.ok) return confirmed;
  return take(work, opened.value, party, wanted);
}

async function take(work: Work, opened: Enrolling, party: RelyingParty, wanted: Wanted): Promise<Outcome<Enrolled>> {
  const { tx, now } = work;
  const { person, challenge } = opened;
  const place = { field: '/passkey' };
  // Its reader of attestations takes 10 MB of memory; most servers see a new passkey once in days.
  const { verifyRegistration } = await import('../core/registration.ts');
  const made = verifyRegistration(wanted.passkey, challengeFor('enrol-passkey', challenge), party.id, party.origin);
  if (!made.ok) return refuse(no['passkey-not-made']({ why: made.fault }, place));
  const offered: readonly number[] = offeredAlgorithms;
  if (!offered.includes(made.registered.algorithm)) return refuse(no['passkey-not-made']({ why: 'algorithm' }, place));
  if ((await passkeysOf(tx, person.id)).length >= passkeysAtMost)
    return refuse(no['too-many-passkeys']({ most: passkeysAtMost }));
  const id = uuidv7(now.getTime());
  const transports = wanted.passkey.response.transports ?? [];
  const passkey = { id, personId: person.id, name: wanted.name, now, transports, ...made.registered };
  if (!(await insertPasskey(tx, passkey))) return refuse(no['passkey-taken']({}, place));
  const key = sha256(made.registered.publicKey).toString('hex');
  sayAccount(work, 'identity.authenticator-added', person, {
    added: { [id]: { kind: 'passkey', name: wanted.name, key, synced: made.registered.backupEligible } },
  });
  return finishEnrolment(work, opened, id, 'passkey', wanted.place);
}
