import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coveredPart } from './covered.ts';

const record = {
  name: 'LIMS 8.4',
  note: null,
  state: 'proposed',
  phases: { build: { start: '1', end: '2' } },
  milestones: { lock: { at: '3', doneAt: null }, uat: { at: '4', doneAt: '5' } },
};

test('a whole branch, one field of every child, and nothing else', () => {
  expect(coveredPart(record, ['name', 'phases', 'milestones/*/at'])).toEqual({
    name: 'LIMS 8.4',
    phases: { build: { start: '1', end: '2' } },
    milestones: { lock: { at: '3' }, uat: { at: '4' } },
  });
});

test('two paths into one branch are both there, and a child that comes or goes shows', () => {
  expect(coveredPart(record, ['milestones/*/at', 'milestones/*/doneAt']).milestones).toEqual({
    lock: { at: '3' },
    uat: { at: '4', doneAt: '5' },
  });
  const without = { ...record, milestones: { lock: record.milestones.lock } };
  expect(coveredPart(without, ['milestones/*/at'])).not.toEqual(coveredPart(record, ['milestones/*/at']));
});

test('a field that is null is as if it were missing', () => {
  expect(coveredPart(record, ['note', 'nothing', 'name/deeper'])).toEqual({});
});

test('what no path names never changes the covered part', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const changed = { ...record, state: JSON.parse(JSON.stringify(value)) };
      expect(coveredPart(changed, ['name', 'phases'])).toEqual(coveredPart(record, ['name', 'phases']));
    }),
  );
});
