import { defineMachine, type Transition } from '../../../foundation/state-machine.ts';
import type { ChangeState, ChangeVerb } from '../contract-words.ts';
import { ledgerActs } from './ledger-acts.ts';

/** Names of the rules, each one a file of `core/rules/`. */
export type RuleName =
  | 'has-applications'
  | 'plans-given'
  | 'for-production'
  | 'outside-production'
  | 'short-way'
  | 'not-standard'
  | 'standard-only'
  | 'within-model'
  | 'approvals-given'
  | 'quality-agrees'
  | 'still-signed'
  | 'decider-independent'
  | 'planned-ahead'
  | 'window-open'
  | 'needs-delivered'
  | 'outcome-given';

export type Row = Transition<ChangeState, ChangeVerb, RuleName>;
type Demands = Row['demands'];

/** States that a change can be held in, withdrawn from and taken back from. */
const beforeWork = ['submitted', 'assessed', 'authorised', 'built', 'tested', 'approved-for-production', 'scheduled'] as const;

/** The lifecycle of a change (DESIGN section 4). Quality's word is a step that stays within its state: both approvals and the closure wait for it. */
export const lifecycle = defineMachine<ChangeState, ChangeVerb, RuleName>({
  name: 'change',
  states: [
    'draft',
    'submitted',
    'assessed',
    'authorised',
    'built',
    'tested',
    'approved-for-production',
    'scheduled',
    'implementing',
    'implemented',
    'failed',
    'backed-out',
    'verified',
    'closed',
    'rejected',
    'withdrawn',
    'on-hold',
  ],
  initial: 'draft',
  final: ['closed', 'rejected', 'withdrawn'],
  rows: [
    row(['draft'], 'submit', 'submitted', 'changes.request', 'Submit', ['not-standard', 'has-applications', 'within-model'], []),
    row(
      ['draft'],
      'submit-standard',
      'authorised',
      'changes.request',
      'Submit as standard',
      ['standard-only', 'has-applications', 'within-model'],
      [],
    ),
    row(
      ['submitted'],
      'assess',
      'assessed',
      'changes.assess',
      'Assess',
      ['for-production', 'has-applications', 'decider-independent'],
      [],
    ),
    word('assessed', 'agree'),
    word('assessed', 'object'),
    row(
      ['assessed'],
      'authorise',
      'authorised',
      'changes.authorise',
      'Authorise',
      ['has-applications', 'plans-given', 'quality-agrees', 'still-signed', 'approvals-given', 'decider-independent'],
      ['signature'],
    ),
    row(
      ['submitted'],
      'permit',
      'authorised',
      'changes.permit',
      'Permit',
      ['outside-production', 'has-applications', 'approvals-given', 'decider-independent'],
      ['signature'],
    ),
    row(
      ['authorised'],
      'build',
      'built',
      'changes.build',
      'Report as built',
      ['for-production', 'not-standard', 'decider-independent'],
      [],
    ),
    row(['built'], 'test', 'tested', 'changes.test', 'Report as tested', ['decider-independent'], ['reason']),
    row(['built', 'tested'], 'send-back', 'authorised', 'changes.test', 'Send back to be built', [], ['reason']),
    word('tested', 'agree'),
    word('tested', 'object'),
    row(
      ['tested'],
      'approve',
      'approved-for-production',
      'changes.approve',
      'Approve for production',
      ['plans-given', 'quality-agrees', 'still-signed', 'approvals-given', 'decider-independent'],
      ['signature'],
    ),
    row(
      ['approved-for-production'],
      'schedule',
      'scheduled',
      'changes.schedule',
      'Schedule',
      ['planned-ahead', 'within-model'],
      [],
    ),
    row(
      ['authorised'],
      'schedule',
      'scheduled',
      'changes.schedule',
      'Schedule',
      ['short-way', 'planned-ahead', 'within-model'],
      [],
    ),
    row(
      ['scheduled'],
      'implement',
      'implementing',
      'changes.implement',
      'Begin to implement',
      ['still-signed', 'window-open', 'needs-delivered', 'approvals-given', 'within-model', 'decider-independent'],
      [],
    ),
    row(
      ['implementing'],
      'complete',
      'implemented',
      'changes.report-outcome',
      'Report as implemented',
      ['outcome-given', 'decider-independent'],
      ['signature'],
    ),
    row(
      ['implementing'],
      'fail',
      'failed',
      'changes.report-outcome',
      'Report as failed',
      ['outcome-given', 'decider-independent'],
      ['signature'],
    ),
    row(
      ['implementing', 'implemented', 'failed'],
      'back-out',
      'backed-out',
      'changes.report-outcome',
      'Report as backed out',
      ['outcome-given', 'decider-independent'],
      ['signature'],
    ),
    row(
      ['implemented', 'failed', 'backed-out'],
      'verify',
      'verified',
      'changes.verify',
      'Verify',
      ['decider-independent'],
      ['signature'],
    ),
    // Verified anew, where what came of it, or the signature over it, is no longer as it was.
    row(['verified'], 'verify', 'verified', 'changes.verify', 'Verify', ['decider-independent'], ['signature']),
    word('verified', 'agree'),
    word('verified', 'object'),
    row(
      ['verified'],
      'close',
      'closed',
      'changes.close',
      'Close',
      ['quality-agrees', 'still-signed', 'approvals-given', 'decider-independent'],
      ['signature'],
    ),
    row(
      ['submitted', 'assessed'],
      'reject',
      'rejected',
      'changes.authorise',
      'Reject',
      ['decider-independent'],
      ['reason', 'signature'],
    ),
    row([...beforeWork], 'rework', 'draft', 'changes.run', 'Take back to the draft', [], ['reason']),
    row(
      ['draft', 'authorised', 'scheduled'],
      'make-normal',
      'draft',
      'changes.request',
      'Turn into a normal change',
      ['standard-only'],
      ['reason'],
    ),
    row([...beforeWork], 'hold', 'on-hold', 'changes.run', 'Put on hold', [], ['reason']),
    row(['on-hold'], 'resume', 'previous', 'changes.run', 'Resume', [], ['reason']),
    row(['draft', ...beforeWork, 'on-hold'], 'withdraw', 'withdrawn', 'changes.run', 'Withdraw', [], ['reason']),
  ],
});

/** Quality says yes or no in a state and stays in it: whoever said it last is asked, and a no is outvoted by nobody. */
function word(state: ChangeState, verb: 'agree' | 'object'): Row {
  return verb === 'agree'
    ? row([state], verb, state, 'changes.agree', 'Agree for quality', ['decider-independent'], ['signature'])
    : row([state], verb, state, 'changes.agree', 'Say no for quality', [], ['reason', 'signature']);
}

function row(
  from: readonly ChangeState[],
  verb: ChangeVerb,
  to: ChangeState | 'previous',
  right: string,
  says: string,
  rules: readonly RuleName[],
  demands: Demands,
): Row {
  return { from, verb, to, right, rules, demands, act: ledgerActs[verb].act, says };
}

/** The step that leads on from each state; of a change outside of production: `nextVerbOf`. */
export const nextVerb: Readonly<Partial<Record<ChangeState, ChangeVerb>>> = {
  draft: 'submit',
  submitted: 'assess',
  assessed: 'authorise',
  authorised: 'build',
  built: 'test',
  tested: 'approve',
  'approved-for-production': 'schedule',
  scheduled: 'implement',
  implementing: 'complete',
  implemented: 'verify',
  failed: 'verify',
  'backed-out': 'verify',
  verified: 'close',
  'on-hold': 'resume',
};

export const isFinal = (state: ChangeState): boolean => lifecycle.final.includes(state);

/** Each verb has one right, whatever the state that it is taken from: permission is known before the state is. */
export function rightOfVerb(verb: ChangeVerb): string {
  const found = lifecycle.rows.find((candidate) => candidate.verb === verb);
  if (found === undefined) throw new Error(`no row has the verb ${verb}`);
  return found.right;
}
