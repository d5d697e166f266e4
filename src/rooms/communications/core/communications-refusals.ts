import { defineRefusals } from '../../../foundation/refusal.ts';

export const planRefusals = defineRefusals('communications', {
  'no-such-plan': {
    kind: 'notFound',
    says: (f: { id: string }) => `There is no published plan “${f.id}”, or you may not see it.`,
    remedy: 'Look at the list of published plans.',
  },
  'no-such-version': {
    kind: 'notFound',
    says: (f: { key: string; number: number }) => `${f.key} has no version ${f.number}.`,
    remedy: 'Choose one of the versions that the plan lists.',
  },
  'no-such-unit': {
    kind: 'notFound',
    says: (f: { unit: string }) => `There is no unit “${f.unit}”, or you may not see its releases.`,
    remedy: 'Name a unit by its key, as the organisation shows it.',
  },
  'published-already': {
    kind: 'rule',
    says: (f: { unit: string; key: string }) => `The plan of ${f.unit} is published already, as ${f.key}.`,
    remedy: 'Publish the next version of that plan.',
  },
  'nothing-new': {
    kind: 'rule',
    says: (f: { key: string; number: number }) => `Nothing has changed since version ${f.number} of ${f.key}.`,
    remedy: 'Publish when the plan says something else, or covers other months.',
  },
  'too-much': {
    kind: 'rule',
    says: (f: { what: string; most: number }) => `There are more than ${f.most} ${f.what} in these months.`,
    remedy: 'Publish the plan of a smaller unit, or fewer months.',
  },
  'link-too-long': {
    kind: 'rule',
    says: (f: { most: number }) => `A link ends in the future, within ${f.most} days.`,
    remedy: 'Choose an earlier end; a new link can be opened then.',
  },
  'no-link': {
    kind: 'rule',
    says: (f: { key: string }) => `${f.key} has no open link.`,
    remedy: 'Open one where people outside are to read the plan.',
  },
  'link-not-valid': {
    kind: 'notFound',
    says: () => 'This link opens no plan: it was closed, has ended, or is not whole.',
    remedy: 'Ask whoever gave it to you for the present one.',
  },
});
