import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { Application } from '../application.ts';

const no = defineRefusals('portfolio', {
  'withdrawn-is-closed': {
    kind: 'rule',
    says: (f: { key: string }) => `${f.key} is withdrawn and changes no more.`,
    remedy: 'Register the application again if it exists after all.',
  },
});

/** Law 2: a withdrawn record stays readable and does not change. */
export const withdrawnIsClosed = (application: Pick<Application, 'key' | 'withdrawnAt'>): readonly Refusal[] =>
  application.withdrawnAt === null ? [] : [no['withdrawn-is-closed']({ key: application.key })];
