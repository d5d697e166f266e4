import { expect, test } from 'vitest';
import { withSearch } from './address.ts';
import { stateOfProblem } from './screen-state.ts';
import { ProblemError } from './transport.ts';

const problem = (status: number, refusals: ProblemError['problem']['refusals'] = []) =>
  new ProblemError({ type: 'about:blank', title: 'Title', status, detail: '', instance: 'fault-1', refusals }, status);
const nothing = () => undefined;

test('a fault shows its number and offers another try', () => {
  expect(stateOfProblem(problem(500), nothing)).toMatchObject({ kind: 'error', faultId: 'fault-1' });
});

test('a missing right says who can give it', () => {
  const refusal = {
    code: 'identity.no-right',
    message: 'No',
    remedy: 'Ask',
    facts: { right: 'See releases', roles: ['auditor', 'release-manager'] },
  };
  expect(stateOfProblem(problem(403, [refusal]), nothing)).toEqual({
    kind: 'noRight',
    what: 'See releases',
    who: 'an administrator, by one of these roles: auditor, release manager.',
  });
});

test('the address keeps what was not changed and drops what was cleared', () => {
  expect(withSearch('/releases', { q: 'lims', late: 'true' }, { late: null, state: 'ready,deploying' })).toBe(
    '/releases?q=lims&state=ready,deploying',
  );
});
