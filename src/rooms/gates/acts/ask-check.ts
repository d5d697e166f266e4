import { randomBytes } from 'node:crypto';
import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { heardKeys } from '../core/checker.ts';
import { notResponsible } from '../core/rules/not-responsible.ts';
import { checkerBy } from '../store/checkers.ts';
import { type Check, insertCheck, lastCheck } from '../store/checks.ts';
import { followFactsIn, lapseIn } from './follow-facts.ts';
import { criterionOf, no, openGate } from './open-gate.ts';

const refusals = defineRefusals('gates', {
  'not-external': {
    kind: 'rule',
    says: (f: { text: string }) => `“${f.text}” is not answered by a machine that is asked.`,
    remedy: 'Record its result, or look at what the house measures.',
  },
  'check-open': {
    kind: 'conflict',
    says: (f: { checker: string; due: string }) => `${f.checker} was asked already and has until ${f.due}.`,
    remedy: 'Wait for its answer, or for the end of its time.',
  },
  'checker-mute': {
    kind: 'rule',
    says: (f: { checker: string }) =>
      `The checker “${f.checker}” cannot answer: it was withdrawn or has no key that is confirmed.`,
    remedy: 'Have an administrator add a key and quality confirm it, or change which machine the gate asks.',
  },
});

export type AskedCheck = {
  readonly id: string;
  readonly checker: string;
  readonly nonce: string;
  readonly dueAt: string;
  readonly version: number;
};

/**
 * Asks the machine that a criterion names. The check has an id and a nonce of its own and is answered once; the machine takes it from the list or is handed
 * it. What it found before stands until then, and no longer than until the time that it has.
 */
export const askCheck = (call: Call, gateId: string, criterionId: string): Promise<Outcome<AskedCheck>> =>
  transact(call, async (work) => {
    const opened = await openGate(work, gateId, 'gates.record');
    if (!opened.ok) return opened;
    const criterion = criterionOf(opened.value.gate, criterionId);
    if (criterion === undefined) return refuse(no['no-such-criterion']({}));
    const barred = notResponsible(criterion, work.actor.holdings, opened.value.unitIds);
    if (barred.length > 0) return refused(barred);
    const { text, checker: key, answerHours } = criterion;
    if (key === null || answerHours === null) return refuse(refusals['not-external']({ text }));
    const checker = await checkerBy(work.tx, key);
    if (checker === null || checker.withdrawnAt !== null || heardKeys(checker).length === 0)
      return refuse(refusals['checker-mute']({ checker: key }));
    const before = await lastCheck(work.tx, criterion.id);
    if (before !== null && before.answeredAt === null && before.dueAt > work.now)
      return refuse(refusals['check-open']({ checker: checker.name, due: before.dueAt.toISOString() }));
    const gate = await lapseIn(work, opened.value.gate);
    const check: Check = {
      id: uuidv7(work.now.getTime()),
      gateId: gate.id,
      criterionId: criterion.id,
      checkerId: checker.id,
      nonce: randomBytes(24).toString('base64url'),
      askedBy: work.actor.id,
      askedAt: work.now,
      dueAt: new Date(work.now.getTime() + answerHours * 3_600_000),
      answeredAt: null,
      answerHash: null,
      keyId: null,
      resultId: null,
      refused: 0,
    };
    await insertCheck(work.tx, check);
    const after = await followFactsIn(work, gate, {
      occasion: 'result',
      act: 'gates.check-asked',
      reason: `Check ${check.id}: ${checker.name} is asked about “${text}”.`,
    });
    return done({
      id: check.id,
      checker: checker.key,
      nonce: check.nonce,
      dueAt: check.dueAt.toISOString(),
      version: after.gate.version,
    });
  });
