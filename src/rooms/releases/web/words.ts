import type { Tone } from '../../../design/tokens.ts';
import type {
  applicationResults,
  applicationRoles,
  guardedSteps,
  outcomes,
  phaseKinds,
  ReleaseState,
  ReleaseVerb,
  releaseClasses,
  releaseKinds,
} from '../contract.ts';

/** How the room's words are shown. The keys are the contract's; the compiler asks for each. */
export const stateWords: Readonly<Record<ReleaseState, { readonly text: string; readonly tone: Tone }>> = {
  proposed: { text: 'Proposed', tone: 'gray' },
  accepted: { text: 'Accepted', tone: 'blue' },
  planned: { text: 'Planned', tone: 'blue' },
  'in-progress': { text: 'In progress', tone: 'brand' },
  ready: { text: 'Ready', tone: 'teal' },
  deploying: { text: 'Deploying', tone: 'orange' },
  deployed: { text: 'Deployed', tone: 'teal' },
  'released-for-use': { text: 'Released for use', tone: 'teal' },
  warranty: { text: 'Warranty', tone: 'grape' },
  closed: { text: 'Closed', tone: 'gray' },
  'backed-out': { text: 'Backed out', tone: 'red' },
  'closed-failed': { text: 'Closed as failed', tone: 'red' },
  rejected: { text: 'Rejected', tone: 'gray' },
  'on-hold': { text: 'On hold', tone: 'yellow' },
  cancelled: { text: 'Cancelled', tone: 'gray' },
};

export type Demand = 'reason' | 'signature';
export type VerbWords = {
  /** States in which the button is offered. */
  readonly from: readonly ReleaseState[];
  readonly says: string;
  readonly demands: readonly Demand[];
  readonly danger?: true;
  /** What becomes of it, said before it is done. */
  readonly brings: string;
};

/** Each verb as a button. `from` and `demands` equal the rows of the lifecycle (a test compares them): the server asks again in any case. */
export const verbWords: Readonly<Record<ReleaseVerb, VerbWords>> = {
  accept: {
    from: ['proposed'],
    says: 'Accept',
    demands: ['signature'],
    brings: 'The proposal becomes an accepted release that may be planned.',
  },
  reject: {
    from: ['proposed'],
    says: 'Reject',
    demands: ['reason', 'signature'],
    danger: true,
    brings: 'The proposal ends here; it stays readable.',
  },
  plan: {
    from: ['accepted'],
    says: 'Approve the dates',
    demands: ['signature'],
    brings: 'The dates become the baseline that lateness is measured against, and hold their applications.',
  },
  start: { from: ['planned'], says: 'Start work', demands: [], brings: 'The release is in progress.' },
  'accept-uat': {
    from: ['in-progress'],
    says: 'Accept the UAT',
    demands: ['signature'],
    brings: 'The user acceptance test is accepted for the business.',
  },
  'declare-ready': {
    from: ['in-progress'],
    says: 'Decide go',
    demands: ['signature'],
    brings: 'The release is ready to deploy in its go-live. A later change of name, applications or dates takes the go back.',
  },
  'no-go': {
    from: ['ready'],
    says: 'Decide no-go',
    demands: ['reason', 'signature'],
    danger: true,
    brings: 'The release is in progress again.',
  },
  deploy: {
    from: ['ready'],
    says: 'Start the deployment',
    demands: [],
    brings: 'The deployment runs; results are recorded for each application.',
  },
  stop: {
    from: ['deploying'],
    says: 'Stop the deployment',
    demands: ['reason'],
    danger: true,
    brings: 'Before the point of no return: the release is ready again.',
  },
  'record-results': {
    from: ['deploying'],
    says: 'Record results',
    demands: [],
    brings: 'Results so far; the deployment goes on.',
  },
  complete: {
    from: ['deploying'],
    says: 'Report as deployed',
    demands: ['signature'],
    brings: 'The deployment is over, with a result for each application.',
  },
  validate: {
    from: ['deployed'],
    says: 'Record the validation',
    demands: ['signature'],
    brings: 'The result of the business quick validation.',
  },
  'release-for-use': {
    from: ['deployed'],
    says: 'Release for use',
    demands: ['signature'],
    brings: 'The business works with it from now on.',
  },
  'enter-warranty': {
    from: ['released-for-use'],
    says: 'Enter warranty',
    demands: [],
    brings: 'The time of raised attention begins.',
  },
  'confirm-business': {
    from: ['warranty'],
    says: 'Confirm for the business',
    demands: ['signature'],
    brings: 'The business agrees that the release may be closed.',
  },
  'confirm-it': {
    from: ['warranty'],
    says: 'Confirm for IT',
    demands: ['signature'],
    brings: 'IT agrees that the release may be closed.',
  },
  close: { from: ['warranty'], says: 'Close the release', demands: ['signature'], brings: 'The release ends; its record stays.' },
  'back-out': {
    from: ['deploying', 'deployed', 'warranty'],
    says: 'Back out',
    demands: ['reason', 'signature'],
    danger: true,
    brings: 'What was deployed is taken back.',
  },
  'resume-work': {
    from: ['backed-out'],
    says: 'Resume work',
    demands: ['reason'],
    brings: 'The release is in progress again, for another attempt.',
  },
  fail: {
    from: ['backed-out'],
    says: 'Close as failed',
    demands: ['reason', 'signature'],
    danger: true,
    brings: 'The release ends without its result.',
  },
  hold: {
    from: ['proposed', 'accepted', 'planned', 'in-progress'],
    says: 'Put on hold',
    demands: ['reason'],
    brings: 'Nothing goes on until it is resumed.',
  },
  resume: { from: ['on-hold'], says: 'Resume', demands: ['reason'], brings: 'The release goes on where it was held.' },
  cancel: {
    from: ['proposed', 'accepted', 'planned', 'in-progress', 'ready', 'on-hold'],
    says: 'Cancel the release',
    demands: ['reason', 'signature'],
    danger: true,
    brings: 'The release ends before its deployment; it stays readable.',
  },
};

export const kindWords: Readonly<Record<(typeof releaseKinds)[number], string>> = {
  enterprise: 'Enterprise',
  project: 'Project',
  independent: 'Independent',
  emergency: 'Emergency',
  maintenance: 'Maintenance',
};
export const classWords: Readonly<Record<(typeof releaseClasses)[number], string>> = {
  major: 'Major',
  minor: 'Minor',
  patch: 'Patch',
};
export const phaseWords: Readonly<Record<(typeof phaseKinds)[number], string>> = {
  plan: 'Plan',
  build: 'Build',
  integrate: 'Integrate',
  uat: 'UAT',
  deploy: 'Deploy',
  warranty: 'Warranty',
};
export const roleWords: Readonly<Record<(typeof applicationRoles)[number], string>> = {
  changed: 'Changed',
  regression: 'Regression only',
};
export const resultWords: Readonly<Record<(typeof applicationResults)[number], { readonly text: string; readonly tone: Tone }>> =
  {
    pending: { text: 'Pending', tone: 'gray' },
    completed: { text: 'Completed', tone: 'teal' },
    rejected: { text: 'Rejected', tone: 'red' },
    'rolled-back': { text: 'Rolled back', tone: 'orange' },
  };
export const outcomeWords: Readonly<Record<(typeof outcomes)[number], string>> = {
  completed: 'Completed',
  'partially-completed': 'Partially completed',
  failed: 'Failed',
};

/** Steps that a gate can stand before, as their buttons say them. */
export const stepWords: Readonly<Record<(typeof guardedSteps)[number], string>> = {
  accept: verbWords.accept.says,
  plan: verbWords.plan.says,
  start: verbWords.start.says,
  ready: verbWords['declare-ready'].says,
  deploy: verbWords.deploy.says,
  'release-for-use': verbWords['release-for-use'].says,
  close: verbWords.close.says,
};

/** `release-manager` as people read it. */
export const roleInWords = (role: string): string => role.replaceAll('-', ' ');

/** Roles to choose from; one that is chosen already stays among them. */
export const roleOptions = (roles: readonly string[], ...chosen: readonly (string | null)[]) =>
  [...new Set([...roles, ...chosen.filter((role) => role !== null)])].map((value) => ({ value, label: roleInWords(value) }));

export const optionsOf = <K extends string>(words: Readonly<Record<K, string | { readonly text: string }>>) =>
  Object.entries<string | { readonly text: string }>(words).map(([value, word]) => ({
    value,
    label: typeof word === 'string' ? word : word.text,
  }));

/** A text of the address or a form that is one of the contract's words; undefined otherwise. */
export const oneOf = <T extends string>(words: readonly T[], text: string | null | undefined): T | undefined =>
  words.find((word) => word === text);
