import fc from 'fast-check';
import { expect, test } from 'vitest';
import { transitionOf } from '../../../foundation/state-machine.ts';
import type { ChangeVerb } from '../contract-words.ts';
import type { Change } from './change.ts';
import { bareInput } from './facts.ts';
import { keptApart } from './involvement.ts';
import { lifecycle, nextVerb } from './lifecycle.ts';
import { partExcluded } from './rules/part-excluded.ts';
import { takeStep } from './take-step.ts';

const names = ['ann', 'ben', 'cem', 'dil', 'eva'] as const;
const implementing: readonly ChangeVerb[] = ['implement', 'complete', 'fail', 'back-out'];

/** The law in its own words: two things that one person never does in one change, whichever comes first. */
const apart: readonly (readonly [string, readonly string[]])[] = [
  ['write', ['assess', 'agree', 'authorise', 'permit', 'approve', 'close']],
  ['own', ['agree', 'authorise', 'permit', 'approve']],
  ['build', ['agree', 'authorise', 'test', 'approve', 'verify', 'close']],
  ['test', ['agree', 'authorise', 'approve']],
  ...implementing.map((verb) => [verb, ['agree', 'verify', 'close']] as const),
];

const now = new Date('2026-11-24T12:00:00Z');
const written: Change = {
  id: 'c1',
  key: 'CHG-1',
  name: 'A change',
  description: '',
  model: 'normal',
  follows: null,
  unitId: 'u1',
  ownerId: 'somebody',
  requestedBy: 'ann',
  authors: ['ann'],
  state: 'draft',
  heldFrom: null,
  planned: null,
  backOutPlan: '',
  testPlan: '',
  answers: { complexity: 'unknown', reversal: 'unknown', testing: 'unknown', outage: 'unknown' },
  applications: [],
  links: [],
  needs: [],
  assessed: null,
  decisions: [],
  outcome: null,
  createdAt: now,
  updatedAt: now,
  version: 1,
};

const deed = fc.record({ who: fc.constantFrom(...names), pick: fc.nat(1_000) });
const endings: readonly ChangeVerb[] = ['withdraw', 'reject', 'hold', 'make-normal'];

/** What can be done in a state; what leads on is there more often, so that runs come far. */
function possible(state: Change['state']): readonly (ChangeVerb | 'own' | 'write')[] {
  const verbs = lifecycle.rows.filter((row) => row.from.includes(state) && !endings.includes(row.verb)).map((row) => row.verb);
  const next = nextVerb[state] ?? [];
  const onward = [next, state === 'verified' ? 'agree' : next].flat();
  return [...verbs, ...onward, ...onward, ...onward, 'own', ...(state === 'draft' ? (['write'] as const) : [])];
}

type Played = { readonly change: Change; readonly owners: readonly string[] };

function play(deeds: readonly { readonly who: string; readonly pick: number }[]): Played {
  let change = written;
  const owners: string[] = [];
  let count = 0;
  for (const { who, pick } of deeds) {
    const choice = possible(change.state);
    const what = choice[pick % choice.length] ?? 'own';
    if (what === 'own') {
      if (partExcluded(change.decisions, ['owns'], [who]).length === 0) owners.push(who);
      continue;
    }
    if (what === 'write') {
      change = { ...change, authors: [...new Set([...change.authors, who])] };
      continue;
    }
    const row = transitionOf(lifecycle, change.state, what);
    const hands = keptApart(change, owners, what).map((hand) => hand.personId);
    const barred = row?.rules.includes('decider-independent') === true && hands.includes(who);
    if (row === undefined || barred) continue;
    const risk = { score: 0, band: 'low', parts: [] } as const;
    change = takeStep(change, { row, input: bareInput, risk, inForce: 'normal-v1', by: who, now, decisionId: `d${++count}` });
  }
  return { change, owners };
}

/** Who did something that counts: decisions without effect lead to nothing and are held against nobody. */
function doers({ change, owners }: Played, what: string): readonly string[] {
  if (what === 'write') return [change.requestedBy, ...change.authors];
  if (what === 'own') return owners;
  return change.decisions.filter(({ kind, voidedAt }) => kind === what && voidedAt === null).map(({ by }) => by);
}

test('no order of acts leads one person to two parts of a change that are kept apart, over rework and back-outs too', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(fc.array(deed, { minLength: 20, maxLength: 120 }), (deeds) => {
      const played = play(deeds);
      for (const [one, others] of apart)
        for (const other of others) {
          const first = doers(played, one);
          const both = doers(played, other).filter((person) => first.includes(person));
          if (first.length > 0 && doers(played, other).length > 0) met.add(`${one} ${other}`);
          expect(both, `${one} and ${other}`).toEqual([]);
        }
    }),
    { numRuns: 2_000 },
  );
  // Runs came to both parts of every pair, so that each could have been broken.
  const all = apart.flatMap(([one, others]) => others.map((other) => `${one} ${other}`));
  expect(all.filter((pair) => !met.has(pair))).toEqual([]);
});
