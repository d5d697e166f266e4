import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';
import { act, type Cast, castOf, codesOf, propose } from '../../../../tests/support/releases.ts';
import { entriesOfRequest } from '../../../../tests/support/trail.ts';
import { sealAll } from '../../ledger/testing/things.ts';
import { followMoves } from '../acts/read-inbox.ts';

const house = useHouse();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(house());
});

const say = async (as: Someone, key: string, body: object): Promise<HttpReply['body']> => {
  const reply = await house().http(as, 'POST', `/records/release/${key}/comments`, { body });
  expect(reply.status, reply.text).toBe(201);
  house().clock.moveBy(1_000);
  return reply.body;
};
const watch = (as: Someone, key: string, watching = true) =>
  house().http(as, 'PUT', `/records/release/${key}/watch`, { body: { watching } });
const inbox = async (as: Someone, query = ''): Promise<HttpReply['body']> =>
  (await house().http(as, 'GET', `/inbox${query}`)).body;
const linesOf = async (as: Someone, key: string): Promise<HttpReply['body'][]> =>
  (await inbox(as, '?limit=200')).items.filter((line: HttpReply['body']) => line.subject.key === key);
const somebody = () => house().someone(['test-manager'], { unit: cast.unit });

describe('an inbox', () => {
  test('tells those to whom a comment speaks and who watches the record, and neither its author nor anybody twice', async () => {
    const { key } = (await propose(house(), cast)).body;
    const [watcher, spoken, both, author, other] = await Promise.all([1, 2, 3, 4, 5].map(somebody));
    if (!watcher || !spoken || !both || !author || !other) throw new Error('nobody');
    for (const person of [watcher, both, author]) expect((await watch(person, key)).body).toEqual({ watching: true });
    const secret = 'The key lies under the mat.';
    await say(author, key, { text: secret, mentions: [spoken.id, both.id, author.id] });
    const told = async (person: Someone) => (await linesOf(person, key)).map(({ what, by, read }) => [what, by.id, read]);
    expect(await told(watcher)).toEqual([['commented', author.id, false]]);
    expect(await told(spoken)).toEqual([['mentioned', author.id, false]]);
    expect(await told(both)).toEqual([['mentioned', author.id, false]]);
    expect(await told(author)).toEqual([]);
    expect(await told(other)).toEqual([]);
    const [line] = await linesOf(watcher, key);
    expect(line).toMatchObject({
      says: 'wrote a comment',
      link: `/discussions/release/${key}`,
      subject: { kind: 'release' },
    });
    expect(JSON.stringify(line)).not.toContain('mat');
  });

  test('tells whoever is mentioned by a correction, and those who were before no second time', async () => {
    const { key } = (await propose(house(), cast)).body;
    const [first, second] = await Promise.all([1, 2].map(somebody));
    if (!first || !second) throw new Error('nobody');
    const { id } = await say(cast.manager, key, { text: 'Who tests?', mentions: [first.id] });
    const change = { ifMatch: 1, body: { mentions: [first.id, second.id] } };
    expect((await house().http(cast.manager, 'PATCH', `/comments/${id}`, change)).status).toBe(200);
    expect(await linesOf(first, key)).toHaveLength(1);
    expect(await linesOf(second, key)).toMatchObject([{ what: 'mentioned' }]);
  });

  test('tells watchers of steps, not who took them, from when they watch on, and each once', async () => {
    const h = house();
    const release = (await propose(h, cast)).body;
    const watcher = await somebody();
    await watch(watcher, release.key);
    await watch(cast.manager, release.key);
    h.clock.moveBy(1_000);
    expect((await act(h, cast.manager, release.id, 'accept')).status).toBe(200);
    await sealAll(h);
    await followMoves(h.app);
    await followMoves(h.app);
    const lines = await linesOf(watcher, release.key);
    expect(lines).toMatchObject([{ what: 'moved', by: { id: cast.manager.id }, link: `/releases/${release.key}`, read: false }]);
    expect(lines[0].says).toMatch(/accept/);
    expect(await linesOf(cast.manager, release.key)).toEqual([]);
    expect((await watch(watcher, release.key, false)).body).toEqual({ watching: false });
    h.clock.moveBy(1_000);
    expect((await act(h, cast.manager, release.id, 'hold', { reason: 'the supplier is late' })).status).toBe(200);
    await sealAll(h);
    await followMoves(h.app);
    expect(await linesOf(watcher, release.key)).toHaveLength(1);
  });

  test('shows nothing of a record that its owner may no longer read, also in what is unread', async () => {
    const h = house();
    const { key } = (await propose(h, cast)).body;
    const leaver = await h.someone(['test-manager'], { unit: cast.unit });
    await h.http(await h.someone(['administrator']), 'POST', '/role-grants', {
      body: { person: leaver.id, role: 'test-manager', unit: (await h.unit()).key, reason: 'works elsewhere too' },
    });
    await say(cast.manager, key, { text: 'For you', mentions: [leaver.id] });
    expect((await inbox(leaver, '?unread=true')).items).toHaveLength(1);
    await sql`update identity.role_grant set withdrawn_at = ${h.clock.now()} where person_id = ${leaver.id} and unit_id = ${cast.unit.id}`.execute(
      h.app.database.db,
    );
    expect((await inbox(leaver, '?unread=true')).items).toEqual([]);
    expect((await inbox(leaver)).items).toEqual([]);
    expect(codesOf(await watch(leaver, key))).toEqual(['discussion.no-such-record']);
  });

  test('is read up to a line, once, which stands in the trail; what came since stays unread', async () => {
    const h = house();
    const { key } = (await propose(h, cast)).body;
    const reader = await somebody();
    await say(cast.manager, key, { text: 'one', mentions: [reader.id] });
    await say(cast.manager, key, { text: 'two', mentions: [reader.id] });
    const upTo = (await linesOf(reader, key))[0].place;
    await say(cast.manager, key, { text: 'three', mentions: [reader.id] });
    const read = await h.http(reader, 'POST', '/inbox/acts/read', { body: { upTo } });
    expect([read.status, read.body]).toEqual([200, { read: 2 }]);
    expect((await entriesOfRequest(h, read.headers['x-request-id'])).map((entry) => [entry.act, entry.subject_id])).toEqual([
      ['discussion.inbox-read', reader.id],
    ]);
    const again = await h.http(reader, 'POST', '/inbox/acts/read', { body: { upTo } });
    expect([again.body, await entriesOfRequest(h, again.headers['x-request-id'])]).toEqual([{ read: 0 }, []]);
    expect((await linesOf(reader, key)).map((line) => line.read)).toEqual([false, true, true]);
    expect((await inbox(reader, '?unread=true')).items).toHaveLength(1);
    expect((await h.http(reader, 'POST', '/inbox/acts/read', { body: { upTo: 'all' } })).status).toBe(400);
  });

  test('has pages', async () => {
    const { key } = (await propose(house(), cast)).body;
    const reader = await somebody();
    for (const n of [1, 2, 3]) await say(cast.manager, key, { text: `${n}`, mentions: [reader.id] });
    const first = await inbox(reader, '?limit=2');
    expect([first.items.length, first.nextCursor === null]).toEqual([2, false]);
    const rest = await inbox(reader, `?limit=2&cursor=${first.nextCursor}`);
    expect([rest.items.length, rest.nextCursor]).toEqual([1, null]);
    expect(codesOf(await house().http(reader, 'GET', '/inbox?cursor=x'))).toEqual(['discussion.bad-cursor']);
  });
});

test('a record is watched and no longer watched once each, and its page says which', async () => {
  const { key } = (await propose(house(), cast)).body;
  const person = await somebody();
  const shown = async () => (await house().http(person, 'GET', `/records/release/${key}/comments`)).body;
  expect(await shown()).toMatchObject({ watching: false, can: { watch: true } });
  const replies = await Promise.all([watch(person, key), watch(person, key)]);
  expect(replies.map(({ body }) => body)).toEqual([{ watching: true }, { watching: true }]);
  const entries = (await Promise.all(replies.map((reply) => entriesOfRequest(house(), reply.headers['x-request-id'])))).flat();
  expect(entries.map((entry) => entry.act)).toEqual(['discussion.watched']);
  expect((await shown()).watching).toBe(true);
  await watch(person, key, false);
  await watch(person, key, false);
  expect((await shown()).watching).toBe(false);
  const auditor = await house().someone(['auditor'], { unit: cast.unit });
  expect(codesOf(await watch(auditor, key))).toEqual(['identity.no-right']);
});
