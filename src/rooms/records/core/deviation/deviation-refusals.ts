import { defineRefusals } from '../../../../foundation/refusal.ts';

export const deviationRefusals = defineRefusals('records', {
  'no-such-deviation': {
    kind: 'notFound',
    says: (f: { id: string }) => `There is no deviation “${f.id}”, or you may not see it.`,
    remedy: 'Look at the list of deviations.',
  },
  'deviation-over': {
    kind: 'rule',
    says: (f: { key: string }) => `${f.key} is closed already.`,
    remedy: 'A later review opens another one.',
  },
  'own-deviation': {
    kind: 'rule',
    says: (f: { key: string }) => `You opened ${f.key}; somebody else closes it.`,
    remedy: 'Ask another person of quality.',
  },
});
