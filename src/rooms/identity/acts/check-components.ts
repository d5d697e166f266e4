import type { Json } from '../../../foundation/canonical-json.ts';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { type AssertionFault, verifyAssertionEvidence } from '../core/assertion.ts';
import type { Method } from '../core/components.ts';
import { accountLocked, lockAt } from '../core/lock-out.ts';
import { passwordBreached } from '../core/password.ts';
import type { Used } from '../core/proof-rules.ts';
import { passkeysNeedAddress, relyingPartyOf } from '../core/relying-party.ts';
import { totpStepOf } from '../core/totp.ts';
import { appForUpdate, passkeyForUpdate, saveUse, secretOf } from '../store/authenticators.ts';
import { credentialForUpdate, passwordMatches } from '../store/credentials.ts';
import { passwordWrong } from './confirm-password.ts';
import { isKnownBreached } from './renew-password.ts';

const no = defineRefusals('identity', {
  'code-wrong': {
    kind: 'forbidden',
    says: () => 'That is not the code that your authenticator app shows now, or it was used before.',
    remedy: 'Wait for the next code and enter that one; check the clock of the device.',
  },
  'passkey-refused': {
    kind: 'forbidden',
    says: (f: { why: AssertionFault | 'unknown' }) => `The passkey did not prove that it is you (${f.why}).`,
    remedy: 'Try again with a passkey that is on the list of your account.',
  },
  'passkey-copied': {
    kind: 'forbidden',
    says: () =>
      'The counter of this passkey went backwards: there may be a copy of it. It is refused, and an alarm is in the trail.',
    remedy: 'Use another component, remove this passkey, and tell security.',
  },
  'no-such-component': {
    kind: 'rule',
    says: (f: { what: string }) => `You have no ${f.what}.`,
    remedy: 'Set one up under “Your account”, or use another component.',
  },
  'secret-unreadable': {
    kind: 'unavailable',
    says: () => 'The secret of your authenticator app cannot be read: the key of this installation is missing or another one.',
    remedy: 'Ask an administrator to bring the key back (INTERLOCK_SECRETS_KEY), or use a passkey or a recovery code.',
  },
});

/** A passkey's answer, as browsers give it in JSON; everything base64url. */
export type Assertion = {
  readonly id: string;
  readonly response: {
    readonly authenticatorData: string;
    readonly clientDataJSON: string;
    readonly signature: string;
  };
};

/** What somebody gives to prove to be themself. */
export type Proof = {
  readonly password?: string | undefined;
  readonly code?: string | undefined;
  readonly passkey?: Assertion | undefined;
};

type Part = {
  readonly refusals: readonly Refusal[];
  readonly method: Method;
  readonly used: Used;
  readonly authenticatorId: string | null;
  readonly evidence: { readonly [name: string]: Json };
  readonly keep: () => Promise<void>;
};

export type CheckedComponents = {
  readonly refusals: readonly Refusal[];
  readonly methods: readonly Method[];
  readonly used: readonly Used[];
  readonly authenticatorIds: readonly string[];
  readonly evidence: { readonly [name: string]: Json };
  /** Uses up what was accepted, in the open transaction. */
  readonly keep: () => Promise<void>;
};

const nothing = async (): Promise<void> => undefined;
const refusedPart = (method: Method, refusal: Refusal): Part => ({
  refusals: [refusal],
  method,
  used: { what: method, proofId: null },
  authenticatorId: null,
  evidence: {},
  keep: nothing,
});

/** Codes of refusals that count as a failed attempt. */
export const failureCodes: ReadonlySet<string> = new Set(
  [no['code-wrong']({}), no['passkey-refused']({ why: 'unknown' }), no['passkey-copied']({}), passwordWrong('/password')].map(
    (refusal) => refusal.code,
  ),
);
export const copiedCode = no['passkey-copied']({}).code;

async function checkCode(work: Work, personId: string, code: string): Promise<Part> {
  const app = await appForUpdate(work.tx, personId);
  if (app === undefined) return refusedPart('code', no['no-such-component']({ what: 'authenticator app' }, { field: '/code' }));
  const secret = secretOf(work.app.vault, app);
  if (secret === null) return refusedPart('code', no['secret-unreadable']({}, { field: '/code' }));
  const step = totpStepOf(secret, code.replaceAll(/\s/g, ''), work.now, app.last_step);
  if (step === null) return refusedPart('code', no['code-wrong']({}, { field: '/code' }));
  return {
    refusals: [],
    method: 'code',
    used: { what: `the authenticator app “${app.name}”`, proofId: app.proof_id },
    authenticatorId: app.id,
    evidence: { code: { authenticator: app.id, step } },
    keep: () => saveUse(work.tx, app.id, work.now, { step }),
  };
}

async function checkPasskey(work: Work, personId: string, assertion: Assertion, challenge: Buffer): Promise<Part> {
  const place = { field: '/passkey' };
  const { publicUrl } = work.app.settings;
  const party = relyingPartyOf(publicUrl);
  if (party === null) return refusedPart('passkey', passkeysNeedAddress(publicUrl));
  const passkey = await passkeyForUpdate(work.tx, personId, Buffer.from(assertion.id, 'base64url'));
  if (passkey === undefined) return refusedPart('passkey', no['passkey-refused']({ why: 'unknown' }, place));
  const { authenticatorData, clientDataJSON, signature } = assertion.response;
  const evidence = {
    credentialId: passkey.credential_id.toString('base64url'),
    publicKey: passkey.public_key.toString('base64url'),
    algorithm: passkey.algorithm,
    authenticatorData,
    clientDataJSON,
    signature,
  };
  const checked = verifyAssertionEvidence(evidence, challenge, party.id, party.origin);
  if (!checked.ok) return refusedPart('passkey', no['passkey-refused']({ why: checked.fault }, place));
  const counts = checked.counter > 0 || passkey.counter > 0;
  if (counts && checked.counter <= passkey.counter) return refusedPart('passkey', no['passkey-copied']({}, place));
  return {
    refusals: [],
    method: 'passkey',
    used: { what: `the passkey “${passkey.name}”`, proofId: passkey.proof_id },
    authenticatorId: passkey.id,
    evidence: { passkey: { authenticator: passkey.id, rpId: party.id, origin: party.origin, ...evidence } },
    keep: () => saveUse(work.tx, passkey.id, work.now, { counter: checked.counter }),
  };
}

type Credential = NonNullable<Awaited<ReturnType<typeof credentialForUpdate>>>;

async function checkPassword(work: Work, credential: Credential, password: string): Promise<Part> {
  const right = await passwordMatches(credential.password_hash, password);
  if (!right) return refusedPart('password', passwordWrong('/password'));
  // Somebody else may know it: it proves nobody any more. It is theirs all the same, and no failure is counted.
  if (await isKnownBreached(work, password)) return refusedPart('password', passwordBreached());
  return {
    refusals: [],
    method: 'password',
    used: { what: 'the password', proofId: credential.proof_id },
    authenticatorId: null,
    evidence: { password: { changedAt: credential.changed_at.toISOString() } },
    keep: nothing,
  };
}

/**
 * Checks every component that was given, each against what the person has now, the account locked for the rest of the act. A locked account proves nothing,
 * also with the right components. Nothing is used up before `keep`.
 */
export async function checkComponents(work: Work, personId: string, proof: Proof, challenge: Buffer): Promise<CheckedComponents> {
  const credential = await credentialForUpdate(work.tx, personId);
  const closed = (refusal: Refusal): CheckedComponents => ({
    refusals: [refusal],
    methods: [],
    used: [],
    authenticatorIds: [],
    evidence: {},
    keep: nothing,
  });
  if (credential === undefined) return closed(passwordWrong('/password'));
  const lock = lockAt(credential, work.now);
  if (lock !== null) return closed(accountLocked(lock));
  const { password, code, passkey } = proof;
  const parts: Part[] = [];
  if (password !== undefined && password !== '') parts.push(await checkPassword(work, credential, password));
  if (code !== undefined && code !== '') parts.push(await checkCode(work, personId, code));
  if (passkey !== undefined) parts.push(await checkPasskey(work, personId, passkey, challenge));
  return {
    refusals: parts.flatMap((part) => part.refusals),
    methods: parts.map((part) => part.method),
    used: parts.map((part) => part.used),
    authenticatorIds: parts.flatMap((part) => (part.authenticatorId === null ? [] : [part.authenticatorId])),
    evidence: Object.assign({}, ...parts.map((part) => part.evidence)),
    keep: async () => {
      for (const part of parts) await part.keep();
    },
  };
}
