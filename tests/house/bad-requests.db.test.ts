import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { rooms } from '../../src/entrances/rooms.ts';
import type { AnyOperation } from '../../src/foundation/contract.ts';
import { uuidv7 } from '../../src/foundation/ids.ts';
import { roleNames } from '../../src/rooms/identity/core/roles.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, type TestHouse, useHouse } from '../support/house.ts';
import { codes } from '../support/portfolio.ts';
import { questions, recipes } from './recipes/all.ts';
import { type Asked, openWorld, type Recipes, signedRecipe, type World } from './recipes/world.ts';

const house = useHouse();
const operations: readonly AnyOperation[] = rooms.flatMap((room) => room.routes.map((route) => route.operation));
const named = (some: readonly AnyOperation[]) => some.map((operation) => [operation.id, operation] as const);
const unsafe = operations.filter((operation) => operation.method !== 'GET');
const ways: Recipes = { ...recipes, ...questions };

const texts = [
  '',
  "' or 1=1; drop table ledger.entry; --",
  '\u0000',
  '\ud800',
  '%',
  '../../etc/passwd',
  '-1',
  '1e309',
  '9'.repeat(60),
  'null',
  '2026-13-45T99:99:99Z',
  '{{7*7}}<script>',
  '\u202e\ufeff𝕏',
  '\u0007 bell',
  '[object Object]',
];
const values: readonly unknown[] = [
  ...texts,
  null,
  true,
  -1,
  0,
  1e308,
  2 ** 53,
  0.1,
  [],
  {},
  [[]],
  [null],
  { a: { b: [] } },
  'x'.repeat(20_000),
];

let w: World;
let everybody: Someone;
const emptied: TestHouse[] = [];
beforeAll(async () => {
  w = await openWorld(house(), emptied);
  everybody = await house().someone(roleNames);
});
/** Wrong passwords lock accounts, as they should; the next test begins anew. */
afterEach(async () => {
  await sql`update identity.credential set failed = 0, locked_until = null, lock_held = false`.execute(house().app.database.db);
});
afterAll(async () => {
  for (const one of emptied) await one.close();
});

/** Answered, and a "no" with its reasons: never a fault. */
function answered(reply: HttpReply, what: string): void {
  expect(reply.status, `${what}: ${reply.text.slice(0, 600)}`).toBeLessThan(500);
  if (reply.status < 400) return;
  expect(String(reply.headers['content-type']), what).toContain('application/problem+json');
  expect(reply.body.refusals.length, what).toBeGreaterThan(0);
  for (const refusal of reply.body.refusals) expect([refusal.message, refusal.remedy], what).not.toContain('');
}

/** Fields of a zod object by name; of an optional or otherwise wrapped one too. */
const fieldsOf = (shape: z.ZodType): readonly string[] => (shape instanceof z.ZodObject ? Object.keys(shape.shape) : []);

const pathOf = (operation: AnyOperation, params: (name: string) => string): string =>
  operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params(name)));

/** An id that is well-formed and nobody's. */
const nobodys = () => uuidv7();
/** Half a surrogate pair cannot stand in an address at all. */
const addressable = texts.filter((text) => text !== '' && text.isWellFormed());

describe('an address that makes no sense', () => {
  test.each(named(operations.filter((operation) => operation.path.includes('{'))))('%s', async (id, operation) => {
    for (const text of addressable) {
      const reply = await house().http(
        everybody,
        operation.method,
        pathOf(operation, () => text),
        {
          ...(operation.method === 'GET' ? {} : { body: {} }),
          ...(operation.versioned ? { ifMatch: 1 } : {}),
        },
      );
      answered(reply, `${id} with ${text}`);
      expect(reply.status, id).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('a question that makes no sense', () => {
  const asking = operations.filter((operation) => operation.method === 'GET' && fieldsOf(operation.query).length > 0);

  test('the walk sees questions', () => {
    expect(asking.length).toBeGreaterThan(15);
  });

  test.each(named(asking))('%s', async (id, operation) => {
    const path = pathOf(operation, nobodys);
    for (const field of [...fieldsOf(operation.query), 'unheard-of']) {
      for (const text of addressable) {
        const reply = await house().http(everybody, 'GET', `${path}?${field}=${encodeURIComponent(text)}`);
        answered(reply, `${id}?${field}=${text}`);
      }
      answered(await house().http(everybody, 'GET', `${path}?${field}=a&${field}=b`), `${id}?${field} twice`);
    }
  });

  const listing = asking.filter((operation) => fieldsOf(operation.query).includes('cursor') && !operation.path.includes('{'));
  test.each(named(listing))('%s with a cursor that it never gave: 400 or a page', async (id, operation) => {
    for (let index = 0; index < 2; index++) await w.h.someone();
    const first = await house().http(everybody, 'GET', `${operation.path}?limit=1`);
    const given: unknown = first.body?.nextCursor;
    const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = [
      ...addressable,
      ...[[], {}, null, 1, 'a', ['x', 'y'], ['infinity', uuidv7()], ['2026-01-01', 'no uuid'], [{}, []], { value: 1, id: 2 }].map(
        json,
      ),
      ...(typeof given === 'string'
        ? [`${given}x`, given.slice(1), given.toUpperCase(), given.split('').toReversed().join('')]
        : []),
    ];
    for (const cursor of forged) {
      const reply = await house().http(everybody, 'GET', `${operation.path}?cursor=${encodeURIComponent(cursor)}`);
      expect([200, 400], `${id} with cursor ${cursor}: ${reply.status} ${reply.text.slice(0, 300)}`).toContain(reply.status);
    }
    answered(await house().http(everybody, 'GET', `${operation.path}?cursor=${'x'.repeat(2_000)}`), id);
  });
});

/** A valid body with one of its values replaced, for each of its values. */
function* mutations(body: unknown, replacement: unknown, path = ''): Generator<readonly [string, unknown]> {
  yield [path === '' ? '/' : path, replacement];
  if (typeof body !== 'object' || body === null) return;
  for (const [key, inner] of Object.entries(body)) {
    for (const [where, changed] of mutations(inner, replacement, `${path}/${key}`)) {
      yield [where, Array.isArray(body) ? body.with(Number(key), changed) : { ...body, [key]: changed }];
    }
  }
}

const sendAs = (
  operation: AnyOperation,
  asked: Asked,
  more: { readonly body?: unknown; readonly headers?: Record<string, string> } = {},
) =>
  (asked.h ?? w.h).http(
    asked.as,
    operation.method,
    pathOf(operation, (name) => asked.params?.[name] ?? nobodys()) + (asked.query ?? ''),
    {
      ...(asked.body === undefined ? {} : { body: asked.body }),
      ...(asked.file === undefined ? {} : { file: asked.file }),
      ...(asked.ifMatch === undefined ? {} : { ifMatch: asked.ifMatch }),
      ...more,
    },
  );

const prepared = async (operation: AnyOperation): Promise<Asked> => {
  const recipe = ways[operation.id];
  if (recipe === undefined) throw new Error(`${operation.id} has no recipe in tests/house/recipes`);
  return recipe(w);
};

describe('a body in which one value makes no sense', () => {
  const writing = unsafe.filter((operation) => fieldsOf(operation.body).length > 0);

  test('the walk sees bodies', () => {
    expect(writing.length).toBeGreaterThan(50);
  });

  test.each(named(writing))('%s', { timeout: 60_000 }, async (id, operation) => {
    const asked = await prepared(operation);
    for (const value of values) {
      for (const [where, body] of mutations(asked.body ?? {}, value)) {
        answered(await sendAs(operation, asked, { body }), `${id} with ${JSON.stringify(value).slice(0, 60)} at ${where}`);
      }
    }
    for (const field of fieldsOf(operation.body)) {
      for (const value of values) {
        const body = { ...(typeof asked.body === 'object' ? asked.body : {}), [field]: value };
        answered(await sendAs(operation, asked, { body }), `${id} with ${JSON.stringify(value).slice(0, 60)} as ${field}`);
      }
    }
  });
});

describe('a body that is none', () => {
  const raw = (method: string, url: string, payload: string | Buffer, headers: Record<string, string>) =>
    house().server.inject({
      method: method === 'PATCH' ? 'PATCH' : method === 'PUT' ? 'PUT' : method === 'DELETE' ? 'DELETE' : 'POST',
      url: `/api/v1${url}`,
      headers: { cookie: `interlock_session=${everybody.cookie}`, 'if-match': '"1"', ...headers },
      payload,
    });
  const json = { 'content-type': 'application/json' };
  const broken: readonly (readonly [string, string | Buffer, Record<string, string>, readonly number[]])[] = [
    ['half a text', '{"name":', json, [400]],
    ['no JSON', 'name=value', json, [400]],
    // Read as text it would be good JSON, and the record would hold what nobody sent.
    ['not UTF-8', Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]), json, [400]],
    ['a prototype', '{"__proto__":{"admin":true}}', json, [400]],
    ['a constructor', '{"constructor":{"prototype":{"admin":true}}}', json, [400]],
    ['another content type', '{}', { 'content-type': 'text/plain' }, [400, 413, 415]],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, [400, 415]],
    ['a hundred thousand brackets', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, json, [400]],
  ];

  test.each(broken)('%s: 400 on every operation that takes a body', async (what, payload, headers, expected) => {
    for (const operation of unsafe.filter((one) => fieldsOf(one.body).length > 0)) {
      const reply = await raw(operation.method, pathOf(operation, nobodys), payload, headers);
      expect([...expected, 404], `${operation.id}, ${what}: ${reply.body.slice(0, 300)}`).toContain(reply.statusCode);
      expect(String(reply.headers['content-type'])).toContain('application/problem+json');
      const unread = ['foundation.not-json', 'foundation.too-deep', 'foundation.no-such-address'];
      expect(unread, `${operation.id}, ${what}: ${reply.body.slice(0, 300)}`).toContain(reply.json().refusals[0].code);
    }
  });

  test('more than an operation takes: 413, before anything is read', async () => {
    for (const room of rooms) {
      for (const { operation, bodyLimit } of room.routes.filter((one) => fieldsOf(one.operation.body).length > 0)) {
        const reply = await raw(operation.method, pathOf(operation, nobodys), ' '.repeat(bodyLimit + 1), json);
        expect(reply.statusCode, operation.id).toBe(413);
        expect(reply.json().refusals[0].code).toBe('foundation.too-large');
      }
    }
  });
});

describe('If-Match', () => {
  const versioned = named(operations.filter((operation) => operation.versioned));

  test.each(versioned)('%s: 428 without one, 400 with one that is none', async (_, operation) => {
    const path = pathOf(operation, nobodys);
    const ask = (headers: Record<string, string>) => house().http(everybody, operation.method, path, { body: {}, headers });
    expect(codes(await ask({}))).toEqual([428, 'foundation.version-required']);
    for (const etag of ['3', '"x"', '*', '"1", "2"', '"-1"', '"1e3"', '"99999999999999999999"', '"1\' or 1=1"', '']) {
      expect(codes(await ask({ 'if-match': etag })), etag).toEqual([400, 'foundation.bad-etag']);
    }
  });
});

describe('a request that another site made the browser send', () => {
  const elsewhere = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost.evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];

  test.each(named(unsafe))('%s is refused before anything is looked at', async (id, operation) => {
    for (const headers of elsewhere) {
      const reply = await house().http(everybody, operation.method, pathOf(operation, nobodys), {
        body: {},
        headers: { ...headers },
      });
      expect(codes(reply), id).toEqual([403, 'foundation.forged']);
    }
  });
});

describe('Idempotency-Key', () => {
  const make = (key: string, unit: string, name = unit) =>
    house().http(w.admin, 'POST', '/units', {
      body: { key: unit, name, parent: w.cast.unit.key },
      headers: { 'idempotency-key': key },
    });
  const effects = async (unit: string): Promise<readonly number[]> => {
    const { rows } = await sql<{ units: number; entries: number }>`
      select (select count(*)::int from identity.unit where key = ${unit}) as units,
        (select count(*)::int from ledger.entry where subject_key = ${unit}) as entries`.execute(w.h.app.database.db);
    return rows.flatMap((row) => [row.units, row.entries]);
  };

  test('twenty at once with one key have one effect and one answer', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => make('twenty', 'twenty')));
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201]));
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1);
    expect(await effects('twenty')).toEqual([1, 1]);
  });

  test('one key with two bodies: the second is told so and has no effect', async () => {
    expect((await make('two-bodies', 'first-body')).status).toBe(201);
    expect(codes(await make('two-bodies', 'second-body'))).toEqual([409, 'foundation.key-reused']);
    expect(await effects('second-body')).toEqual([0, 0]);
  });

  test('a refused request leaves its key free', async () => {
    expect((await make('refused-first', 'not a key')).status).toBe(400);
    expect((await make('refused-first', 'a-key')).status).toBe(201);
  });

  test('keys that make no sense are taken as they are', async () => {
    for (const text of texts.filter((one) => /^[\x20-\x7e]+$/.test(one))) answered(await make(text, w.fresh('odd')), text);
    answered(await make('k'.repeat(8_000), w.fresh('odd')), 'a long key');
  });

  // Who signs in is not known before, so the key could be anybody's; and a password changed once is no longer the current one. Each time is its own.
  const repeatable = unsafe.filter((operation) => operation.right !== 'public' && operation.id !== 'identity.change-password');
  test.each(named(repeatable))('%s: a repeat is answered as the first time and writes nothing', async (id, operation) => {
    const asked = await signedRecipe(w, operation, await prepared(operation));
    const h = asked.h ?? w.h;
    const headers = { 'idempotency-key': `repeat-${id}` };
    const entries = async () =>
      (await sql<{ n: number }>`select count(*)::int as n from ledger.entry`.execute(h.app.database.db)).rows[0]?.n;
    const first = await sendAs(operation, asked, { headers });
    expect(first.status, first.text).toBe(operation.status);
    await asked.settled?.(first);
    const written = await entries();
    const second = await sendAs(operation, asked, { headers });
    const endsSession = [401, 403].includes(second.status);
    expect(endsSession ? operation.status : second.status, second.text).toBe(operation.status);
    expect(await entries()).toBe(written);
  });
});
