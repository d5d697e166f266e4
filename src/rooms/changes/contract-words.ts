/** Words of the room. The lists of states and verbs equal the rows in `core/lifecycle.ts`; a test compares them. */
export const changeModels = ['normal', 'standard', 'emergency', 'non-production'] as const;
export const applicationRoles = ['changed', 'regression'] as const;
export const linkKinds = ['commit', 'pull-request', 'ticket', 'document'] as const;
export const changeOutcomes = ['implemented', 'failed', 'backed-out'] as const;
export const riskBands = ['low', 'moderate', 'high', 'very-high'] as const;
/** What is asked of a change, each answer from the mildest to the gravest. Unknown counts as the gravest. */
export const riskQuestions = {
  complexity: ['simple', 'moderate', 'complex', 'unknown'],
  reversal: ['rehearsed', 'documented', 'none', 'unknown'],
  testing: ['production-like', 'partial', 'none', 'unknown'],
  outage: ['none', 'planned', 'possible', 'unknown'],
} as const;
export const changeStates = [
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
] as const;
/** A version of a model: one of each model is in force, at most one waits for a decision. */
export const modelStates = ['proposed', 'in-force', 'superseded', 'refused', 'withdrawn', 'retired'] as const;
export const modelVerbs = ['approve', 'refuse', 'withdraw', 'retire'] as const;
/** From which criticality on a plan is demanded. Unknown counts as critical. */
export const demandedFrom = ['low', 'medium', 'high', 'critical', 'never'] as const;
export const changeVerbs = [
  'submit',
  'submit-standard',
  'assess',
  'agree',
  'object',
  'authorise',
  'permit',
  'build',
  'test',
  'send-back',
  'approve',
  'schedule',
  'implement',
  'complete',
  'fail',
  'back-out',
  'verify',
  'close',
  'reject',
  'rework',
  'make-normal',
  'hold',
  'resume',
  'withdraw',
] as const;
export type ChangeState = (typeof changeStates)[number];
export type ChangeVerb = (typeof changeVerbs)[number];
export type ModelState = (typeof modelStates)[number];
export type ModelVerb = (typeof modelVerbs)[number];
export type DemandedFrom = (typeof demandedFrom)[number];
export type ChangeModel = (typeof changeModels)[number];
export type ChangeOutcome = (typeof changeOutcomes)[number];
export type LinkKind = (typeof linkKinds)[number];
export type RiskBand = (typeof riskBands)[number];
export type RiskQuestion = keyof typeof riskQuestions;
