import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';
import { application, type Cast, castOf, codesOf, propose } from '../../../../tests/support/releases.ts';

const house = useHouse();
let cast: Cast;
let stranger: Someone;
let auditor: Someone;
let release: HttpReply['body'];

beforeAll(async () => {
  const h = house();
  cast = await castOf(h);
  stranger = await h.someone(['release-manager'], { unit: await h.unit() });
  auditor = await h.someone(['auditor'], { unit: cast.unit });
  release = (await propose(h, cast)).body;
});

const at = (kind: string, id: string) => `/records/${kind}/${id}/comments`;
const write = (as: Someone, body: object, where = at('release', release.key)) => house().http(as, 'POST', where, { body });
const list = (as: Someone, where = at('release', release.key)) => house().http(as, 'GET', where);

async function written(as: Someone, text: string, mentions: readonly string[] = []): Promise<HttpReply['body']> {
  const reply = await write(as, { text, mentions });
  expect(reply.status, reply.text).toBe(201);
  return reply.body;
}

describe('comments on a record', () => {
  test('are said by whoever may read it, to people who may read it, and listed newest first', async () => {
    const first = await written(cast.proposer, 'The interface is late.', [cast.tester.email, cast.tester.id]);
    expect(first).toMatchObject({
      subject: { kind: 'release', id: release.id, key: release.key, link: `/releases/${release.key}` },
      author: { id: cast.proposer.id, name: cast.proposer.name },
      mentions: [{ id: cast.tester.id, name: cast.tester.name }],
      state: 'written',
      correctedAt: null,
      withdrawn: null,
      version: 1,
      can: { correct: true, withdraw: true },
    });
    house().clock.moveBy(1_000);
    const second = await written(cast.tester, 'I have a stub.');
    const reply = await list(cast.manager);
    expect(reply.body.subject.key).toBe(release.key);
    expect(reply.body.items.map(({ id }: { id: string }) => id)).toEqual([second.id, first.id]);
    expect(reply.body.can.write).toBe(true);
    expect(reply.body.items[0].can.correct[0].code).toBe('discussion.not-author');
  });

  test('have pages, each comment on one of them', async () => {
    const { key } = (await propose(house(), cast)).body;
    const where = at('release', key);
    for (const n of [1, 2, 3, 4, 5]) {
      house().clock.moveBy(1_000);
      expect((await write(cast.manager, { text: `comment ${n}` }, where)).status).toBe(201);
    }
    const texts: string[] = [];
    let cursor = '';
    for (let page = 0; page < 3; page += 1) {
      const { body } = await list(cast.manager, `${where}?limit=2${cursor}`);
      texts.push(...body.items.map((item: { text: string }) => item.text));
      cursor = `&cursor=${body.nextCursor}`;
      expect(body.nextCursor === null).toBe(page === 2);
    }
    expect(texts).toEqual(['comment 5', 'comment 4', 'comment 3', 'comment 2', 'comment 1']);
    expect(codesOf(await list(cast.manager, `${where}?cursor=abc`))).toEqual(['discussion.bad-cursor']);
  });

  test('are not there for whoever may not read the record, whatever they ask', async () => {
    const { id } = await written(cast.proposer, 'Not for other units.');
    expect(codesOf(await list(stranger))).toEqual(['discussion.no-such-record']);
    expect(codesOf(await write(stranger, { text: 'hello' }))).toEqual(['discussion.no-such-record']);
    expect(codesOf(await house().http(stranger, 'GET', `/comments/${id}`))).toEqual(['discussion.no-such-comment']);
    const asked = { ifMatch: 1, body: { reason: 'not mine to see' } };
    expect(codesOf(await house().http(stranger, 'POST', `/comments/${id}/acts/withdraw`, asked))).toEqual([
      'discussion.no-such-comment',
    ]);
    expect((await house().http(stranger, 'GET', `/records/comment/${id}/history`)).status).toBe(404);
    expect(codesOf(await list(cast.manager, at('release', 'REL-99999')))).toEqual(['discussion.no-such-record']);
    expect(codesOf(await list(cast.manager, at('nothing', release.key)))).toEqual(['discussion.no-such-record']);
  });

  test('end for somebody who lost the right to read the record, their own too', async () => {
    const h = house();
    const leaver = await h.someone(['test-manager'], { unit: cast.unit });
    const { id } = await written(leaver, 'I will look at it.');
    await sql`update identity.role_grant set withdrawn_at = ${h.clock.now()} where person_id = ${leaver.id}`.execute(
      h.app.database.db,
    );
    expect((await house().http(leaver, 'GET', `/comments/${id}`)).status).toBe(404);
    expect((await house().http(leaver, 'PATCH', `/comments/${id}`, { ifMatch: 1, body: { text: 'changed' } })).status).toBe(403);
  });

  test('are read and not written by who only looks', async () => {
    expect((await list(auditor)).status).toBe(200);
    expect((await list(auditor)).body.can.write[0].code).toBe('identity.no-right');
    expect(codesOf(await write(auditor, { text: 'seen' }))).toEqual(['identity.no-right']);
  });

  test('speak to nobody who may not read the record: each is refused by name', async () => {
    const before = (await list(cast.manager)).body.items.length;
    const colleague = await house().someone([], { unit: cast.unit });
    const reply = await write(cast.manager, {
      text: 'See this',
      mentions: [colleague.email, 'nobody@firm.example', cast.tester.id],
    });
    expect(reply.status).toBe(422);
    expect(codesOf(reply)).toEqual(['discussion.mention-cannot-read', 'discussion.no-such-person']);
    expect(reply.body.refusals[0].message).toContain(colleague.name);
    expect(reply.body.refusals.map(({ field }: { field: string }) => field)).toEqual(['/mentions/0', '/mentions/1']);
    expect((await list(cast.manager)).body.items).toHaveLength(before);
  });

  test('tell nobody who somebody of another unit is: they are nobody, by address and by id', async () => {
    const reply = await write(cast.manager, { text: 'See this', mentions: [stranger.email, stranger.id] });
    expect([reply.status, codesOf(reply)]).toEqual([422, ['discussion.no-such-person', 'discussion.no-such-person']]);
    expect(reply.text).not.toContain(stranger.name);
    expect(reply.body.refusals.map(({ facts }: { facts: object }) => facts)).toEqual([
      { person: stranger.email },
      { person: stranger.id },
    ]);
    const byId = reply.body.refusals[1].message;
    expect(byId, 'it says what was asked').toContain(stranger.id);
    expect(byId).not.toContain(stranger.email);
    const { key } = (await propose(house(), cast)).body;
    const said = await write(cast.manager, { text: 'See this', mentions: [cast.tester.id] }, at('release', key));
    const change = { ifMatch: 1, body: { text: 'See that', mentions: [stranger.email] } };
    expect(codesOf(await house().http(cast.manager, 'PATCH', `/comments/${said.body.id}`, change))).toEqual([
      'discussion.no-such-person',
    ]);
  });

  test('say something, in plain text of bounded length', async () => {
    for (const text of ['', '   ', 'x'.repeat(5001)]) expect((await write(cast.manager, { text })).status).toBe(400);
    const markup = '<script>alert(1)</script> & "so"';
    expect((await written(cast.manager, markup)).text).toBe(markup);
  });

  test('are about work, never about a person', async () => {
    const administrator = await house().someone(['administrator', 'release-manager']);
    expect(codesOf(await write(administrator, { text: 'late again' }, at('person', cast.tester.id)))).toEqual([
      'discussion.about-a-person',
    ]);
  });

  test('can be said to every kind of record that has a page: an application, a unit, a change', async () => {
    const { key } = await application(house(), cast);
    expect((await write(cast.systemOwner, { text: 'Who runs it?' }, at('application', key))).status).toBe(201);
    expect((await write(cast.quality, { text: 'Moves in May' }, at('unit', cast.unit.key))).status).toBe(201);
    expect((await list(cast.quality, at('unit', cast.unit.id))).body.items).toHaveLength(1);
  });
});

describe('one comment', () => {
  test('is corrected by its author, and what it said is kept', async () => {
    const h = house();
    const { id } = await written(cast.proposer, 'We go on Mondy.', [cast.tester.id]);
    const change = (as: Someone, body: object, ifMatch?: number) =>
      h.http(as, 'PATCH', `/comments/${id}`, { body, ...(ifMatch === undefined ? {} : { ifMatch }) });
    expect((await change(cast.proposer, { text: 'x' })).status).toBe(428);
    expect(codesOf(await change(cast.quality, { text: 'x' }, 1))).toEqual(['discussion.not-author']);
    h.clock.moveBy(60_000);
    const corrected = await change(cast.proposer, { text: 'We go on Monday.', mentions: [] }, 1);
    expect(corrected.body).toMatchObject({ text: 'We go on Monday.', mentions: [], version: 2 });
    expect(corrected.body.correctedAt).toBe(h.clock.now().toISOString());
    const stale = await change(cast.proposer, { text: 'We go on Tuesday.' }, 1);
    expect([stale.status, ...codesOf(stale)]).toEqual([412, 'foundation.stale']);
    expect((await change(cast.proposer, { text: 'We go on Monday.' }, 2)).body.version).toBe(2);
    const shown = await h.http(cast.manager, 'GET', `/comments/${id}`);
    expect(shown.body.wordings).toEqual([
      {
        number: 1,
        text: 'We go on Mondy.',
        mentions: [{ id: cast.tester.id, name: cast.tester.name }],
        until: h.clock.now().toISOString(),
      },
    ]);
  });

  test('is withdrawn with a reason by its author or by quality, stays to be read, and is then left alone', async () => {
    const h = house();
    const { id } = await written(cast.proposer, 'The password is swordfish.');
    const withdraw = (as: Someone, ifMatch: number) =>
      h.http(as, 'POST', `/comments/${id}/acts/withdraw`, { ifMatch, body: { reason: 'a secret does not belong here' } });
    expect(codesOf(await withdraw(cast.manager, 1))).toEqual(['discussion.not-author']);
    const done = await withdraw(cast.quality, 1);
    expect(done.status, done.text).toBe(200);
    expect(done.body).toMatchObject({
      state: 'withdrawn',
      text: 'The password is swordfish.',
      withdrawn: { by: { id: cast.quality.id }, reason: 'a secret does not belong here' },
    });
    expect(codesOf(await withdraw(cast.quality, 2))).toEqual(['discussion.comment-withdrawn']);
    const change = { ifMatch: 2, body: { text: 'other' } };
    expect(codesOf(await h.http(cast.proposer, 'PATCH', `/comments/${id}`, change))).toEqual(['discussion.comment-withdrawn']);
  });

  test('stands in the trail with its text beside the entry, where the law can take it away', async () => {
    const { id } = await written(cast.proposer, 'Ask Jane Doe about it.');
    const { rows } = await sql<{ act: string; changes: string; sides: string[]; units: string[] }>`
      select e.act, e.changes::text as changes, e.unit_ids as units,
        (select array_agg(s.value #>> '{}' order by s.slot) from ledger.side s where s.entry_id = e.id) as sides
      from ledger.entry e where e.subject_kind = 'comment' and e.subject_id = ${id}`.execute(house().app.database.db);
    expect(rows.map(({ act }) => act)).toEqual(['discussion.comment-written']);
    expect(rows[0]?.changes).not.toContain('Jane Doe');
    expect(rows[0]?.sides).toContain('Ask Jane Doe about it.');
    expect(rows[0]?.units).toEqual([cast.unit.id]);
  });

  test('is not deleted in the database, by whatever role', async () => {
    const h = house();
    const { id } = await written(cast.proposer, 'stays');
    await sql`delete from discussion.comment where id = ${id}`.execute(h.app.database.db);
    expect((await h.http(cast.proposer, 'GET', `/comments/${id}`)).status).toBe(200);
    await expect(sql`select discussion.remove_comment(${id})`.execute(h.app.database.db)).rejects.toThrow('no signed disposal');
    await expect(sql`update discussion.wording set text = 'other'`.execute(h.app.database.db)).rejects.toThrow(
      'permission denied',
    );
  });

  test('is written once for one Idempotency-Key', async () => {
    const { key } = (await propose(house(), cast)).body;
    const once = { body: { text: 'once' }, headers: { 'idempotency-key': 'said-once' } };
    const replies = [1, 2].map(() => house().http(cast.manager, 'POST', at('release', key), once));
    const [one, other] = await Promise.all(replies);
    expect(one?.body.id).toBe(other?.body.id);
    expect((await list(cast.manager, at('release', key))).body.items).toHaveLength(1);
  });
});
