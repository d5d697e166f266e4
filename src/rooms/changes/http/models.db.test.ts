import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import {
  type ChangeCast,
  changeCastOf,
  plannedIn,
  request,
  step,
  templateOf,
  touched,
  walkTo,
} from '../../../../tests/support/changes.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';
import { codesOf, passTimeTo } from '../../../../tests/support/releases.ts';

const house = useHouse();
let cast: ChangeCast;
let administrator: Someone;
let quality: Someone;
/** Change managers of the whole organisation. */
let proposer: Someone;
let manager: Someone;
beforeAll(async () => {
  cast = await changeCastOf(house());
  administrator = await house().someone(['administrator']);
  quality = await house().someone(['quality']);
  proposer = await house().someone(['change-manager']);
  manager = await house().someone(['change-manager']);
});

type Body = HttpReply['body'];
const reason = 'the steering group asked for it';
const propose = (as: Someone, body: object): Promise<HttpReply> =>
  house().http(as, 'POST', '/change-models', { body: { name: 'A model', reason, ...body } });
const model = async (key: string): Promise<Body> => (await house().http(quality, 'GET', `/change-models/${key}`)).body;
const decide = async (as: Someone, key: string, verb: string, more: object = {}): Promise<HttpReply> =>
  house().http(as, 'POST', `/change-models/${key}/acts/${verb}`, {
    ifMatch: (await model(key)).version,
    body: { reason, password: as.password, ...more },
  });
const approved = async (as: Someone, proposed: HttpReply): Promise<Body> => {
  expect(proposed.status, proposed.text).toBe(201);
  const reply = await decide(as, proposed.body.key, 'approve');
  expect(reply.status, reply.text).toBe(200);
  return reply.body;
};
const inForce = async (code: string): Promise<Body> =>
  (await house().http(quality, 'GET', '/change-models?limit=100&state=in-force')).body.items.find(
    (one: { code: string }) => one.code === code,
  );
const show = async (id: string): Promise<Body> => (await house().http(cast.manager, 'GET', `/changes/${id}`)).body;
/** Another version of a model, with something different in it. */
const nextOf = async (code: string, more: object): Promise<HttpReply> => {
  const { name, description, plans, limits, applications, gxp, instructions, number } = await inForce(code);
  const ids = applications.map(({ id }: { id: string }) => id);
  const body = { model: code, basis: number, name, description, plans, limits, applications: ids, gxp, instructions };
  return propose(administrator, { ...body, ...more });
};
const standardOn = async (app: { key: string }, template: string, more: object = {}): Promise<Body> => {
  const reply = await request(house(), cast, {
    model: 'standard',
    template,
    applications: [{ application: app.key }],
    answers: { complexity: 'simple', reversal: 'rehearsed', testing: 'production-like', outage: 'none' },
    ...more,
  });
  expect(reply.status, reply.text).toBe(201);
  return reply.body;
};

describe('models in versions', () => {
  test('an administrator proposes, quality approves with a signature, and what was submitted before goes on following the version of its submission', async () => {
    const h = house();
    const app = await touched(h, cast, { criticality: 'low' });
    const bare = { applications: [{ application: app.key }], testPlan: '' };
    const before = (await request(h, cast, bare)).body;
    await walkTo(h, cast, before.id, 'assessed');
    const first = await inForce('normal');
    const proposed = await nextOf('normal', { plans: { backOut: 'low', test: 'low' } });
    expect(proposed.body).toMatchObject({ key: `normal-v${first.number + 1}`, state: 'proposed', kind: 'normal' });
    expect((await inForce('normal')).key).toBe(first.key);
    expect(codesOf(await decide(manager, proposed.body.key, 'approve'))).toEqual(['changes.quality-decides']);
    expect(codesOf(await decide(cast.quality, proposed.body.key, 'approve'))).toEqual(['changes.models-everywhere']);
    const next = await approved(quality, proposed);
    expect(next).toMatchObject({ state: 'in-force', decidedBy: { id: quality.id } });
    expect(await model(first.key)).toMatchObject({ state: 'superseded', endReason: `${next.key} is in force` });

    expect(await show(before.id)).toMatchObject({ follows: first.key, asks: { testPlan: false } });
    expect((await step(h, cast.manager, before.id, 'authorise')).status).toBe(200);
    const after = (await request(h, cast, bare)).body;
    expect(after).toMatchObject({ follows: null, judgedBy: { key: next.key }, asks: { testPlan: true } });
    await walkTo(h, cast, after.id, 'assessed');
    expect((await show(after.id)).follows).toBe(next.key);
    expect(codesOf(await step(h, cast.manager, after.id, 'authorise'))).toEqual(['changes.test-plan-missing']);
    await step(h, cast.manager, before.id, 'rework');
    await walkTo(h, cast, before.id, 'submitted');
    expect((await show(before.id)).follows).toBe(next.key);

    const signatures = (await h.http(quality, 'GET', `/signatures?subject=change-model:${next.id}`)).body;
    expect(signatures.items).toMatchObject([{ standing: 'valid', signer: { id: quality.id } }]);
    const history = (await h.http(await h.someone(['auditor']), 'GET', `/records/change-model/${next.id}/history`)).body;
    expect(history.items.map(({ act }: { act: string }) => act).toSorted()).toEqual([
      'changes.model-approved',
      'changes.model-proposed',
    ]);
  });

  test('who proposed decides on nothing of it; without a signature nothing is in force', async () => {
    const able = await house().someone(['change-manager', 'quality']);
    const app = await touched(house(), cast);
    const proposed = await propose(able, { applications: [app.key], instructions: 'Restart it.' });
    expect(codesOf(await decide(able, proposed.body.key, 'approve'))).toEqual(['identity.not-independent']);
    const bare = await house().http(quality, 'POST', `/change-models/${proposed.body.id}/acts/approve`, { ifMatch: 1, body: {} });
    expect(codesOf(bare)).toEqual(['signatures.signature-required']);
    expect((await model(proposed.body.key)).state).toBe('proposed');
    expect(codesOf(await decide(administrator, proposed.body.key, 'approve'))).toContain('identity.no-right');
    expect((await decide(proposer, proposed.body.key, 'withdraw')).body.state).toBe('withdrawn');
    expect(codesOf(await decide(quality, proposed.body.key, 'approve'))).toEqual(['changes.model-not-from-here']);
  });

  test('one proposal of a model waits at a time, and it is written on the version in force', async () => {
    const first = await inForce('emergency');
    expect(codesOf(await nextOf('emergency', { basis: first.number + 1 }))).toEqual(['changes.model-moved-on']);
    const body = { model: 'emergency', basis: first.number };
    const both = await Promise.all([propose(administrator, body), propose(proposer, body)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const open = both.find(({ status }) => status === 201)?.body;
    expect(codesOf(await propose(administrator, body))).toEqual(['changes.proposal-open']);
    expect(
      codesOf(await house().http(quality, 'POST', `/change-models/${open.id}/acts/refuse`, { ifMatch: 1, body: {} })),
    ).toEqual(['changes.model-reason-missing']);
    expect((await decide(quality, open.key, 'refuse')).body).toMatchObject({ state: 'refused', endReason: reason });
    expect((await inForce('emergency')).key).toBe(first.key);
    expect(codesOf(await decide(quality, first.key, 'retire'))).toEqual(['changes.only-templates-retire']);
  });

  test.each([
    [{ instructions: 'Do it.' }, 'changes.model-whole'],
    [{ applications: ['NO-SUCH'], instructions: 'Do it.' }, 'changes.application-unknown'],
    [{ model: 'STD-999', basis: 1 }, 'changes.model-unknown'],
    [{ model: 'non-production', basis: 1, instructions: 'Do it.' }, 'changes.model-without'],
  ])('a proposal of %j is refused', async (body, code) => {
    expect(codesOf(await propose(administrator, body))).toEqual([code]);
  });

  test('the list is paged, the three models first, and each version once', async () => {
    const keys: string[] = [];
    let cursor = '';
    do {
      const page = (
        await house().http(administrator, 'GET', `/change-models?limit=2&state=in-force,superseded,proposed${cursor}`)
      ).body;
      keys.push(...page.items.map(({ key }: { key: string }) => key));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys[0]).toMatch(/^normal-v/);
    expect((await house().http(administrator, 'GET', '/change-models?cursor=x')).status).toBe(400);
  });

  test('the database holds it too: two versions of one model are never in force', async () => {
    const tx = house().app.database.db;
    await expect(
      sql`insert into changes.model (id, key, code, number, kind, state, name, content, reason, proposed_by, proposed_at, version)
        select gen_random_uuid(), 'normal-v900', code, 900, kind, 'in-force', name, content, reason, ${quality.id}, proposed_at, 1
        from changes.model where key = 'normal-v1'`.execute(tx),
    ).rejects.toThrow(/model_in_force/);
  });
});

describe('standard changes', () => {
  test('[IT4-CE-1] a template approved for one application refuses a change that touches two as standard, and it is turned into a normal change with a reason', async () => {
    const h = house();
    const [app, other] = [await touched(h, cast), await touched(h, cast)];
    const instructions = 'Restart it in the quiet hour; look at the first report; start the old image if it fails.';
    const named = { name: 'Restart the report server', applications: [app.key], instructions };
    const template = await approved(manager, await propose(proposer, { ...named, limits: { components: 1 } }));
    const change = await standardOn(app, template.code, {
      applications: [{ application: app.key }, { application: other.key }],
    });
    const refused = await step(h, cast.requester, change.id, 'submit-standard');
    expect(refused.status).toBe(422);
    expect(codesOf(refused)).toEqual(['changes.outside-model', 'changes.outside-model']);
    expect(refused.text).toContain('it changes 2 applications, and at most 1 application are covered');
    expect(refused.text).toContain(`it is not for ${other.key}`);
    expect(codesOf(await step(h, cast.requester, change.id, 'submit'))[0]).toBe('changes.by-template');
    expect(await show(change.id)).toMatchObject({ state: 'draft', model: 'standard' });

    const bare = await h.http(cast.requester, 'POST', `/changes/${change.id}/acts/make-normal`, {
      ifMatch: change.version,
      body: {},
    });
    expect(codesOf(bare)).toEqual(['changes.reason-demanded']);
    const turned = await step(h, cast.requester, change.id, 'make-normal', { reason: 'Two servers at once are no routine' });
    expect(turned.body).toMatchObject({ state: 'draft', model: 'normal', follows: null });
    expect(turned.body.decisions[0]).toMatchObject({ kind: 'make-normal', reason: 'Two servers at once are no routine' });
    expect((await walkTo(h, cast, change.id, 'assessed')).follows).toMatch(/^normal-v/);
  });

  test('within its template it is authorised by nobody, scheduled, implemented, verified and closed; what it follows is its version', async () => {
    const h = house();
    const app = await touched(h, cast);
    const template = await templateOf(h, { by: proposer, approver: quality }, [app.key]);
    const change = await standardOn(app, template.code);
    expect(change.judgedBy).toMatchObject({ key: template.key, instructions: template.instructions });
    const submitted = await step(h, cast.requester, change.id, 'submit-standard');
    expect(submitted.body).toMatchObject({ state: 'authorised', follows: template.key, band: expect.any(String) });
    expect(codesOf(await step(h, cast.builder, change.id, 'build'))).toEqual(['changes.by-template']);
    const later = await approved(quality, await nextOf(template.code, { instructions: 'Do it otherwise.' }));
    expect(await show(change.id)).toMatchObject({ follows: template.key, judgedBy: { instructions: template.instructions } });
    expect((await step(h, cast.manager, change.id, 'schedule')).status).toBe(200);
    await passTimeTo(h, new Date(change.planned.start));
    expect((await step(h, cast.deployer, change.id, 'implement')).status).toBe(200);
    await step(h, cast.deployer, change.id, 'complete', { outcome: 'Restarted; the first report came.' });
    await step(h, cast.business, change.id, 'verify');
    expect((await step(h, cast.manager, change.id, 'close')).body.state).toBe('closed');
    const newer = await standardOn(app, template.code);
    expect(newer.follows).toBe(later.key);
    for (const [key, follower] of [
      [template.key, change.key],
      [later.key, newer.key],
    ]) {
      const { items } = (await h.http(cast.manager, 'GET', `/changes?follows=${key}`)).body;
      expect(items.map((line: { key: string }) => line.key)).toEqual([follower]);
    }
  });

  test('it stays within its limits of time and risk, also where they are broken after it was authorised', async () => {
    const h = house();
    const app = await touched(h, cast);
    const limits = { components: null, minutes: 120, band: 'moderate' };
    const template = await templateOf(h, { by: proposer, approver: quality }, [app.key], { limits });
    const risky = await standardOn(app, template.code, { answers: { complexity: 'complex', reversal: 'none' } });
    expect((await step(h, cast.requester, risky.id, 'submit-standard')).text).toContain('at most moderate is covered');
    const change = await standardOn(app, template.code);
    expect((await step(h, cast.requester, change.id, 'submit-standard')).status).toBe(200);
    const { start } = plannedIn(h, 3);
    const end = new Date(Date.parse(start) + 121 * 60_000).toISOString();
    const longer = { ifMatch: 2, body: { planned: { start, end } } };
    expect((await h.http(cast.requester, 'PATCH', `/changes/${change.id}`, longer)).status).toBe(200);
    const refused = await step(h, cast.manager, change.id, 'schedule');
    expect(codesOf(refused)).toEqual(['changes.outside-model']);
    expect(refused.text).toContain('longer than 120 minutes');
  });

  test('a template for GxP is approved by quality; one that is not covers nothing that is GxP, or became it', async () => {
    const h = house();
    const app = await touched(h, cast, { gxp: 'yes' });
    const body = { applications: [app.key], instructions: 'As SOP-12 says.' };
    const forGxp = await propose(proposer, { ...body, gxp: true });
    expect(codesOf(await decide(manager, forGxp.body.key, 'approve'))).toEqual(['changes.quality-decides']);
    await approved(quality, forGxp);
    const plain = await approved(manager, await propose(proposer, body));
    const change = await standardOn(app, plain.code);
    expect((await step(h, cast.requester, change.id, 'submit-standard')).text).toContain('it is not for GxP');
    const covered = await standardOn(app, forGxp.body.code);
    await step(h, cast.requester, covered.id, 'submit-standard');
    await step(h, cast.manager, covered.id, 'schedule');
    await passTimeTo(h, new Date(covered.planned.start));
    await step(h, cast.deployer, covered.id, 'implement');
    await step(h, cast.deployer, covered.id, 'complete', { outcome: 'Done as written.' });
    await step(h, cast.business, covered.id, 'verify');
    expect(codesOf(await step(h, cast.manager, covered.id, 'close'))).toEqual(['changes.quality-owed']);
  });

  test('a retired template authorises nothing any more, not what it authorised and has not begun', async () => {
    const h = house();
    const app = await touched(h, cast);
    const template = await templateOf(h, { by: proposer, approver: quality }, [app.key]);
    const [scheduled, draft] = [await standardOn(app, template.code), await standardOn(app, template.code)];
    await step(h, cast.requester, scheduled.id, 'submit-standard');
    await step(h, cast.manager, scheduled.id, 'schedule');
    expect((await decide(quality, template.key, 'retire')).body).toMatchObject({ state: 'retired', endReason: reason });
    expect(codesOf(await step(h, cast.requester, draft.id, 'submit-standard'))).toEqual(['changes.template-retired']);
    await passTimeTo(h, new Date(scheduled.planned.start));
    expect(codesOf(await step(h, cast.deployer, scheduled.id, 'implement'))).toEqual(['changes.template-retired']);
    const turned = await step(h, cast.requester, scheduled.id, 'make-normal');
    expect(turned.body).toMatchObject({ state: 'draft', model: 'normal', assessed: null });
    const authorised = turned.body.decisions.find(({ kind }: { kind: string }) => kind === 'submit-standard');
    expect(authorised.voided.why).toContain('normal');
    const refused = await request(h, cast, { model: 'standard', template: template.code });
    expect(codesOf(refused)).toEqual(['changes.template-unknown']);
  });

  test.each([
    [{ model: 'standard' }, 'changes.template-demanded'],
    [{ model: 'standard', template: 'normal' }, 'changes.template-unknown'],
    [{ model: 'normal', template: 'STD-1' }, 'changes.template-for-standard'],
  ])('a request of %j is refused', async (body, code) => {
    expect(codesOf(await request(house(), cast, body))).toEqual([code]);
  });
});
