import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkListOf, diagramOf, unsoundness } from '../../../foundation/state-machine.ts';
import { releaseStates, releaseVerbs } from '../contract.ts';
import { rights } from '../rights.ts';
import { rules } from './judge.ts';
import { guardsOfVerb, isFinal, lifecycle, nextVerb, rightOfVerb } from './lifecycle.ts';
import { restChange } from './resting.ts';

const own = new Set(['expire-go', 'void-go']);
// On hold a release remembers where it was: each place that it can be held from is a node of its own.
const edges = lifecycle.rows.flatMap((row) =>
  row.from.flatMap(
    (from): readonly { readonly from: string; readonly to: string; readonly row: (typeof lifecycle.rows)[number] }[] => {
      if (row.to === 'on-hold') return [{ from, to: `on-hold/${from}`, row }];
      if (from !== 'on-hold') return row.to === 'previous' ? [] : [{ from, to: row.to, row }];
      const held = ['proposed', 'accepted', 'planned', 'in-progress'];
      return held.map((where) => ({ from: `on-hold/${where}`, to: row.to === 'previous' ? where : row.to, row }));
    },
  ),
);

/** States that can be reached from proposed when the rows that `without` names are taken out. */
function reachedWithout(without: (row: (typeof lifecycle.rows)[number]) => boolean): ReadonlySet<string> {
  const reached = new Set<string>(['proposed']);
  for (let size = 0; size !== reached.size; ) {
    size = reached.size;
    for (const { from, to, row } of edges) if (reached.has(from) && !without(row)) reached.add(to);
  }
  return reached;
}

describe('the rows of the lifecycle', () => {
  test('every state is reached, every open state has a way out, no final state has one', () => {
    expect(unsoundness(lifecycle)).toEqual([]);
  });

  test('the contract, the CHECK of the table and the rights know the same states, verbs and rights', () => {
    expect(lifecycle.states).toEqual(releaseStates);
    expect(new Set(lifecycle.rows.map((row) => row.verb).filter((verb) => !own.has(verb)))).toEqual(new Set(releaseVerbs));
    const migration = readFileSync(new URL('../store/migrations/20261124T2100-releases.sql', import.meta.url), 'utf8');
    expect(migration).toContain(`state text not null check (state in (${checkListOf(lifecycle)}))`);
    for (const row of lifecycle.rows) expect(Object.keys(rights)).toContain(row.right);
    for (const verb of releaseVerbs)
      expect(new Set(lifecycle.rows.filter((row) => row.verb === verb).map((row) => row.right))).toEqual(
        new Set([rightOfVerb(verb)]),
      );
  });

  test.each([
    ['accepted', 'accept'],
    ['planned', 'plan'],
    ['ready', 'declare-ready'],
    ['released-for-use', 'release-for-use'],
    ['closed', 'close'],
    ['closed', 'release-for-use'],
    ['closed', 'plan'],
    ['closed-failed', 'fail'],
    ['rejected', 'reject'],
    ['cancelled', 'cancel'],
    ['backed-out', 'back-out'],
  ])('no way leads to %s around the decision “%s”', (state, verb) => {
    expect(reachedWithout((row) => row.verb === verb).has(state)).toBe(false);
  });

  test('a row that decides demands a signature and a right that only people have', () => {
    const deciding = lifecycle.rows.filter((row) => row.demands.includes('signature'));
    expect(deciding.length).toBeGreaterThan(10);
    for (const row of deciding) expect(rights[row.right]?.personOnly, row.verb).toBe(true);
    for (const row of lifecycle.rows.filter((each) => isFinal(each.to === 'previous' ? 'proposed' : each.to)))
      expect(row.demands).toContain('signature');
  });

  test('every row that leads back, stops or ends without success demands a reason', () => {
    for (const verb of [
      'reject',
      'no-go',
      'stop',
      'back-out',
      'resume-work',
      'fail',
      'hold',
      'resume',
      'cancel',
      'void-go',
      'expire-go',
    ]) {
      expect(lifecycle.rows.find((row) => row.verb === verb)?.demands, verb).toContain('reason');
    }
  });

  test('the house’s own verbs are offered to nobody', () => {
    for (const row of lifecycle.rows.filter((each) => own.has(each.verb))) expect(releaseVerbs).not.toContain(row.verb);
  });

  test('a rule that no row names, or a row that names no rule, does not exist', () => {
    expect(new Set(lifecycle.rows.flatMap((row) => row.rules))).toEqual(new Set(Object.keys(rules)));
  });

  test('every open state has a next step that its rows know', () => {
    for (const state of lifecycle.states.filter((each) => !isFinal(each))) {
      const verb = nextVerb[state];
      expect(
        lifecycle.rows.some((row) => row.verb === verb && row.from.includes(state)),
        state,
      ).toBe(true);
    }
  });

  test('every verb that a gate can stand before has the rule that asks the gates', () => {
    for (const verb of Object.keys(guardsOfVerb))
      expect(lifecycle.rows.find((row) => row.verb === verb)?.rules, verb).toContain('gates-passed');
    for (const row of lifecycle.rows.filter((each) => each.rules.includes('gates-passed')))
      expect(Object.keys(guardsOfVerb)).toContain(row.verb);
  });

  test('gates that rest on the way forth wake on the way back, and all rest at the end', () => {
    const at = (state: (typeof releaseStates)[number]) => ({ state, heldFrom: null });
    expect(restChange(at('ready'), at('deploying'))).toEqual({ rest: ['ready', 'deploy'], wake: [] });
    expect(restChange(at('deploying'), at('ready'))).toEqual({ rest: [], wake: ['ready', 'deploy'] });
    expect(restChange(at('in-progress'), at('ready'))).toEqual({ rest: [], wake: [] });
    expect(restChange(at('deployed'), at('backed-out'))).toEqual({ rest: [], wake: ['ready', 'deploy'] });
    expect(restChange(at('warranty'), at('closed'))).toEqual({ rest: 'all', wake: [] });
    expect(restChange(at('planned'), { state: 'on-hold', heldFrom: 'planned' })).toEqual({ rest: [], wake: [] });
  });

  test('the page of the room draws these rows and names every refusal', () => {
    const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    expect(page).toContain(diagramOf(lifecycle));
    const texts = ['judge.ts', 'rules'].flatMap((name) => {
      const url = new URL(`./${name}${name === 'rules' ? '/' : ''}`, import.meta.url);
      const files = name === 'rules' ? readdirSync(url).map((file) => new URL(file, url)) : [url];
      return files.map((file) => readFileSync(file, 'utf8'));
    });
    const codes = texts.flatMap((text) =>
      [...text.matchAll(/^ {2}(?:'([a-z-]+)'|([a-z]+)): \{$/gm)].map((match) => match[1] ?? match[2]),
    );
    expect(codes.length).toBeGreaterThan(30);
    for (const code of codes) expect(page).toContain(`releases.${code}`);
  });
});
