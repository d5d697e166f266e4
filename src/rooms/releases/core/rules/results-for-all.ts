import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';
import { childResult, outcomeOf, withResults } from '../outcome.ts';

const no = defineRefusals('releases', {
  'results-for-all': {
    kind: 'rule',
    says: (f: { count: number }) => `${f.count === 1 ? 'One application has' : `${f.count} applications have`} no result yet.`,
    remedy: 'Give each application its result: completed, rejected or rolled back.',
  },
  'parts-not-deployed': {
    kind: 'rule',
    says: (f: { keys: readonly string[] }) => `Parts of this train are not deployed yet: ${f.keys.join(', ')}.`,
    remedy: 'Report their deployment as done, back them out or cancel them first.',
  },
  'nothing-completed': {
    kind: 'rule',
    says: () => 'Nothing was completed: this is not a deployment that is done.',
    remedy: 'Back the release out.',
  },
});

/** The outcome is derived from the result of each application, so each must have one. */
export const resultsForAll: Rule = (release, facts) => {
  const applications = withResults(release.applications, facts.input.results);
  const pending = applications.filter((application) => application.result === 'pending').length;
  const waiting = facts.children.filter((child) => childResult(child) === 'pending').map((child) => child.key);
  const refusals: Refusal[] = [];
  if (pending > 0)
    refusals.push(
      no['results-for-all']({ count: pending }, { field: '/results', link: `/releases/${release.key}/applications` }),
    );
  if (waiting.length > 0) refusals.push(no['parts-not-deployed']({ keys: waiting }));
  if (refusals.length === 0 && outcomeOf(applications, facts.children) === 'failed')
    refusals.push(no['nothing-completed']({}, { field: '/results' }));
  return refusals;
};
