import { beforeAll, describe, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import {
  act,
  application,
  type Cast,
  castOf,
  codesOf,
  passTimeTo,
  planFor,
  propose,
  walkUntil,
} from '../../../../tests/support/releases.ts';

const house = useHouse();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(house());
});

const proposed = async (gxp: 'yes' | 'no' | 'unknown' = 'no', more: Readonly<Record<string, unknown>> = {}) => {
  const app = await application(house(), cast, gxp);
  const reply = await propose(house(), cast, { applications: [{ application: app.id, version: '2.0' }], ...more });
  expect(reply.status, reply.text).toBe(201);
  return { ...reply.body, app };
};

describe('the way of a release', () => {
  test('several people take it from proposed to closed, each in their own part', async () => {
    const { id } = await proposed();
    const closed = await walkUntil(house(), cast, id, 'close');
    expect(closed.body.state).toBe('closed');
    expect(closed.body.outcome).toBe('completed');
    expect(closed.body.decisions.map((decision: { kind: string }) => decision.kind).toReversed()).toEqual([
      'accept',
      'plan',
      'accept-uat',
      'declare-ready',
      'deploy',
      'complete',
      'validate',
      'release-for-use',
      'confirm-business',
      'confirm-it',
      'close',
    ]);
    expect(closed.body.can.change[0].code).toBe(
      'identity.no-right' === closed.body.can.change[0].code ? 'identity.no-right' : 'releases.over',
    );
    const late = await house().http(cast.proposer, 'PATCH', `/releases/${id}`, {
      ifMatch: closed.body.version,
      body: { name: 'Another', reason: 'rename' },
    });
    expect(codesOf(late)).toEqual(['releases.over']);
  });

  test('what may be done is told with the record, and the act answers the same', async () => {
    const { id, version } = await proposed();
    const seen = await house().http(cast.manager, 'GET', `/releases/${id}`);
    expect(seen.body.can.accept).toBe(true);
    expect(seen.body.can.plan[0].code).toBe('releases.not-from-here');
    const stranger = await house().http(cast.deployer, 'GET', `/releases/${id}`);
    expect(stranger.body.can.accept[0].code).toBe('identity.no-right');
    const tried = await house().http(cast.deployer, 'POST', `/releases/${id}/acts/accept`, {
      ifMatch: version,
      body: { password: cast.deployer.password },
    });
    expect(tried.status).toBe(403);
    expect(tried.body.refusals[0].code).toBe('identity.no-right');
  });

  test('who proposed it does not accept it, whatever roles they hold', async () => {
    const both = await house().someone(['release-manager', 'project-manager'], { unit: cast.unit });
    const app = await application(house(), cast);
    const reply = await propose(house(), { ...cast, proposer: both }, { applications: [{ application: app.key }] });
    const refused = await act(house(), both, reply.body.id, 'accept');
    expect(refused.status).toBe(422);
    expect(codesOf(refused)).toContain('identity.not-independent');
  });

  test('a decision needs the own password, and a token never decides', async () => {
    const { id, version } = await proposed();
    const without = await house().http(cast.manager, 'POST', `/releases/${id}/acts/accept`, { ifMatch: version, body: {} });
    expect(codesOf(without)).toEqual(['signatures.signature-required']);
    const wrong = await house().http(cast.manager, 'POST', `/releases/${id}/acts/accept`, {
      ifMatch: version,
      body: { password: 'something else' },
    });
    expect(wrong.status).toBe(403);
    const { token } = await house().apiToken(cast.manager, ['read', 'plan', 'act']);
    const machine = await house().http({ token }, 'POST', `/releases/${id}/acts/accept`, {
      ifMatch: version,
      body: { password: cast.manager.password },
    });
    expect(machine.status).toBe(403);
    expect(machine.body.refusals[0].code).toBe('identity.people-only');
  });

  test('every broken rule of the dates is told at once', async () => {
    const { id } = await proposed('no', { goLive: null, backOutMinutes: null, phases: [], applications: [], owner: null });
    const h = house();
    await h.http(cast.proposer, 'PATCH', `/releases/${id}`, { ifMatch: 1, body: { owner: cast.owner.email } });
    await act(h, cast.manager, id, 'accept');
    await h.http(cast.proposer, 'PATCH', `/releases/${id}`, { ifMatch: 3, body: { owner: null } });
    const refused = await act(h, cast.manager, id, 'plan');
    expect(codesOf(refused)).toEqual([
      'releases.has-owner',
      'releases.has-applications',
      'releases.go-live-missing',
      'releases.back-out-unknown',
      'releases.phases-missing',
    ]);
    expect(refused.body.refusals.every((refusal: { remedy: string }) => refusal.remedy.length > 0)).toBe(true);
  });

  test('a deployment does not begin before its go-live, and the one who decided go does not deploy', async () => {
    const h = house();
    const allRound = await h.someone(['release-manager', 'deployer'], { unit: cast.unit });
    const { id } = await proposed();
    const ready = await walkUntil(h, { ...cast, manager: allRound }, id, 'declare-ready');
    const early = await act(h, cast.deployer, id, 'deploy');
    expect(codesOf(early)).toEqual(['releases.go-live-reached']);
    expect(early.body.refusals[0].message).toMatch(/20 d too early/);
    await passTimeTo(h, new Date(ready.body.goLive.start));
    expect(codesOf(await act(h, allRound, id, 'deploy'))).toEqual(['identity.not-independent']);
    expect((await act(h, cast.deployer, id, 'deploy')).body.state).toBe('deploying');
  });

  test('UAT that the business did not accept keeps the release from being ready', async () => {
    const { id } = await proposed();
    await walkUntil(house(), cast, id, 'start');
    expect(codesOf(await act(house(), cast.manager, id, 'declare-ready'))).toEqual(['releases.uat-accepted']);
    const next = await house().http(cast.manager, 'GET', `/releases/${id}/next`);
    expect(next.body.step.verb).toBe('declare-ready');
    expect(next.body.blockers[0].people.map((person: { id: string }) => person.id)).toContain(cast.business.id);
    expect(next.body.mayDoIt).toBe(false);
  });

  test('a partial result is no success: it needs a deviation with its disposition', async () => {
    const h = house();
    const other = await application(h, cast);
    const app = await application(h, cast);
    const reply = await propose(h, cast, { applications: [{ application: app.id }, { application: other.id }] });
    const { id } = reply.body;
    await walkUntil(h, cast, id, 'deploy');
    const some = [
      { application: app.id, result: 'completed' },
      { application: other.id, result: 'rejected', note: 'the script failed' },
    ];
    expect(codesOf(await act(h, cast.deployer, id, 'complete', { results: some.slice(0, 1) }))).toEqual([
      'releases.results-for-all',
    ]);
    expect(codesOf(await act(h, cast.deployer, id, 'complete', { results: some }))).toEqual(['releases.deviation-for-partial']);
    const done = await act(h, cast.deployer, id, 'complete', {
      results: some,
      deviation: { text: 'One script failed', disposition: 'Deployed with the next release' },
    });
    expect(done.body.outcome).toBe('partially-completed');
    expect(done.body.health.light).toBe('red');
  });

  test('GxP, known or unknown, is released for use by quality only; else by the business', async () => {
    const h = house();
    for (const gxp of ['yes', 'unknown'] as const) {
      const { id } = await proposed(gxp);
      await walkUntil(h, cast, id, 'validate');
      expect(codesOf(await act(h, cast.otherBusiness, id, 'release-for-use'))).toEqual(['releases.quality-for-gxp']);
      expect((await act(h, cast.quality, id, 'release-for-use')).body.state).toBe('released-for-use');
    }
    const { id } = await proposed('no');
    await walkUntil(h, cast, id, 'validate');
    expect(codesOf(await act(h, cast.quality, id, 'release-for-use'))).toEqual(['releases.business-for-non-gxp']);
  });

  test('who validated does not release for use, and the record says so to them', async () => {
    const h = house();
    const { id } = await proposed('no');
    await walkUntil(h, cast, id, 'validate');
    const seen = await h.http(cast.business, 'GET', `/releases/${id}`);
    const validated = { code: 'identity.not-independent', facts: { as: 'validated', tie: 'own' } };
    expect(seen.body.can['release-for-use']).toMatchObject([validated]);
    expect((await act(h, cast.business, id, 'release-for-use')).body.refusals).toMatchObject([validated]);
    expect((await act(h, cast.otherBusiness, id, 'release-for-use')).body.state).toBe('released-for-use');
  });

  test('who last changed the dates asks for them: they do not approve them, somebody else does, and then they do not follow from an older change', async () => {
    const h = house();
    const { id } = await proposed();
    const change = async (as: typeof cast.manager, body: object) => {
      const { version } = (await h.http(as, 'GET', `/releases/${id}`)).body;
      const reply = await h.http(as, 'PATCH', `/releases/${id}`, { ifMatch: version, body });
      expect(reply.status, reply.text).toBe(200);
    };
    await act(h, cast.manager, id, 'accept');
    const { goLive, phases } = planFor(h, 30);
    await change(cast.manager, { goLive, phases });
    await change(cast.owner, { summary: 'other words change no dates' });
    const requested = { code: 'identity.not-independent', facts: { as: 'requested', tie: 'own' } };
    expect((await h.http(cast.manager, 'GET', `/releases/${id}`)).body.can.plan).toMatchObject([requested]);
    expect((await act(h, cast.manager, id, 'plan')).body.refusals).toMatchObject([requested]);
    await change(cast.owner, { phases: planFor(h, 31).phases.slice(0, 1) });
    expect((await act(h, cast.owner, id, 'plan')).body.refusals).toMatchObject([requested]);
    expect((await act(h, cast.manager, id, 'plan')).body.state).toBe('planned');
  });

  test('[S0.40] a negative validation stands in the way of use until it is positive', async () => {
    const h = house();
    const { id } = await proposed();
    await walkUntil(h, cast, id, 'complete');
    expect(codesOf(await act(h, cast.business, id, 'release-for-use'))).toEqual(['releases.validated-positive']);
    expect(codesOf(await act(h, cast.business, id, 'validate'))).toEqual(['releases.validation-given']);
    await act(h, cast.business, id, 'validate', { validation: 'negative' });
    expect(codesOf(await act(h, cast.otherBusiness, id, 'release-for-use'))).toEqual(['releases.validated-positive']);
    await act(h, cast.business, id, 'validate', { validation: 'positive' });
    expect((await act(h, cast.otherBusiness, id, 'release-for-use')).body.state).toBe('released-for-use');
  });

  test('it closes on the word of business and of IT, of two people, when the warranty is over', async () => {
    const h = house();
    const bothSides = await h.someone(['business-process-owner', 'system-owner'], { unit: cast.unit });
    const { id } = await proposed();
    const warm = await walkUntil(h, cast, id, 'enter-warranty');
    const end = new Date(h.clock.now().getTime() + 86_400_000).toISOString();
    await h.http(cast.proposer, 'PATCH', `/releases/${id}`, {
      ifMatch: warm.body.version,
      body: { warrantyEnd: end, reason: 'agreed' },
    });
    expect(codesOf(await act(h, cast.manager, id, 'close'))).toEqual([
      'releases.confirmed-by-business',
      'releases.confirmed-by-it',
      'releases.warranty-over',
    ]);
    await act(h, bothSides, id, 'confirm-business');
    expect(codesOf(await act(h, bothSides, id, 'confirm-it'))).toEqual(['identity.not-independent']);
    await act(h, cast.systemOwner, id, 'confirm-it');
    await passTimeTo(h, new Date(end));
    expect((await act(h, cast.manager, id, 'close')).body.state).toBe('closed');
  });
});

describe('the ways back', () => {
  test('no-go leads back to work, and the go is void', async () => {
    const { id } = await proposed();
    await walkUntil(house(), cast, id, 'declare-ready');
    const back = await act(house(), cast.manager, id, 'no-go');
    expect(back.body.state).toBe('in-progress');
    expect(back.body.decisions.find((decision: { kind: string }) => decision.kind === 'declare-ready').voided.why).toBe(
      'no-go was decided',
    );
  });

  test('a deployment stops before anything is completed, and only backs out afterwards', async () => {
    const h = house();
    const { id, app } = await proposed();
    await walkUntil(h, cast, id, 'deploy');
    expect((await act(h, cast.deployer, id, 'stop')).body.state).toBe('ready');
    const { token } = await h.apiToken(cast.deployer, ['read', 'act']);
    const { version } = (await h.http(cast.deployer, 'GET', `/releases/${id}`)).body;
    const byMachine = await h.http({ token }, 'POST', `/releases/${id}/acts/deploy`, { ifMatch: version, body: {} });
    expect([byMachine.status, byMachine.body.decisions[0].by.id]).toEqual([200, cast.deployer.id]);
    expect(codesOf(await act(h, cast.deployer, id, 'record-results'))).toEqual(['releases.results-given']);
    await act(h, cast.deployer, id, 'record-results', { results: [{ application: app.key, result: 'completed' }] });
    expect(codesOf(await act(h, cast.deployer, id, 'stop'))).toEqual(['releases.nothing-deployed']);
    const back = await act(h, cast.deployer, id, 'back-out');
    expect(back.body.state).toBe('backed-out');
    expect(back.body.applications[0].result).toBe('rolled-back');
    const again = await act(h, cast.manager, id, 'resume-work');
    expect(again.body.state).toBe('in-progress');
    expect(again.body.applications[0].result).toBe('pending');
    expect(codesOf(await act(h, cast.manager, id, 'declare-ready'))).toContain('releases.uat-accepted');
  });

  test('a release that was backed out can be closed as failed', async () => {
    const { id } = await proposed();
    await walkUntil(house(), cast, id, 'complete');
    await act(house(), cast.manager, id, 'back-out');
    const failed = await act(house(), cast.manager, id, 'fail');
    expect(failed.body.state).toBe('closed-failed');
    expect(failed.body.outcome).toBe('failed');
  });

  test('on hold it returns to where it was', async () => {
    const { id } = await proposed();
    await walkUntil(house(), cast, id, 'plan');
    const held = await act(house(), cast.manager, id, 'hold');
    expect([held.body.state, held.body.heldFrom]).toEqual(['on-hold', 'planned']);
    expect((await act(house(), cast.manager, id, 'resume')).body.state).toBe('planned');
  });

  test('it is rejected or cancelled with a reason, and stays so', async () => {
    const h = house();
    const [one, other] = [await proposed(), await proposed()];
    const silent = await act(h, cast.manager, one.id, 'reject', { reason: undefined });
    expect(codesOf(silent)).toEqual(['releases.reason-demanded']);
    expect((await act(h, cast.manager, one.id, 'reject')).body.state).toBe('rejected');
    expect((await act(h, cast.manager, other.id, 'cancel')).body.state).toBe('cancelled');
    expect(codesOf(await act(h, cast.manager, other.id, 'accept'))).toEqual(['releases.not-from-here']);
  });

  test('a go that nobody used expires', async () => {
    const h = house();
    const { id, goLive } = await proposed('no', planFor(h, 3));
    await walkUntil(h, cast, id, 'declare-ready');
    await passTimeTo(h, new Date(goLive.end));
    const { expireGoes } = await import('./follow-house.ts');
    await expireGoes(h.app);
    const seen = await h.http(cast.manager, 'GET', `/releases/${id}`);
    expect(seen.body.state).toBe('in-progress');
    expect(seen.body.late.length).toBeGreaterThan(0);
  });
});
