import { expect, test } from 'vitest';
import { askedBySteps } from './asked-by-steps.ts';

const approval = (requirement: string) => ({
  requirement,
  name: requirement,
  asked: 'quality',
  meaning: 'approved',
  seats: 1,
  excludes: [],
  validityDays: null,
  could: 1,
});
const gate = (key: string, step: 'accept' | 'ready' | 'close') => ({
  key,
  name: key,
  step,
  rule: 'MX-1',
  template: 'GT-1',
  edition: 1,
  deciders: ['quality'],
  greenHours: null,
  criteria: [],
  approvals: [],
});

test('gates and approvals stand together under the step that they come before, in the order of the steps', () => {
  const asked = askedBySteps({
    gates: [gate('last', 'close'), gate('go', 'ready')],
    steps: [
      { step: 'declare-ready', says: 'Decide go', approvals: [approval('RQ-2')] },
      { step: 'accept', says: 'Accept', approvals: [approval('RQ-1')] },
    ],
  });
  expect(
    asked.map(({ says, gates, approvals }) => [says, gates.map(({ key }) => key), approvals.map((one) => one.requirement)]),
  ).toEqual([
    ['Accept', [], ['RQ-1']],
    ['Decide go', ['go'], ['RQ-2']],
    ['Close the release', ['last'], []],
  ]);
});
