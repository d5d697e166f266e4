import { defineRefusals } from '../../../foundation/refusal.ts';

/** What is said "no" to when requirements are written and changed. */
export const requirementRefusals = defineRefusals('approvals', {
  'step-unknown': {
    kind: 'rule',
    says: (f: { kind: string; step: string; known: readonly string[] }) =>
      `No step “${f.step}” of a “${f.kind}” can wait for approvals.`,
    remedy: (f) => `It is one of: ${f.known.join(', ')}.`,
  },
  'who-unknown': {
    kind: 'rule',
    says: (f: { who: string; known: readonly string[] }) => `“${f.who}” is no role or group that can approve.`,
    remedy: (f) =>
      `A group that is not withdrawn, or one of the roles ${f.known.join(', ')}. Who configures or only reads approves nothing.`,
  },
  'meaning-misfit': {
    kind: 'rule',
    says: (f: { meaning: string; known: readonly string[] }) => `“${f.meaning}” is no meaning of an approval.`,
    remedy: (f) => `It is one of: ${f.known.join(', ')}. What is executed, waived or decided is a signed step of its own.`,
  },
  'facet-unknown': {
    kind: 'rule',
    says: (f: { facet: string; known: readonly string[] }) =>
      `No record of this kind is told by “${f.facet}”: the requirement would hold for none.`,
    remedy: (f) => `A facet is written name:value. Known are: ${f.known.join(', ')}.`,
  },
  'facet-of-nothing': {
    kind: 'rule',
    says: (f: { facet: string; says: string }) =>
      `“${f.facet}” names nothing that there is (${f.says}): the requirement would hold for no record.`,
    remedy: 'Look at how it is written; lay the requirement down when what it names is there.',
  },
  'part-unknown': {
    kind: 'rule',
    says: (f: { part: string; known: readonly string[] }) => `Nobody has a part “${f.part}” in records of this kind.`,
    remedy: (f) => `It is one of: ${f.known.join(', ')}.`,
  },
  'field-unknown': {
    kind: 'rule',
    says: (f: { field: string; known: readonly string[] }) =>
      `“${f.field}” is no field that a signature on records of this kind covers.`,
    remedy: (f) => `It is one of: ${f.known.join(', ')}.`,
  },
  'unit-unknown': {
    kind: 'rule',
    says: (f: { unit: string }) => `There is no unit “${f.unit}”.`,
    remedy: 'Send the id or key of a unit that is not withdrawn; the top one for the whole organisation.',
  },
  unsatisfiable: {
    kind: 'rule',
    says: (f: { requirements: readonly string[]; seats: number; people: number }) =>
      `Nobody could ever meet it: ${f.requirements.join(' and ')} ask for ${f.seats} different people together, and ${f.people === 0 ? 'nobody is' : f.people === 1 ? 'one person is' : `${f.people} people are`} there to be asked who may do both.`,
    remedy: 'Grant the role to more people first, ask for fewer, or exclude less.',
  },
  'day-past': {
    kind: 'rule',
    says: (f: { from: string }) => `${f.from} is past: a requirement holds from a day that is still to come, or at once.`,
    remedy: 'Leave the day out, or choose a later one.',
  },
  'nothing-changes': {
    kind: 'rule',
    says: (f: { key: string }) => `This is what ${f.key} asks already.`,
    remedy: 'Change something, or leave it.',
  },
  'no-such-requirement': {
    kind: 'notFound',
    says: (f: { named: string }) => `There is no requirement “${f.named}” that you may see.`,
    remedy: 'Check the id or key, such as RQ-1.',
  },
  'no-such-change': {
    kind: 'notFound',
    says: (f: { named: string }) => `There is no proposed change “${f.named}” that you may see.`,
    remedy: 'Check the id or key, such as RQC-1.',
  },
  'base-moved': {
    kind: 'conflict',
    says: (f: { key: string; base: number; now: number }) =>
      `${f.key} was changed since this was proposed: it was made on version ${f.base}, it is at version ${f.now} now.`,
    remedy: 'Drop this proposal and propose the change anew on what holds today.',
  },
  'requirement-withdrawn': {
    kind: 'conflict',
    says: (f: { key: string }) => `${f.key} is withdrawn.`,
    remedy: 'Propose a new requirement.',
  },
  'change-over': {
    kind: 'conflict',
    says: (f: { key: string; state: string }) => `${f.key} is ${f.state} already.`,
    remedy: 'Propose another change.',
  },
  'own-proposal': {
    kind: 'rule',
    says: () => 'You proposed this change; others decide on it.',
    remedy: 'Ask those who are named as missing.',
  },
  'not-asked-to-sign': {
    kind: 'rule',
    says: (f: { key: string; asked: readonly string[] }) =>
      `No signature of yours is missing on ${f.key}. Missing are: ${f.asked.join('; ')}.`,
    remedy: 'Ask those who are named as missing.',
  },
  'signed-already': {
    kind: 'conflict',
    says: (f: { key: string }) => `You have signed ${f.key}; one person counts once.`,
    remedy: 'The others who are named as missing sign as well.',
  },
  'not-your-change': {
    kind: 'forbidden',
    says: () => 'Dropped is a change by who proposed it, or by quality.',
    remedy: 'Ask one of them, or do not sign it.',
  },
});
