import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';

const no = defineRefusals('portfolio', {
  'not-itself': {
    kind: 'rule',
    says: (f: { key: string }) => `${f.key} cannot depend on itself.`,
    remedy: 'Name another application.',
  },
});

export const notItself = (key: string, fromId: string, toId: string): readonly Refusal[] =>
  fromId === toId ? [no['not-itself']({ key }, { field: '/to' })] : [];
