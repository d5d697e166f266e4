import type { Actor } from '../../../foundation/actor.ts';
import { canonicalJson, sha256 } from '../../../foundation/canonical-json.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { type CheckAnswer, signedByKey, signedBySecret, signedText } from '../core/check-signature.ts';
import type { Checker } from '../core/checker.ts';
import { answerRefused, answerRefusals as no } from '../core/rules/answer-refused.ts';
import { resultMisfit } from '../core/rules/result-misfit.ts';
import { checkerBy, isHeard, keyMaterial } from '../store/checkers.ts';
import { type Check, checkById, countRefused, endWait, noteAnswer } from '../store/checks.ts';
import { findGate, gateById } from '../store/read-gates.ts';
import { insertResult } from '../store/write-facts.ts';
import { noteRefusedIn, placeOfKey } from './administer-checkers.ts';
import { followFactsIn, lapseIn } from './follow-facts.ts';

export type SentAnswer = {
  readonly key: string;
  /** As it was signed. */
  readonly timestamp: string;
  readonly signature: string;
  /** Every field as it was sent: this is what is signed. */
  readonly answer: CheckAnswer;
  readonly found: {
    readonly nonce: string;
    readonly value: number | null;
    readonly checked: boolean | null;
    readonly measuredAt: Date | null;
    readonly ofVersion: string | null;
    readonly note: string | null;
    readonly link: string | null;
  };
};

export type Heard = { readonly id: string; readonly status: string; readonly resultId: string };

const actorOf = (checker: Checker): Actor => ({
  kind: 'machine',
  id: checker.id,
  name: checker.name,
  email: '',
  holdings: [],
  via: 'token',
  scopes: null,
  credentialId: null,
});

async function isSigned(app: Services, checker: Checker, check: Check, sent: SentAnswer): Promise<boolean> {
  const key = await keyMaterial(app.database.db, checker.id, sent.key);
  if (key === null) return false;
  const text = signedText(check.id, sent.timestamp, sent.answer);
  const signature = Buffer.from(sent.signature, 'base64');
  if (key.publicKey !== null) return signedByKey(key.publicKey, text, signature);
  const secret = key.sealed === null ? null : app.vault.unseal(key.sealed, placeOfKey(sent.key));
  return secret !== null && signedBySecret(secret, text, signature);
}

/**
 * Hears the answer of a machine. Nobody is signed in: the signature says who answers, over this check, this moment and every field of the answer. The machine is
 * who measured; the person who asked is in the trail of the check. An answer that is refused changes nothing but the trail of the checker.
 */
export async function answerCheck(asked: Call, checkId: string, sent: SentAnswer): Promise<Outcome<Heard>> {
  const { app } = asked;
  // The same answer is heard again anyway; what is written about a refused one must not become the answer to its repeat.
  const call = { ...asked, idempotency: null };
  const check = await checkById(app.database.db, checkId);
  const checker = check === null ? null : await checkerBy(app.database.db, check.checkerId);
  if (check === null || checker === null) return refuse(no['no-such-check']({}));
  const machine = { ...call, actor: actorOf(checker) };
  const signed = await isSigned(app, checker, check, sent);
  // Who did not sign is not the machine: the attempt stands in the trail under whoever sent it.
  const heard = signed
    ? await transact(machine, (work) => hearIn(work, check.id, checker, sent))
    : refuse(no['answer-not-signed']({}));
  if (!heard.ok)
    await transact(signed ? machine : call, (work) => noteIn(work, { check, checker, keyId: sent.key }, heard.refusals));
  return heard;
}

type Source = { readonly check: Check; readonly checker: Checker; readonly keyId: string };

/** What the sender says to be: a key that the machine has or had, or one that nobody registered. */
function sourceText({ checker, keyId }: Source): string {
  const key = checker.keys.find((one) => one.id === keyId);
  if (key === undefined) return `sent with the key ${keyId}, which is none of ${checker.name}`;
  const standing =
    key.withdrawnAt !== null ? ', which was withdrawn' : key.confirmedAt === null ? ', which nobody confirmed' : '';
  return `sent with the key ${keyId} of ${checker.name}${standing}`;
}

async function noteIn(work: Work, source: Source, refusals: readonly Refusal[]): Promise<Outcome<null>> {
  const [first] = refusals;
  const { check } = source;
  const nth = await countRefused(work.tx, check.id);
  await noteRefusedIn(
    work,
    check.checkerId,
    nth,
    first?.code ?? 'unknown',
    `Check ${check.id}, ${sourceText(source)}: ${first?.message ?? ''}`.slice(0, 2000),
  );
  return done(null);
}

async function hearIn(work: Work, checkId: string, checker: Checker, sent: SentAnswer): Promise<Outcome<Heard>> {
  const { found } = sent;
  // Asked again here: a key that is withdrawn at this moment signs nothing more, and one that nobody confirmed nothing yet.
  if (!(await isHeard(work.tx, checker.id, sent.key))) return refuse(no['answer-not-signed']({}));
  const asked = await checkById(work.tx, checkId);
  const head = asked === null ? null : await findGate(work.tx, asked.gateId);
  if (asked === null || head === null) return refuse(no['check-overtaken']({}));
  const closed = (await work.app.subjects.get(head.subjectKind)?.lockForGates?.(work, head.subjectId)) ?? [];
  const locked = await gateById(work.tx, head.id, 'update');
  const check = await checkById(work.tx, checkId, 'update');
  const criterion = locked?.criteria.find((one) => one.id === asked.criterionId);
  if (locked === null || check === null || criterion === undefined || closed.length > 0) return refuse(no['check-overtaken']({}));
  const answerHash = sha256(canonicalJson(sent.answer)).toString('hex');
  const broken = answerRefused(check, { timestamp: new Date(sent.timestamp), nonce: found.nonce, answerHash }, work.now);
  if (broken.length > 0) return refused(broken);
  if (check.resultId !== null) return done({ id: check.id, status: 'heard', resultId: check.resultId });
  const result = { ...found, measuredAt: found.measuredAt ?? work.now };
  const misfit = resultMisfit(criterion, result, work.now).map((one) => ({ ...one, field: `/answer${one.field ?? ''}` }));
  if (misfit.length > 0) return refused(misfit);
  const gate = await lapseIn(work, locked);
  const saved = { ...result, measuredBy: checker.name, recordedBy: null, checkerId: checker.id, second: false };
  const waiting = { ...criterion, checkDue: criterion.checkDue?.getTime() === check.dueAt.getTime() ? null : criterion.checkDue };
  await endWait(work.tx, check);
  const resultId = await insertResult(work.tx, gate.id, waiting, saved, work.now);
  await noteAnswer(work.tx, check, { hash: answerHash, keyId: sent.key, resultId }, work.now);
  await followFactsIn(work, gate, {
    occasion: 'result',
    act: 'gates.check-answered',
    reason: `Check ${check.id}, signed by ${checker.name} with the key ${sent.key}. SHA-256 of the answer: ${answerHash}.`,
  });
  return done({ id: check.id, status: 'heard', resultId });
}
