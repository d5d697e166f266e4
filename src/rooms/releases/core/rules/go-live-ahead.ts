import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('releases', {
  'go-live-ahead': {
    kind: 'rule',
    says: (f: { end: string }) => `The go-live was over at ${f.end}.`,
    remedy: 'Move the go-live to a time that is still to come.',
  },
});

/** Nobody approves dates, or decides go, for a go-live that is over. */
export const goLiveAhead: Rule = (release, facts) =>
  release.goLive === null || release.goLive.end > facts.now
    ? []
    : [
        no['go-live-ahead'](
          { end: release.goLive.end.toISOString() },
          { field: '/goLive', link: `/releases/${release.key}/schedule` },
        ),
      ];
