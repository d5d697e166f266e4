import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { operations } from '../../src/entrances/contracts.ts';
import { rightsOf } from '../../src/entrances/house.ts';
import { rooms } from '../../src/entrances/rooms.ts';
import { diagramOf, unsoundness } from '../../src/foundation/state-machine.ts';
import { roleNames } from '../../src/rooms/identity/core/roles.ts';
import { useHouse } from '../support/house.ts';
import { checkout, sourceFiles } from './imports.ts';

const house = useHouse();

describe('the cards of the rooms', () => {
  test('every operation of every contract is answered by exactly one route, and no route is without a contract', () => {
    const answered = rooms.flatMap((room) => room.routes.map((route) => route.operation.id)).sort();
    expect(answered.length).toBeGreaterThan(40);
    expect(answered).toEqual(operations.map((operation) => operation.id).sort());
    expect(new Set(answered).size).toBe(answered.length);
  });

  test('every operation declares a right that a card knows, and every right names roles that exist', () => {
    const rights = rightsOf(rooms);
    for (const operation of operations) {
      if (['public', 'signed-in', 'signing-in'].includes(operation.right)) continue;
      expect([...rights.keys()], operation.id).toContain(operation.right);
    }
    for (const [name, right] of rights) {
      expect(right.roles.length, name).toBeGreaterThan(0);
      for (const role of right.roles) expect(roleNames, name).toContain(role);
    }
  });

  test('every act that a room says is on its card, with a sentence', () => {
    const known = new Set(rooms.flatMap((room) => Object.keys(room.acts)));
    const said = sourceFiles('src/rooms/*/acts/**/*.ts')
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) =>
        [...readFileSync(path.join(checkout, file), 'utf8').matchAll(/\bact: '([a-z-]+\.[a-z-]+)'/g)].map(
          (match) => match[1] ?? '',
        ),
      );
    expect(said.length).toBeGreaterThan(20);
    expect([...new Set(said)].filter((act) => !known.has(act))).toEqual([]);
  });

  test('each state machine is sound, is drawn in its README, and is the CHECK of its table', async () => {
    const machines = rooms.flatMap((room) => room.machines.map((machine) => ({ room: room.room, machine })));
    expect(machines.length).toBeGreaterThanOrEqual(4);
    const { rows } = await sql<{
      definition: string;
    }>`select pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'c'`.execute(house().app.database.db);
    const checks = rows.map((row) => new Set([...row.definition.matchAll(/'([a-z-]+)'::text/g)].map((match) => match[1] ?? '')));
    for (const { room, machine } of machines) {
      expect(unsoundness(machine), machine.name).toEqual([]);
      expect(readFileSync(path.join(checkout, `src/rooms/${room}/README.md`), 'utf8'), `${room} README`).toContain(
        diagramOf(machine),
      );
      const states = new Set<string>(machine.states);
      expect(
        checks.some((check) => check.size === states.size && [...check].every((state) => states.has(state))),
        `a CHECK with the states of ${machine.name}`,
      ).toBe(true);
    }
  });

  test('every refusal code is made in one place only', () => {
    const codes = sourceFiles('src/rooms/**/*.ts').flatMap((file) => {
      const source = readFileSync(path.join(checkout, file), 'utf8');
      return [...source.matchAll(/defineRefusals\('([a-z]+)', \{([\s\S]*?)\n\}\)/g)].flatMap((match) =>
        [...(match[2] ?? '').matchAll(/^ {2}'?([a-z][a-z-]*)'?: \{/gm)].map((name) => `${match[1]}.${name[1]}`),
      );
    });
    expect(codes.length).toBeGreaterThan(60);
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
  });

  test('every table and every view has a comment that says what it is', async () => {
    const { rows } = await sql<{ name: string }>`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'v') and n.nspname = any(${['foundation', ...rooms.map((room) => room.room)]})
        and obj_description(c.oid, 'pg_class') is null and c.relname not in ('migration', 'migration_lock', 'migration_checksum')`.execute(
      house().app.database.db,
    );
    expect(rows.map((row) => row.name)).toEqual([]);
  });

  /** Applying a plan does nothing by itself: each row asks the right of the room that owns the record, and an administrator's are units alone. */
  const throughOthersRights = ['integrations.apply-plans'];
  /** Administrators configure: what they tighten protects more, and what they propose or confirm to loosen needs a second person. They
   * propose what is kept apart and ask for waivers, which quality signs; the rights to decide are theirs for taking that back. They
   * say that they know of an alarm; on what they did themselves quality does. They ask that nobody be told of a
   * kind for a time, which quality decides. They propose models of changes, which quality or a change manager approves. */
  const configuring = [
    'access.propose-matrix',
    'access.decide-matrix',
    'access.request-waivers',
    'access.decide-waivers',
    'policies.propose-profile',
    'policies.confirm-profile',
    'gates.administer',
    'alarms.acknowledge',
    'alarms.report-backups',
    'alarms.suppress',
    'changes.propose-models',
    'changes.take-model-steps',
  ];

  test('no right of a business kind is given to the administrator', () => {
    const forbidden = [...rightsOf(rooms)].filter(
      ([name, right]) =>
        right.roles.includes('administrator') &&
        right.scope !== 'read' &&
        !name.startsWith('identity.') &&
        !name.startsWith('ledger.'),
    );
    expect(forbidden.map(([name]) => name).filter((name) => ![...throughOthersRights, ...configuring].includes(name))).toEqual(
      [],
    );
  });
});
