import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkListOf, diagramOf, unsoundness } from '../../foundation/state-machine.ts';
import { decideVerbs, gateStates } from './contract.ts';
import { gateMachine } from './core/gate-machine.ts';
import { passingStates } from './core/standing.ts';
import { gates } from './room.ts';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

describe('the states of a gate', () => {
  test('are sound, and the same in contract, database and README', () => {
    expect(unsoundness(gateMachine)).toEqual([]);
    expect(gateMachine.states).toEqual(gateStates);
    expect(read('./store/migrations/20261124T1950-gates.sql')).toContain(`state in (${checkListOf(gateMachine)})`);
    expect(read('./README.md')).toContain(diagramOf(gateMachine));
  });

  test('no state lets the guarded verb through but by a recorded decision with reason and password', () => {
    const rows = gateMachine.rows.filter((row) => row.to !== 'previous' && passingStates.includes(row.to));
    expect(rows.map((row) => row.verb)).toEqual(['pass', 'pass-conditionally', 'declare-not-applicable']);
    for (const row of rows) {
      expect(row.demands).toEqual(['reason', 'signature']);
      expect(row.right).toBe('gates.decide');
      expect(row.rules).toEqual(expect.arrayContaining(['not-decider', 'evaluation-changed', 'not-independent']));
    }
    expect(gates.rights['gates.decide']?.personOnly).toBe(true);
  });

  test('every verb of a person is a row, every row has its sentence in the ledger', () => {
    for (const verb of decideVerbs) expect(gateMachine.rows.some((row) => row.verb === verb)).toBe(true);
    for (const row of gateMachine.rows) expect(gates.acts[row.act]).toBeDefined();
  });
});
