import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('changes', {
  'has-applications': {
    kind: 'rule',
    says: () => 'The change names no application that it changes.',
    remedy: 'Name at least one application with the role “changed”.',
  },
});

/** What a change touches is known before it is decided on: its facets come from its applications. */
export const hasApplications: Rule = (change) =>
  change.applications.some(({ role }) => role === 'changed') ? [] : [no['has-applications']({}, { field: '/applications' })];
