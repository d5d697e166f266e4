import { defineRefusals } from '../../../foundation/refusal.ts';

/** The refusals of templates and of the matrix. */
export const templateRefusals = defineRefusals('gates', {
  'everywhere-only': {
    kind: 'forbidden',
    says: () => 'Templates and rules hold everywhere: whoever approves them holds the right in the whole organisation.',
    remedy: 'Ask somebody of quality whose role is not bound to a unit.',
  },
  'no-such-template': {
    kind: 'notFound',
    says: () => 'There is no such template of a gate.',
    remedy: 'Look at the list of templates; each has a key such as GT-1.',
  },
  'no-such-edition': {
    kind: 'notFound',
    says: (f: { template: string; edition: number }) => `Template ${f.template} has no edition ${f.edition}.`,
    remedy: 'Open the template; it lists its editions.',
  },
  'no-such-rule': {
    kind: 'notFound',
    says: () => 'The matrix has no such rule.',
    remedy: 'Look at the matrix; each rule has a key such as MX-1.',
  },
  'no-such-draft': {
    kind: 'conflict',
    says: (f: { template: string }) => `Template ${f.template} has no draft.`,
    remedy: 'Write a new edition first.',
  },
  'no-edition-in-force': {
    kind: 'conflict',
    says: (f: { template: string }) => `Template ${f.template} has no approved edition.`,
    remedy: 'Have an edition approved first.',
  },
  'template-demanded': {
    kind: 'rule',
    says: (f: { template: string; rules: readonly string[] }) =>
      `Rules of the matrix demand template ${f.template}: ${f.rules.join(', ')}.`,
    remedy: 'Withdraw these rules first, or approve another edition.',
  },
  'rule-wrong-state': {
    kind: 'conflict',
    says: (f: { rule: string; state: string }) => `Rule ${f.rule} is ${f.state}: that is not possible any more.`,
    remedy: 'A rule is a draft until it is put in force, and in force until it is withdrawn. Propose another one.',
  },
  'step-unknown': {
    kind: 'rule',
    says: (f: { kind: string; step: string; known: readonly string[] }) =>
      `A ${f.kind} has no step “${f.step}” that a gate can stand before.`,
    remedy: (f) => `Name one of: ${f.known.join(', ')}.`,
  },
  'facet-unknown': {
    kind: 'rule',
    says: (f: { kind: string; facet: string }) => `A ${f.kind} is not told apart by “${f.facet}”.`,
    remedy: 'Use the facets and values that the matrix lists.',
  },
  'kind-unknown': {
    kind: 'rule',
    says: (f: { kind: string }) => `The matrix knows no records of kind “${f.kind}”.`,
    remedy: 'Use a kind that the matrix lists.',
  },
  'template-departed': {
    kind: 'rule',
    says: (f: { gate: string; template: string; edition: number; why: readonly string[] }) =>
      `The gate “${f.gate}” is said to come from ${f.template} edition ${f.edition}, but ${f.why.join('; ')}.`,
    remedy: 'Ask at least what the edition asks, or leave out where it comes from.',
  },
});
