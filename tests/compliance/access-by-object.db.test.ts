import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { rightsOf } from '../../src/entrances/house.ts';
import { rooms } from '../../src/entrances/rooms.ts';
import type { AnyOperation } from '../../src/foundation/contract.ts';
import { roleNames } from '../../src/rooms/identity/core/roles.ts';
import { questions, recipes } from '../house/recipes/all.ts';
import { type Asked, must, openWorld, pathOf, signedRecipe, unsigned, type World } from '../house/recipes/world.ts';
import type { Someone, Unit } from '../support/builders.ts';
import { type HttpReply, type TestHouse, useHouse } from '../support/house.ts';

/** Two portfolios, A and B. Every record of the recipes lies in B; whoever asks works in A, with every role there is. */
const house = useHouse();
const operations: readonly AnyOperation[] = rooms.flatMap((room) => room.routes.map((route) => route.operation));
const rights = rightsOf(rooms);
const ways = { ...recipes, ...questions };

let w: World;
let a: Unit;
const emptied: TestHouse[] = [];
beforeAll(async () => {
  const world = await openWorld(house(), emptied);
  const b = world.cast.unit;
  // What recipes make besides, people above all, lies in B too.
  const h: TestHouse = {
    ...house(),
    someone: (roles, more) => house().someone(roles, { unit: b, ...more }),
    unit: (more) => house().unit({ parent: b, ...more }),
  };
  w = { ...world, h };
  a = await house().unit();
});
afterAll(async () => {
  for (const one of emptied) await one.close();
});

/** Somebody of A with a session of their own: some operations end the session that asks. */
const ofA = async (h: TestHouse = house()): Promise<Someone> =>
  h.someone(roleNames, { unit: h.database === house().database ? a : await h.unit() });

const send = (asked: Asked, operation: AnyOperation, as: Someone | null, more: object = {}): Promise<HttpReply> =>
  (asked.h ?? house()).http(as, operation.method, pathOf(operation, asked), {
    ...(asked.body === undefined ? {} : { body: asked.body }),
    ...(asked.file === undefined ? {} : { file: asked.file }),
    ...(asked.ifMatch === undefined ? {} : { ifMatch: asked.ifMatch }),
    ...more,
  });

const codes = (reply: HttpReply): readonly string[] => (reply.body?.refusals ?? []).map(({ code }: { code: string }) => code);

/** Ids of records of B, by the address under which the API knows them. */
const known = new Map<string, string>();
const below = (path: string): string => path.split('/{')[0] ?? path;
const ownAffair = ({ right }: AnyOperation): boolean => ['public', 'signed-in', 'signing-in'].includes(right);

/** Whether what it makes has an address of its own. */
const isLookedAt = ({ path }: AnyOperation): boolean =>
  operations.some((one) => one.method === 'GET' && one.path.startsWith(`${path}/{id}`));

/** Prepares what an operation needs in B. One without a record in its address is carried out there by who may, so that its record is there to be asked for. */
async function inB(operation: AnyOperation): Promise<Asked> {
  const recipe = ways[operation.id];
  if (recipe === undefined) throw new Error(`${operation.id} has no recipe in tests/house/recipes`);
  return recipe(w);
}
async function remember(operation: AnyOperation, asked: Asked): Promise<void> {
  if (asked.h !== undefined) return;
  let id: unknown = asked.params?.id;
  if (!operation.path.includes('{') && !ownAffair(operation) && isLookedAt(operation))
    id = (await must(send(await signedRecipe(w, operation, asked), operation, asked.as)))?.id;
  if (typeof id === 'string') known.set(below(operation.path), id);
}

/** Records that belong to the whole house and to no portfolio, by the start of their operations: whoever may read such records sees them all. */
const ofTheHouse = [
  'ledger.verification',
  'ledger.erasure',
  'alarms.show',
  'alarms.acknowledge',
  'retention.register-change',
  'policies.show',
  'policies.list-trainings',
  'policies.acknowledge',
  'gates.template',
  'gates.matrix-rule',
  'gates.write-template',
  'changes.model',
  'calendar.show-working-calendar',
  'calendar.show-working-days',
  'identity.show-unit',
  'identity.show-group',
];
/** Such records are changed by whoever holds the right in the whole organisation (units and policies: in their own). */
const closedBeyond = [
  'ledger.confirm-erasure',
  'ledger.withdraw-erasure',
  'ledger.lift-hold',
  'identity.rename-unit',
  'identity.move-unit',
  'identity.withdraw-unit',
  'identity.rename-group',
  'identity.add-member',
  'identity.remove-member',
  'identity.withdraw-group',
  'alarms.act-on-suppression',
  'retention.approve-register-change',
  'retention.reject-register-change',
  'retention.withdraw-register-change',
  'retention.ask-disposal',
  'retention.approve-disposal',
  'retention.reject-disposal',
  'retention.withdraw-disposal',
  'policies.approve-profile-change',
  'policies.confirm-profile-change',
  'policies.reject-profile-change',
  'policies.withdraw-profile-change',
  'policies.change',
  'policies.decide-version',
  'policies.record-training',
  'policies.revoke-training',
  'access.decide-matrix-change',
  'access.decide-duty-waiver',
  'access.matrix-change',
  'access.duty-waiver',
  'access.duty-waiver-acts',
  'changes.act-on-model',
  'gates.add-checker-key',
  'gates.confirm-checker-key',
  'gates.withdraw-checker-key',
  'gates.withdraw-checker',
  'gates.act-on-template',
  'gates.act-on-rule',
  'calendar.change-working-calendar',
  'calendar.make-default-working-calendar',
  'calendar.withdraw-working-calendar',
];
/** Answered by something else than who is signed in, or about nothing but the session that asks. */
const apart = ['gates.answer-check', 'identity.end-session'];
const isOpen = (id: string): boolean => ofTheHouse.some((start) => id.startsWith(start));

/** What a question needs beside the record. */
const asking: Readonly<Record<string, () => string>> = {
  'ledger.as-of': () => `?asOf=${encodeURIComponent(house().clock.now().toISOString())}`,
  'calendar.show-working-days': () => '?from=2026-11-24&to=2026-11-30',
};
/** Records that no recipe makes under their own address. */
async function findRest(): Promise<void> {
  const first = async (path: string) => (await must(house().http(await house().someone(['auditor']), 'GET', path))).items[0].id;
  known.set('/approval-requirements', await first('/approval-requirements'));
  known.set('/records', (await must(house().http(w.cast.quality, 'GET', '/releases'))).items[0].key);
  known.set('/ledger/entries', await first('/ledger/entries'));
}

type Seen = { readonly operation: AnyOperation; readonly reply: HttpReply };
/** Every operation that there is a recipe for, asked with what lies in B by somebody of A who is signed in and holds every role there. */
async function* askedFromA(): AsyncGenerator<Seen> {
  for (const operation of operations.filter(({ id }) => ways[id] !== undefined)) {
    const asked = await inB(operation);
    yield { operation, reply: await send(unsigned(operation, asked), operation, await ofA(asked.h)) };
    await remember(operation, asked);
  }
}
/** The same for every look at one record. */
async function* lookedFromA(): AsyncGenerator<Seen> {
  const person = await ofA();
  for (const operation of operations.filter(({ method, path }) => method === 'GET' && path.includes('{id}'))) {
    const id = known.get(below(operation.path));
    // Lists of disposals are made in a house whose clock goes on by years.
    if (operation.id === 'retention.disposal') continue;
    if (id === undefined) throw new Error(`${operation.id}: no record of B is there`);
    const address =
      operation.path.replace('{id}', id).replace('{kind}', 'release').replace('{number}', '1') + (asking[operation.id]?.() ?? '');
    yield { operation, reply: await house().http(person, 'GET', address) };
  }
}

type Result = { readonly ok: boolean; readonly refusals?: readonly { readonly code: string }[] };
/** Whether a body that names records of B was refused, as a whole or in each of its rows. */
function cameToNothing({ status, body }: HttpReply): boolean {
  const results: readonly Result[] = body?.results ?? [];
  const unfound = ({ ok, refusals = [] }: Result) => !ok && refusals.every(({ code }) => /no-such|not-found/.test(code));
  return status >= 400 || (results.length > 0 && results.every(unfound));
}

/**
 * A body with one thing more than it should carry: at the top each of what the server alone sets, in every object within what nobody ever heard of. What an
 * authenticator answers is the browser's: its members are a standard's, and may grow.
 */
function* laden(body: object): Generator<unknown> {
  for (const [field, value] of Object.entries(restricted)) if (!(field in body)) yield { ...body, [field]: value };
  yield* within(body);
}
function* within(body: unknown): Generator<unknown> {
  if (typeof body !== 'object' || body === null) return;
  if (!Array.isArray(body)) yield { ...body, isAdministrator: true };
  for (const [key, inner] of Object.entries(body).filter(([name]) => name !== 'passkey'))
    for (const changed of within(inner))
      yield Array.isArray(body) ? body.with(Number(key), changed) : { ...body, [key]: changed };
}
const nobodys = '01890000-0000-7000-8000-000000000000';
/** What the server alone sets, and what nobody ever heard of. */
const restricted: Readonly<Record<string, unknown>> = {
  isAdministrator: true,
  state: 'approved',
  version: 99,
  approvedBy: nobodys,
  unitIds: [],
};

const entriesIn = async (h: TestHouse): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from ledger.entry`.execute(h.app.database.db)).rows[0]?.n ?? 0;

describe('[ASVS-8-2] two portfolios, and somebody with every role in one of them whose session is open', () => {
  test('records of the other portfolio are not found by any operation, and named in a body they come to nothing', {
    timeout: 300_000,
  }, async () => {
    const [wrong, closed, opened]: [string[], string[], string[]] = [[], [], []];
    let unfound = 0;
    const judge = ({ operation: { id }, reply }: Seen): void => {
      if (reply.status === 404) unfound += 1;
      else if (reply.status === 403) closed.push(id);
      else wrong.push(`${id}: ${reply.status} ${reply.text.slice(0, 200)}`);
    };
    for await (const seen of askedFromA()) {
      const { id, path } = seen.operation;
      if (isOpen(id) || apart.includes(id) || (ownAffair(seen.operation) && !path.includes('{'))) continue;
      if (path.includes('{')) judge(seen);
      else if (!cameToNothing(seen.reply)) opened.push(id);
    }
    await findRest();
    for await (const seen of lookedFromA()) {
      if (isOpen(seen.operation.id)) expect(seen.reply.status, seen.operation.id).toBe(200);
      else judge(seen);
    }
    expect(wrong).toEqual([]);
    expect(closed.toSorted()).toEqual(closedBeyond.toSorted());
    expect(unfound).toBeGreaterThan(110);
    // These name no record of anybody else: a verification, signed notes of witnesses, an inbox, a view, a token and drafts of one's own, and mere sums.
    expect(opened.toSorted()).toEqual([
      'calendar.preview-recurrence',
      'calendar.resolve-time',
      'discussion.read-inbox',
      'gates.propose-rule',
      'gates.register-template',
      'identity.make-token',
      'ledger.bring-cosignatures',
      'ledger.keep-view',
      'ledger.start-verification',
    ]);
  });

  test('a field that nobody may set is refused in every body and in every object within, and nothing is written', {
    timeout: 300_000,
  }, async () => {
    const accepted: string[] = [];
    let sent = 0;
    for (const operation of operations.filter(({ id, body }) => ways[id] !== undefined && body instanceof z.ZodObject)) {
      const asked = await signedRecipe(w, operation, await inB(operation));
      const h = asked.h ?? house();
      const before = await entriesIn(h);
      for (const body of laden(asked.body ?? {})) {
        const reply = await send({ ...asked, body }, operation, asked.as);
        sent += 1;
        if (reply.status !== 400) accepted.push(`${operation.id}: ${reply.status} ${JSON.stringify(body).slice(0, 300)}`);
      }
      expect(await entriesIn(h), operation.id).toBe(before);
    }
    expect(accepted).toEqual([]);
    expect(sent).toBeGreaterThan(700);
  });

  const guarded = operations.filter((operation) => !ownAffair(operation));
  const ask = (as: { readonly cookie: string } | { readonly token: string }, operation: AnyOperation): Promise<HttpReply> =>
    house().http(
      as,
      operation.method,
      operation.path.replaceAll(/\{\w+\}/g, () => nobodys),
      {
        ...(['GET', 'DELETE'].includes(operation.method) ? {} : { body: {} }),
        ...(operation.versioned ? { ifMatch: 1 } : {}),
      },
    );

  test.each(roleNames)(
    '%s: withdrawn, the role is gone at the next call of the open session and of the token',
    { timeout: 60_000 },
    async (role) => {
      const h = house();
      const person = await h.someone([], { unit: a });
      const until = role === 'inspector' ? { until: new Date(h.clock.now().getTime() + 86_400_000).toISOString() } : {};
      const body = { person: person.id, role, unit: a.key, reason: 'works here', ...until };
      const grant = await must(h.http(w.admin, 'POST', '/role-grants', { body }));
      const token = await h.apiToken(person, ['read', 'plan', 'act', 'administer']);
      const held = guarded.filter((operation) => rights.get(operation.right)?.roles.includes(role) === true);
      expect(held.length).toBeGreaterThan(15);
      const shut: string[] = [];
      for (const operation of held) if ((await ask(person, operation)).status === 403) shut.push(operation.id);
      // Some rights are asked for in the whole organisation; most are open before, or their being shut afterwards says nothing.
      expect(shut.length).toBeLessThan(held.length / 2);
      await must(h.http(w.admin, 'POST', `/role-grants/${grant.id}/acts/withdraw`, { body: { reason: 'works elsewhere now' } }));
      for (const operation of held) {
        const [bySession, byToken] = [await ask(person, operation), await ask(token, operation)];
        expect([bySession.status, codes(bySession)], operation.id).toEqual([403, ['identity.no-right']]);
        expect(byToken.status, `${operation.id}, by token`).toBe(403);
      }
    },
  );
});
