import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';

const no = defineRefusals('gates', {
  'no-such-check': {
    kind: 'notFound',
    says: () => 'There is no such check.',
    remedy: 'List the open checks and answer one of them.',
  },
  'answer-not-signed': {
    kind: 'forbidden',
    says: () =>
      'The answer is not signed by a valid key of the machine that was asked, over this check, this time and this answer.',
    remedy: 'Sign the text that docs/gates.md describes with a key that is registered for this checker.',
  },
  'answer-stale': {
    kind: 'forbidden',
    says: (f: { timestamp: string; now: string; minutes: number }) =>
      `The answer was signed at ${f.timestamp}, more than ${f.minutes} minutes from ${f.now}.`,
    remedy: 'Set the clock of the machine and sign the answer at the moment it is sent.',
  },
  'answer-of-another': {
    kind: 'rule',
    says: () => 'The answer carries the nonce of another check.',
    remedy: 'Send back the nonce that this check was asked with.',
  },
  'answered-otherwise': {
    kind: 'conflict',
    says: (f: { at: string }) => `The check was answered at ${f.at}, and with something else.`,
    remedy: 'An answer stands. Ask a new check, or withdraw the result with a reason.',
  },
  'answer-late': {
    kind: 'conflict',
    says: (f: { due: string }) => `The check had to be answered by ${f.due}.`,
    remedy: 'Ask a new check.',
  },
  'check-overtaken': {
    kind: 'conflict',
    says: () => 'The gate does not ask this any more, or its record takes no results now.',
    remedy: 'Look at the gate; ask a new check where it asks one.',
  },
});

export { no as answerRefusals };

/** How far the clock of a machine may be from this one, in minutes. */
const skew = 5;

type Check = {
  readonly nonce: string;
  readonly dueAt: Date;
  readonly answeredAt: Date | null;
  readonly answerHash: string | null;
};

/**
 * Why a signed answer does not count. The same answer again is no fault: it was heard.
 * @param answerHash of the answer that came, hex.
 */
export function answerRefused(
  check: Check,
  sent: { readonly timestamp: Date; readonly nonce: string; readonly answerHash: string },
  now: Date,
): readonly Refusal[] {
  const off = Math.abs(now.getTime() - sent.timestamp.getTime());
  if (off > skew * 60_000)
    return [
      no['answer-stale'](
        { timestamp: sent.timestamp.toISOString(), now: now.toISOString(), minutes: skew },
        { field: '/timestamp' },
      ),
    ];
  if (sent.nonce !== check.nonce) return [no['answer-of-another']({}, { field: '/answer/nonce' })];
  if (check.answeredAt !== null)
    return check.answerHash === sent.answerHash ? [] : [no['answered-otherwise']({ at: check.answeredAt.toISOString() })];
  return check.dueAt > now ? [] : [no['answer-late']({ due: check.dueAt.toISOString() })];
}
