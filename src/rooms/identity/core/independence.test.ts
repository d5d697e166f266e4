import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { independenceFaults } from './independence.ts';

const nobody = { principals: [], deputies: [] };

describe('nobody decides on work that they requested, did or tested', () => {
  test('every involvement is named, each once', () => {
    const refusals = independenceFaults('mary', nobody, [
      { personId: 'mary', as: 'requester' },
      { personId: 'mary', as: 'tester' },
      { personId: 'mary', as: 'tester' },
      { personId: 'tom', as: 'author' },
    ]);
    expect(refusals.map((refusal) => refusal.facts?.as)).toEqual(['requester', 'tester']);
    expect(refusals.map((refusal) => refusal.code)).toEqual(['identity.not-independent', 'identity.not-independent']);
  });

  test('a deputy decides no more than the person they stand in for', () => {
    const refusals = independenceFaults('dora', { principals: ['mary'], deputies: [] }, [{ personId: 'mary', as: 'author' }]);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]?.facts).toMatchObject({ personId: 'mary', tie: 'deputy' });
  });

  test('nobody decides on what their deputy did', () => {
    const refusals = independenceFaults('mary', { principals: [], deputies: ['dora'] }, [{ personId: 'dora', as: 'requester' }]);
    expect(refusals.map(({ facts }) => facts?.tie)).toEqual(['principal']);
  });

  test('whoever is free of every involvement decides; whoever is not, does not', () => {
    const someone = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(
        someone,
        fc.record({ principals: fc.array(someone), deputies: fc.array(someone) }),
        fc.array(fc.record({ personId: someone, as: fc.constantFrom('author', 'tester') })),
        (actor, bound, involved) => {
          const one = [actor, ...bound.principals, ...bound.deputies];
          const touched = involved.some(({ personId }) => one.includes(personId));
          expect(independenceFaults(actor, bound, involved).length > 0).toBe(touched);
        },
      ),
    );
  });
});
