import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkListOf, diagramOf, unsoundness } from '../../../foundation/state-machine.ts';
import { changeStates, changeVerbs } from '../contract-words.ts';
import { rights } from '../rights.ts';
import { rules } from './judge.ts';
import { isFinal, lifecycle, nextVerb, rightOfVerb } from './lifecycle.ts';
import { pastRecord } from './record.ts';
import { signedSteps } from './signed-steps.ts';

// On hold a change remembers where it was: each place that it can be held from is a node of its own.
const holdable = lifecycle.rows.find(({ verb }) => verb === 'hold')?.from ?? [];
const edges = lifecycle.rows.flatMap((row) =>
  row.from.flatMap((from) => {
    if (row.to === 'on-hold') return [{ from: `${from}`, to: `on-hold/${from}`, row }];
    if (from !== 'on-hold') return row.to === 'previous' ? [] : [{ from: `${from}`, to: `${row.to}`, row }];
    return holdable.map((where) => ({ from: `on-hold/${where}`, to: row.to === 'previous' ? `${where}` : `${row.to}`, row }));
  }),
);

/** States that can be reached from the draft when the rows that `without` names are taken out. */
function reachedWithout(without: (row: (typeof lifecycle.rows)[number]) => boolean): ReadonlySet<string> {
  const reached = new Set<string>(['draft']);
  for (let size = 0; size !== reached.size; ) {
    size = reached.size;
    for (const { from, to, row } of edges) if (reached.has(from) && !without(row)) reached.add(to);
  }
  return reached;
}
const isShort = (verb: string, from: readonly string[]): boolean =>
  verb === 'permit' || verb === 'submit-standard' || (verb === 'schedule' && from.includes('authorised'));

describe('the rows of the lifecycle', () => {
  test('every state is reached, every open state has a way out, no final state has one', () => {
    expect(unsoundness(lifecycle)).toEqual([]);
  });

  test('the contract, the CHECK of the table and the rights know the same states, verbs and rights', () => {
    expect(lifecycle.states).toEqual(changeStates);
    expect(new Set(lifecycle.rows.map((row) => row.verb))).toEqual(new Set(changeVerbs));
    const migration = readFileSync(new URL('../store/migrations/20261128T0725-changes.sql', import.meta.url), 'utf8');
    expect(migration).toContain(`state text not null check (state in (${checkListOf(lifecycle)}))`);
    expect(migration).toContain(`held_from in (${holdable.map((state) => `'${state}'`).join(', ')})`);
    for (const verb of changeVerbs) {
      expect(Object.keys(rights)).toContain(rightOfVerb(verb));
      expect(new Set(lifecycle.rows.filter((row) => row.verb === verb).map((row) => row.right))).toEqual(
        new Set([rightOfVerb(verb)]),
      );
    }
    expect(pastRecord.shape.state.options).toEqual(changeStates);
  });

  test.each([
    ['authorised', 'authorise'],
    ['approved-for-production', 'approve'],
    ['approved-for-production', 'authorise'],
    ['implementing', 'approve'],
    ['closed', 'verify'],
    ['closed', 'approve'],
    ['closed', 'close'],
    ['rejected', 'reject'],
  ])('of what is for production no way leads to %s around “%s”', (state, verb) => {
    expect(reachedWithout((row) => row.verb === verb || isShort(row.verb, row.from)).has(state)).toBe(false);
  });

  test('outside of production no way leads to the work around the permission', () => {
    const production = ['assess', 'build', 'permit', 'submit-standard'];
    expect(reachedWithout((row) => production.includes(row.verb)).has('implementing')).toBe(false);
  });

  test('what no people decided on is submitted as standard: its template is asked then, and again before it is scheduled and implemented', () => {
    const rows = lifecycle.rows.filter(({ verb }) => ['submit-standard', 'schedule', 'implement'].includes(verb));
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row.rules, row.verb).toContain('within-model');
    for (const verb of ['submit', 'build'])
      expect(lifecycle.rows.find((row) => row.verb === verb)?.rules, verb).toContain('not-standard');
  });

  test('both approvals and the closure ask quality, approvals and independence', () => {
    for (const verb of ['authorise', 'approve', 'close'])
      expect(lifecycle.rows.find((row) => row.verb === verb)?.rules, verb).toEqual(
        expect.arrayContaining(['quality-agrees', 'approvals-given', 'decider-independent']),
      );
  });

  test('a row that is signed has a right that only people have and stands in the published table; a row that leads back demands a reason', () => {
    const signed = lifecycle.rows.filter((row) => row.demands.includes('signature'));
    for (const row of signed) expect(rights[row.right]?.personOnly, row.verb).toBe(true);
    expect(new Set(signed.map(({ verb, act }) => `${verb} ${act}`))).toEqual(
      new Set(signedSteps.map(({ verb, act }) => `${verb} ${act}`)),
    );
    for (const verb of ['object', 'send-back', 'reject', 'rework', 'hold', 'resume', 'withdraw'])
      for (const row of lifecycle.rows.filter((one) => one.verb === verb)) expect(row.demands, verb).toContain('reason');
  });

  test('a rule that no row names, or a row that names no rule, does not exist', () => {
    expect(new Set(lifecycle.rows.flatMap((row) => row.rules))).toEqual(new Set(Object.keys(rules)));
  });

  test('every open state has a next step that its rows know', () => {
    for (const state of lifecycle.states.filter((each) => !isFinal(each)))
      expect(
        lifecycle.rows.some((row) => row.verb === nextVerb[state] && row.from.includes(state)),
        state,
      ).toBe(true);
  });

  test('the page of the room draws these rows and names every refusal', () => {
    const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    expect(page).toContain(diagramOf(lifecycle));
    const folders = ['./', './rules/', '../acts/', '../http/'].map((name) => new URL(name, import.meta.url));
    const files = folders.flatMap((url) =>
      readdirSync(url)
        .filter((name) => name.endsWith('.ts'))
        .map((name) => new URL(name, url)),
    );
    const codes = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/defineRefusals\('changes', \{([\s\S]*?)\n\}\)/g)].flatMap((match) =>
        [...(match[1] ?? '').matchAll(/^ {2}'?([a-z][a-z-]*)'?: \{/gm)].map((name) => name[1]),
      ),
    );
    expect(codes.length).toBeGreaterThan(25);
    for (const code of codes) expect(page).toContain(`changes.${code}`);
  });
});
