import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApi } from '../../src/entrances/documents.ts';
import { rightsOf } from '../../src/entrances/house.ts';
import { rooms } from '../../src/entrances/rooms.ts';
import { nobodyId } from '../../src/foundation/actor.ts';
import type { AnyOperation } from '../../src/foundation/contract.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, type TestHouse, useHouse } from '../support/house.ts';
import { digests, entriesOfRequest } from '../support/trail.ts';
import { recipes, questions as recipesOfQuestions } from './recipes/all.ts';
import { type Asked, openWorld, pathOf, type Recipe, signedRecipe, unsigned, type World } from './recipes/world.ts';

const house = useHouse();
const operations: readonly AnyOperation[] = rooms.flatMap((room) => room.routes.map((route) => route.operation));
const unsafe = operations.filter((operation) => operation.method !== 'GET');
const rights = rightsOf(rooms);
const says = new Map(rooms.flatMap((room) => Object.entries(room.acts)));

/** Asked with POST because what is asked does not fit an address; they answer and change nothing. Whoever adds one says why. */
const questions: Readonly<Record<string, string>> = {
  'calendar.resolve-time': 'counts: what a local time means in its zone',
  'calendar.preview-recurrence': 'counts: the occurrences of a rule that nobody has stored',
  'calendar.preview-cadence-windows': 'shows the windows that a cadence would make',
  'interlocks.find-free-slots': 'looks for a free span',
  'interlocks.preview-holds': 'shows with whom a plan would collide; what it places is taken back',
  'gates.what-if': 'judges a gate with what is assumed',
  'releases.what-if': 'judges the next step with what is assumed',
  'releases.preview-proposal': 'tells what a release would be asked for, from what it would be',
  'releases.preview-move': 'shows what a move would do; what it moves is taken back',
  'integrations.preview-plan': 'compares a file with what stands',
  'communications.read-by-link': 'shows a published plan to whoever has its link; the token is not for an address',
};

/** Whoever asks for these is not signed in: the trail names the account or the record that they are about. */
const asStranger = unsafe.filter((operation) => operation.right === 'public').map((operation) => operation.id);

let w: World;
let stranger: Someone;
const emptied: TestHouse[] = [];
beforeAll(async () => {
  w = await openWorld(house(), emptied);
  stranger = await house().someone();
});
afterAll(async () => {
  for (const one of emptied) await one.close();
});

const send = (
  operation: AnyOperation,
  asked: Asked,
  as: Someone | null,
  more: { readonly ifMatch?: number } = {},
): Promise<HttpReply> => {
  const path = pathOf(operation, asked);
  const ifMatch = more.ifMatch ?? asked.ifMatch;
  return (asked.h ?? w.h).http(as, operation.method, path, {
    ...(asked.body === undefined ? {} : { body: asked.body }),
    ...(asked.file === undefined ? {} : { file: asked.file }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
  });
};

const recipeOf = (table: Readonly<Record<string, Recipe>>, id: string): Recipe => {
  const recipe = table[id];
  if (recipe === undefined)
    throw new Error(`${id} has no recipe in tests/house/recipes: say how it is asked so that it succeeds`);
  return recipe;
};

/** Whom the trail names: the machine that signed, the person, or nobody who is known. */
function whoIn(asked: Asked): { readonly kind: string; readonly id: string; readonly name: string } {
  if (asked.machine !== undefined) return { kind: 'machine', ...asked.machine };
  const person = asked.known ?? asked.as;
  return person === null
    ? { kind: 'stranger', id: nobodyId, name: 'Not signed in' }
    : { kind: 'person', id: person.id, name: person.name };
}

/** The record that the operation is about: as the recipe says, as the address names it, or as the reply shows it. */
const recordOf = (asked: Asked, reply: HttpReply): string => {
  const record: unknown = asked.about ?? asked.params?.id ?? reply.body?.id ?? reply.body?.token?.id ?? reply.body?.personId;
  if (typeof record !== 'string') throw new Error('the recipe does not say which record the operation is about');
  return record;
};

describe('one write path', () => {
  test('the walk knows every operation of the API description that is not a mere look', async () => {
    const description = await openApi();
    const described = Object.values(description.paths).flatMap((path) =>
      Object.entries(path).flatMap(([method, item]) =>
        method !== 'get' && typeof item === 'object' && item !== null && 'operationId' in item ? [String(item.operationId)] : [],
      ),
    );
    expect(described.length).toBeGreaterThan(70);
    expect(described.toSorted()).toEqual(unsafe.map((operation) => operation.id).toSorted());
    expect(described.toSorted()).toEqual([...Object.keys(recipes), ...Object.keys(questions)].toSorted());
    expect(Object.keys(recipesOfQuestions).toSorted()).toEqual(Object.keys(questions).toSorted());
  });

  const writing = unsafe.filter((operation) => questions[operation.id] === undefined);

  test.each(writing.map((operation) => [operation.id, operation] as const))(
    '[P11-10e-1] %s leaves entries that name actor, act, record and version at the server’s time; refused it leaves nothing',
    async (id, operation) => {
      const asked = await recipeOf(recipes, id)(w);
      const h = asked.h ?? w.h;
      const actor = asked.known ?? asked.as;

      const roleless = asked.h === undefined || actor === null ? stranger : await asked.h.someone();
      const untouched = await digests(h);
      for (const [status, refused] of await refusals(operation, unsigned(operation, asked), roleless)) {
        expect(refused.status, refused.text).toBe(status);
        expect(await entriesOfRequest(h, refused.headers['x-request-id'])).toEqual([]);
      }
      expect(await digests(h)).toEqual(untouched);

      const reply = await send(operation, await signedRecipe(w, operation, asked), asked.as);
      expect(reply.status, reply.text).toBe(operation.status);
      const entries = await entriesOfRequest(h, reply.headers['x-request-id']);
      expect(entries.length, `${id} was done and left no entry`).toBeGreaterThan(0);
      for (const entry of entries) {
        expect({ kind: entry.actor_kind, id: entry.actor_id, name: entry.actor_name }).toEqual(whoIn(asked));
        expect(says.get(entry.act), `${entry.act} has a sentence that says what was done`).toBeTypeOf('string');
        expect(entry.subject_version).toBeGreaterThanOrEqual(1);
        expect(Math.abs(entry.at.getTime() - h.clock.now().getTime())).toBeLessThanOrEqual(2_000);
        expect(entry.changes.length + (entry.reason === null ? 0 : 1), `${entry.act} says what came out`).toBeGreaterThan(0);
        expect(entry.build).toBe('test');
      }
      const record = recordOf(asked, reply);
      const about = entries.filter(
        (entry) =>
          [entry.subject_id, entry.subject_key].includes(record) || entry.changes.some((change) => change.new === record),
      );
      expect(about, `${id}: an entry about ${record}`).not.toEqual([]);
      const version = reply.body?.version;
      if (typeof version === 'number') expect(about.map((entry) => entry.subject_version)).toContain(version);
      await asked.settled?.(reply);
    },
  );

  test('after all of them every record is what its entries lead to, and every signature the one that its entry tells of', async () => {
    for (const check of w.h.app.checks) expect(await check(w.h.app)).toBeNull();
  });

  test('after all of them every kind of record that an act spoke of is in the register, and its entries tell of the field by which it closes', async () => {
    const { rows: told } = await sql<{ kind: string; fields: readonly string[] }>`
      select e.subject_kind as kind, array_agg(distinct c ->> 'field') as fields
      from ledger.entry e, jsonb_array_elements(e.changes) c group by 1`.execute(w.h.app.database.db);
    expect(told.length).toBeGreaterThan(25);
    for (const { kind, fields } of told) {
      const row = w.h.app.recordTypes.get(kind);
      expect(row, `${kind} is in the register`).toBeDefined();
      if (row === undefined || row.closes === 'never') continue;
      expect(fields, kind).toContain(row.closes === 'with-record' ? '/subject/id' : row.closes.field);
    }
  });

  /** The same call by nobody, by somebody without a role, on a version that is gone, and with a body that cannot be read. */
  async function refusals(
    operation: AnyOperation,
    asked: Asked,
    roleless: Someone,
  ): Promise<readonly (readonly [number, HttpReply])[]> {
    const replies: [number, HttpReply][] = [[400, await send(operation, { ...asked, body: { unheardOf: true } }, asked.as)]];
    if (operation.right !== 'public') replies.push([401, await send(operation, asked, null)]);
    if (rights.has(operation.right)) replies.push([403, await send(operation, asked, roleless)]);
    if (asked.ifMatch !== undefined) replies.push([412, await send(operation, asked, asked.as, { ifMatch: asked.ifMatch + 7 })]);
    return replies;
  }

  test.each(Object.entries(questions))('%s writes nothing: it %s', async (id) => {
    const operation = unsafe.find((one) => one.id === id);
    if (operation === undefined) throw new Error(`no room has ${id}`);
    const asked = await recipeOf(recipesOfQuestions, id)(w);
    const before = await digests(w.h);
    const reply = await send(operation, asked, asked.as);
    expect(reply.status, reply.text).toBe(operation.status);
    expect(await entriesOfRequest(w.h, reply.headers['x-request-id'])).toEqual([]);
    expect(await digests(w.h)).toEqual(before);
  });

  test('only what has to be is asked by whoever is not signed in', () => {
    expect(asStranger.toSorted()).toEqual([
      'communications.read-by-link',
      'gates.answer-check',
      'identity.set-password',
      'identity.set-up',
      'identity.sign-in',
    ]);
  });
});
