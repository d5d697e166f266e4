import type { Json } from '../../../foundation/canonical-json.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { defineRefusals, done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Work } from '../../../foundation/transact.ts';
import { type Method, missingComponents, type Series } from '../core/components.ts';
import { unprovenFaults } from '../core/proof-rules.ts';
import { relyingPartyOf } from '../core/relying-party.ts';
import { authenticatorsOf, passkeysOf } from '../store/authenticators.ts';
import { passwordStanding } from '../store/credentials.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import type { Proof } from './check-components.ts';
import { confirmComponents } from './confirm-components.ts';

const no = defineRefusals('identity', {
  'proves-in-person': {
    kind: 'forbidden',
    says: () =>
      'A signature is given by a person who is signed in: never by a token, a service account or a sign-in that is not finished.',
    remedy: 'Sign in and sign yourself.',
  },
  'no-second-factor': {
    kind: 'forbidden',
    says: () => 'A signature needs a second factor besides the password, and you have none.',
    remedy: 'Set up an authenticator app or a passkey under “Your account”, and have your identity checked.',
  },
});

export type ProvenAnew = { readonly methods: readonly Method[]; readonly evidence: Json };

const onlyInPerson = (work: Pick<Work, 'actor'>): readonly Refusal[] =>
  work.actor.kind === 'person' && work.actor.via === 'session' ? [] : [no['proves-in-person']({})];

/**
 * The acting person proves to be themself for this one act, over exactly this challenge, with the components that the security profile asks for, each of which
 * was covered by a check of identity. Ask it as the last question of an act: what was given is used up, and a failure counted together with those at sign-in,
 * whatever becomes of the act. Evidence: `{password: {changedAt}, code: {authenticator, step}, passkey: {authenticator, rpId, origin, …AssertionEvidence}}`,
 * each only where it was given.
 */
export async function proveAnewIn(
  work: Work,
  proof: Proof,
  asked: { readonly challenge: Buffer; readonly series: Series },
): Promise<Outcome<ProvenAnew>> {
  const machine = onlyInPerson(work);
  if (machine.length > 0) return refused(machine);
  const { profile } = await readSecurityProfile(work.tx);
  const missing = missingComponents(proof, profile.signingComponents, asked.series);
  if (missing.length > 0) return refused(missing);
  const confirmed = await confirmComponents(work, proof, asked.challenge);
  if (!confirmed.ok) return confirmed;
  const unproven = unprovenFaults(confirmed.value.parts);
  if (unproven.length > 0) return refused(unproven);
  const { methods, evidence } = confirmed.value;
  return done({ methods, evidence });
}

/** Why the acting person could not prove themself whatever they gave: asked before any credential is (compliance: eligibility first). */
export async function cannotProve(work: Pick<Work, 'actor' | 'tx'>): Promise<readonly Refusal[]> {
  const machine = onlyInPerson(work);
  return machine.length > 0 ? machine : signingFaults(work.tx, work.actor.id);
}

/** Why what a person has gives no signature. */
export async function signingFaults(db: Db, personId: string): Promise<readonly Refusal[]> {
  const { profile } = await readSecurityProfile(db);
  const credential = await passwordStanding(db, personId);
  const password = { what: 'the password', proofId: credential?.proof_id ?? null };
  if (profile.signingComponents === 'password-only') return unprovenFaults([password]);
  const factors = await authenticatorsOf(db, personId);
  if (factors.length === 0) return [no['no-second-factor']({}, { link: '/me' }), ...unprovenFaults([password])];
  const proven = factors.some((factor) => factor.proof_id !== null);
  return unprovenFaults([password, ...(proven ? [] : factors.map((factor) => ({ what: `“${factor.name}”`, proofId: null })))]);
}

/** What a browser asks a passkey with for an assertion over exactly one challenge (PublicKeyCredentialRequestOptionsJSON). */
export type PasskeyQuestion = {
  challenge: string;
  rpId: string;
  timeout: number;
  userVerification: 'required';
  allowCredentials: { id: string; type: 'public-key'; transports: string[] }[];
};

/** Null where the person has no passkey (but the one left out), or the installation no address at which passkeys work. */
export async function passkeyQuestion(
  app: Pick<Services, 'database' | 'settings'>,
  personId: string,
  challenge: Buffer,
  without?: string,
): Promise<PasskeyQuestion | null> {
  return questionIn(app.database.db, app, personId, challenge, without);
}

/** As `passkeyQuestion`, within the open act. */
export async function questionIn(
  db: Db,
  app: Pick<Services, 'settings'>,
  personId: string,
  challenge: Buffer,
  without?: string,
): Promise<PasskeyQuestion | null> {
  const party = relyingPartyOf(app.settings.publicUrl);
  const all = party === null ? [] : await passkeysOf(db, personId);
  const passkeys = all.filter((one) => one.id !== without);
  if (party === null || passkeys.length === 0) return null;
  return {
    challenge: challenge.toString('base64url'),
    rpId: party.id,
    timeout: 120_000,
    userVerification: 'required',
    allowCredentials: passkeys.map((one) => ({
      id: one.credential_id.toString('base64url'),
      type: 'public-key' as const,
      transports: [...one.transports],
    })),
  };
}
