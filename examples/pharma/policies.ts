import type { PolicyKind } from '../../src/rooms/policies/contract.ts';

export type ExamplePolicy = {
  readonly kind: PolicyKind;
  readonly title: string;
  readonly acknowledgedBy: readonly string[];
  readonly text: string;
  /** Whoever signs in one of these roles is trained in it, for so many months each time. */
  readonly training?: { readonly roles: readonly string[]; readonly months: number };
  /** A next version, and how far it has come by today. */
  readonly next?: { readonly text: string; readonly summary: string; readonly stands: 'draft' | 'in-review' | 'approved' };
};

/** Rules of engagement of the example firm. */
export const pharmaPolicies: readonly ExamplePolicy[] = [
  {
    kind: 'entry',
    title: 'What a release needs before work on it begins',
    acknowledgedBy: ['release-manager', 'project-manager'],
    text: [
      'A release is accepted when',
      '1. its business case names an owner and a sponsor;',
      '2. its applications, their owners and their validated state are known;',
      '3. its scope is written down as features or changes, each with its risk;',
      '4. its go-live lies in a release window, or an exception was granted.',
      '',
      'GxP releases are announced to quality at least ten working days before.',
    ].join('\n'),
  },
  {
    kind: 'exit',
    title: 'When a release is over',
    acknowledgedBy: ['release-manager'],
    text: [
      'A release is closed when business and IT have confirmed it, its punch list is empty or each item was transferred to an owner with a date, and',
      'what was learnt is recorded. Validation documents are approved before the release for use, never after it.',
    ].join('\n'),
  },
  {
    kind: 'back-out',
    title: 'Back-out by criticality',
    acknowledgedBy: ['deployer', 'implementation-manager'],
    text: [
      'High criticality: the way back was rehearsed with the same data within 30 days, takes at most four hours, and is decided by the release manager together with the business process owner.',
      'Medium: the way back is written and was walked through.',
      'Low: the way back is written.',
      '',
      'The time to back out counts as part of the deployment: freezes are held against both together.',
    ].join('\n'),
    next: {
      text: [
        'High criticality: the way back was rehearsed with the same data within 14 days, takes at most four hours, and is decided by the release manager together with the business process owner.',
        'Medium: the way back was rehearsed once.',
        'Low: the way back is written.',
        '',
        'The time to back out counts as part of the deployment: freezes are held against both together.',
      ].join('\n'),
      summary: 'Rehearsals of the way back: 14 days for high criticality, one for medium.',
      stands: 'approved',
    },
  },
  {
    kind: 'windows',
    title: 'Release windows and the year-end freeze',
    acknowledgedBy: ['release-manager', 'change-manager', 'environment-manager'],
    text: [
      'GxP systems go live on the GxP Saturday of a month; other systems on any Saturday that is not frozen. Between 10 December and 10 January nothing goes live',
      'without an exception that quality granted.',
    ].join('\n'),
  },
  {
    kind: 'rehearsals',
    title: 'Rehearsals before go-live',
    acknowledgedBy: ['deployer', 'test-manager'],
    text: 'A deployment that takes longer than two hours was rehearsed twice with success, the second time by the people who deploy.',
    next: {
      text: 'A deployment that takes longer than one hour was rehearsed twice with success, the second time by the people who deploy.',
      summary: 'From one hour on, after the time-outs at two sites.',
      stands: 'in-review',
    },
  },
  {
    kind: 'journey',
    title: 'Deployment and its record',
    acknowledgedBy: [],
    training: { roles: ['deployer'], months: 12 },
    text: [
      'Who deploys works from the plan, step by step, and records each result when it is there, not from memory.',
      'A step that fails is recorded as failed before it is tried again.',
      'The outcome is signed by whoever was trained in this procedure within the last twelve months.',
    ].join('\n'),
  },
];
