import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aNow, aRelease } from '../../../../tests/support/a-release.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import { bareInput } from './facts.ts';
import { keptApart } from './involvement.ts';
import { helpingVerbs, lifecycle, nextVerb } from './lifecycle.ts';
import type { Release } from './release.ts';
import { partExcluded } from './rules/part-excluded.ts';
import { takeStep } from './take-step.ts';
import type { AnyVerb } from './verbs.ts';

const names = ['ann', 'ben', 'cem', 'dil'] as const;
const deploying: readonly AnyVerb[] = ['deploy', 'record-results', 'complete'];

/** The law in its own words: two things that one person never does in one release, whichever comes first. */
const apart: readonly (readonly [string, readonly string[]])[] = [
  ['propose', ['accept', 'plan', 'accept-uat', 'declare-ready', 'validate', 'release-for-use']],
  ['propose', ['confirm-business', 'confirm-it']],
  ['own', ['release-for-use']],
  ['test', ['accept-uat', 'declare-ready', 'release-for-use']],
  ['declare-ready', deploying],
  ['validate', ['release-for-use']],
  ...deploying.map((verb) => [verb, ['validate', 'release-for-use', 'confirm-business', 'confirm-it']] as const),
  ['confirm-business', ['confirm-it']],
];

type Deed = { readonly who: string; readonly pick: number };
const deed: fc.Arbitrary<Deed> = fc.record({ who: fc.constantFrom(...names), pick: fc.nat(1_000) });

const endings: readonly AnyVerb[] = ['cancel', 'reject', 'fail', 'close', 'hold'];

/** What can be done in a state; what leads on is there more often, so that runs come far. */
function possible(state: Release['state']): readonly (AnyVerb | 'own' | 'test')[] {
  const verbs = lifecycle.rows.filter((row) => row.from.includes(state) && !endings.includes(row.verb)).map((row) => row.verb);
  const onward = [nextVerb[state] ?? [], helpingVerbs[state] ?? []].flat().filter((verb) => verb !== 'close');
  return [...verbs, ...onward, ...onward, ...onward, 'own', 'test'];
}

type Played = { readonly release: Release; readonly testers: readonly string[]; readonly owners: readonly string[] };

function play(deeds: readonly Deed[]): Played {
  let release = aRelease({ state: 'proposed', ownerId: 'somebody', proposedBy: 'ann' });
  const testers: string[] = [];
  const owners: string[] = [];
  let count = 0;
  for (const { who, pick } of deeds) {
    const choice = possible(release.state);
    const what = choice[pick % choice.length] ?? 'test';
    if (what === 'test' || what === 'own') {
      const [part, those] = what === 'test' ? (['tested', testers] as const) : (['owns', owners] as const);
      if (partExcluded(release.decisions, [part], [who]).length === 0) those.push(who);
      continue;
    }
    const row = transitionOf(lifecycle, release.state, what);
    const hands = keptApart(release, { testers, owners, datesBy: null }, what).map((hand) => hand.personId);
    const barred = row?.rules.includes('decider-independent') === true && hands.includes(who);
    if (row === undefined || barred) continue;
    release = takeStep(release, { row, input: bareInput, children: [], by: who, now: aNow, decisionId: `d${++count}` });
  }
  return { release, testers, owners };
}

/** Who did something that counts: decisions without effect lead to nothing and are held against nobody. */
function doers({ release, testers, owners }: Played, what: string): readonly string[] {
  if (what === 'propose') return [release.proposedBy];
  if (what === 'test') return testers;
  if (what === 'own') return owners;
  return release.decisions.filter(({ kind, voidedAt }) => kind === what && voidedAt === null).map(({ by }) => by);
}

describe('one person and two parts of a release', () => {
  test('no order of acts leads one person to two parts that are kept apart, over back-outs and second attempts too', () => {
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
});
