import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rooms } from '../../src/entrances/rooms.ts';
import type { AnyOperation } from '../../src/foundation/contract.ts';
import { asSuperuser } from '../../src/rooms/ledger/testing/things.ts';
import { recipes } from '../house/recipes/all.ts';
import { openWorld, pathOf, type World } from '../house/recipes/world.ts';
import { type TestHouse, useHouse } from '../support/house.ts';

const house = useHouse();
const operations: readonly AnyOperation[] = rooms.flatMap((room) => room.routes.map((route) => route.operation));
const signing = operations.filter(({ signs }) => signs !== undefined);
const kinds = rooms.flatMap((room) => (room.signables ?? []).map(({ kind }) => kind));

/** By kind of record: a text that its signatures cover, and where a column holds it. */
const covered: Readonly<Record<string, readonly [table: string, column: string]>> = {
  'register-change': ['retention.register_change', 'reason'],
  disposal: ['retention.disposal', 'reason'],
  approval: ['approvals.approval', 'step'],
  'approval-change': ['approvals.change', 'reason'],
  'verbal-authorisation': ['approvals.verbal_authorisation', 'reason'],
  'profile-change': ['policies.profile_change', 'reason'],
  'policy-version': ['policies.policy_version', 'text'],
  'policy-exception': ['policies.exception', 'reason'],
  'access-review': ['access.review', 'key'],
  'duty-matrix-change': ['access.matrix_change', 'reason'],
  'duty-waiver': ['access.waiver', 'other'],
  'collision-exception': ['interlocks.exception', 'key'],
  application: ['portfolio.application', 'name'],
  gate: ['gates.gate', 'name'],
  'gate-template': ['gates.template', 'name'],
  'gate-rule': ['gates.matrix_rule', 'step'],
  window: ['calendar.release_window', 'name'],
  change: ['changes.change', 'name'],
  'change-model': ['changes.model', 'name'],
  release: ['releases.release', 'name'],
  'audit-review': ['records.review', 'conclusion'],
  deviation: ['records.deviation', 'conclusion'],
};

let w: World;
const emptied: TestHouse[] = [];
beforeAll(async () => {
  w = await openWorld(house(), emptied);
});
afterAll(async () => {
  for (const one of emptied) await one.close();
});

type Given = { readonly id: string; readonly kind: string; readonly subject: string };
async function signaturesIn(h: TestHouse): Promise<readonly Given[]> {
  const { rows } = await sql<Given>`select id, subject_kind as kind, subject_id as subject from signatures.signature`.execute(
    h.app.database.db,
  );
  return rows;
}
const standingOf = async (h: TestHouse, id: string): Promise<string> => {
  const shown = await h.http(await h.someone(['auditor', 'quality']), 'GET', `/signatures/${id}`);
  expect(shown.status, shown.text).toBe(200);
  return shown.body.standing;
};

describe('what a signature covers, changed in the database by its superuser', () => {
  test('every kind of record that is signed is in this walk', () => {
    expect(Object.keys(covered).toSorted()).toEqual(kinds.toSorted());
  });

  const reached = new Set<string>();
  test.each(signing.map((operation) => [operation.id, operation] as const))(
    'after %s shows the record unsigned, and signed again once it is as it was',
    async (id, operation) => {
      const recipe = recipes[id];
      if (recipe === undefined) throw new Error(`nobody knows how ${id} is asked`);
      const asked = await recipe(w);
      const h = asked.h ?? w.h;
      const before = new Set((await signaturesIn(h)).map((one) => one.id));
      const reply = await h.http(asked.as, operation.method, pathOf(operation, asked), {
        body: asked.body,
        ...(asked.ifMatch === undefined ? {} : { ifMatch: asked.ifMatch }),
      });
      expect(reply.status, reply.text).toBeLessThan(300);
      const given = (await signaturesIn(h)).filter((one) => !before.has(one.id));
      for (const { id: signature, kind, subject } of given) {
        reached.add(kind);
        const [table, column] = covered[kind] ?? ['', ''];
        const was = await standingOf(h, signature);
        await asSuperuser(h, `update ${table} set ${column} = ${column} || '-x' where id = '${subject}'`);
        expect(await standingOf(h, signature), `${kind}, ${table}.${column}`).toBe('changed');
        await asSuperuser(h, `update ${table} set ${column} = left(${column}, -2) where id = '${subject}'`);
        expect(await standingOf(h, signature), kind).toBe(was);
        expect(was, kind).toBe('valid');
      }
    },
  );

  test('no kind of record was passed over', () => {
    expect([...reached].toSorted()).toEqual(Object.keys(covered).toSorted());
  });
});
