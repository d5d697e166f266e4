import type { Tone } from '../../../design/tokens.ts';
import type {
  applicationRoles,
  ChangeModel,
  ChangeState,
  ChangeVerb,
  DemandedFrom,
  LinkKind,
  ModelLine,
  ModelState,
  RiskBand,
  RiskQuestion,
} from '../contract.ts';

type Word = { readonly text: string; readonly tone: Tone };

/** How the room's words are shown. The keys are the contract's; the compiler asks for each. */
export const stateWords: Readonly<Record<ChangeState, Word>> = {
  draft: { text: 'Draft', tone: 'gray' },
  submitted: { text: 'Submitted', tone: 'blue' },
  assessed: { text: 'Assessed', tone: 'blue' },
  authorised: { text: 'Authorised', tone: 'brand' },
  built: { text: 'Built', tone: 'brand' },
  tested: { text: 'Tested', tone: 'brand' },
  'approved-for-production': { text: 'Approved for production', tone: 'teal' },
  scheduled: { text: 'Scheduled', tone: 'teal' },
  implementing: { text: 'Implementing', tone: 'orange' },
  implemented: { text: 'Implemented', tone: 'teal' },
  failed: { text: 'Failed', tone: 'red' },
  'backed-out': { text: 'Backed out', tone: 'red' },
  verified: { text: 'Verified', tone: 'grape' },
  closed: { text: 'Closed', tone: 'gray' },
  rejected: { text: 'Rejected', tone: 'gray' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
  'on-hold': { text: 'On hold', tone: 'yellow' },
};
export const modelWords: Readonly<Record<ChangeModel, string>> = {
  normal: 'Normal',
  standard: 'Standard',
  emergency: 'Emergency',
  'non-production': 'Non-production',
};
export const modelStateWords: Readonly<Record<ModelState, Word>> = {
  proposed: { text: 'Waits for a decision', tone: 'yellow' },
  'in-force': { text: 'In force', tone: 'teal' },
  superseded: { text: 'Superseded', tone: 'gray' },
  refused: { text: 'Refused', tone: 'gray' },
  withdrawn: { text: 'Withdrawn', tone: 'gray' },
  retired: { text: 'Retired', tone: 'orange' },
};
export const demandWords: Readonly<Record<DemandedFrom, string>> = {
  low: 'Always demanded',
  medium: 'From criticality medium',
  high: 'From criticality high',
  critical: 'From criticality critical',
  never: 'Never demanded',
};
export const bandWords: Readonly<Record<RiskBand, Word>> = {
  low: { text: 'Low', tone: 'teal' },
  moderate: { text: 'Moderate', tone: 'yellow' },
  high: { text: 'High', tone: 'orange' },
  'very-high': { text: 'Very high', tone: 'red' },
};
export const roleWords: Readonly<Record<(typeof applicationRoles)[number], string>> = {
  changed: 'Changed',
  regression: 'Regression',
};
export const linkWords: Readonly<Record<LinkKind, string>> = {
  commit: 'Commit',
  'pull-request': 'Pull request',
  ticket: 'Ticket',
  document: 'Document',
};
export const relevanceWords = { yes: 'Yes', no: 'No', unknown: 'Unknown' } as const;
const criticalities: Readonly<Record<string, string>> = { low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' };
export const criticalityWord = (value: string): string => criticalities[value] ?? 'Unknown';
export const questionWords: Readonly<
  Record<RiskQuestion, { readonly label: string; readonly answers: Readonly<Record<string, string>> }>
> = {
  complexity: {
    label: 'How much does it change?',
    answers: { simple: 'Little', moderate: 'Some parts', complex: 'Much, or what many need', unknown: 'Unknown' },
  },
  reversal: {
    label: 'How well is the way back known?',
    answers: { rehearsed: 'Rehearsed', documented: 'Written down', none: 'There is none', unknown: 'Unknown' },
  },
  testing: {
    label: 'Where is it tested?',
    answers: { 'production-like': 'Like production', partial: 'In parts', none: 'Not tested', unknown: 'Unknown' },
  },
  outage: {
    label: 'Can people not work meanwhile?',
    answers: { none: 'They can', planned: 'A planned outage', possible: 'An outage is possible', unknown: 'Unknown' },
  },
};
const factors: Readonly<Record<string, string>> = {
  criticality: 'Criticality',
  regulation: 'Regulation',
  history: 'History',
  scope: 'Scope',
  dependency: 'Waits for',
  complexity: 'Complexity',
  reversal: 'Way back',
  testing: 'Testing',
  outage: 'Outage',
};
export const factorWord = (factor: string): string => factors[factor] ?? factor;
export const standingWords = {
  delivered: { text: 'Implemented', tone: 'teal' },
  waiting: { text: 'Waiting', tone: 'blue' },
  late: { text: 'Late', tone: 'orange' },
  lost: { text: 'Will not come', tone: 'red' },
} as const;

type Demand = 'reason' | 'signature';
export type VerbWords = {
  /** States in which the button is offered. */
  readonly from: readonly ChangeState[];
  readonly says: string;
  readonly demands: readonly Demand[];
  readonly danger?: true;
  /** What becomes of it, said before it is done. */
  readonly brings: string;
};
const beforeWork = ['submitted', 'assessed', 'authorised', 'built', 'tested', 'approved-for-production', 'scheduled'] as const;

/** Each verb as a button. `from` and `demands` equal the rows of the lifecycle (a test compares them): the server asks again in any case. */
export const verbWords: Readonly<Record<ChangeVerb, VerbWords>> = {
  submit: { from: ['draft'], says: 'Submit', demands: [], brings: 'Others assess it. What is decided on is fixed from now on.' },
  'submit-standard': {
    from: ['draft'],
    says: 'Submit as standard',
    demands: [],
    brings: 'Its template authorises it: it is scheduled next. It follows the version of the template that is in force now.',
  },
  assess: {
    from: ['submitted'],
    says: 'Assess',
    demands: [],
    brings: 'You have looked at its impact. The risk is kept as it stands now.',
  },
  agree: {
    from: ['assessed', 'tested', 'verified'],
    says: 'Agree for quality',
    demands: ['signature'],
    brings: 'Quality agrees that the change goes on from here.',
  },
  object: {
    from: ['assessed', 'tested', 'verified'],
    says: 'Say no for quality',
    demands: ['reason', 'signature'],
    danger: true,
    brings: 'The change stops here until quality says otherwise. Nobody outvotes it.',
  },
  authorise: { from: ['assessed'], says: 'Authorise', demands: ['signature'], brings: 'The change may be built and tested.' },
  permit: {
    from: ['submitted'],
    says: 'Permit',
    demands: ['signature'],
    brings: 'The change may be made outside of production.',
  },
  build: { from: ['authorised'], says: 'Report as built', demands: [], brings: 'It is tested next, by somebody else.' },
  test: {
    from: ['built'],
    says: 'Report as tested',
    demands: ['reason'],
    brings: 'Say what was tested and where the results are.',
  },
  'send-back': {
    from: ['built', 'tested'],
    says: 'Send back to be built',
    demands: ['reason'],
    brings: 'It is built and tested again; the authorisation stands.',
  },
  approve: {
    from: ['tested'],
    says: 'Approve for production',
    demands: ['signature'],
    brings: 'The change may go to production.',
  },
  schedule: {
    from: ['approved-for-production', 'authorised'],
    says: 'Schedule',
    demands: [],
    brings: 'It is implemented in the time that is planned for it.',
  },
  implement: {
    from: ['scheduled'],
    says: 'Begin to implement',
    demands: [],
    brings: 'Work begins. Validated applications that it changes are under change from now on.',
  },
  complete: { from: ['implementing'], says: 'Report as implemented', demands: ['signature'], brings: 'You sign what was done.' },
  fail: {
    from: ['implementing'],
    says: 'Report as failed',
    demands: ['signature'],
    danger: true,
    brings: 'You sign what happened.',
  },
  'back-out': {
    from: ['implementing', 'implemented', 'failed'],
    says: 'Report as backed out',
    demands: ['signature'],
    danger: true,
    brings: 'You sign that the way back was taken, and what came of it.',
  },
  verify: {
    from: ['implemented', 'failed', 'backed-out', 'verified'],
    says: 'Verify',
    demands: ['signature'],
    brings: 'You have seen that what was reported is so. An earlier verification counts no more then.',
  },
  close: {
    from: ['verified'],
    says: 'Close',
    demands: ['signature'],
    brings: 'The record is complete and only read from now on.',
  },
  reject: {
    from: ['submitted', 'assessed'],
    says: 'Reject',
    demands: ['reason', 'signature'],
    danger: true,
    brings: 'The change ends here; it stays readable.',
  },
  rework: {
    from: beforeWork,
    says: 'Take back to the draft',
    demands: ['reason'],
    brings: 'It is written anew. Every decision on it is void then; the record of them stays.',
  },
  'make-normal': {
    from: ['draft', 'authorised', 'scheduled'],
    says: 'Turn into a normal change',
    demands: ['reason'],
    brings:
      'It is a draft again, without its template: people assess and authorise it. What was authorised by the template is void.',
  },
  hold: {
    from: beforeWork,
    says: 'Put on hold',
    demands: ['reason'],
    brings: 'Nothing happens until it is resumed where it was.',
  },
  resume: { from: ['on-hold'], says: 'Resume', demands: ['reason'], brings: 'It goes on where it was.' },
  withdraw: {
    from: ['draft', ...beforeWork, 'on-hold'],
    says: 'Withdraw',
    demands: ['reason'],
    danger: true,
    brings: 'The change is not made. It stays readable.',
  },
};

export const optionsOf = (words: Readonly<Record<string, string | { readonly text: string }>>) =>
  Object.entries(words).map(([value, word]) => ({ value, label: typeof word === 'string' ? word : word.text }));

/** A text of the address or a form that is one of the contract's words; undefined otherwise. */
export const oneOf = <T extends string>(words: readonly T[], text: string | null | undefined): T | undefined =>
  words.find((word) => word === text);

/** What a change of a model stays within, in one line. */
export function limitText({ limits }: Pick<ModelLine, 'limits'>): string {
  const { components, minutes, band } = limits;
  const said = [
    ...(components === null ? [] : [`${components} ${components === 1 ? 'application' : 'applications'}`]),
    ...(minutes === null ? [] : [`${minutes} minutes`]),
    ...(band === null ? [] : [`risk ${bandWords[band].text.toLowerCase()}`]),
  ];
  return said.length === 0 ? 'None' : said.join(', ');
}
