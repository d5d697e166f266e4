import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

const no = defineRefusals('identity', {
  'person-disabled': {
    kind: 'rule',
    says: (f: { name: string }) => `${f.name} is disabled and cannot sign in.`,
    remedy: 'Enable the person first.',
  },
});

type Person = { readonly name: string; readonly state: 'active' | 'disabled' };

/** What a disabled person can be no part of: links, roles, deputies. */
export const personDisabled = (person: Person): readonly Refusal[] =>
  person.state === 'disabled' ? [no['person-disabled']({ name: person.name })] : [];
