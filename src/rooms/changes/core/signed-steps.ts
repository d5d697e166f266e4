import type { Coverage } from '../../../foundation/signing.ts';
import type { ChangeVerb } from '../contract-words.ts';
import { ledgerActs } from './ledger-acts.ts';

const content = ['key', 'name', 'description', 'model', 'follows', 'unitId', 'applications', 'backOutPlan', 'testPlan'];
const assessment = ['answers', 'assessed'];
const outcome = ['key', 'name', 'applications', 'outcome'];

type Signed = Omit<Coverage, 'verb' | 'act'>;

/** The published table of changes: every step that is signed, what the signature means and which fields it covers. A test compares it with the rows. */
const steps = {
  agree: {
    meaning: 'approved',
    covers: [...content, ...assessment, 'outcome'],
    afterChange: 'What quality agreed to is written in the draft alone; going back to it takes the word away.',
  },
  object: {
    meaning: 'rejected',
    covers: [...content, ...assessment],
    afterChange: 'The no stands until quality says otherwise.',
  },
  authorise: {
    meaning: 'approved',
    covers: [...content, ...assessment],
    afterChange: 'Content is written in the draft alone: going back to it makes the authorisation void.',
  },
  permit: {
    meaning: 'approved',
    covers: content,
    afterChange: 'Content is written in the draft alone: going back to it makes the permission void.',
  },
  approve: {
    meaning: 'accepted-for-production',
    covers: [...content, ...assessment],
    afterChange: 'Content is written in the draft alone: going back to it makes the approval void.',
  },
  complete: {
    meaning: 'executed',
    covers: outcome,
    afterChange: 'A later back-out replaces the outcome; this one then shows as unsigned.',
  },
  fail: {
    meaning: 'executed',
    covers: outcome,
    afterChange: 'A later back-out replaces the outcome; this one then shows as unsigned.',
  },
  'back-out': { meaning: 'executed', covers: outcome, afterChange: 'The outcome shows as unsigned.' },
  verify: { meaning: 'verified', covers: outcome, afterChange: 'Unsigned, it closes nothing: the change is verified anew.' },
  close: {
    meaning: 'closed',
    covers: [...content, ...assessment, 'outcome'],
    afterChange: 'A closed change is not changed; where its rows are, this shows it.',
  },
  reject: { meaning: 'rejected', covers: content, afterChange: 'A rejected change is not changed.' },
} as const satisfies Partial<Record<ChangeVerb, Signed>>;

export const signedSteps: readonly Coverage[] = [
  { verb: 'agree', act: ledgerActs.agree.act, ...steps.agree },
  { verb: 'object', act: ledgerActs.object.act, ...steps.object },
  { verb: 'authorise', act: ledgerActs.authorise.act, ...steps.authorise },
  { verb: 'permit', act: ledgerActs.permit.act, ...steps.permit },
  { verb: 'approve', act: ledgerActs.approve.act, ...steps.approve },
  { verb: 'complete', act: ledgerActs.complete.act, ...steps.complete },
  { verb: 'fail', act: ledgerActs.fail.act, ...steps.fail },
  { verb: 'back-out', act: ledgerActs['back-out'].act, ...steps['back-out'] },
  { verb: 'verify', act: ledgerActs.verify.act, ...steps.verify },
  { verb: 'close', act: ledgerActs.close.act, ...steps.close },
  { verb: 'reject', act: ledgerActs.reject.act, ...steps.reject },
];
