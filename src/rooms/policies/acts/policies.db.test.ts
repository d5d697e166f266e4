import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';
import { application, type Cast, castOf, passTimeTo, propose, walkUntil } from '../../../../tests/support/releases.ts';
import { historyOf } from '../../ledger/store/read-entries.ts';
import { firstDifference } from '../../signatures/acts/compare-records.ts';
import { policyExceptionMachine } from '../core/exception-machine.ts';
import { takeEffect } from './decide-version.ts';
import { endExceptions } from './except.ts';

const house = useHouse();
const codes = (reply: HttpReply) => (reply.body.refusals ?? []).map((refusal: { code: string }) => refusal.code);
const day = 86_400_000;
const ahead = (days: number) => new Date(house().clock.now().getTime() + days * day).toISOString();

const pass = (days: number) => passTimeTo(house(), new Date(ahead(days)));

let author: Someone;
let quality: Someone;
let deployer: Someone;
beforeAll(async () => {
  author = await house().someone(['release-manager']);
  quality = await house().someone(['quality']);
  deployer = await house().someone(['deployer']);
});

type View = HttpReply['body'];
const create = async (more: object = {}, as = author): Promise<View> => {
  const { key } = await house().root();
  const body = {
    kind: 'entry',
    title: 'Entry of releases',
    unit: key,
    text: 'Two weeks before.',
    summary: 'First version',
    ...more,
  };
  const made = await house().http(as, 'POST', '/policies', { body });
  expect(made.status, made.text).toBe(201);
  return made.body;
};
const step = (as: Someone, policy: View, verb: string, body: object = {}) =>
  house().http(as, 'POST', `/policy-versions/${policy.versions[0].id}/acts/${verb}`, { ifMatch: policy.version, body });
const shown = async (policy: View, as = author): Promise<View> => (await house().http(as, 'GET', `/policies/${policy.key}`)).body;
const change = (policy: View, body: object, as = author) =>
  house().http(as, 'PATCH', `/policies/${policy.id}`, { ifMatch: policy.version, body });
const approved = async (more: object = {}): Promise<View> => {
  const submitted = await step(author, await create(more), 'submit');
  expect(submitted.status, submitted.text).toBe(201);
  const done = await step(quality, submitted.body, 'approve', { password: quality.password });
  expect(done.status, done.text).toBe(201);
  return done.body;
};

describe('a policy', () => {
  test('is written, reviewed, and approved with the signature of quality, never by its author; then it is in force', async () => {
    const draft = await create({ text: '' });
    expect(codes(await step(author, draft, 'submit'))).toEqual(['policies.draft-whole']);
    const whole = (await change(draft, { text: 'Two weeks before.' })).body;
    const submitted = (await step(author, whole, 'submit')).body;
    expect(codes(await change(submitted, { text: 'Three weeks before.' }))).toEqual(['policies.not-in-draft']);
    expect((await step(author, submitted, 'approve', { password: author.password })).status).toBe(403);
    expect(codes(await step(quality, submitted, 'approve'))).toEqual(['signatures.signature-required']);
    const done = await step(quality, submitted, 'approve', { password: quality.password });
    expect(done.body).toMatchObject({
      inForce: { number: 1 },
      versions: [{ state: 'effective', approvedBy: { id: quality.id } }],
    });
    const signatures = await house().http(quality, 'GET', `/signatures?subject=policy-version:${draft.key}v1`);
    expect(signatures.body.items).toMatchObject([{ standing: 'valid', meaning: { code: 'approved' } }]);
  });

  test('of which quality itself wrote the text is approved by somebody else of quality', async () => {
    const own = (await step(quality, await create({}, quality), 'submit')).body;
    expect(codes(await step(quality, own, 'approve', { password: quality.password }))).toEqual(['identity.not-independent']);
    const other = await house().someone(['quality']);
    expect((await step(other, own, 'approve', { password: other.password })).status).toBe(201);
  });

  test('of which quality wrote a part is not approved by them because somebody else wrote last', async () => {
    const draft = await create({}, quality);
    const first = (await step(author, (await change(draft, { summary: 'Two weeks' })).body, 'submit')).body;
    expect(codes(await step(quality, first, 'approve', { password: quality.password }))).toEqual(['identity.not-independent']);
    const inForce = await approved();
    await takeEffect(house().app);
    const next = (await change(await shown(inForce), { text: 'Four weeks before.', summary: 'Longer' }, quality)).body;
    const second = (await step(author, (await change(next, { summary: 'Longer by two' })).body, 'submit')).body;
    expect(codes(await step(quality, second, 'approve', { password: quality.password }))).toEqual(['identity.not-independent']);
  });

  test('is handed on by its owner or by quality, and taken by nobody: the owner decides on exceptions', async () => {
    const taker = await house().someone(['release-manager']);
    const draft = await create();
    expect(codes(await change(draft, { owner: taker.email }, taker))).toEqual(['policies.owner-hands-on']);
    const given = await change(draft, { owner: taker.email });
    expect(given.body, given.text).toMatchObject({ owner: { id: taker.id } });
    expect((await change(given.body, { owner: author.email }, quality)).body).toMatchObject({ owner: { id: author.id } });
  });

  test('takes effect on its day and supersedes the version before; the trail tells both', async () => {
    const first = await approved();
    await takeEffect(house().app);
    const begun = (
      await change(await shown(first), { text: 'Three weeks before.', summary: 'Three weeks', effectiveAt: ahead(7) })
    ).body;
    expect(begun.versions[0]).toMatchObject({ number: 2, state: 'draft' });
    const submitted = (await step(author, begun, 'submit')).body;
    const waiting = (await step(quality, submitted, 'approve', { password: quality.password })).body;
    expect(waiting).toMatchObject({ inForce: { number: 1 }, open: { number: 2, state: 'approved' } });
    await pass(8);
    expect((await shown(first)).inForce).toMatchObject({ number: 2 });
    await takeEffect(house().app);
    expect((await shown(first)).versions).toMatchObject([
      { state: 'effective' },
      { state: 'superseded', endedAt: expect.any(String) },
    ]);
  });

  test('cannot hold backwards; a version is returned to its author, discarded, or withdrawn with a signature and a reason', async () => {
    const late = (await step(author, await create({ effectiveAt: ahead(1) }), 'submit')).body;
    await pass(2);
    expect(codes(await step(quality, late, 'approve', { password: quality.password }))).toEqual(['policies.effective-past']);
    expect(codes(await step(quality, late, 'return'))).toEqual(['policies.reason-missing']);
    const returned = (await step(quality, late, 'return', { reason: 'the day has passed' })).body;
    expect((await step(author, returned, 'discard', { reason: 'written anew' })).body.versions[0].state).toBe('withdrawn');
    const policy = await approved();
    const body = { reason: 'replaced by a law', password: quality.password };
    expect(codes(await step(quality, policy, 'discard', { reason: 'replaced by a law' }))).toEqual(['policies.not-from-here']);
    expect((await step(quality, policy, 'withdraw', body)).body).toMatchObject({
      inForce: null,
      versions: [{ state: 'withdrawn' }],
    });
  });
});

test('an auditor, who signs reviews, acknowledges what they are asked to; an inspector and an administrator are asked for nothing, for they could not', async () => {
  const policy = await approved({ title: 'Reviews', acknowledgedBy: ['auditor'] });
  const person = await house().someone(['auditor']);
  const done = await house().http(person, 'POST', `/policies/${policy.key}/acts/acknowledge`, { body: { number: 1 } });
  expect(done.status, done.text).toBe(201);
  const refused = await house().http(author, 'POST', '/policies', {
    body: {
      kind: 'entry',
      title: 'For those who cannot',
      unit: (await house().root()).key,
      text: 'x',
      summary: 'x',
      acknowledgedBy: ['inspector', 'administrator'],
    },
  });
  expect(codes(refused)).toEqual(['policies.acknowledges-nothing']);
});

test('the list comes in pages, in the order of the keys', async () => {
  for (let made = 0; made < 3; made++) await create();
  const page = async (query: string) => (await house().http(author, 'GET', `/policies?${query}`)).body;
  const first = await page('limit=2');
  expect(first.items.map((one: { key: string }) => one.key)).toEqual(['POL-1', 'POL-2']);
  expect((await page(`limit=1&cursor=${first.nextCursor}`)).items).toMatchObject([{ key: 'POL-3' }]);
  expect(codes(await house().http(author, 'GET', '/policies?cursor=x'))).toEqual(['policies.bad-cursor']);
});

describe('acknowledgements', () => {
  test('are owed by who holds a role that is asked, given once for a version, and listed with who still owes them', async () => {
    const policy = await approved({ acknowledgedBy: ['deployer'] });
    const outstanding = (view: View) => view.acknowledgements.outstanding.map((person: { id: string }) => person.id);
    expect(outstanding(policy)).toContain(deployer.id);
    const mine = (await house().http(deployer, 'GET', '/policies')).body.items.find(
      (one: { id: string }) => one.id === policy.id,
    );
    expect(mine.acknowledgement).toBe('due');
    const acknowledge = (number: number) =>
      house().http(deployer, 'POST', `/policies/${policy.id}/acts/acknowledge`, { body: { number } });
    expect(codes(await acknowledge(2))).toEqual(['policies.no-such-version']);
    const done = await acknowledge(1);
    expect(done.body.acknowledgement).toBe('done');
    expect(outstanding(done.body)).not.toContain(deployer.id);
    expect(done.body.acknowledgements.done).toMatchObject([{ id: deployer.id }]);
    expect((await acknowledge(1)).body.acknowledgements.done).toHaveLength(1);
  });
});

describe('exceptions and what a release follows', () => {
  let cast: Cast;
  beforeAll(async () => {
    cast = await castOf(house());
  });
  const askFor = (policy: View, release: View, more: object = {}) =>
    house().http(cast.manager, 'POST', `/policies/${policy.id}/exceptions`, {
      body: { subject: `release:${release.key}`, reason: 'The supplier is late', expiresAt: ahead(30), ...more },
    });
  const decide = (as: Someone, one: View, verb: string, body: object) =>
    house().http(as, 'POST', `/policy-exceptions/${one.key}/acts/${verb}`, { ifMatch: one.version, body });
  const ofRelease = async (release: View) =>
    (await house().http(cast.manager, 'GET', `/policies/of-record?subject=release:${release.key}`)).body;

  test('an exception is bounded, signed by quality or the owner who did not ask, shown with the release, and ends by itself', async () => {
    const policy = await approved();
    const release = (await propose(house(), cast)).body;
    expect(codes(await askFor(policy, release, { expiresAt: ahead(91) }))).toEqual(['policies.exception-bounded']);
    const asked = await askFor(policy, release);
    expect(asked.body, asked.text).toMatchObject({ state: 'requested', holds: false });
    expect(codes(await askFor(policy, release))).toEqual(['policies.exception-open']);
    const given = { password: cast.manager.password };
    expect(codes(await decide(cast.manager, asked.body, 'grant', given))).toEqual([
      'policies.not-granter',
      'identity.not-independent',
    ]);
    expect(codes(await decide(quality, asked.body, 'grant', {}))).toEqual(['signatures.signature-required']);
    const stranger = await house().someone(['release-manager'], { unit: await house().unit() });
    expect(codes(await decide(stranger, asked.body, 'grant', {}))).toEqual(['policies.no-such-exception']);
    const granted = await decide(author, asked.body, 'grant', { password: author.password });
    expect(granted.body, granted.text).toMatchObject({ state: 'granted', holds: true, decidedBy: { id: author.id } });
    expect((await ofRelease(release)).exceptions).toMatchObject([{ key: asked.body.key, holds: true, expired: false }]);
    await pass(31);
    expect((await ofRelease(release)).exceptions).toMatchObject([{ state: 'granted', holds: false, expired: true }]);
    await endExceptions(house().app);
    expect((await ofRelease(release)).exceptions).toMatchObject([{ state: 'ended', expired: true }]);
  });

  test('no row leads from an exception that is over', () => {
    const over = policyExceptionMachine.rows.flatMap((row) => row.from);
    expect(over).not.toContain('ended');
    expect(over).not.toContain('rejected');
  });

  test('a release follows what is in force when its dates are approved, and says when there is a newer version', async () => {
    const policy = await approved();
    await takeEffect(house().app);
    const app = await application(house(), cast);
    const release = (await propose(house(), cast, { applications: [{ application: app.id }] })).body;
    const before = await ofRelease(release);
    expect(before.fixedAt).toBe(null);
    expect(before.follows).toContainEqual(
      expect.objectContaining({ number: 1, newer: null, policy: expect.objectContaining({ key: policy.key }) }),
    );
    await walkUntil(house(), cast, release.id, 'start');
    const fixed = await ofRelease(release);
    expect(fixed.fixedAt).toEqual(expect.any(String));
    const next = (await change(await shown(policy), { text: 'Four weeks before.', summary: 'Four weeks' })).body;
    const submitted = (await step(author, next, 'submit')).body;
    expect((await step(quality, submitted, 'approve', { password: quality.password })).status).toBe(201);
    const followed = (await ofRelease(release)).follows.find((one: { policy: { key: string } }) => one.policy.key === policy.key);
    expect(followed).toMatchObject({ number: 1, newer: 2 });
    const told = await historyOf(house().app.database.db, { kind: 'release', id: release.id }, { limit: 50, before: null });
    const [entry] = told.filter((one) => one.act === 'policies.followed');
    expect(entry?.changes).toContainEqual({ field: `/follows/${policy.key}`, old: null, new: 1 });
  });

  test('whoever approves the dates signs which versions it follows: another one, by SQL too, leaves the approval unsigned', async () => {
    const policy = await approved();
    await takeEffect(house().app);
    const app = await application(house(), cast);
    const release = (await propose(house(), cast, { applications: [{ application: app.id }] })).body;
    await walkUntil(house(), cast, release.id, 'start');
    const signed = async (): Promise<View> => {
      const { items } = (await house().http(quality, 'GET', `/signatures?subject=release:${release.id}`)).body;
      return items.find((one: View) => one.verb === 'plan');
    };
    const before = await signed();
    expect(before).toMatchObject({ standing: 'valid' });
    const { statement } = (await house().http(quality, 'GET', `/signatures/${before.id}`)).body;
    expect(JSON.parse(statement).content.follows).toMatchObject({ [policy.key]: 1 });
    expect(await firstDifference(house().app)).toBe(null);
    const { db } = house().app.database;
    const there = sql`subject_id = ${release.id} and policy_id = ${policy.id}`;
    await sql`delete from policies.following where ${there}`.execute(db);
    expect(await signed()).toMatchObject({ standing: 'changed' });
    expect(await firstDifference(house().app)).toContain(`/follows/${policy.key}`);
    await sql`insert into policies.following (subject_kind, subject_id, policy_id, number, fixed_at)
      values ('release', ${release.id}, ${policy.id}, 1, now())`.execute(db);
    expect(await signed()).toMatchObject({ standing: 'valid' });
  });
});
