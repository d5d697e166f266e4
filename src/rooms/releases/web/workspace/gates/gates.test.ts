import { describe, expect, test } from 'vitest';
import { gatesBody } from '../../../contract.ts';
import { bodyOf, draftsOf, emptyCriterion, emptyGate, type GateAsked, gatesAsked, gatesWith, problemsIn } from './gates-draft.ts';
import { mergedGates, staleGateRows } from './stale-gates.ts';
import { suggestedGates } from './suggested-gates.ts';

const now = Date.parse('2027-01-01T00:00:00.000Z');
const goLive = { start: '2027-02-10T08:00:00.000Z', end: '2027-02-10T12:00:00.000Z', zone: 'UTC' };

describe('gates in the form', () => {
  test('what was read and not touched is sent back as it was', () => {
    const asked = gatesAsked(suggestedGates({ applications: [], goLive, warrantyEnd: null }, now));
    expect(gatesAsked(draftsOf(asked))).toEqual(asked);
  });

  test('a new gate gets a key of its own, made of its name', () => {
    const drafts = [...draftsOf(gatesAsked([emptyGate({ name: 'Readiness' })])), emptyGate({ name: 'Readiness' })];
    expect(gatesAsked(drafts).map((gate) => gate.key)).toEqual(['readiness', 'readiness-2']);
  });

  test('a checklist item carries no threshold, whatever was typed before', () => {
    const [gate] = gatesAsked([emptyGate({ name: 'G', criteria: [emptyCriterion({ text: 'Done', threshold: 3, unit: '%' })] })]);
    expect(gate?.criteria[0]).toMatchObject({ operator: null, threshold: null, unit: null });
  });

  test('what is missing is named by its pointer, and the gate that it lies in is found', () => {
    const drafts = [
      emptyGate({ name: 'Whole' }),
      emptyGate({ deciders: [], criteria: [emptyCriterion({ text: 'Passed', type: 'measure' })] }),
    ];
    const problems = Object.keys(problemsIn(drafts));
    expect(problems).toEqual(['/gates/1/name', '/gates/1/deciders', '/gates/1/criteria/0/threshold']);
    expect(gatesWith(drafts, problems)).toEqual([drafts[1]?.id]);
  });
});

describe('suggested gates', () => {
  test('are what the server takes', () => {
    const asked = gatesAsked(suggestedGates({ applications: [], goLive, warrantyEnd: null }, now));
    expect(gatesBody.safeParse(bodyOf(asked)).success).toBe(true);
    expect(asked.map((gate) => gate.guards)).toEqual(['ready', 'deploy', 'release-for-use', 'close']);
  });

  test('leave out the release for use only where no application has GxP relevance', () => {
    const application = { id: '', key: 'A', name: 'A' };
    const one = { application, role: 'changed' as const, version: null, result: 'pending' as const, resultNote: null };
    const guards = (gxp: 'yes' | 'no' | 'unknown') =>
      suggestedGates({ applications: [{ ...one, gxp }], goLive: null, warrantyEnd: null }, now).map((gate) => gate.guards);
    expect(guards('no')).not.toContain('release-for-use');
    expect(guards('unknown')).toContain('release-for-use');
  });

  test('are never due in the past', () => {
    const late = suggestedGates({ applications: [], goLive, warrantyEnd: null }, Date.parse('2027-02-09T00:00:00.000Z'));
    expect(late.map((gate) => gate.dueAt)).toEqual([null, '2027-02-09T08:00:00.000Z', '2027-02-11T12:00:00.000Z', null]);
  });
});

describe('somebody was faster', () => {
  const gate = (key: string, patch: Partial<GateAsked> = {}): GateAsked => ({
    key,
    name: key,
    guards: 'ready',
    dueAt: null,
    deciders: ['quality'],
    greenHours: null,
    criteria: [],
    ...patch,
  });
  const lists = {
    base: [gate('a'), gate('b'), gate('c')],
    mine: [gate('a', { name: 'Mine' }), gate('b'), gate('d')],
    theirs: [gate('a', { name: 'Theirs', deciders: ['sponsor'] }), gate('b', { guards: 'deploy' }), gate('c')],
  };

  test('only what I changed is asked, field by field', () => {
    expect(staleGateRows(lists, 'UTC').map((row) => row.field)).toEqual(['a/name', 'd', 'c']);
  });

  test('what I did not touch stays as it is now, what I chose is laid over it', () => {
    const merged = mergedGates(lists, { 'a/name': 'mine', d: 'mine', c: 'theirs' });
    expect(merged).toEqual([
      gate('a', { name: 'Mine', deciders: ['sponsor'] }),
      gate('b', { guards: 'deploy' }),
      gate('c'),
      gate('d'),
    ]);
  });

  test('theirs everywhere is theirs', () => {
    expect(mergedGates(lists, { 'a/name': 'theirs', d: 'theirs', c: 'theirs' })).toEqual(lists.theirs);
  });
});
