import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/rooms/access/core/review.ts';
import { historyOf } from '../../src/rooms/ledger/store/read-entries.ts';
import { close, day, decideOn, follow, letPass, manyGrants, openReview } from '../support/access.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { codesOf } from '../support/releases.ts';

const house = useHouse();
type Body = HttpReply['body'];
const show = async (as: { readonly cookie: string }, key: string): Promise<Body> =>
  (await house().http(as, 'GET', `/access-reviews/${key}`)).body;
const openItems = (review: Body): readonly Body[] =>
  review.list.filter((item: Body) => item.decision === null && item.standing !== 'gone');

describe('a review by a rule', () => {
  test('[D11-11-11] of 40 grants, of which 3 have no answer when it is due: these are suspended, each decision has its person and time, and it is closed with nothing open', async () => {
    const h = house();
    const unit = await h.unit();
    const owner = await h.someone(['system-owner'], { unit: await h.root() });
    const quality = await h.someone(['quality']);
    await manyGrants(h, unit, 'release-manager', 37);
    const forgotten: Someone[] = [];
    for (let at = 0; at < 3; at++) forgotten.push(await h.someone(['release-manager'], { unit }));
    const may = async (one: Someone | undefined): Promise<number> =>
      (
        await h.http(one ?? null, 'POST', '/releases', {
          body: { name: 'Mine', kind: 'project', class: 'minor', unit: unit.key },
        })
      ).status;
    expect(await may(forgotten[0])).not.toBe(403);

    const first = h.clock.now().toISOString().slice(0, 10);
    const rule = { unit: unit.key, everyMonths: 3, answerDays: 14, firstOn: first };
    expect((await h.http(owner, 'POST', '/access-review-rules', { body: rule })).status).toBe(201);
    await follow(h);
    const listed = (await h.http(owner, 'GET', `/access-reviews?unit=${unit.key}`)).body.items;
    expect(listed).toMatchObject([{ state: 'open', openedBy: null, items: 40, undecided: 40 }]);
    const { key } = listed[0];
    expect((await h.http(owner, 'GET', '/access-review-rules')).body.items).toMatchObject([{ nextOn: '2027-02-24' }]);
    // A second turn opens nothing more.
    await follow(h);
    expect((await h.http(owner, 'GET', `/access-reviews?unit=${unit.key}`)).body.items).toHaveLength(1);

    const waiting = async () => (await h.http(owner, 'GET', '/access-reviews-waiting')).body.items;
    expect(await waiting()).toMatchObject([{ key, mine: 40, suspended: 0 }]);
    const names = new Set(forgotten.map(({ id }) => id));
    const review = await show(owner, key);
    const answered = review.list.filter((item: Body) => !names.has(item.person.id));
    expect((await decideOn(h, owner, key, answered.slice(0, 36), 'keep')).status).toBe(200);
    expect((await decideOn(h, quality, key, answered.slice(36), 'remove')).status).toBe(200);
    expect(codesOf(await close(h, owner, key))).toEqual(['access.items-open']);

    await letPass(h, 14 * day);
    await follow(h);
    const due = await show(owner, key);
    expect(due).toMatchObject({ state: 'open', undecided: 3, suspended: 3 });
    expect(openItems(due).map((item) => [item.standing, names.has(item.person.id)])).toEqual(Array(3).fill(['suspended', true]));
    expect(await waiting()).toMatchObject([{ key, mine: 3, suspended: 3 }]);
    for (const one of forgotten) expect(await may(one)).toBe(403);
    for (const item of due.list.filter((one: Body) => one.decision !== null)) {
      expect(item.decision).toMatchObject({ reason: expect.stringContaining('looked at'), at: expect.any(String) });
      expect([owner.id, quality.id]).toContain(item.decision.by.id);
    }
    const grants = (await h.http(quality, 'GET', `/role-grants?unit=${unit.key}&limit=200`)).body.items;
    expect(grants.filter((grant: Body) => grant.suspended !== null)).toHaveLength(3);

    expect(codesOf(await close(h, owner, key))).toEqual(['access.items-open']);
    const withdraw = { ifMatch: due.version, body: { reason: 'let us forget it' } };
    expect(codesOf(await h.http(owner, 'POST', `/access-reviews/${key}/acts/withdraw`, withdraw))).toEqual([
      'access.still-suspended',
    ]);

    // Granting it once more does not go past the review; a late answer does.
    const admin = await h.someone(['administrator']);
    const again = { person: forgotten[0]?.id, role: 'release-manager', unit: unit.key };
    expect(codesOf(await h.http(admin, 'POST', '/role-grants', { body: again }))).toEqual(['identity.access-suspended']);
    const late = openItems(due);
    expect((await decideOn(h, owner, key, late.slice(0, 2), 'keep')).status).toBe(200);
    expect((await decideOn(h, owner, key, late.slice(2), 'remove')).status).toBe(200);
    const by = (item: Body) => forgotten.find(({ id }) => id === item.person.id);
    expect(await may(by(late[0]))).not.toBe(403);
    expect(await may(by(late[2]))).toBe(403);

    const closed = await close(h, owner, key);
    expect(closed.status, closed.text).toBe(200);
    expect(closed.body).toMatchObject({ state: 'closed', undecided: 0, signature: { standing: 'valid' } });
    const entries = await historyOf(
      h.app.database.db,
      { kind: 'access-review', id: closed.body.id },
      { limit: 50, before: null },
    );
    expect(entries.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['access.review-opened', 'access.review-fell-due', 'access.review-closed']),
    );
    expect(codesOf(await decideOn(h, owner, key, late.slice(0, 1), 'remove'))).toEqual(['access.review-over']);
  });

  test('a rule ends, and what it opened goes on; rules that begin yesterday or overlap are refused', async () => {
    const h = house();
    const unit = await h.unit();
    const owner = await h.someone(['system-owner'], { unit });
    const set = (more: object) =>
      h.http(owner, 'POST', '/access-review-rules', {
        body: { unit: unit.key, everyMonths: 1, answerDays: 7, firstOn: '2027-01-31', ...more },
      });
    expect(codesOf(await set({ firstOn: '2020-01-01' }))).toEqual(['access.rule-begins-past']);
    expect(codesOf(await set({ answerDays: 30 }))).toEqual(['access.rule-overlaps']);
    const { body } = await set({});
    expect((await set({})).body.id).toBe(body.id);
    const ended = await h.http(owner, 'POST', `/access-review-rules/${body.id}/acts/end`, {
      body: { reason: 'the site closes' },
    });
    expect(ended.body).toMatchObject({ endedAt: expect.any(String), can: {} });
    expect((await h.http(owner, 'GET', '/access-review-rules')).body.items).toEqual([]);
  });
});

describe('a review of a unit', () => {
  test('[SOX-ACC-R] with a snapshot of 210 grants: a later grant stands in the addendum, nobody answers for their own access, and what is removed is read again', async () => {
    const h = house();
    const unit = await h.unit();
    const admin = await h.someone(['administrator']);
    const quality = await h.someone(['quality']);
    const manager = await h.someone(['system-owner'], { unit });
    await manyGrants(h, unit, 'release-manager', 209);
    const opened = await openReview(h, manager, unit);
    expect(opened.status, opened.text).toBe(201);
    const { key, snapshot } = opened.body;
    expect(opened.body).toMatchObject({ items: 210, undecided: 210, late: 0, snapshot: { items: 210, intact: true } });
    expect(codesOf(await openReview(h, manager, unit))).toEqual(['access.review-open']);

    // The file holds the lines of the snapshot: anybody computes the digest again.
    const file = (await h.http(quality, 'GET', `/access-reviews/${key}/export`)).body;
    const lines = file.snapshotLines.map((line: string) => JSON.parse(line));
    const dates = (line: Body) => ({
      ...line,
      id: line.target,
      personId: line.person,
      groupId: line.group,
      unitId: line.unit,
      deputyId: line.deputy,
      since: line.since === null ? null : new Date(line.since),
      until: line.until === null ? null : new Date(line.until),
    });
    expect(lines).toHaveLength(210);
    expect(digestOf(lines.map(dates))).toBe(snapshot.sha256);

    h.clock.moveBy(60_000);
    const late = await h.someone();
    const grant = { person: late.id, role: 'sponsor', unit: unit.key };
    expect((await h.http(admin, 'POST', '/role-grants', { body: grant })).status).toBe(201);
    expect(await show(manager, key)).toMatchObject({ late: 1, items: 210 });
    await follow(h);
    const extended = await show(manager, key);
    expect(extended).toMatchObject({ late: 0, items: 211, snapshot });
    expect(extended.list.filter((item: Body) => item.addendum)).toMatchObject([{ person: { id: late.id }, role: 'sponsor' }]);

    const own = extended.list.find((item: Body) => item.person.id === manager.id);
    expect(own.can.decide).toMatchObject([{ code: 'access.own-item' }]);
    expect(codesOf(await decideOn(h, manager, key, [own], 'keep'))).toEqual(['access.own-item']);
    const others = extended.list.filter((item: Body) => item.person.id !== manager.id);
    const removed = others.slice(0, 5);
    expect((await decideOn(h, manager, key, others.slice(5), 'keep')).status).toBe(200);
    const after = await decideOn(h, manager, key, removed, 'remove');
    const ids = new Set(removed.map((item: Body) => item.id));
    expect(after.body.list.filter((item: Body) => ids.has(item.id)).map((item: Body) => [item.standing, item.verified])).toEqual(
      Array(5).fill(['gone', true]),
    );
    const left = (await h.http(admin, 'GET', `/role-grants?unit=${unit.key}&limit=200&state=withdrawn`)).body.items;
    expect(left).toHaveLength(5);
    expect((await decideOn(h, quality, key, [own], 'keep')).status).toBe(200);
    expect((await close(h, manager, key)).body).toMatchObject({ state: 'closed' });
  });

  test('what was to be changed keeps the review open until reading it again shows the change', async () => {
    const h = house();
    const unit = await h.unit();
    const admin = await h.someone(['administrator']);
    const owner = await h.someone(['system-owner']);
    const holder = await h.someone(['release-manager'], { unit });
    const { key } = (await openReview(h, owner, unit)).body;
    const [item] = (await show(owner, key)).list;
    expect((await decideOn(h, owner, key, [item], 'change')).body.list).toMatchObject([{ standing: 'stands', verified: false }]);
    expect(codesOf(await close(h, owner, key))).toEqual(['access.not-carried-out']);
    const body = { person: holder.id, role: 'release-manager', unit: unit.key, until: '2026-12-24T00:00:00Z' };
    expect((await h.http(admin, 'POST', '/role-grants', { body })).status).toBe(201);
    // Another end is another grant: the old one is gone, and the new one is asked about.
    expect(codesOf(await close(h, owner, key))).toEqual(['access.came-since']);
    expect((await h.http(owner, 'POST', `/access-reviews/${key}/acts/extend`, { body: {} })).body).toMatchObject({ items: 2 });
    const [next] = openItems(await show(owner, key));
    expect((await decideOn(h, owner, key, [next], 'keep')).status).toBe(200);
    expect((await close(h, owner, key)).body).toMatchObject({ state: 'closed' });
  });

  test('holds members of groups, deputies and tokens; each is suspended and restored, and a group that holds a role is reviewed by none of its members', async () => {
    const h = house();
    const unit = await h.unit();
    const admin = await h.someone(['administrator']);
    const owner = await h.someone(['system-owner']);
    const member = await h.someone(['business-process-owner'], { unit });
    const deputy = await h.someone([], { unit });
    const { id: group } = (await h.http(admin, 'POST', '/groups', { body: { key: `g-${unit.key}`, name: 'Testers' } })).body;
    await h.http(admin, 'POST', `/groups/${group}/acts/add-member`, { body: { person: member.id } });
    await h.http(admin, 'POST', '/role-grants', { body: { group, role: 'test-manager', unit: unit.key } });
    const until = new Date(h.clock.now().getTime() + 60 * day).toISOString();
    const named = { deputy: deputy.id, startsAt: h.clock.now().toISOString(), endsAt: until, reason: 'away' };
    expect((await h.http(member, 'POST', '/deputations', { body: named })).status).toBe(201);
    const wanted = { name: 'reports', scopes: ['read'], expiresInDays: 60 };
    const token = await h.http(member, 'POST', '/tokens', { body: wanted });
    expect(token.status, token.text).toBe(201);
    const bearer = { token: token.body.secret };

    const { key } = (await openReview(h, owner, unit, 3)).body;
    const before = await show(owner, key);
    expect(before.list.map((item: Body) => item.kind).toSorted()).toEqual(['deputy', 'member', 'role', 'role', 'token']);
    // The owner of the whole organisation keeps two; the member of the group may answer for none of these.
    const seen = await show(member, key);
    expect(seen.list.every((item: Body) => item.can.decide !== true)).toBe(true);
    const roles = before.list.filter((item: Body) => item.kind === 'role');
    expect((await decideOn(h, owner, key, roles, 'keep')).status).toBe(200);
    expect((await h.http(bearer, 'GET', '/units')).status).toBe(200);
    await letPass(h, 3 * day);
    await follow(h);
    const due = await show(owner, key);
    expect(
      openItems(due)
        .map((item) => [item.kind, item.standing])
        .toSorted(),
    ).toEqual([
      ['deputy', 'suspended'],
      ['member', 'suspended'],
      ['token', 'suspended'],
    ]);
    expect((await h.http(bearer, 'GET', '/units')).status).toBe(401);
    expect((await h.http(deputy, 'GET', '/units')).status).toBe(403);
    expect((await decideOn(h, owner, key, openItems(due), 'keep')).status).toBe(200);
    expect((await h.http(bearer, 'GET', '/units')).status).toBe(200);
    expect((await h.http(deputy, 'GET', '/units')).status).toBe(200);
    expect((await close(h, owner, key)).body).toMatchObject({ state: 'closed', suspended: 0 });
  });

  test('spares the last administrator of the whole organisation, whose item stays open', async () => {
    const h = house();
    const root = await h.root();
    const others = await h.someone(['quality']);
    const { key } = (await openReview(h, others, root, 2)).body;
    await letPass(h, 2 * day);
    await follow(h);
    const grants = (await h.http(await h.someone(['auditor']), 'GET', '/role-grants?role=administrator&limit=200')).body.items;
    expect(grants.filter((grant: Body) => grant.suspended === null)).toHaveLength(1);
    expect(key).toMatch(/^ACR-/);
  });
});
