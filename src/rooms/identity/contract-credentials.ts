import { z } from 'zod';
import { byId, can, instant, operation, reason, uuid } from '../../foundation/contract.ts';
import { line } from '../../foundation/text.ts';
import { secret } from './contract-shapes.ts';

const base64url = z
  .string()
  .min(1)
  .max(8192)
  .regex(/^[A-Za-z0-9_-]+$/, 'base64url without padding');
const browserSays = {
  clientExtensionResults: z.record(z.string(), z.unknown()).optional(),
  authenticatorAttachment: z.string().max(40).optional(),
};

/** A passkey's answer as browsers give it in JSON (WebAuthn level 3, AuthenticationResponseJSON). */
export const assertion = z.strictObject({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.strictObject({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: z.string().max(200).optional(),
  }),
  ...browserSays,
});

/** A new passkey as browsers give it in JSON (RegistrationResponseJSON). */
export const attestation = z.strictObject({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.strictObject({
    clientDataJSON: base64url,
    attestationObject: base64url,
    authenticatorData: base64url.optional(),
    publicKey: base64url.optional(),
    publicKeyAlgorithm: z.int().optional(),
    transports: z.array(z.string().max(30)).max(10).optional(),
  }),
  ...browserSays,
});

const code = z.string().trim().min(1).max(20).describe('Six digits that the authenticator app shows now');

/** What a person proves themself with anew: for a signature all that the security profile asks for, in one request. */
export const proof = z
  .strictObject({
    password: secret.optional(),
    code: code.optional(),
    passkey: assertion.optional(),
  })
  .describe('Password, code of the authenticator app, or answer of a passkey: whatever is asked for');

const componentName = line(80).describe('How you tell it from your others, e.g. “Phone”');

const passkeyQuestion = z
  .object({
    challenge: z.string(),
    rpId: z.string(),
    timeout: z.int(),
    userVerification: z.literal('required'),
    allowCredentials: z.array(z.object({ id: z.string(), type: z.literal('public-key'), transports: z.array(z.string()) })),
  })
  .describe('Options for navigator.credentials.get (PublicKeyCredentialRequestOptionsJSON)');

const credential = z.object({
  id: uuid,
  kind: z.enum(['app', 'passkey']),
  name: z.string(),
  addedAt: instant,
  usedAt: instant.nullable(),
  synced: z.boolean().nullable().describe('The passkey may be copied to other devices of its owner; null for apps'),
  checked: z.boolean().describe('Somebody checked who it belongs to, so that it gives signatures'),
  can: can.describe('remove'),
});

export const credentials = z.object({
  password: z.object({ changedAt: instant, checked: z.boolean() }).nullable(),
  items: z.array(credential),
  recovery: z
    .object({ left: z.int(), madeAt: instant, lastUsedAt: instant.nullable() })
    .nullable()
    .describe('Recovery codes: how many of the ten are left'),
  identityChecks: z.array(z.object({ by: z.string(), checkedOn: z.string(), how: z.string(), recordedAt: instant })),
  can: can.describe('add-app, add-passkey, make-recovery-codes, ask-for-check, sign; for others: reset, prove'),
});

export const listOwnCredentials = operation({
  id: 'identity.list-own-credentials',
  method: 'GET',
  path: '/credentials',
  right: 'signed-in',
  summary: 'List what you prove yourself with: password, authenticator app, passkeys, recovery codes',
  reply: credentials,
});

export const listCredentialsOf = operation({
  id: 'identity.list-credentials-of',
  method: 'GET',
  path: '/people/{id}/credentials',
  right: 'identity.see-credentials',
  summary: 'List what somebody proves themself with: for administrators and for who checks identities',
  params: byId,
  reply: credentials,
});

export const offerApp = operation({
  id: 'identity.offer-app',
  method: 'GET',
  path: '/credentials/offers/app',
  right: 'signing-in',
  summary: 'Offer a secret for an authenticator app',
  description:
    'Nothing is set up before the app’s first code is sent back. The same session is offered the same secret until then.',
  reply: z.object({
    secret: z.string().describe('Base32, for typing'),
    address: z.string().describe('otpauth address, for a QR code'),
  }),
});

export const enrolApp = operation({
  id: 'identity.enrol-app',
  method: 'POST',
  path: '/credentials/apps',
  right: 'signing-in',
  summary: 'Set up the authenticator app that has the offered secret',
  body: z.strictObject({ name: componentName, code, password: secret }),
  reply: z.object({ id: uuid }),
});

export const offerPasskey = operation({
  id: 'identity.offer-passkey',
  method: 'GET',
  path: '/credentials/offers/passkey',
  right: 'signing-in',
  summary: 'Offer what a browser makes a new passkey with',
  reply: z.object({
    options: z
      .object({
        rp: z.object({ id: z.string(), name: z.string() }),
        user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
        challenge: z.string(),
        pubKeyCredParams: z.array(z.object({ alg: z.int(), type: z.literal('public-key') })),
        timeout: z.int(),
        attestation: z.literal('none'),
        authenticatorSelection: z.object({
          residentKey: z.literal('preferred'),
          userVerification: z.literal('required'),
        }),
        excludeCredentials: z.array(z.object({ id: z.string(), type: z.literal('public-key'), transports: z.array(z.string()) })),
      })
      .describe('Options for navigator.credentials.create (PublicKeyCredentialCreationOptionsJSON)'),
  }),
});

export const enrolPasskey = operation({
  id: 'identity.enrol-passkey',
  method: 'POST',
  path: '/credentials/passkeys',
  right: 'signing-in',
  summary: 'Set up the passkey that a browser made of the offer',
  body: z.strictObject({ name: componentName, password: secret, passkey: attestation }),
  reply: z.object({ id: uuid }),
});

export const confirmPurposes = ['remove', 'make-recovery-codes', 'ask-for-check'] as const;

export const askPasskey = operation({
  id: 'identity.ask-passkey',
  method: 'GET',
  path: '/credentials/passkey-question',
  right: 'signed-in',
  summary: 'Show what your passkeys are asked with to confirm an act on your account',
  query: z.strictObject({
    purpose: z.enum(confirmPurposes),
    id: uuid.optional().describe('What is to be removed'),
  }),
  reply: z.object({ question: passkeyQuestion.nullable().describe('Null: no passkey could confirm it') }),
});

export const removeCredential = operation({
  id: 'identity.remove-credential',
  method: 'POST',
  path: '/credentials/{id}/acts/remove',
  right: 'signed-in',
  summary: 'Remove an authenticator app or a passkey of yours, confirmed with another component',
  params: z.strictObject({ id: uuid }),
  body: proof,
  reply: credentials,
  status: 200,
});

export const makeRecoveryCodes = operation({
  id: 'identity.make-recovery-codes',
  method: 'POST',
  path: '/credentials/acts/make-recovery-codes',
  right: 'signed-in',
  summary: 'Make ten recovery codes; earlier ones stop working',
  description: 'They are shown once. Each opens sign-in once in place of the second factor, and never a signature.',
  body: proof,
  reply: z.object({
    codes: z.array(z.string()).nullable().describe('Shown once; null when the same request is repeated with its Idempotency-Key'),
  }),
});

export const askForCheck = operation({
  id: 'identity.ask-for-check',
  method: 'POST',
  path: '/credentials/acts/ask-for-check',
  right: 'signed-in',
  summary: 'Ask for a code to have your identity checked',
  description:
    'You prove the components that are to give signatures, and show the code, in person, to somebody who checks identities. It covers the password and the second factor that you gave, for a quarter of an hour.',
  body: proof,
  reply: z.object({
    code: z.string().nullable().describe('Shown once; null when the same request is repeated with its Idempotency-Key'),
    expiresAt: instant,
  }),
});

export const proveIdentity = operation({
  id: 'identity.prove-identity',
  method: 'POST',
  path: '/people/{id}/acts/prove-identity',
  right: 'identity.prove',
  summary: 'Record that you checked who a person is',
  description:
    'From then on what the person proved when they asked for the code gives signatures (21 CFR 11.100(b)). Never for yourself, never by who reset a component of theirs, and only by somebody whose own identity was checked.',
  params: byId,
  body: z.strictObject({
    code: z.string().trim().min(6).max(20).describe('The code that the person shows you'),
    how: line(500).min(3).describe('What was looked at, e.g. “passport, in person”; no numbers of documents'),
    checkedOn: z.iso.date().describe('Day of the check'),
  }),
  reply: credentials,
  status: 200,
});

export const resetCredentials = operation({
  id: 'identity.reset-credentials',
  method: 'POST',
  path: '/people/{id}/acts/reset-credentials',
  right: 'identity.administer',
  summary: 'Remove somebody’s second factors and recovery codes and end their sessions',
  description:
    'For a lost device. Whatever the person sets up afterwards gives no signature before somebody else has checked who they are.',
  params: byId,
  body: z.strictObject({ reason }),
  reply: credentials,
  status: 200,
});

export const showSecondFactor = operation({
  id: 'identity.show-second-factor',
  method: 'GET',
  path: '/sessions/second-factor',
  right: 'signing-in',
  summary: 'Show what is missing to finish signing in',
  reply: z.object({
    step: z.enum(['second-factor', 'enrol', 'none']),
    methods: z.array(z.enum(['code', 'passkey', 'recovery-code'])),
    passkey: passkeyQuestion.nullable(),
    until: instant.nullable().describe('Sign-in begins anew then'),
  }),
});

export const secondFactorGiven = z.strictObject({
  code: code.optional(),
  passkey: assertion.optional(),
  recoveryCode: z.string().trim().min(1).max(60).optional(),
});
