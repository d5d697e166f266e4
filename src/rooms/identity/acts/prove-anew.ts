import type { Json } from '../../../foundation/canonical-json.ts';
import { defineRefusals, done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { type Method, missingComponents, type Series } from '../core/components.ts';
import { unprovenFaults } from '../core/proof-rules.ts';
import { relyingPartyOf } from '../core/relying-party.ts';
import { authenticatorsOf, passkeysOf } from '../store/authenticators.ts';
import { credentialForShare } from '../store/credentials.ts';
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
  if (machine.length > 0) return machine;
  const { profile } = await readSecurityProfile(work.tx);
  const credential = await credentialForShare(work.tx, work.actor.id);
  const password = { what: 'the password', proofId: credential?.proof_id ?? null };
  if (profile.signingComponents === 'password-only') return unprovenFaults([password]);
  const factors = await authenticatorsOf(work.tx, work.actor.id);
  if (factors.length === 0) return [no['no-second-factor']({}, { link: '/me' }), ...unprovenFaults([password])];
  const proven = factors.some((factor) => factor.proof_id !== null);
  return unprovenFaults([password, ...(proven ? [] : factors.map((factor) => ({ what: `“${factor.name}”`, proofId: null })))]);
}

/** What a browser needs to ask a passkey of the acting person for an assertion over exactly this challenge (PublicKeyCredentialRequestOptionsJSON). */
export type PasskeyOptions = {
  readonly challenge: string;
  readonly rpId: string;
  readonly timeout: number;
  readonly userVerification: 'required';
  readonly allowCredentials: readonly {
    readonly id: string;
    readonly type: 'public-key';
    readonly transports: readonly string[];
  }[];
};

/** Null where the person has no passkey, or the installation no address at which passkeys work. */
export async function passkeyOptions(
  work: Pick<Work, 'tx' | 'app'>,
  personId: string,
  challenge: Buffer,
): Promise<PasskeyOptions | null> {
  const party = relyingPartyOf(work.app.settings.publicUrl);
  const passkeys = party === null ? [] : await passkeysOf(work.tx, personId);
  if (party === null || passkeys.length === 0) return null;
  return {
    challenge: challenge.toString('base64url'),
    rpId: party.id,
    timeout: 120_000,
    userVerification: 'required',
    allowCredentials: passkeys.map((passkey) => ({
      id: passkey.credential_id.toString('base64url'),
      type: 'public-key',
      transports: passkey.transports,
    })),
  };
}
