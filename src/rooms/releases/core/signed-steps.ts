import type { Coverage } from '../../../foundation/signing.ts';
import { ledgerActs, movedAct } from './ledger-acts.ts';
import type { AnyVerb } from './verbs.ts';

const identityFields = ['key', 'name', 'summary', 'kind', 'class', 'unitId', 'ownerId', 'parentId'];
const scope = ['applications/*/role', 'applications/*/version'];
const dates = ['goLive', 'backOutMinutes', 'warrantyEnd', 'phases', 'milestones/*/name', 'milestones/*/at'];
const results = ['applications/*/result', 'applications/*/resultNote', 'outcome', 'deviation'];

type Signed = Omit<Coverage, 'verb' | 'act'>;

/**
 * The published table of releases: every step that is signed, what the signature means and which fields it covers. A step of the lifecycle that demands
 * a signature has its row here (a test compares them).
 */
const steps = {
  accept: {
    meaning: 'accepted',
    covers: [...identityFields, ...scope],
    afterChange: 'The acceptance shows as unsigned; the record of it stays.',
  },
  reject: { meaning: 'rejected', covers: [...identityFields, ...scope], afterChange: 'A rejected release is not changed.' },
  plan: {
    meaning: 'approved',
    covers: [...identityFields, ...scope, ...dates, 'follows'],
    fixes: ['follows'],
    afterChange: 'The approval of the dates shows as unsigned; moving approved dates is signed anew and takes a go back.',
  },
  'accept-uat': {
    meaning: 'accepted-for-production',
    covers: ['key', 'name', ...scope],
    afterChange:
      'Before the deployment another scope or name takes the acceptance and the go back: the business accepts again. Another scope re-opens every passed gate whose step is not done.',
  },
  'declare-ready': {
    meaning: 'accepted-for-production',
    covers: ['key', 'name', ...scope, ...dates],
    afterChange:
      'Before the deployment another scope, name or date takes the go back; every gate up to the deployment is asked again. Later the go shows as unsigned.',
  },
  'no-go': { meaning: 'decided', covers: ['key', 'name', ...scope, ...dates], afterChange: 'The record of the decision stays.' },
  complete: {
    meaning: 'executed',
    covers: ['key', 'name', 'goLive', ...scope, ...results],
    afterChange: 'The outcome shows as unsigned.',
  },
  validate: {
    meaning: 'verified',
    covers: ['key', 'name', ...scope, ...results],
    afterChange: 'Another name takes the validation back; unsigned, it opens no use.',
  },
  'release-for-use': {
    meaning: 'released-for-use',
    covers: ['key', 'name', ...scope, ...results],
    afterChange: 'The release for use shows as unsigned.',
  },
  'confirm-business': {
    meaning: 'approved',
    covers: ['key', 'name', ...scope, ...results],
    afterChange: 'Another name takes the confirmation back; unsigned, it closes nothing.',
  },
  'confirm-it': {
    meaning: 'approved',
    covers: ['key', 'name', ...scope, ...results],
    afterChange: 'Another name takes the confirmation back; unsigned, it closes nothing.',
  },
  close: {
    meaning: 'closed',
    covers: [...identityFields, ...scope, ...dates, ...results],
    afterChange: 'A closed release is not changed; where its rows are, this shows it.',
  },
  'back-out': {
    meaning: 'decided',
    covers: ['key', 'name', ...scope],
    afterChange: 'The record of the decision stays.',
  },
  fail: {
    meaning: 'closed',
    covers: [...identityFields, ...scope, ...results],
    afterChange: 'A closed release is not changed; where its rows are, this shows it.',
  },
  cancel: { meaning: 'decided', covers: [...identityFields, ...scope], afterChange: 'A cancelled release is not changed.' },
} as const satisfies Partial<Record<AnyVerb, Signed>>;

/** Moving dates that were approved is a row within a state, and is signed like a step. */
const move: Signed = {
  meaning: 'approved',
  covers: ['key', 'name', ...scope, ...dates],
  afterChange: 'The move shows as unsigned; a later move is signed anew.',
};

export const signedSteps: readonly Coverage[] = [
  ...Object.entries(steps).map(([verb, row]) => ({ ...row, verb, act: actOf(verb) })),
  { ...move, verb: 'move', act: movedAct },
];

function actOf(verb: string): string {
  const found = Object.entries(ledgerActs).find(([known]) => known === verb);
  if (found === undefined) throw new Error(`${verb} is no verb of the lifecycle`);
  return found[1].act;
}
