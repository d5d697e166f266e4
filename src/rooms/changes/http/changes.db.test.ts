import { beforeAll, describe, expect, test } from 'vitest';
import {
  type ChangeCast,
  changeCastOf,
  plannedIn,
  request,
  road,
  step,
  touched,
  walkTo,
} from '../../../../tests/support/changes.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';
import { codesOf, passTimeTo } from '../../../../tests/support/releases.ts';

const house = useHouse();
let cast: ChangeCast;
beforeAll(async () => {
  cast = await changeCastOf(house());
});

type Body = HttpReply['body'];
const made = async (more: Readonly<Record<string, unknown>> = {}): Promise<Body> => {
  const reply = await request(house(), cast, more);
  if (reply.status !== 201) throw new Error(reply.text);
  return reply.body;
};
const touching = async (
  of: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, unknown>> = {},
): Promise<Body> => made({ applications: [{ application: (await touched(house(), cast, of)).key }], ...more });
const show = async (id: string): Promise<Body> => (await house().http(cast.manager, 'GET', `/changes/${id}`)).body;
const edit = async (id: string, body: object, as = cast.requester): Promise<HttpReply> =>
  house().http(as, 'PATCH', `/changes/${id}`, { ifMatch: (await show(id)).version, body });

describe('the way of a change', () => {
  test('a change is requested, decided on by others, implemented, verified and closed; each step stands in the trail, signed where it decides', async () => {
    const h = house();
    const app = await touched(h, cast, { criticality: 'high' });
    const change = await made({
      applications: [{ application: app.key }, { application: (await touched(h, cast)).key, role: 'regression' }],
    });
    expect(change).toMatchObject({
      state: 'draft',
      facets: { gxp: 'no', sox: 'no', criticality: 'high' },
      asks: { quality: false, testPlan: true },
    });
    const closed = await walkTo(h, cast, change.id, 'closed');
    expect(closed).toMatchObject({
      state: 'closed',
      outcome: 'implemented',
      outcomeNote: 'It runs as planned.',
      band: expect.any(String),
    });
    const signed = closed.decisions.filter(({ signature }: { signature: unknown }) => signature !== null);
    expect(signed.map(({ kind }: { kind: string }) => kind).toReversed()).toEqual([
      'authorise',
      'approve',
      'complete',
      'verify',
      'close',
    ]);
    for (const { signature } of signed) expect(signature.standing).toBe('valid');
    const trail = (await h.http(await h.someone(['auditor']), 'GET', `/records/change/${change.id}/history?limit=100`)).body
      .items;
    expect(trail.map(({ act }: { act: string }) => act)).toEqual(
      expect.arrayContaining(['changes.requested', 'changes.authorised', 'changes.closed']),
    );
    expect((await step(h, cast.manager, change.id, 'withdraw')).status).toBe(409);
    expect(codesOf(await edit(change.id, { name: 'Another' }))).toEqual(['changes.over']);
  });

  test('as it was at a moment it is rebuilt from the ledger', async () => {
    const h = house();
    const change = await touching({}, { name: 'Before' });
    const then = h.clock.now().toISOString();
    h.clock.moveBy(5000);
    expect((await edit(change.id, { name: 'After' })).status).toBe(200);
    const past = await h.http(cast.manager, 'GET', `/changes/${change.key}?asOf=${then}`);
    expect(past.body).toMatchObject({ name: 'Before', asOf: then, can: {}, applications: [{ role: 'changed' }] });
    expect((await show(change.id)).name).toBe('After');
  });

  test('what is outside of production is permitted and scheduled, and no other way', async () => {
    const h = house();
    const change = await touching(
      { gxp: 'yes', criticality: 'critical' },
      { model: 'non-production', backOutPlan: '', testPlan: '' },
    );
    expect((await step(h, cast.requester, change.id, 'submit')).status).toBe(200);
    expect(codesOf(await step(h, cast.manager, change.id, 'assess'))).toEqual(['changes.outside-production']);
    expect((await step(h, cast.environments, change.id, 'permit')).status).toBe(200);
    expect(codesOf(await step(h, cast.builder, change.id, 'build'))).toEqual(['changes.outside-production']);
    expect((await step(h, cast.manager, change.id, 'schedule')).status).toBe(200);
    const normal = await touching();
    await step(h, cast.requester, normal.id, 'submit');
    expect(codesOf(await step(h, cast.environments, normal.id, 'permit'))).toEqual(['changes.for-production']);
    await walkTo(h, cast, normal.id, 'authorised');
    expect(codesOf(await step(h, cast.manager, normal.id, 'schedule'))).toEqual(['changes.for-production']);
  });

  test('on hold it returns to where it was; withdrawn it is over; the work that has begun is neither', async () => {
    const h = house();
    const change = await touching();
    await walkTo(h, cast, change.id, 'built');
    expect((await step(h, cast.manager, change.id, 'hold')).body).toMatchObject({ state: 'on-hold', heldFrom: 'built' });
    expect((await step(h, cast.tester, change.id, 'test')).status).toBe(409);
    expect((await step(h, cast.manager, change.id, 'resume')).body).toMatchObject({ state: 'built', heldFrom: null });
    expect((await step(h, cast.manager, change.id, 'withdraw')).body.state).toBe('withdrawn');
    const begun = await touching();
    await walkTo(h, cast, begun.id, 'implementing');
    for (const verb of ['hold', 'withdraw', 'rework'] as const)
      expect((await step(h, cast.manager, begun.id, verb)).status, verb).toBe(409);
  });

  test('nobody reports without saying what came of it; a failed change is backed out, verified and closed as what it is', async () => {
    const h = house();
    const change = await touching();
    await walkTo(h, cast, change.id, 'implementing');
    for (const verb of ['complete', 'fail', 'back-out'] as const)
      expect(codesOf(await step(h, cast.deployer, change.id, verb)), verb).toEqual(['changes.outcome-missing']);
    expect((await step(h, cast.deployer, change.id, 'fail', { outcome: 'It does not start.' })).body).toMatchObject({
      state: 'failed',
      outcome: 'failed',
    });
    const backed = await step(h, cast.deployer, change.id, 'back-out', { outcome: 'The old version runs.' });
    expect(backed.body).toMatchObject({ state: 'backed-out', outcome: 'backed-out', outcomeNote: 'The old version runs.' });
    await step(h, cast.business, change.id, 'verify');
    expect((await step(h, cast.manager, change.id, 'close')).body).toMatchObject({ state: 'closed', outcome: 'backed-out' });
  });

  test('it is implemented inside of the time that is planned for it', async () => {
    const h = house();
    const change = await touching({}, { planned: null });
    await walkTo(h, cast, change.id, 'approved-for-production');
    expect(codesOf(await step(h, cast.manager, change.id, 'schedule'))).toEqual(['changes.not-planned']);
    expect((await edit(change.id, { planned: plannedIn(h, 3) })).status).toBe(200);
    expect((await step(h, cast.manager, change.id, 'schedule')).status).toBe(200);
    expect(codesOf(await step(h, cast.deployer, change.id, 'implement'))).toEqual(['changes.not-yet-due']);
    await passTimeTo(h, new Date((await show(change.id)).planned.end));
    expect(codesOf(await step(h, cast.deployer, change.id, 'implement'))).toEqual(['changes.planned-past']);
  });
});

describe('the word of quality', () => {
  test.each(['yes', 'unknown'])('with GxP %s both approvals and the closure wait for quality, each time anew', async (gxp) => {
    const h = house();
    const change = await touching({ gxp });
    for (const [state, verb] of [
      ['assessed', 'authorise'],
      ['tested', 'approve'],
      ['verified', 'close'],
    ] as const) {
      await walkTo(h, cast, change.id, state);
      expect(codesOf(await step(h, cast.manager, change.id, verb)), verb).toEqual(['changes.quality-owed']);
      expect((await step(h, cast.quality, change.id, 'agree')).body.state).toBe(state);
      expect((await step(h, cast.manager, change.id, verb)).status, verb).toBe(200);
    }
  });

  test('its no stops a change, also one without GxP; nobody outvotes it, and a later yes of quality takes it back', async () => {
    const h = house();
    const change = await touching();
    await walkTo(h, cast, change.id, 'assessed');
    await step(h, cast.quality, change.id, 'object', { reason: 'The test is not described' });
    const refused = await step(h, cast.manager, change.id, 'authorise');
    expect(codesOf(refused)).toEqual(['changes.quality-objects']);
    expect(refused.text).toContain('The test is not described');
    expect(codesOf(await step(h, cast.systemOwner, change.id, 'authorise'))).toEqual(['changes.quality-objects']);
    await step(h, cast.quality, change.id, 'agree');
    expect((await step(h, cast.manager, change.id, 'authorise')).status).toBe(200);
  });

  test('back in the draft what quality and others decided is void, and the record of it stays', async () => {
    const h = house();
    const change = await touching({ gxp: 'yes' });
    await walkTo(h, cast, change.id, 'built');
    await step(h, cast.manager, change.id, 'rework');
    const draft = await show(change.id);
    expect(draft).toMatchObject({ state: 'draft', assessed: null });
    const told = draft.decisions.filter(({ kind }: { kind: string }) => ['agree', 'authorise', 'build'].includes(kind));
    expect(told).toHaveLength(3);
    for (const one of told) expect(one.voided.why).toContain('draft');
    await walkTo(h, cast, change.id, 'submitted');
    await step(h, cast.manager, change.id, 'assess');
    expect(codesOf(await step(h, cast.manager, change.id, 'authorise'))).toEqual(['changes.quality-owed']);
  });
});

describe('who decides', () => {
  test('who asked for it, wrote in it, owns, built or tested it approves nothing of it; the right alone is not enough', async () => {
    const h = house();
    const all = [
      'change-manager',
      'quality',
      'development-manager',
      'test-manager',
      'deployer',
      'business-process-owner',
    ] as const;
    const able = await h.someone([...all], { unit: cast.unit });
    const change = await touching();
    expect((await edit(change.id, { description: 'More' }, able)).status).toBe(200);
    await step(h, cast.requester, change.id, 'submit');
    expect(codesOf(await step(h, able, change.id, 'assess'))).toEqual(['identity.not-independent']);
    const owned = await touching({}, { owner: able.id });
    await walkTo(h, cast, owned.id, 'assessed');
    expect(codesOf(await step(h, able, owned.id, 'authorise'))).toEqual(['identity.not-independent']);
    expect((await edit(owned.id, { owner: cast.systemOwner.id })).status).toBe(200);
    expect(codesOf(await step(h, able, owned.id, 'authorise'))).toEqual(['identity.not-independent']);
    const built = await touching();
    await walkTo(h, cast, built.id, 'authorised');
    await step(h, able, built.id, 'build');
    expect(codesOf(await step(h, able, built.id, 'test'))).toEqual(['identity.not-independent']);
    await step(h, cast.tester, built.id, 'test');
    expect(codesOf(await step(h, able, built.id, 'approve'))).toEqual(['identity.not-independent']);
    expect(codesOf(await step(h, able, built.id, 'agree'))).toEqual(['identity.not-independent']);
    const done = await touching();
    await walkTo(h, cast, done.id, 'scheduled');
    await passTimeTo(h, new Date((await show(done.id)).planned.start));
    await step(h, able, done.id, 'implement');
    await step(h, able, done.id, 'complete', { outcome: 'It runs.' });
    expect(codesOf(await step(h, able, done.id, 'verify'))).toEqual(['identity.not-independent']);
    await step(h, cast.business, done.id, 'verify');
    expect(codesOf(await step(h, able, done.id, 'close'))).toEqual(['identity.not-independent']);
  });

  test('and the other way round: who decided neither builds nor implements it nor comes to own it, as long as the decision stands', async () => {
    const h = house();
    const able = await h.someone(['change-manager', 'development-manager', 'quality', 'deployer'], { unit: cast.unit });
    const outcome = { outcome: 'It runs.' };
    const authorised = await touching();
    await walkTo(h, cast, authorised.id, 'assessed');
    expect((await step(h, able, authorised.id, 'authorise')).status).toBe(200);
    const seen = (await h.http(able, 'GET', `/changes/${authorised.id}`)).body;
    expect(seen.can.build).toMatchObject([{ code: 'identity.not-independent', facts: { as: 'authorised' } }]);
    expect(codesOf(await step(h, able, authorised.id, 'build'))).toEqual(['identity.not-independent']);
    const handed = await edit(authorised.id, { owner: able.id });
    expect([handed.status, ...codesOf(handed)]).toEqual([422, 'changes.part-excluded']);
    expect((await edit(authorised.id, { owner: cast.builder.id })).status).toBe(200);
    await step(h, cast.manager, authorised.id, 'rework');
    expect((await edit(authorised.id, { owner: able.id })).status).toBe(200);

    const agreed = await touching();
    await walkTo(h, cast, agreed.id, 'tested');
    expect((await step(h, able, agreed.id, 'agree')).status).toBe(200);
    await walkTo(h, cast, agreed.id, 'scheduled');
    await passTimeTo(h, new Date((await show(agreed.id)).planned.start));
    expect(codesOf(await step(h, able, agreed.id, 'implement'))).toEqual(['identity.not-independent']);
    expect((await step(h, cast.deployer, agreed.id, 'implement')).status).toBe(200);
    for (const verb of ['complete', 'fail', 'back-out'] as const)
      expect(codesOf(await step(h, able, agreed.id, verb, outcome))).toEqual(['identity.not-independent']);
    expect((await step(h, cast.deployer, agreed.id, 'complete', outcome)).status).toBe(200);
  });

  test('each step asks its right; a stranger learns nothing, not even that the change is there', async () => {
    const h = house();
    const change = await touching();
    const stranger = await h.someone(['change-manager'], { unit: await h.unit() });
    expect((await h.http(stranger, 'GET', `/changes/${change.id}`)).status).toBe(404);
    for (const { verb } of road) {
      const reply = await h.http(stranger, 'POST', `/changes/${change.id}/acts/${verb}`, {
        ifMatch: 1,
        body: { reason: 'let me' },
      });
      expect([verb, reply.status, codesOf(reply)[0]]).toEqual([verb, 404, 'changes.not-found']);
    }
    const auditor = await h.someone(['auditor']);
    const seen = (await h.http(auditor, 'GET', `/changes/${change.id}`)).body;
    expect(Object.values(seen.can).some((one) => one === true)).toBe(false);
  });

  test('`can` says what an act would say', async () => {
    const h = house();
    const change = await touching({ gxp: 'yes', criticality: 'high' }, { backOutPlan: '', testPlan: '' });
    await walkTo(h, cast, change.id, 'assessed');
    const codes = (await show(change.id)).can.authorise.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(['changes.back-out-plan-missing', 'changes.test-plan-missing', 'changes.quality-owed']);
    expect(codesOf(await step(h, cast.manager, change.id, 'authorise'))).toEqual(codes);
    expect((await show(change.id)).can.hold).toBe(true);
  });
});

describe('what is written in a change', () => {
  test('what decisions rest on is written in the draft alone; plan and links later too, until they are history', async () => {
    const h = house();
    const change = await touching();
    await walkTo(h, cast, change.id, 'assessed');
    for (const body of [
      { name: 'x' },
      { description: 'x' },
      { backOutPlan: 'x' },
      { testPlan: 'x' },
      { applications: [] },
      { model: 'emergency' },
    ])
      expect(codesOf(await edit(change.id, body)), JSON.stringify(body)).toEqual(['changes.content-fixed']);
    expect(codesOf(await edit(change.id, { answers: { complexity: 'simple' } }))).toEqual(['changes.answers-fixed']);
    const links = [{ kind: 'commit', label: 'Fix', url: 'https://git.example.org/c/1' }];
    expect((await edit(change.id, { links })).body).toMatchObject({ links });
    await walkTo(h, cast, change.id, 'implementing');
    expect(codesOf(await edit(change.id, { planned: null }))).toEqual(['changes.plan-fixed']);
    expect((await edit(change.id, { links: [] })).status).toBe(200);
  });

  test.each([
    [{ links: [{ kind: 'commit', label: 'x', url: 'javascript:alert(1)' }] }, 400],
    [{ links: [{ kind: 'commit', label: 'x', url: 'https://me:secret@git.example.org/' }] }, 400],
    [{ links: [{ kind: 'chat', label: 'x', url: 'https://git.example.org/' }] }, 400],
    [{ planned: { start: '2027-02-02T10:00:00Z', end: '2027-02-02T09:00:00Z' } }, 422],
    [{ planned: { start: '2027-02-02T10:00:00Z', end: '2027-02-02T11:00:00Z', zone: 'Moon/Base' } }, 422],
    [{ applications: [{ application: 'NO-SUCH' }] }, 422],
    [{ owner: 'nobody@example.org' }, 422],
    [{ dependencies: [{ change: 'CHG-999999' }] }, 422],
  ])('%j is refused with %i', async (body, status) => {
    expect((await request(house(), cast, body)).status).toBe(status);
  });

  test('a change that needs another waits for it, and no circle arises, directly or further on', async () => {
    const h = house();
    const first = await touching();
    const second = await touching({}, { dependencies: [{ change: first.key, needBy: plannedIn(h, 1).start }] });
    const third = await touching({}, { dependencies: [{ change: second.key }] });
    expect(second.needs).toMatchObject([{ key: first.key, standing: 'late' }]);
    expect((await show(first.id)).neededBy).toMatchObject([{ key: second.key }]);
    for (const key of [first.key, second.key, third.key])
      expect(codesOf(await edit(first.id, { dependencies: [{ change: key }] })), key).toEqual(['changes.needs-itself']);
    await walkTo(h, cast, second.id, 'scheduled');
    await passTimeTo(h, new Date((await show(second.id)).planned.start));
    const refused = await step(h, cast.deployer, second.id, 'implement');
    expect(codesOf(refused)).toEqual(['changes.need-not-delivered']);
    expect(refused.text).toContain(first.key);
  });

  test('two that write the two halves of a circle at once: one of them is refused', async () => {
    const h = house();
    const [a, b] = [await touching(), await touching()];
    const replies = await Promise.all([
      h.http(cast.requester, 'PATCH', `/changes/${a.id}`, { ifMatch: a.version, body: { dependencies: [{ change: b.key }] } }),
      h.http(cast.requester, 'PATCH', `/changes/${b.id}`, { ifMatch: b.version, body: { dependencies: [{ change: a.key }] } }),
    ]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 422]);
  });

  test('whoever writes on what another changed meanwhile is told so', async () => {
    const h = house();
    const change = await touching();
    expect((await edit(change.id, { name: 'Mine' })).status).toBe(200);
    const stale = await h.http(cast.requester, 'PATCH', `/changes/${change.id}`, {
      ifMatch: change.version,
      body: { name: 'Theirs' },
    });
    expect(stale.status).toBe(412);
    expect((await h.http(cast.requester, 'PATCH', `/changes/${change.id}`, { body: { name: 'Theirs' } })).status).toBe(428);
  });
});

describe('the register', () => {
  test('a list is paged by keyset in each order, filtered, and shows what its reader may see', async () => {
    const h = house();
    const there = await changeCastOf(h);
    const app = await touched(h, there);
    for (let n = 0; n < 7; n += 1)
      await request(h, there, {
        name: `Wave ${n}`,
        planned: n % 2 === 0 ? plannedIn(h, n + 1) : null,
        applications: n < 3 ? [{ application: app.key }] : [],
      });
    const as = await h.someone(['change-manager'], { unit: there.unit });
    for (const sort of ['key', '-key', 'planned', '-planned', 'updated', '-updated']) {
      const keys: string[] = [];
      let cursor = '';
      do {
        const page = (await h.http(as, 'GET', `/changes?limit=3&sort=${sort}${cursor}`)).body;
        keys.push(...page.items.map(({ key }: { key: string }) => key));
        cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`;
      } while (cursor !== '');
      expect([sort, keys.length, new Set(keys).size]).toEqual([sort, 7, 7]);
    }
    const names = async (query: string) =>
      (await h.http(as, 'GET', `/changes?sort=key&${query}`)).body.items.map(({ name }: { name: string }) => name);
    expect(await names(`application=${app.key}`)).toEqual(['Wave 0', 'Wave 1', 'Wave 2']);
    expect(await names('q=wave%206')).toEqual(['Wave 6']);
    expect(await names('state=submitted')).toEqual([]);
    expect((await h.http(as, 'GET', '/changes?cursor=nonsense')).status).toBe(400);
    const stranger = await h.someone(['change-manager'], { unit: await h.unit() });
    expect((await h.http(stranger, 'GET', '/changes')).body.items).toEqual([]);
  });

  test('the board shows each open state with its changes', async () => {
    const h = house();
    const there = await changeCastOf(h);
    const { body } = await request(h, there, { applications: [{ application: (await touched(h, there)).key }] });
    await step(h, there.requester, body.id, 'submit');
    const { columns } = (await h.http(there.manager, 'GET', '/change-board')).body;
    expect(columns.map(({ state }: { state: string }) => state)).not.toContain('closed');
    const shown = columns.find(({ state }: { state: string }) => state === 'submitted');
    expect(shown).toMatchObject({ more: false, items: [{ key: body.key }] });
  });
});
