import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ChangeState } from '../../src/rooms/changes/contract.ts';
import { lapseUnsigned } from '../../src/rooms/gates/acts/lapse-gates.ts';
import { asSuperuser, sealAll } from '../../src/rooms/ledger/testing/things.ts';
import { lookAgain } from '../../src/rooms/signatures/acts/look-again.ts';
import { tellSigners } from '../../src/rooms/signatures/acts/tell-signers.ts';
import type { Someone } from '../support/builders.ts';
import { type ChangeCast, changeCastOf, request, step, templateOf, touched, walkTo } from '../support/changes.ts';
import { type HttpReply, type TestHouse, useHouse } from '../support/house.ts';
import {
  act,
  application,
  type Cast,
  castOf,
  codesOf,
  gateDraft,
  passTimeTo,
  placeGates,
  propose,
  walkUntil,
} from '../support/releases.ts';

const house = useHouse();
let h: TestHouse;
let cast: Cast;
beforeAll(async () => {
  h = house();
  cast = await castOf(h);
});

type Body = HttpReply['body'];
const get = async (path: string, as: Someone = cast.manager): Promise<Body> => (await h.http(as, 'GET', path)).body;
const releaseNow = (id: string): Promise<Body> => get(`/releases/${id}`);
const standingOf = (release: Body, kind: string): Body =>
  release.decisions.filter((one: Body) => one.kind === kind && one.voided === null).at(-1);

async function walked(last: Parameters<typeof walkUntil>[3]): Promise<Body> {
  const app = await application(h, cast);
  const made = (await propose(h, cast, { applications: [{ application: app.id, version: '1' }] })).body;
  return (await walkUntil(h, cast, made.id, last)).body;
}

async function patch(release: Body, body: object): Promise<Body> {
  const { version } = await releaseNow(release.id);
  const reply = await h.http(cast.owner, 'PATCH', `/releases/${release.id}`, {
    ifMatch: version,
    body: { ...body, reason: 'as the board asked' },
  });
  expect(reply.status, reply.text).toBe(200);
  return reply.body;
}

describe('what a release was decided on, changed in the application', () => {
  test('another name takes the acceptance and the go back; another milestone the go alone', async () => {
    const ready = await walked('declare-ready');
    const [{ key, name, at }] = ready.milestones;
    const later = new Date(Date.parse(at) + 3_600_000).toISOString();
    const moved = await patch(ready, { milestones: [{ key, name, at: later }] });
    expect([moved.state, standingOf(moved, 'declare-ready')]).toEqual(['in-progress', undefined]);
    expect(standingOf(moved, 'accept-uat').signature.standing).toBe('valid');

    const again = await act(h, cast.manager, ready.id, 'declare-ready');
    expect(again.status, again.text).toBe(200);
    const renamed = await patch(ready, { name: 'Something else' });
    expect([renamed.state, standingOf(renamed, 'declare-ready'), standingOf(renamed, 'accept-uat')]).toEqual([
      'in-progress',
      undefined,
      undefined,
    ]);
    expect(codesOf(await act(h, cast.manager, ready.id, 'declare-ready'))).toContain('releases.uat-accepted');
  });

  test('a plan file takes it back as a person does', async () => {
    const ready = await walked('declare-ready');
    const { text } = await get('/plans/export');
    const changed = text.replace(`name: ${ready.name}\n`, `name: ${ready.name} by file\n`);
    expect(changed).not.toBe(text);
    const applied = await h.http(cast.owner, 'POST', '/plans/applications', { body: { text: changed } });
    expect(applied.status, applied.text.slice(0, 600)).toBe(200);
    const after = await releaseNow(ready.id);
    expect([after.name, after.state, standingOf(after, 'declare-ready')]).toEqual([
      `${ready.name} by file`,
      'in-progress',
      undefined,
    ]);
  });

  test('another name takes the validation and the confirmations of the closure back', async () => {
    const validated = await patch(await walked('validate'), { name: 'Other than validated' });
    expect(standingOf(validated, 'validate')).toBeUndefined();
    const confirmed = await patch(await walked('confirm-it'), { name: 'Other than confirmed' });
    expect([standingOf(confirmed, 'confirm-business'), standingOf(confirmed, 'confirm-it')]).toEqual([undefined, undefined]);
  });

  test('an edit during the deployment takes back no go that cannot be decided again: its decider keeps off the deployment', async () => {
    const both = await h.someone(['release-manager', 'deployer'], { unit: cast.unit });
    const { id, goLive } = await walked('accept-uat');
    expect((await act(h, both, id, 'declare-ready')).status).toBe(200);
    await passTimeTo(h, new Date(goLive.start));
    const begun = await act(h, cast.deployer, id, 'deploy');
    expect(begun.status, begun.text).toBe(200);
    const [{ key, name, at }] = begun.body.milestones;
    const edited = await patch(begun.body, {
      name: 'Another name meanwhile',
      milestones: [{ key, name, at: new Date(Date.parse(at) + 3_600_000).toISOString() }],
    });
    expect(standingOf(edited, 'accept-uat').voided).toBeNull();
    expect(standingOf(edited, 'declare-ready').signature.standing).toBe('changed');
    const results = edited.applications.map((one: Body) => ({ application: one.application.id, result: 'completed' }));
    for (const verb of ['record-results', 'complete'] as const)
      expect(codesOf(await act(h, both, id, verb, { results })), verb).toEqual(['identity.not-independent']);
    const done = await act(h, cast.deployer, id, 'complete', { results });
    expect(done.status, done.text).toBe(200);
  });
});

describe('what a release was decided on, changed in the database by its superuser', () => {
  const refusal = 'releases.not-signed-over-this';
  type Step = Parameters<typeof act>[3];
  test.each<[string, Step, Step, keyof Omit<Cast, 'unit'>, string]>([
    ['the acceptance by the business', 'accept-uat', 'declare-ready', 'manager', 'Accept the user acceptance test'],
    ['the go', 'declare-ready', 'deploy', 'deployer', 'Decide go'],
    ['the validation', 'validate', 'release-for-use', 'otherBusiness', 'Record the business validation'],
    ['the confirmation by IT', 'confirm-it', 'close', 'manager', 'Confirm closure for IT'],
  ])('%s counts no more: nothing is taken on it, and the page says why', async (_what, decided, next, by, says) => {
    const { id, goLive, name } = await walked(decided);
    if (next === 'deploy') await passTimeTo(h, new Date(goLive.start));
    await asSuperuser(h, `update releases.release set name = 'Another product' where id = '${id}'`);
    const seen = (await h.http(cast[by], 'GET', `/releases/${id}`)).body;
    expect(seen.can[next].map((one: Body) => [one.code, one.facts])).toContainEqual([refusal, { step: says, fields: ['name'] }]);
    expect(standingOf(seen, decided).signature.standing).toBe('changed');
    const refused = await act(h, cast[by], id, next);
    expect([refused.status, codesOf(refused).includes(refusal)], refused.text).toEqual([422, true]);
    await asSuperuser(h, `update releases.release set name = '${name}' where id = '${id}'`);
    expect((await h.http(cast[by], 'GET', `/releases/${id}`)).body.can[next]).toBe(true);
  });

  test('a go that was put into the tables, or whose signature was taken away, is none', async () => {
    const accepted = await walked('accept-uat');
    const made = `insert into releases.decision (id, release_id, place, kind, by_id, at)
      values (gen_random_uuid(), '${accepted.id}', 90, 'declare-ready', '${cast.manager.id}', now())`;
    await asSuperuser(h, made, `update releases.release set state = 'ready' where id = '${accepted.id}'`);
    const ready = await walked('declare-ready');
    await asSuperuser(
      h,
      `alter table signatures.signature disable trigger all`,
      `delete from signatures.signature where subject_id = '${ready.id}' and verb = 'declare-ready'`,
      `alter table signatures.signature enable trigger all`,
    );
    for (const { id, goLive } of [accepted, ready]) {
      if (h.clock.now() < new Date(goLive.start)) await passTimeTo(h, new Date(goLive.start));
      const refused = await act(h, cast.deployer, id, 'deploy');
      expect([refused.status, codesOf(refused).includes(refusal)], refused.text).toEqual([422, true]);
    }
  });
});

describe('what a gate was decided on', () => {
  async function beforeTheGo(): Promise<{ readonly release: Body; readonly gate: string }> {
    const app = await application(h, cast);
    const made = (await propose(h, cast, { applications: [{ application: app.id, version: '1' }] })).body;
    const [gate = ''] = await placeGates(h, cast, made, [gateDraft('ready')]);
    await walkUntil(h, cast, made.id, 'accept-uat');
    await record(gate, true);
    await pass(gate);
    return { release: await releaseNow(made.id), gate };
  }
  const record = async (gate: string, checked: boolean): Promise<Body> =>
    (await h.http(cast.tester, 'POST', `/gates/${gate}/criteria/done/results`, { body: { checked } })).body;
  async function pass(gate: string): Promise<void> {
    const seen = await get(`/gates/${gate}`, cast.quality);
    const body = { reason: 'all is there', password: cast.quality.password, evaluationHash: seen.evaluation.hash };
    const reply = await h.http(cast.quality, 'POST', `/gates/${gate}/acts/pass`, { ifMatch: seen.version, body });
    expect(reply.status, reply.text).toBe(201);
  }

  test('changed in the database: the gate is closed at once, for its page and its step, opens again in the trail within the hour, and takes the go with it', async () => {
    const { release, gate } = await beforeTheGo();
    await asSuperuser(h, `update gates.criterion set text = 'The checklist is begun' where gate_id = '${gate}'`);
    expect(await get(`/gates/${gate}`)).toMatchObject({
      state: 'reopened',
      reopenedWhy: '“The checklist is begun” is not as it was signed',
    });
    expect(codesOf(await act(h, cast.manager, release.id, 'declare-ready'))).toEqual(['gates.not-passed']);
    await asSuperuser(h, `update gates.criterion set text = 'The checklist is done' where gate_id = '${gate}'`);
    expect((await get(`/gates/${gate}`)).state).toBe('passed');
    expect((await act(h, cast.manager, release.id, 'declare-ready')).status).toBe(200);

    await asSuperuser(h, `update gates.criterion set text = 'The checklist is begun' where gate_id = '${gate}'`);
    h.clock.moveBy(61_000);
    await lookAgain(h.app);
    await lapseUnsigned(h.app);
    const history = (await get(`/records/gate/${gate}/history`, cast.quality)).items;
    expect(history[0]).toMatchObject({ act: 'gates.lapsed' });
    const after = await releaseNow(release.id);
    expect([after.state, standingOf(after, 'declare-ready')]).toEqual(['in-progress', undefined]);
    const told = (await get('/signatures/notices', cast.quality)).items;
    expect(told.map((one: Body) => one.signature.subject.id)).toContain(gate);
    await pass(gate);
    expect((await get(`/gates/${gate}`)).state).toBe('passed');

    // Passed again it is healthy: the job looks at it for days, and locks it in none of its turns. A row keeps the mark of who locked it last.
    const lockedBy = async (): Promise<unknown> =>
      (await sql<{ by: string }>`select xmax::text as by from gates.gate where id = ${gate}`.execute(h.app.database.db)).rows;
    const before = await lockedBy();
    await lapseUnsigned(h.app);
    expect(await lockedBy()).toEqual(before);
  });

  test('a pass that somebody wrote into the tables lets nothing through', async () => {
    const app = await application(h, cast);
    const made = (await propose(h, cast, { applications: [{ application: app.id, version: '1' }] })).body;
    const [gate = ''] = await placeGates(h, cast, made, [gateDraft('ready')]);
    await walkUntil(h, cast, made.id, 'accept-uat');
    const decision = '00000000-0000-7000-8000-00000000d0d0';
    await asSuperuser(
      h,
      `insert into gates.decision (id, gate_id, place, outcome, by_id, role, reason, tolerates, at, evaluation_id)
        select '${decision}', id, 1, 'pass', '${cast.quality.id}', 'quality', 'all is there', '[]', now(), evaluation_id from gates.gate where id = '${gate}'`,
      `update gates.gate set state = 'passed', decision_id = '${decision}' where id = '${gate}'`,
    );
    expect(await get(`/gates/${gate}`)).toMatchObject({ state: 'reopened', reopenedWhy: expect.any(String) });
    expect(codesOf(await act(h, cast.manager, made.id, 'declare-ready'))).toEqual(['gates.not-passed']);
  });

  test('another result, also a green one, re-opens it in the same act, and the signer is told', async () => {
    const { gate } = await beforeTheGo();
    h.clock.moveBy(60_000);
    expect(await record(gate, true)).toMatchObject({ state: 'reopened', reopened: true });
    await sealAll(h);
    await tellSigners(h.app);
    const told = (await get('/signatures/notices', cast.quality)).items;
    expect(told.find((one: Body) => one.signature.subject.id === gate)).toMatchObject({ cause: { by: cast.tester.name } });
    await pass(gate);
    expect((await get(`/gates/${gate}`)).state).toBe('passed');
  });

  test('a conditional pass stays when what it tolerates is met, and so does the go; it ends by another question, another answer or its term', async () => {
    const app = await application(h, cast);
    const made = (await propose(h, cast, { applications: [{ application: app.id, version: '1' }] })).body;
    const [gate = ''] = await placeGates(h, cast, made, [gateDraft('ready')]);
    await walkUntil(h, cast, made.id, 'accept-uat');
    await record(gate, false);
    const seen = await get(`/gates/${gate}`, cast.quality);
    const expiresAt = new Date(h.clock.now().getTime() + 5 * 86_400_000).toISOString();
    const conditional = { condition: 'the checklist is done by then', expiresAt, tolerates: ['done'] };
    const passed = await h.http(cast.quality, 'POST', `/gates/${gate}/acts/pass-conditionally`, {
      ifMatch: seen.version,
      body: { reason: 'the rest follows', password: cast.quality.password, evaluationHash: seen.evaluation.hash, ...conditional },
    });
    expect(passed.status, passed.text).toBe(201);
    expect((await act(h, cast.manager, made.id, 'declare-ready')).status).toBe(200);
    h.clock.moveBy(60_000);

    expect(await record(gate, true)).toMatchObject({ state: 'passed-conditionally', reopened: false });
    expect((await get(`/gates/${gate}`)).state).toBe('passed-conditionally');
    expect((await releaseNow(made.id)).state).toBe('ready');
    await asSuperuser(h, `update gates.criterion set text = 'The checklist is begun' where gate_id = '${gate}'`);
    expect((await get(`/gates/${gate}`)).state).toBe('reopened');
    await asSuperuser(h, `update gates.criterion set text = 'The checklist is done' where gate_id = '${gate}'`);
    expect((await get(`/gates/${gate}`)).state).toBe('passed-conditionally');
    h.clock.moveBy(60_000);
    expect(await record(gate, false)).toMatchObject({ state: 'reopened', reopened: true });
    expect((await releaseNow(made.id)).state).toBe('in-progress');
  });

  test('a waiver that was lengthened in the database, or that nobody signed, ends the pass that relies on it', async () => {
    const { gate } = await beforeTheGo();
    h.clock.moveBy(60_000);
    await record(gate, false);
    const waiving = await h.someone(['quality'], { unit: cast.unit });
    const open = await get(`/gates/${gate}`, waiving);
    const expiresAt = new Date(h.clock.now().getTime() + 3_600_000).toISOString();
    const waived = await h.http(waiving, 'POST', `/gates/${gate}/criteria/done/waivers`, {
      ifMatch: open.version,
      body: { reason: 'done on paper', expiresAt, password: waiving.password },
    });
    expect(waived.status, waived.text).toBe(201);
    h.clock.moveBy(60_000);
    await pass(gate);
    expect((await get(`/gates/${gate}`)).state).toBe('passed');
    await asSuperuser(
      h,
      `update gates.waiver set expires_at = expires_at + interval '1 day' where gate_id = '${gate}'`,
      `update gates.gate set lapses_at = lapses_at + interval '1 day' where id = '${gate}'`,
    );
    expect(await get(`/gates/${gate}`)).toMatchObject({
      state: 'reopened',
      reopenedWhy: 'the waiver of “The checklist is done” is not as it was signed',
    });
    await asSuperuser(h, `update gates.waiver set expires_at = expires_at - interval '1 day' where gate_id = '${gate}'`);
    expect((await get(`/gates/${gate}`)).state).toBe('passed');
    await passTimeTo(h, new Date(Date.parse(expiresAt) + 60_000));
    expect((await get(`/gates/${gate}`)).state).toBe('reopened');
  });
});

describe('what a change was decided on, changed in the database by its superuser', () => {
  const refusal = 'changes.not-signed-over-this';
  let changes: ChangeCast;
  beforeAll(async () => {
    changes = await changeCastOf(h);
  });

  test.each<[ChangeState, Parameters<typeof step>[3], keyof Omit<ChangeCast, 'unit'>, readonly string[]]>([
    ['tested', 'approve', 'manager', ['Authorise']],
    ['scheduled', 'implement', 'deployer', ['Authorise', 'Approve for production']],
    ['verified', 'close', 'manager', ['Verify']],
  ])('while it is %s, nobody takes “%s” on it, and its page says why', async (state, verb, by, said) => {
    const app = await touched(h, changes);
    const made = await request(h, changes, { applications: [{ application: app.id }] });
    expect(made.status, made.text).toBe(201);
    const { id, name, planned } = await walkTo(h, changes, made.body.id, state);
    if (verb === 'implement') await passTimeTo(h, new Date(planned.start));
    await asSuperuser(h, `update changes.change set name = 'Another change' where id = '${id}'`);
    const seen = (await h.http(changes[by], 'GET', `/changes/${id}`)).body;
    const why = seen.can[verb].filter((one: Body) => one.code === refusal).map((one: Body) => one.facts);
    expect(why).toEqual(said.map((step) => ({ step, fields: ['name'] })));
    const refused = await step(h, changes[by], id, verb);
    expect([refused.status, codesOf(refused).includes(refusal)], refused.text).toEqual([422, true]);
    await asSuperuser(h, `update changes.change set name = '${name}' where id = '${id}'`);
    expect((await step(h, changes[by], id, verb)).status).toBe(200);
  });

  const drafted = async (model: string): Promise<Body> => {
    const app = await touched(h, changes);
    const template =
      model === 'standard'
        ? await templateOf(h, { by: await h.someone(['change-manager']), approver: await h.someone(['quality']) }, [app.key])
        : null;
    const made = await request(h, changes, {
      model,
      applications: [{ application: app.id }],
      ...(template === null ? {} : { template: template.code }),
    });
    expect(made.status, made.text).toBe(201);
    return made.body;
  };

  test.each([
    ['normal', ['Authorise', 'Approve for production']],
    ['emergency', ['Authorise', 'Approve for production']],
    ['non-production', ['Permit']],
    ['standard', ['Submit as standard']],
  ])(
    'a %s change that was put into its state without its decisions is not implemented, approved or closed',
    async (model, demanded) => {
      const { id, planned } = await drafted(model);
      const refusals = async (state: string, as: Someone, verb: Parameters<typeof step>[3]): Promise<readonly Body[]> => {
        const outcome = state === 'verified' ? [`'implemented'`, `'It runs'`, 'now()'] : ['null', 'null', 'null'];
        const said = `(outcome, outcome_note, outcome_at) = (${outcome.join(', ')})`;
        await asSuperuser(h, `update changes.change set state = '${state}', ${said} where id = '${id}'`);
        const reply = await step(h, as, id, verb);
        expect(reply.status, reply.text).toBe(422);
        return reply.body.refusals.filter(({ code }: Body) => code === refusal).map(({ facts }: Body) => facts);
      };
      const missing = (steps: readonly string[]) => steps.map((step) => ({ step, fields: [] }));
      expect(await refusals('tested', changes.manager, 'approve')).toEqual(missing(['Authorise']));
      expect(await refusals('verified', changes.manager, 'close')).toEqual(missing(['Verify']));
      await passTimeTo(h, new Date(planned.start));
      expect(await refusals('scheduled', changes.deployer, 'implement')).toEqual(missing(demanded));
    },
  );

  test('where the verification is signed over another outcome it is verified anew, and then closed', async () => {
    const made = await drafted('normal');
    const both = await h.someone(['deployer', 'business-process-owner'], { unit: changes.unit });
    const { id } = await walkTo(h, { ...changes, deployer: both }, made.id, 'verified');
    await asSuperuser(h, `update changes.change set outcome_note = 'It failed twice' where id = '${id}'`);
    const refused = await step(h, changes.manager, id, 'close');
    expect(codesOf(refused)).toEqual([refusal]);
    expect(refused.body.refusals[0].remedy).toContain('signed again from here');
    expect(codesOf(await step(h, both, id, 'verify'))).toEqual(['identity.not-independent']);
    h.clock.moveBy(60_000);
    const again = await step(h, changes.business, id, 'verify');
    expect([again.status, again.body.state], again.text).toEqual([200, 'verified']);
    const verified = again.body.decisions.filter(({ kind }: Body) => kind === 'verify');
    expect(verified.map(({ voided }: Body) => voided?.why ?? null).toSorted()).toEqual(['it was verified anew', null]);
    const closed = await step(h, changes.manager, id, 'close');
    expect([closed.status, closed.body.state], closed.text).toEqual([200, 'closed']);
  });

  test('the word of quality is one of them, also where it was taken out of the tables', async () => {
    const app = await touched(h, changes, { gxp: 'yes' });
    const made = await request(h, changes, { applications: [{ application: app.id }] });
    await walkTo(h, changes, made.body.id, 'assessed');
    expect((await step(h, changes.quality, made.body.id, 'agree')).status).toBe(200);
    await asSuperuser(
      h,
      `alter table signatures.signature disable trigger all`,
      `delete from signatures.signature where subject_id = '${made.body.id}' and verb = 'agree'`,
      `alter table signatures.signature enable trigger all`,
    );
    const refused = await step(h, changes.manager, made.body.id, 'authorise');
    expect(codesOf(refused)).toContain(refusal);
  });
});
