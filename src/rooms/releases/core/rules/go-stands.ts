import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';
import { standingDecision } from '../release.ts';

const no = defineRefusals('releases', {
  'go-stands': {
    kind: 'rule',
    says: () => 'There is no go that stands.',
    remedy: 'A release manager decides go again.',
  },
  'go-expired': {
    kind: 'rule',
    says: (f: { until: string }) => `The go counted until ${f.until} and expired unused.`,
    remedy: 'A release manager decides go again, on what stands now.',
  },
});

const sayWhen = (time: Date): string => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** A deployment starts on a recorded go that nothing took away since, and whose time is not over; the schedule only writes the end down. */
export const goStands: Rule = (release, { goUntil, now }) => {
  const link = `/releases/${release.key}`;
  if (standingDecision(release, 'declare-ready') === undefined) return [no['go-stands']({}, { link })];
  return goUntil !== null && goUntil <= now ? [no['go-expired']({ until: sayWhen(goUntil) }, { link })] : [];
};
