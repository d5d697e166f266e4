import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { independenceFaults } from './independence.ts';

describe('nobody decides on work that they requested, did or tested', () => {
  test('every involvement is named, each once', () => {
    const refusals = independenceFaults(
      'mary',
      [],
      [
        { personId: 'mary', as: 'requester' },
        { personId: 'mary', as: 'tester' },
        { personId: 'mary', as: 'tester' },
        { personId: 'tom', as: 'author' },
      ],
    );
    expect(refusals.map((refusal) => refusal.facts?.as)).toEqual(['requester', 'tester']);
    expect(refusals.map((refusal) => refusal.code)).toEqual(['identity.not-independent', 'identity.not-independent']);
  });

  test('a deputy decides no more than the person they stand in for', () => {
    const refusals = independenceFaults('dora', ['mary'], [{ personId: 'mary', as: 'author' }]);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]?.facts).toMatchObject({ personId: 'mary', own: false });
  });

  test('whoever is free of every involvement decides; whoever is not, does not', () => {
    const someone = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(
        someone,
        fc.array(someone),
        fc.array(fc.record({ personId: someone, as: fc.constantFrom('author', 'tester') })),
        (actor, principals, involved) => {
          const touched = involved.some(({ personId }) => personId === actor || principals.includes(personId));
          expect(independenceFaults(actor, principals, involved).length > 0).toBe(touched);
        },
      ),
    );
  });
});
