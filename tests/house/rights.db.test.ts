import { beforeAll, describe, expect, test } from 'vitest';
import { rightsOf } from '../../src/entrances/house.ts';
import { rooms } from '../../src/entrances/rooms.ts';
import type { AnyOperation } from '../../src/foundation/contract.ts';
import { uuidv7 } from '../../src/foundation/ids.ts';
import { type Role, roleNames } from '../../src/rooms/identity/core/roles.ts';
import type { Someone } from '../support/builders.ts';
import { type Sender, useHouse } from '../support/house.ts';

const house = useHouse();
const operations: readonly AnyOperation[] = rooms.flatMap((room) => room.routes.map((route) => route.operation));
const rights = rightsOf(rooms);
const scopes = ['read', 'plan', 'act', 'administer'] as const;
const anybody = new Set(['public', 'signed-in', 'signing-in']);

/** Public on purpose. Whoever adds an operation here opens it to the world. */
const publicIds = [
  'communications.read-by-link',
  'gates.answer-check',
  'identity.set-password',
  'identity.set-up',
  'identity.show-password-rules',
  'identity.sign-in',
];

/** An operation with an id and a body that nobody ever made: its right is judged, its work is not done. */
const ask = (as: Sender, operation: AnyOperation) =>
  house().http(
    as,
    operation.method,
    operation.path.replaceAll(/\{\w+\}/g, () => uuidv7()),
    {
      ...(operation.method === 'GET' || operation.method === 'DELETE' ? {} : { body: {} }),
      ...(operation.versioned ? { ifMatch: 1 } : {}),
    },
  );

const rightOf = (operation: AnyOperation) => {
  const right = rights.get(operation.right);
  if (right === undefined) throw new Error(`${operation.id} needs ${operation.right}, which no card declares`);
  return right;
};

const holds = (role: Role, operation: AnyOperation): boolean => rightOf(operation).roles.includes(role);

describe('every operation of every room and its right', () => {
  const people = new Map<Role, Someone>();
  const guarded = operations.filter((operation) => !anybody.has(operation.right));

  beforeAll(async () => {
    for (const role of roleNames) people.set(role, await house().someone([role]));
  });
  const as = (role: Role): Someone => {
    const person = people.get(role);
    if (person === undefined) throw new Error(`nobody is ${role}`);
    return person;
  };

  test('the walk sees operations, rights and roles', () => {
    expect(operations.length).toBeGreaterThan(40);
    expect(guarded.length).toBeGreaterThan(30);
    expect(rights.size).toBeGreaterThan(5);
    expect(roleNames).toHaveLength(18);
    expect(operations.filter((operation) => operation.right === 'public').map((operation) => operation.id)).toEqual(
      expect.arrayContaining([...publicIds]),
    );
    expect(operations.filter((operation) => operation.right === 'public')).toHaveLength(publicIds.length);
  });

  test.each(
    operations.filter((operation) => operation.right !== 'public').map((operation) => [operation.id, operation] as const),
  )('%s: not for strangers, nor for whoever comes with a worthless cookie or token', async (_id, operation) => {
    for (const sender of [null, { cookie: 'ils_worthless' }, { token: 'ilt_worthless' }]) {
      const reply = await ask(sender, operation);
      expect(reply.status).toBe(401);
      expect(Object.keys(reply.body).sort()).toEqual(['detail', 'instance', 'refusals', 'status', 'title', 'type']);
    }
  });

  test.each(guarded.map((operation) => [operation.id, operation] as const))(
    '%s: for each role that holds its right, and for no other',
    async (_id, operation) => {
      for (const role of roleNames) {
        const reply = await ask(as(role), operation);
        const says = `${role}: ${reply.status} ${reply.text.slice(0, 300)}`;
        if (holds(role, operation)) expect([200, 201, 202, 204, 400, 404, 409, 412, 422, 428], says).toContain(reply.status);
        else expect(reply.status, says).toBe(403);
      }
    },
  );

  test('who holds no role at all is let into nothing that needs a right', async () => {
    const nobody = await house().someone();
    for (const operation of guarded) expect((await ask(nobody, operation)).status, operation.id).toBe(403);
  });

  test('a token with too narrow a scope is refused, one that is wide enough is not, and no token does what is for people only', async () => {
    const tokens = new Map<string, { readonly token: string }>();
    const tokenOf = async (role: Role, which: readonly (typeof scopes)[number][]) => {
      const key = `${role} ${which.join()}`;
      const token = tokens.get(key) ?? (await house().apiToken(as(role), which));
      tokens.set(key, token);
      return token;
    };
    let narrow = 0;
    let personOnly = 0;
    for (const operation of guarded) {
      const right = rightOf(operation);
      const role = roleNames.find((name) => right.roles.includes(name));
      if (role === undefined) throw new Error(`nobody holds ${operation.right}`);
      const without = scopes.filter((scope) => scope !== right.scope);
      const refused = await ask(await tokenOf(role, without), operation);
      expect(refused.status, operation.id).toBe(403);
      expect(refused.text, operation.id).toContain('identity.token-too-narrow');
      narrow += 1;
      const wide = await ask(await tokenOf(role, scopes), operation);
      if (right.personOnly === true) {
        expect(wide.status, operation.id).toBe(403);
        expect(wide.text, operation.id).toContain('identity.people-only');
        personOnly += 1;
      } else expect([401, 403], `${operation.id}: ${wide.text.slice(0, 300)}`).not.toContain(wide.status);
    }
    expect(narrow).toBe(guarded.length);
    expect(personOnly).toBeGreaterThan(10);
  });

  test('what needs no right beyond being signed in is open to everybody who is', async () => {
    const open = operations.filter((operation) => operation.right === 'signed-in' || operation.right === 'signing-in');
    expect(open.length).toBeGreaterThan(5);
    const refused: string[] = [];
    for (const operation of open) {
      // A fresh session each time: some of these operations end the session that asks.
      const person = await house().someone();
      const reply = await ask(person, operation);
      if (reply.status === 401 || reply.status === 403) refused.push(`${operation.id}: ${reply.body.title}`);
    }
    expect(refused).toEqual([]);
  });

  test('a right in one unit opens the operation, never another unit’s records', async () => {
    const unit = await house().unit();
    const local = await house().someone(['administrator'], { unit });
    const foreign = await house().someone();
    const reply = await house().http(local, 'POST', `/people/${foreign.id}/acts/end-sessions`, {
      body: { reason: 'not mine to end' },
    });
    // Not 403: whoever has no part in a unit is not told who is in it.
    expect(reply.status).toBe(404);
    expect((await house().http(foreign, 'GET', '/sessions/current')).status).toBe(200);
  });
});
