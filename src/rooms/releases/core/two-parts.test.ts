import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aNow, aRelease, inDays } from '../../../../tests/support/a-release.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import { afterChange, type Patch, withPatch } from './change.ts';
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
function possible(state: Release['state']): readonly (AnyVerb | 'own' | 'test' | 'edit')[] {
  const verbs = lifecycle.rows.filter((row) => row.from.includes(state) && !endings.includes(row.verb)).map((row) => row.verb);
  const onward = [nextVerb[state] ?? [], helpingVerbs[state] ?? []].flat().filter((verb) => verb !== 'close');
  return [...verbs, ...onward, ...onward, ...onward, 'own', 'test', 'edit'];
}

/** Edits that are possible at any time, of what a decision is signed over. */
const edits: readonly ((count: number) => Patch)[] = [
  (count) => ({ name: `Name ${count}` }),
  (count) => ({ warrantyEnd: inDays(40 + count) }),
  (count) => ({ milestones: [{ key: 'm', name: 'M', at: inDays(count), doneAt: null }] }),
];
function edited(release: Release, count: number): Release {
  const next = afterChange(release, withPatch(release, edits[count % edits.length]?.(count) ?? {}), aNow);
  const lost = next.decisions.filter(({ voidedAt }, place) => voidedAt !== release.decisions[place]?.voidedAt);
  for (const { kind } of lost)
    expect(
      lifecycle.rows.some(({ verb, from }) => verb === kind && from.includes(next.heldFrom ?? next.state)),
      `${kind} while ${release.state}`,
    ).toBe(true);
  return next;
}

type Played = {
  readonly release: Release;
  readonly testers: readonly string[];
  readonly owners: readonly string[];
  /** The state that it was in at each edit. */
  readonly editedIn: readonly string[];
};

function play(deeds: readonly Deed[]): Played {
  let release = aRelease({ state: 'proposed', ownerId: 'somebody', proposedBy: 'ann' });
  const testers: string[] = [];
  const owners: string[] = [];
  const editedIn: string[] = [];
  let count = 0;
  for (const { who, pick } of deeds) {
    const choice = possible(release.state);
    const what = choice[pick % choice.length] ?? 'test';
    if (what === 'test' || what === 'own') {
      const [part, those] = what === 'test' ? (['tested', testers] as const) : (['owns', owners] as const);
      if (partExcluded(release.decisions, [part], [who]).length === 0) those.push(who);
      continue;
    }
    if (what === 'edit') {
      editedIn.push(release.state);
      release = edited(release, ++count);
      continue;
    }
    const row = transitionOf(lifecycle, release.state, what);
    const hands = keptApart(release, { testers, owners, datesBy: null }, what).map((hand) => hand.personId);
    const barred = row?.rules.includes('decider-independent') === true && hands.includes(who);
    if (row === undefined || barred) continue;
    release = takeStep(release, { row, input: bareInput, children: [], by: who, now: aNow, decisionId: `d${++count}` });
  }
  return { release, testers, owners, editedIn };
}

/** Of each step of a deployment: who decided the go that it was taken on, whatever became of that go, and who took it. */
const onGo = ({ decisions }: Release): readonly (readonly [string | undefined, string])[] =>
  decisions.flatMap(({ kind, by }, place) =>
    deploying.some((verb) => verb === kind)
      ? [[decisions.slice(0, place).findLast((earlier) => earlier.kind === 'declare-ready')?.by, by] as const]
      : [],
  );

/** Who did something that counts: decisions without effect lead to nothing and are held against nobody. */
function doers({ release, testers, owners }: Played, what: string): readonly string[] {
  if (what === 'propose') return [release.proposedBy];
  if (what === 'test') return testers;
  if (what === 'own') return owners;
  return release.decisions.filter(({ kind, voidedAt }) => kind === what && voidedAt === null).map(({ by }) => by);
}

describe('one person and two parts of a release', () => {
  test('no order of acts leads one person to two parts that are kept apart, over back-outs, second attempts and edits too', () => {
    const met = new Set<string>();
    const editedIn = new Set<string>();
    fc.assert(
      fc.property(fc.array(deed, { minLength: 20, maxLength: 120 }), (deeds) => {
        const played = play(deeds);
        for (const state of played.editedIn) editedIn.add(state);
        for (const [go, doer] of onGo(played.release)) expect(doer, 'the go of a deployment and a step of it').not.toBe(go);
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
    // Runs came to both parts of every pair, so that each could have been broken, and through edits while they were deployed.
    expect([...editedIn]).toContain('deploying');
    const all = apart.flatMap(([one, others]) => others.map((other) => `${one} ${other}`));
    expect(all.filter((pair) => !met.has(pair))).toEqual([]);
  });
});
