import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('releases', {
  'nothing-deployed': {
    kind: 'rule',
    says: (f: { count: number }) =>
      `The point of no return is behind: ${f.count === 1 ? 'one application is' : `${f.count} applications are`} completed already.`,
    remedy: 'Back the release out instead.',
  },
});

/** Stopping is for what has not reached anybody yet: once an application is completed, only backing out leads back. */
export const nothingDeployed: Rule = (release) => {
  const count = release.applications.filter((application) => application.result === 'completed').length;
  return count === 0 ? [] : [no['nothing-deployed']({ count })];
};
