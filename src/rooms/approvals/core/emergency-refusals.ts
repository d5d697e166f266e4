import { defineRefusals } from '../../../foundation/refusal.ts';

/** What the emergency route says "no" to. */
export const emergencyRefusals = defineRefusals('approvals', {
  'not-an-emergency': {
    kind: 'rule',
    says: () => 'Only an emergency passes a step on what somebody said by word of mouth.',
    remedy: 'Ask for the missing approvals; they are signed.',
  },
  'nothing-missing': {
    kind: 'rule',
    says: (f: { step: string }) => `No approval is missing before “${f.step}”.`,
    remedy: 'Take the step.',
  },
  'authoriser-unknown': {
    kind: 'rule',
    says: (f: { by: string }) => `There is nobody “${f.by}”.`,
    remedy: 'Name the person by e-mail or id.',
  },
  'authoriser-not-asked': {
    kind: 'rule',
    says: (f: { name: string; requirements: readonly string[] }) =>
      `${f.name} could not answer ${f.requirements.join(', ')}: another role, or a hand in the work.`,
    remedy: 'Call somebody who could give one of them; who that is stands beside what is missing.',
  },
  'requirement-not-missing': {
    kind: 'rule',
    says: (f: { requirement: string; missing: readonly string[] }) =>
      `${f.requirement} is not missing before this step. Missing are: ${f.missing.join(', ')}.`,
    remedy: 'Name requirements that are missing, or none: then it stands for all that this person could answer.',
  },
  'own-word': {
    kind: 'rule',
    says: () => 'Nobody records what they said themselves, nor what somebody said for whom they stand in.',
    remedy: 'Whoever can give the approval signs it; somebody else records what was said.',
  },
  'told-at-another-time': {
    kind: 'rule',
    says: (f: { at: string }) => `It was said at ${f.at}; what is recorded was said within the last 24 hours, and by now.`,
    remedy: 'Ask again where it was longer ago.',
  },
  'recorded-already': {
    kind: 'conflict',
    says: (f: { step: string; requirements: readonly string[] }) =>
      `A verbal authorisation of this person for “${f.step}” is recorded and not over (${f.requirements.join(', ')}).`,
    remedy: 'Use it, or withdraw it first.',
  },
  'quality-owed': {
    kind: 'rule',
    says: () => 'An earlier emergency of the same applications is overdue: quality confirms this verbal authorisation first.',
    remedy: 'Somebody of quality confirms it with a signature, or the overdue approvals are signed.',
  },
  'review-owed': {
    kind: 'rule',
    says: (f: { steps: readonly string[] }) =>
      `Approvals are still owed for what passed as an emergency: ${f.steps.join(', ')}. The record is not closed before they are signed.`,
    remedy: 'Whoever is asked signs them; what is missing stands beside each step.',
  },
  'emergency-overdue': {
    kind: 'rule',
    says: (f: { records: readonly string[]; since: string }) =>
      `Emergencies of the same applications are overdue since ${f.since}: ${f.records.join(', ')}. Until their approvals are signed nothing normal goes on there.`,
    remedy: 'The missing approvals of those emergencies are signed, or quality reviews them where they are over.',
  },
  'another-person': {
    kind: 'rule',
    says: () => 'Whoever said it or recorded it does not confirm or review it.',
    remedy: 'Somebody else of quality does.',
  },
  'still-approvable': {
    kind: 'rule',
    says: () => 'The missing approvals can still be signed; a review does not take their place.',
    remedy: 'Have them signed by who is asked.',
  },
  'emergency-taken': {
    kind: 'rule',
    says: (f: { step: string; at: string }) => `“${f.step}” was taken on ${f.at} on this word: it is not taken back.`,
    remedy: 'Sign the missing approvals.',
  },
  'verbal-over': {
    kind: 'conflict',
    says: (f: { says: string; state: string }) => `“${f.says}” is not possible: the verbal authorisation is ${f.state}.`,
    remedy: 'Look at its state and at what the step asks for now.',
  },
  'no-such-verbal': {
    kind: 'notFound',
    says: () => 'There is no such verbal authorisation that you may see.',
    remedy: 'They are listed with their record.',
  },
});
