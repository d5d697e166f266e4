import { randomBytes } from 'node:crypto';
import type { Actor, Authority } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { isPublicKey } from '../core/check-signature.ts';
import { type Checker, type CheckerKey, checkerRecord, checkerSubject, mostKeys, validKeys } from '../core/checker.ts';
import {
  checkerBy,
  insertChecker,
  insertKey,
  type KeyMaterial,
  keyMaterial,
  noteRefusedAnswer,
  saveChecker,
  withdrawKeys,
} from '../store/checkers.ts';

export const checkerRefusals = defineRefusals('gates', {
  'no-checker': { kind: 'notFound', says: () => 'There is no such checker.', remedy: 'Look at the list of checkers.' },
  'checkers-everywhere': {
    kind: 'forbidden',
    says: () => 'A machine answers for gates of all units; your right reaches a part of them.',
    remedy: 'Ask somebody who holds the role for the whole organisation.',
  },
  'no-key': { kind: 'notFound', says: () => 'The checker has no such key.', remedy: 'Look at the keys of the checker.' },
  'checker-key-taken': {
    kind: 'conflict',
    says: (f: { key: string }) => `There is a checker “${f.key}” already.`,
    remedy: 'Choose another key; it is given for good.',
  },
  'checker-withdrawn': {
    kind: 'conflict',
    says: (f: { name: string }) => `“${f.name}” was withdrawn.`,
    remedy: 'Register the machine anew under another key.',
  },
  'keys-two': {
    kind: 'rule',
    says: (f: { most: number }) => `The checker has ${f.most} valid keys already.`,
    remedy: 'Withdraw the one that is not used any more, then add the next.',
  },
  'key-unreadable': {
    kind: 'rule',
    says: () => 'This is no public key of Ed25519.',
    remedy: 'Send the 32 bytes of the key in base64.',
  },
  'secrets-closed': {
    kind: 'unavailable',
    says: () => 'This installation has no key for secrets, so it can keep no shared secret.',
    remedy: 'Set INTERLOCK_SECRETS_KEY, or register a public key of Ed25519.',
  },
});

const no = checkerRefusals;

/** Why somebody does not administer machines, or confirm their keys: a right in some units is none to what answers in all of them. */
export function mayNotAdminister(
  { may, reach }: Authority,
  actor: Actor,
  right: 'gates.administer' | 'gates.confirm-checker-keys',
): readonly Refusal[] {
  const refusals = may(actor, right, null);
  return refusals.length > 0 || reach(actor, right) === 'all' ? refusals : [no['checkers-everywhere']({})];
}

/** The place to which a shared secret is sealed. */
export const placeOfKey = (keyId: string): string => `external-check ${keyId}`;

const secretBytes = 32;

export function sayChecker(work: Work, act: string, before: Checker | null, after: Checker, reason: string | null = null): void {
  work.say({
    act,
    subject: checkerSubject(after),
    version: after.version,
    before: before === null ? null : checkerRecord(before),
    after: checkerRecord(after),
    reason,
  });
}

/** Registers a machine. It can answer nothing until it has a key that somebody else confirmed. */
export const registerChecker = (call: Call, input: { readonly key: string; readonly name: string }): Promise<Outcome<string>> =>
  transact(call, async (work) => {
    const barred = mayNotAdminister(work.app.ports.authority, work.actor, 'gates.administer');
    if (barred.length > 0) return refused(barred);
    if ((await checkerBy(work.tx, input.key)) !== null)
      return refuse(no['checker-key-taken']({ key: input.key }, { field: '/key' }));
    const checker: Checker = {
      ...input,
      id: uuidv7(work.now.getTime()),
      registeredBy: work.actor.id,
      registeredAt: work.now,
      withdrawnAt: null,
      refused: 0,
      refusedWhy: null,
      version: 1,
      keys: [],
    };
    await insertChecker(work.tx, checker);
    sayChecker(work, 'gates.checker-registered', null, checker);
    return done(checker.id);
  });

/** Locks a checker for who holds the right, on the version that was seen. */
export async function openChecker(
  work: Work,
  idOrKey: string,
  right: 'gates.administer' | 'gates.confirm-checker-keys',
): Promise<Outcome<Checker>> {
  const barred = mayNotAdminister(work.app.ports.authority, work.actor, right);
  if (barred.length > 0) return refused(barred);
  const checker = await checkerBy(work.tx, idOrKey, 'update');
  if (checker === null) return refuse(no['no-checker']({}));
  const stale = await work.stale(checkerSubject(checker), checker.version);
  if (stale.length > 0) return refused(stale);
  return checker.withdrawnAt === null ? done(checker) : refuse(no['checker-withdrawn']({ name: checker.name }));
}

export type NewKey = {
  readonly id: string;
  readonly checkerId: string;
  readonly secret: string | null;
  readonly version: number;
};

/** Adds a key: a shared secret that is made here and shown once, or the public key of a pair that the machine made. */
export async function addCheckerKey(call: Call, idOrKey: string, publicKey: string | null): Promise<Outcome<NewKey>> {
  const secret = randomBytes(secretBytes);
  const added = await transact(call, (work) => addKeyIn(work, idOrKey, secret, publicKey));
  if (!added.ok || publicKey !== null) return added;
  // Read from the vault and not from what was made here: a repeat of a request whose answer was lost shows the key that the first one made.
  const { app } = call;
  const kept = await keyMaterial(app.database.db, added.value.checkerId, added.value.id);
  const sealed = kept?.sealed ?? null;
  const shown = sealed === null ? null : app.vault.unseal(sealed, placeOfKey(added.value.id));
  return done({ ...added.value, secret: shown?.toString('base64url') ?? null });
}

async function addKeyIn(work: Work, idOrKey: string, secret: Buffer, publicKey: string | null): Promise<Outcome<NewKey>> {
  const found = await openChecker(work, idOrKey, 'gates.administer');
  if (!found.ok) return found;
  const checker = found.value;
  if (validKeys(checker).length >= mostKeys) return refuse(no['keys-two']({ most: mostKeys }));
  const id = uuidv7(work.now.getTime());
  const material = materialOf(work, id, secret, publicKey);
  if (!material.ok) return material;
  const { kind } = material.value;
  const key: CheckerKey = {
    id,
    kind,
    madeBy: work.actor.id,
    madeAt: work.now,
    confirmedBy: null,
    confirmedAt: null,
    withdrawnAt: null,
  };
  const after = { ...checker, version: checker.version + 1, keys: [...checker.keys, key] };
  await insertKey(work.tx, checker.id, key, material.value);
  await saveChecker(work.tx, after);
  sayChecker(work, 'gates.checker-key-added', checker, after);
  // The secret never lies in an answer that is kept for a repeat.
  return done({ id, checkerId: checker.id, secret: null, version: after.version });
}

function materialOf(work: Work, id: string, secret: Buffer, publicKey: string | null): Outcome<KeyMaterial> {
  if (publicKey === null) {
    if (!work.app.vault.open) return refuse(no['secrets-closed']({}));
    return done({ kind: 'hmac-sha256', sealed: work.app.vault.seal(secret, placeOfKey(id)), publicKey: null });
  }
  const raw = Buffer.from(publicKey, 'base64');
  if (!isPublicKey(raw)) return refuse(no['key-unreadable']({}, { field: '/publicKey' }));
  return done({ kind: 'ed25519', sealed: null, publicKey: raw });
}

export type ChangedChecker = { readonly id: string; readonly version: number };

/** Withdraws a key: from now on nothing that it signs is heard. */
export const withdrawCheckerKey = (
  call: Call,
  idOrKey: string,
  keyId: string,
  reason: string,
): Promise<Outcome<ChangedChecker>> =>
  transact(call, async (work) => {
    const found = await openChecker(work, idOrKey, 'gates.administer');
    if (!found.ok) return found;
    const checker = found.value;
    const key = checker.keys.find((one) => one.id === keyId);
    if (key === undefined) return refuse(no['no-key']({}));
    if (key.withdrawnAt !== null) return done({ id: checker.id, version: checker.version });
    const keys = checker.keys.map((one) => (one.id === keyId ? { ...one, withdrawnAt: work.now } : one));
    return saved(work, checker, { ...checker, keys }, [keyId], 'gates.checker-key-withdrawn', reason);
  });

/** Withdraws a machine with its keys. What it answered stays; criteria that name it wait for nobody and are unknown. */
export const withdrawChecker = (call: Call, idOrKey: string, reason: string): Promise<Outcome<ChangedChecker>> =>
  transact(call, async (work) => {
    const found = await openChecker(work, idOrKey, 'gates.administer');
    if (!found.ok) return found;
    const checker = found.value;
    const keys = checker.keys.map((key) => ({ ...key, withdrawnAt: key.withdrawnAt ?? work.now }));
    const ids = validKeys(checker).map((key) => key.id);
    return saved(work, checker, { ...checker, keys, withdrawnAt: work.now }, ids, 'gates.checker-withdrawn', reason);
  });

async function saved(
  work: Work,
  before: Checker,
  changed: Checker,
  keyIds: readonly string[],
  act: string,
  reason: string,
): Promise<Outcome<ChangedChecker>> {
  const after = { ...changed, version: before.version + 1 };
  await withdrawKeys(work.tx, keyIds, work.now);
  await saveChecker(work.tx, after);
  sayChecker(work, act, before, after, reason);
  return done({ id: after.id, version: after.version });
}

/** How many refused answers of one check are written down; what comes after is counted only. */
const written = 10;

/** Writes down that an answer in the name of a checker was refused: in its own trail, bounded for each check. */
export async function noteRefusedIn(work: Work, checkerId: string, nth: number, why: string, reason: string): Promise<void> {
  if (nth > written) return;
  const checker = await checkerBy(work.tx, checkerId, 'update');
  if (checker === null) return;
  const after = { ...checker, refused: checker.refused + 1, refusedWhy: why };
  await noteRefusedAnswer(work.tx, after);
  sayChecker(work, 'gates.answer-refused', checker, after, reason);
}
