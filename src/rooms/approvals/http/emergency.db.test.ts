import { beforeAll, describe, expect, test } from 'vitest';
import { type Deciders, decidersOf, requirement, say, termsFor, why } from '../../../../tests/support/approvals.ts';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';
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
const h = () => house();
let cast: Cast;
let deciders: Deciders;
let otherQuality: Someone;
beforeAll(async () => {
  cast = await castOf(h());
  deciders = await decidersOf(h());
  otherQuality = await h().someone(['quality'], { unit: cast.unit });
  await requirement(h(), deciders, termsFor(cast.unit));
});

type Body = HttpReply['body'];
type App = { readonly id: string; readonly key: string };
const hour = 3_600_000;
const now = (): number => h().clock.now().getTime();
const at = (hours: number): string => new Date(now() + hours * hour).toISOString();

async function release(app: App, kind: string, days = 20): Promise<Body> {
  const made = await propose(h(), cast, {
    ...planFor(h(), days),
    kind,
    applications: [{ application: app.key, role: 'changed', version: '1.0' }],
  });
  expect(made.status, made.text).toBe(201);
  expect((await act(h(), cast.manager, made.body.id, 'accept')).status).toBe(200);
  return made.body;
}
const record = (one: Body, more: Readonly<Record<string, unknown>> = {}, as: Someone = cast.manager) =>
  h().http(as, 'POST', `/approvals/${encodeURIComponent(`release:${one.key}:plan`)}/verbal-authorisations`, {
    body: { by: cast.quality.email, at: at(-1), reason: 'the line stands still', password: as.password, ...more },
  });
const verb = (one: Body, name: string, as: Someone) =>
  h().http(as, 'POST', `/verbal-authorisations/${one.id}/acts/${name}`, {
    ifMatch: one.version,
    body: { reason: 'seen and talked through', ...(name === 'withdraw' ? {} : { password: as.password }) },
  });
const plan = (one: Body) => act(h(), cast.manager, one.id, 'plan');
const shown = async (one: Body): Promise<Body> => (await h().http(cast.manager, 'GET', `/verbal-authorisations/${one.id}`)).body;

describe('the emergency route', () => {
  test('an emergency passes a step on what somebody who is asked said; it is no approval, and what is missing is due', async () => {
    const one = await release(await application(h(), cast), 'emergency');
    expect(codesOf(await plan(one))).toEqual(['approvals.missing']);
    const recorded = await record(one);
    expect(recorded.status, recorded.text).toBe(201);
    expect(recorded.body).toMatchObject({
      state: 'open',
      step: 'plan',
      lets: true,
      overdue: false,
      authorisedBy: { id: cast.quality.id },
      recordedBy: { id: cast.manager.id },
      dueAt: at(72),
      signature: { standing: 'valid' },
    });
    expect((await plan(one)).status).toBe(200);
    const { steps } = (await why(h(), cast.owner, `release:${one.key}`)).body;
    expect(steps).toMatchObject([{ step: 'plan', approved: false, requirements: [{ missing: 1, filled: [] }] }]);
    expect(codesOf(await verb(recorded.body, 'withdraw', cast.manager))).toEqual(['approvals.emergency-taken']);
    const given = await say(h(), cast.quality, `release:${one.key}:plan`, 'approve');
    expect(given.status, given.text).toBe(200);
    expect(await shown(recorded.body)).toMatchObject({ state: 'settled', ended: { by: { id: cast.quality.id } } });
    const withdrawn = await h().http(cast.quality, 'POST', `/given-approvals/${given.body.id}/acts/withdraw`, {
      body: { reason: 'it was given after the step' },
    });
    expect(codesOf(withdrawn)).toEqual(['approvals.step-taken']);
  });

  test('a word passes only what was missing when it was said: what is asked later waits', async () => {
    const app = await application(h(), cast);
    const one = await release(app, 'emergency');
    const recorded = (await record(one)).body;
    const later = termsFor(cast.unit, { name: 'The system owner looks', role: 'system-owner', scope: [`application:${app.id}`] });
    const rq = await requirement(h(), deciders, later);
    const refused = await plan(one);
    expect(codesOf(refused)).toEqual(['approvals.missing']);
    expect(refused.body.refusals[0].facts.requirement).toBe(rq.key);
    expect((await verb(recorded, 'withdraw', cast.manager)).status).toBe(200);
    // Said again with both missing, the word of quality still stands for what quality could answer and for nothing else.
    expect((await record(one)).body.requirements).toEqual(recorded.requirements);
    expect((await plan(one)).body.refusals[0].facts.requirement).toBe(rq.key);
    const other = await record(one, { by: cast.systemOwner.email });
    expect([other.status, other.body.requirements]).toEqual([201, [rq.key]]);
    expect((await plan(one)).status).toBe(200);
    // Each is settled by what it stood for, not by the whole step.
    await say(h(), cast.systemOwner, `release:${one.key}:plan`, 'approve');
    expect((await shown(other.body)).state).toBe('settled');
    const { steps } = (await why(h(), cast.owner, `release:${one.key}`)).body;
    expect(steps[0].approved).toBe(false);
  });

  test('a word names what it stands for: only what is missing, only what its speaker could answer, and it passes no other', async () => {
    const app = await application(h(), cast);
    const both = await h().someone(['quality', 'sponsor'], { unit: cast.unit });
    const scope = [`application:${app.id}`];
    const rq = await requirement(h(), deciders, termsFor(cast.unit, { role: 'sponsor', scope }));
    const one = await release(app, 'emergency');
    const [first] = (await why(h(), cast.owner, `release:${one.key}`)).body.steps[0].requirements;
    const quality = first.requirement.key as string;
    expect(quality).not.toBe(rq.key);
    const unknown = await record(one, { by: both.email, requirements: [rq.key, 'RQ-999'] });
    expect(codesOf(unknown)).toEqual(['approvals.requirement-not-missing']);
    expect(unknown.body.refusals[0].field).toBe('/requirements/1');
    const foreign = await record(one, { requirements: [quality, rq.key] });
    expect(codesOf(foreign)).toEqual(['approvals.authoriser-not-asked']);
    expect(foreign.body.refusals[0].facts.requirements).toEqual([rq.key]);
    const said = await record(one, { by: both.email, requirements: [rq.key] });
    expect([said.status, said.body.requirements]).toEqual([201, [rq.key]]);
    const still = await plan(one);
    expect(still.body.refusals.map((each: Body) => each.facts.requirement)).toEqual([quality]);
    expect(codesOf(await record(one, { by: both.email, requirements: [rq.key] }))).toEqual(['approvals.recorded-already']);
    expect((await record(one, { by: both.email, requirements: [quality] })).status).toBe(201);
    expect((await plan(one)).status).toBe(200);
  });

  test('of two people who are asked, the word of one is one', async () => {
    const app = await application(h(), cast);
    const [a, b] = [await h().someone(['deployer'], { unit: cast.unit }), await h().someone(['deployer'], { unit: cast.unit })];
    await requirement(h(), deciders, termsFor(cast.unit, { role: 'deployer', seats: 2, scope: [`application:${app.id}`] }));
    const one = await release(app, 'emergency');
    await record(one);
    expect((await record(one, { by: a?.email })).status).toBe(201);
    expect(codesOf(await plan(one))).toEqual(['approvals.missing']);
    expect((await record(one, { by: b?.email })).status).toBe(201);
    expect((await plan(one)).status).toBe(200);
  });

  test('only an emergency, only with something missing, only the word of who is asked, and never recorded by themselves', async () => {
    const app = await application(h(), cast);
    expect(codesOf(await record(await release(app, 'independent')))).toEqual(['approvals.not-an-emergency']);
    const one = await release(await application(h(), cast), 'emergency');
    expect(codesOf(await record(one, { by: cast.tester.email }))).toEqual(['approvals.authoriser-not-asked']);
    expect(codesOf(await record(one, { by: 'nobody@firm.example' }))).toEqual(['approvals.authoriser-unknown']);
    expect(codesOf(await record(one, {}, cast.quality))).toEqual(['approvals.own-word']);
    expect(codesOf(await record(one, { at: at(-25) }))).toEqual(['approvals.told-at-another-time']);
    expect(codesOf(await record(one, { at: at(1) }))).toEqual(['approvals.told-at-another-time']);
    expect((await record(one, {}, cast.deployer)).status).toBe(403);
    const bare = await record(one, { password: undefined });
    expect(codesOf(bare)).toEqual(['signatures.signature-required']);
    expect((await record(one)).status).toBe(201);
    expect(codesOf(await record(one))).toEqual(['approvals.recorded-already']);
    const approved = await release(await application(h(), cast), 'emergency');
    await say(h(), cast.quality, `release:${approved.key}:plan`, 'approve');
    expect(codesOf(await record(approved))).toContain('approvals.nothing-missing');
  });

  test('a “no” is not passed by word of mouth, and another content than the one that was spoken of waits again', async () => {
    const one = await release(await application(h(), cast), 'emergency');
    const recorded = (await record(one)).body;
    await say(h(), otherQuality, `release:${one.key}:plan`, 'reject', { reason: 'the back-out is not tried' });
    expect(codesOf(await plan(one))).toEqual(['approvals.rejected-by']);
    const other = await release(await application(h(), cast), 'emergency');
    const spoken = (await record(other)).body;
    const { version } = (await h().http(cast.proposer, 'GET', `/releases/${other.key}`)).body;
    await h().http(cast.proposer, 'PATCH', `/releases/${other.id}`, { ifMatch: version, body: { name: 'Something else' } });
    expect(codesOf(await plan(other))).toEqual(['approvals.missing']);
    expect((await shown(spoken)).lets).toBe(false);
    expect((await verb(spoken, 'withdraw', cast.manager)).body).toMatchObject({ state: 'withdrawn' });
    expect((await record(other)).status).toBe(201);
    expect((await plan(other)).status).toBe(200);
    expect((await shown(recorded)).state).toBe('open');
  });

  test('while its approvals are overdue nothing normal goes on with its applications, and a further emergency needs quality', async () => {
    const app = await application(h(), cast);
    const elsewhere = await application(h(), cast);
    const first = await release(app, 'emergency', 90);
    const recorded = (await record(first)).body;
    expect((await plan(first)).status).toBe(200);
    const normal = await release(app, 'independent', 70);
    const apart = await release(elsewhere, 'independent', 70);
    for (const one of [normal, apart])
      expect((await say(h(), cast.quality, `release:${one.key}:plan`, 'approve')).status).toBe(200);
    await passTimeTo(h(), new Date(now() + 73 * hour));
    expect((await shown(recorded)).overdue).toBe(true);
    const held = await plan(normal);
    expect(codesOf(held)).toEqual(['approvals.emergency-overdue']);
    expect(held.text).toContain(first.key);
    expect((await plan(apart)).status).toBe(200);

    const further = await release(app, 'emergency', 50);
    const waits = (await record(further)).body;
    expect(waits).toMatchObject({ state: 'waits-for-quality', lets: false });
    expect(codesOf(await plan(further))).toEqual(['approvals.missing', 'approvals.quality-owed']);
    expect(codesOf(await verb(waits, 'confirm', cast.quality))).toContain('approvals.another-person');
    expect((await verb(waits, 'confirm', cast.manager)).status).toBe(403);
    expect(codesOf(await verb(waits, 'review', otherQuality))).toEqual(['approvals.verbal-over']);
    const confirmed = await verb(waits, 'confirm', otherQuality);
    expect(confirmed.body).toMatchObject({ state: 'open', lets: true, quality: { by: { id: otherQuality.id } } });
    expect((await plan(further)).status).toBe(200);

    expect((await say(h(), otherQuality, `release:${first.key}:plan`, 'approve')).status).toBe(200);
    expect(await shown(recorded)).toMatchObject({ state: 'settled', overdue: false });
    expect((await plan(normal)).status).toBe(200);
  });

  test('what is owed by a record that is over is reviewed by quality, with a signature; until then it holds others back', async () => {
    const app = await application(h(), cast);
    const one = await release(app, 'emergency', 90);
    const recorded = (await record(one)).body;
    expect((await plan(one)).status).toBe(200);
    expect(codesOf(await verb(recorded, 'review', otherQuality))).toEqual(['approvals.still-approvable']);
    expect((await act(h(), cast.manager, one.id, 'cancel')).status).toBe(200);
    await passTimeTo(h(), new Date(now() + 73 * hour));
    const made = await propose(h(), cast, {
      ...planFor(h(), 70),
      kind: 'independent',
      applications: [{ application: app.key, role: 'changed', version: '2.0' }],
    });
    expect(codesOf(await act(h(), cast.manager, made.body.id, 'accept'))).toEqual(['approvals.emergency-overdue']);
    const reviewed = await verb(recorded, 'review', otherQuality);
    expect(reviewed.body, reviewed.text).toMatchObject({ state: 'reviewed', ended: { by: { id: otherQuality.id } } });
    expect((await act(h(), cast.manager, made.body.id, 'accept')).status).toBe(200);
  });

  test('a record is not closed while it owes approvals: nobody could give them afterwards', async () => {
    const app = await application(h(), cast);
    const one = (
      await propose(h(), cast, {
        ...planFor(h(), 2),
        kind: 'emergency',
        applications: [{ application: app.key, role: 'changed', version: '1.0' }],
      })
    ).body;
    expect((await record(one)).status).toBe(201);
    await walkUntil(h(), cast, one.id, 'confirm-it');
    expect(codesOf(await act(h(), cast.manager, one.id, 'close'))).toContain('approvals.review-owed');
    expect((await say(h(), cast.quality, `release:${one.key}:plan`, 'approve')).status).toBe(200);
    expect((await act(h(), cast.manager, one.id, 'close')).status).toBe(200);
  });
});
