import { defineMachine, type Transition, type Within } from '../../../foundation/state-machine.ts';
import type { ReleaseState, ReleaseVerb } from '../contract.ts';
import { ledgerActs, movedAct } from './ledger-acts.ts';
import type { AnyVerb } from './verbs.ts';

/** Names of the rules, each one a file of `core/rules/`. */
export type RuleName =
  | 'has-owner'
  | 'has-applications'
  | 'dates-in-order'
  | 'go-live-ahead'
  | 'gates-passed'
  | 'approvals-given'
  | 'no-blocking-collision'
  | 'decider-independent'
  | 'uat-accepted'
  | 'still-signed'
  | 'go-stands'
  | 'go-live-reached'
  | 'nothing-deployed'
  | 'results-given'
  | 'results-for-all'
  | 'deviation-for-partial'
  | 'validation-given'
  | 'validated-positive'
  | 'quality-for-gxp'
  | 'confirmed-twice'
  | 'warranty-over'
  | 'children-finished';

export type Row = Transition<ReleaseState, AnyVerb, RuleName>;

const beforeGo = ['proposed', 'accepted', 'planned', 'in-progress'] as const;

/** The lifecycle of a release (DESIGN section 4). The house's own verbs are no person's. */
export const lifecycle = defineMachine<ReleaseState, AnyVerb, RuleName>({
  name: 'release',
  house: ['void-go', 'expire-go'],
  held: 'on-hold',
  states: [
    'proposed',
    'accepted',
    'planned',
    'in-progress',
    'ready',
    'deploying',
    'deployed',
    'released-for-use',
    'warranty',
    'closed',
    'backed-out',
    'closed-failed',
    'rejected',
    'on-hold',
    'cancelled',
  ],
  initial: 'proposed',
  final: ['closed', 'closed-failed', 'rejected', 'cancelled'],
  rows: [
    row(
      ['proposed'],
      'accept',
      'accepted',
      'releases.accept',
      'Accept',
      ['has-owner', 'gates-passed', 'approvals-given', 'decider-independent'],
      ['signature'],
    ),
    row(['proposed'], 'reject', 'rejected', 'releases.accept', 'Reject', ['decider-independent'], ['reason', 'signature']),
    row(
      ['accepted'],
      'plan',
      'planned',
      'releases.approve-dates',
      'Approve the dates',
      [
        'has-owner',
        'has-applications',
        'dates-in-order',
        'go-live-ahead',
        'gates-passed',
        'approvals-given',
        'no-blocking-collision',
        'decider-independent',
      ],
      ['signature'],
    ),
    row(['planned'], 'start', 'in-progress', 'releases.run', 'Start work', ['has-owner', 'gates-passed'], []),
    row(
      ['in-progress'],
      'accept-uat',
      'in-progress',
      'releases.accept-for-business',
      'Accept the user acceptance test',
      ['approvals-given', 'decider-independent'],
      ['signature'],
    ),
    row(
      ['in-progress'],
      'declare-ready',
      'ready',
      'releases.decide-go',
      'Decide go',
      [
        'has-owner',
        'has-applications',
        'dates-in-order',
        'go-live-ahead',
        'uat-accepted',
        'still-signed',
        'gates-passed',
        'approvals-given',
        'no-blocking-collision',
        'decider-independent',
      ],
      ['signature'],
    ),
    row(['ready'], 'no-go', 'in-progress', 'releases.decide-go', 'Decide no-go', [], ['reason', 'signature']),
    row(['ready'], 'void-go', 'in-progress', 'releases.decide-go', 'The go is void', [], ['reason']),
    row(['ready'], 'expire-go', 'in-progress', 'releases.decide-go', 'The go expired', [], ['reason']),
    row(
      ['ready'],
      'deploy',
      'deploying',
      'releases.deploy',
      'Start the deployment',
      [
        'go-stands',
        'still-signed',
        'go-live-reached',
        'gates-passed',
        'approvals-given',
        'no-blocking-collision',
        'decider-independent',
      ],
      [],
    ),
    row(
      ['deploying'],
      'stop',
      'ready',
      'releases.deploy',
      'Stop before the point of no return',
      ['nothing-deployed'],
      ['reason'],
    ),
    row(
      ['deploying'],
      'record-results',
      'deploying',
      'releases.deploy',
      'Record results',
      ['approvals-given', 'results-given', 'decider-independent'],
      [],
    ),
    row(
      ['deploying'],
      'complete',
      'deployed',
      'releases.report-outcome',
      'Report the deployment as done',
      ['approvals-given', 'results-for-all', 'deviation-for-partial', 'decider-independent'],
      ['signature'],
    ),
    row(
      ['deployed'],
      'validate',
      'deployed',
      'releases.accept-for-business',
      'Record the business validation',
      ['approvals-given', 'validation-given', 'decider-independent'],
      ['signature'],
    ),
    row(
      ['deployed'],
      'release-for-use',
      'released-for-use',
      'releases.release-for-use',
      'Release for use',
      [
        'validated-positive',
        'still-signed',
        'deviation-for-partial',
        'gates-passed',
        'approvals-given',
        'quality-for-gxp',
        'decider-independent',
      ],
      ['signature'],
    ),
    row(['released-for-use'], 'enter-warranty', 'warranty', 'releases.run', 'Enter warranty', [], []),
    row(
      ['warranty'],
      'confirm-business',
      'warranty',
      'releases.accept-for-business',
      'Confirm closure for the business',
      ['decider-independent'],
      ['signature'],
    ),
    row(
      ['warranty'],
      'confirm-it',
      'warranty',
      'releases.confirm-it',
      'Confirm closure for IT',
      ['decider-independent'],
      ['signature'],
    ),
    row(
      ['warranty'],
      'close',
      'closed',
      'releases.close',
      'Close',
      [
        'confirmed-twice',
        'still-signed',
        'warranty-over',
        'deviation-for-partial',
        'gates-passed',
        'approvals-given',
        'children-finished',
      ],
      ['signature'],
    ),
    row(
      ['deploying', 'deployed', 'warranty'],
      'back-out',
      'backed-out',
      'releases.back-out',
      'Back out',
      [],
      ['reason', 'signature'],
    ),
    row(['backed-out'], 'resume-work', 'in-progress', 'releases.run', 'Resume work', ['has-owner'], ['reason']),
    row(
      ['backed-out'],
      'fail',
      'closed-failed',
      'releases.close',
      'Close as failed',
      ['children-finished'],
      ['reason', 'signature'],
    ),
    row([...beforeGo], 'hold', 'on-hold', 'releases.run', 'Put on hold', [], ['reason']),
    row(['on-hold'], 'resume', 'previous', 'releases.run', 'Resume', [], ['reason']),
    row(
      [...beforeGo, 'ready', 'on-hold'],
      'cancel',
      'cancelled',
      'releases.close',
      'Cancel',
      ['children-finished'],
      ['reason', 'signature'],
    ),
  ],
  // What is on hold moves as in the state that it is held from. From the deployment on nothing moves.
  within: [
    moving(['proposed', 'accepted'], []),
    moving(['planned', 'in-progress', 'ready', 'backed-out'], ['reason', 'signature']),
  ],
});

function moving(from: readonly ReleaseState[], demands: Row['demands']): Within<ReleaseState, RuleName> {
  return { from, verb: 'move', right: 'releases.move', rules: [], demands, act: movedAct, says: 'Move the go-live' };
}

function row(
  from: readonly ReleaseState[],
  verb: AnyVerb,
  to: ReleaseState | 'previous',
  right: string,
  says: string,
  rules: readonly RuleName[],
  demands: Row['demands'],
): Row {
  return { from, verb, to, right, rules, demands, act: ledgerActs[verb].act, says };
}

/**
 * Which words a gate uses for the steps that it stands before. The go, and the deployment, ask for every gate up to them once more: a conditional pass
 * of an earlier gate may have expired since. A gate on any other word guards nothing here.
 */
export const guardsOfVerb: Readonly<Partial<Record<AnyVerb, readonly string[]>>> = {
  accept: ['accept'],
  plan: ['plan'],
  start: ['start'],
  'declare-ready': ['accept', 'plan', 'start', 'ready'],
  deploy: ['accept', 'plan', 'start', 'ready', 'deploy'],
  'release-for-use': ['release-for-use'],
  close: ['close'],
};

/** Gates that must stand while a release is ready: those of every step up to the deployment that it waits for. */
export const guardsBehindReady: readonly string[] = ['accept', 'plan', 'start', 'ready'];

/** The step that leads on from each state; what the workspace shows as "next". */
export const nextVerb: Readonly<Partial<Record<ReleaseState, ReleaseVerb>>> = {
  proposed: 'accept',
  accepted: 'plan',
  planned: 'start',
  'in-progress': 'declare-ready',
  ready: 'deploy',
  deploying: 'complete',
  deployed: 'release-for-use',
  'released-for-use': 'enter-warranty',
  warranty: 'close',
  'backed-out': 'resume-work',
  'on-hold': 'resume',
};

/** Steps beside the next one that the next one waits for: a decision of somebody else, in the same state. */
export const helpingVerbs: Readonly<Partial<Record<ReleaseState, readonly ReleaseVerb[]>>> = {
  'in-progress': ['accept-uat'],
  deployed: ['validate'],
  warranty: ['confirm-business', 'confirm-it'],
};

export const isFinal = (state: ReleaseState): boolean => lifecycle.final.includes(state);

/** Each verb has one right, whatever the state that it is taken from: permission is known before the state is. */
export function rightOfVerb(verb: AnyVerb): string {
  const found = lifecycle.rows.find((candidate) => candidate.verb === verb);
  if (found === undefined) throw new Error(`no row has the verb ${verb}`);
  return found.right;
}
