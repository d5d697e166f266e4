import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rooms } from '../../src/entrances/rooms.ts';
import type { AnyOperation } from '../../src/foundation/contract.ts';
import { stepsOf } from '../../src/foundation/state-machine.ts';
import { type TestHouse, useHouse } from '../support/house.ts';
import { recipes } from './recipes/all.ts';
import { openWorld, pathOf, unsigned, type World } from './recipes/world.ts';

const operations: readonly AnyOperation[] = rooms.flatMap((room) => room.routes.map((route) => route.operation));
const coverage = rooms.flatMap((room) =>
  (room.signables ?? []).flatMap(({ kind, coverage: rows }) => rows.map((row) => ({ ...row, kind }))),
);
const machines = rooms.flatMap((room) => room.machines);
/** Machines that have another name than the kind of their record. */
const kindOf: Readonly<Record<string, string>> = { exception: 'collision-exception', 'validated-state': 'application' };
const rows = machines.flatMap((machine) =>
  stepsOf(machine).map((row) => ({ ...row, kind: kindOf[machine.name] ?? machine.name })),
);
const rowsOf = (kind: string, verb: string) => rows.filter((row) => row.kind === kind && row.verb === verb);

/** Every step that is to be signed (issue 3, section 2), by kind and verb; what later rooms brought stands below it. */
const wanted: Readonly<Record<string, readonly (readonly [kind: string, ...verbs: string[]])[]>> = {
  'acceptance of a release': [['release', 'accept', 'reject']],
  'approval of dates': [['release', 'plan', 'move']],
  'gate decisions and waivers': [['gate', 'pass', 'pass-conditionally', 'fail', 'declare-not-applicable', 'waive']],
  'UAT acceptance by the business': [['release', 'accept-uat']],
  go: [['release', 'declare-ready', 'no-go']],
  outcome: [['release', 'complete', 'validate', 'back-out', 'fail', 'cancel']],
  'release for use': [['release', 'release-for-use']],
  'closure by both sides': [['release', 'confirm-business', 'confirm-it', 'close']],
  'window moves': [['window', 'lock', 'approve-move', 'reject-move']],
  'freeze and collision exceptions': [['collision-exception', 'grant', 'refuse']],
  'policy and profile changes': [
    ['profile-change', 'approve'],
    ['policy-version', 'approve'],
    ['policy-exception', 'grant'],
    ['duty-matrix-change', 'approve'],
    ['duty-waiver', 'grant', 'review'],
  ],
  'changes: quality, both approvals, outcome, verification, closure': [
    ['change', 'agree', 'object', 'authorise', 'permit', 'approve', 'reject', 'complete', 'fail', 'back-out', 'verify', 'close'],
  ],
  'models of changes': [['change-model', 'approve', 'retire']],
  approvals: [
    ['approval', 'approve', 'review', 'accept', 'accept-for-production', 'verify', 'reject', 'withdraw'],
    ['approval-change', 'sign'],
    ['verbal-authorisation', 'record', 'confirm', 'review'],
  ],
};

/** Signed in some states and not in others: dates move freely until they were approved, and a yes is taken back without a signature, a “no” with it. */
const freeInSomeStates = ['release move', 'approval withdraw'];

/** Rows that are taken with the signature of another: the last signature of a change lets it take effect. */
const signedAs: Readonly<Record<string, string>> = { 'approval-change take-effect': 'sign' };

describe('steps that are signed', () => {
  const steps = Object.entries(wanted).flatMap(([what, kinds]) =>
    kinds.flatMap(([kind, ...verbs]) => verbs.map((verb) => [what, kind, verb] as const)),
  );

  test.each(steps)('%s: %s %s has its row in the published table and in its state machine', (_what, kind, verb) => {
    expect(coverage.filter((row) => row.kind === kind && row.verb === verb)).toHaveLength(1);
    const own = rowsOf(kind, verb);
    expect(own.length).toBeGreaterThan(0);
    const free = own.filter((row) => !row.demands.includes('signature'));
    expect(free).toHaveLength(freeInSomeStates.includes(`${kind} ${verb}`) ? 1 : 0);
    expect(own.length).toBeGreaterThan(free.length);
  });

  test('every row that demands a signature is in the published table with its act, and nothing is there without such a row', () => {
    const demanding = rows.filter((row) => row.demands.includes('signature'));
    expect(demanding.length).toBeGreaterThan(30);
    for (const row of demanding) {
      const [found] = coverage.filter(
        (one) => one.kind === row.kind && one.verb === (signedAs[`${row.kind} ${row.verb}`] ?? row.verb),
      );
      expect(found?.act, `${row.kind} ${row.verb}`).toBe(row.act);
    }
    const signed = new Set(demanding.map((row) => `${row.kind} ${signedAs[`${row.kind} ${row.verb}`] ?? row.verb}`));
    expect(coverage.map((one) => `${one.kind} ${one.verb}`).filter((one) => !signed.has(one))).toEqual([]);
  });

  test('each is reached by an operation that says so, and a row that demands none is offered no signature', () => {
    for (const { kind, verb } of coverage) {
      const found = operations.filter(
        ({ signs, path }) =>
          signs?.kind === kind && (signs.verb === verb || (signs.verb === undefined && path.includes('{verb}'))),
      );
      expect(found.length, `${kind} ${verb}`).toBeGreaterThan(0);
    }
    const never = rows.filter((one) => !rowsOf(one.kind, one.verb).some((row) => row.demands.includes('signature')));
    expect(never.length).toBeGreaterThan(20);
    for (const row of never)
      expect(
        coverage.filter((one) => one.kind === row.kind && one.verb === row.verb),
        `${row.kind} ${row.verb}`,
      ).toEqual([]);
  });
});

describe('without a signature', () => {
  const house = useHouse();
  let w: World;
  const emptied: TestHouse[] = [];
  beforeAll(async () => {
    w = await openWorld(house(), emptied);
  });
  afterAll(async () => {
    for (const one of emptied) await one.close();
  });
  /** A yes is taken back without one, only a “no” with it; dates move without one until they were approved. */
  const unsignedHere = ['approvals.withdraw', 'releases.move'];
  const signing = operations.filter(({ id, signs }) => signs !== undefined && !unsignedHere.includes(id));

  test.each(signing.map((operation) => [operation.id, operation] as const))('%s is refused', async (id, operation) => {
    const recipe = recipes[id];
    if (recipe === undefined) throw new Error(`nobody knows how ${id} is asked`);
    const asked = await recipe(w);
    const verb = operation.signs?.verb ?? asked.params?.verb ?? '';
    if (!coverage.some((row) => row.kind === operation.signs?.kind && row.verb === verb)) return;
    const bare = unsigned(operation, asked);
    const reply = await (bare.h ?? w.h).http(bare.as, operation.method, pathOf(operation, bare), {
      body: bare.body,
      ...(bare.ifMatch === undefined ? {} : { ifMatch: bare.ifMatch }),
    });
    expect([reply.status, reply.body?.refusals?.[0]?.code], reply.text).toEqual([422, 'signatures.signature-required']);
  });
});
