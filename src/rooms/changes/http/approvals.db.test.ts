import { beforeAll, describe, expect, test } from 'vitest';
import { type Deciders, decidersOf, requirement, say, why } from '../../../../tests/support/approvals.ts';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type ChangeCast, changeCastOf, request, step, touched, walkTo } from '../../../../tests/support/changes.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';
import { codesOf, passTimeTo } from '../../../../tests/support/releases.ts';

const house = useHouse();
const h = () => house();
let cast: ChangeCast;
let deciders: Deciders;
let owner: Someone;
beforeAll(async () => {
  cast = await changeCastOf(h());
  deciders = await decidersOf(h());
  owner = await h().someone(['business-process-owner'], { unit: cast.unit });
  await requirement(h(), deciders, {
    name: 'The business agrees',
    subjectKind: 'change',
    step: 'authorise',
    role: 'business-process-owner',
    unit: cast.unit.key,
    excludes: ['requested'],
  });
});

type Body = HttpReply['body'];
const submitted = async (model: string, application: string): Promise<Body> => {
  const { body } = await request(h(), cast, { model, applications: [{ application }] });
  return walkTo(h(), cast, body.id, 'assessed');
};
const authorise = (id: string) => step(h(), cast.manager, id, 'authorise');
const record = (change: Body) =>
  h().http(cast.manager, 'POST', `/approvals/${encodeURIComponent(`change:${change.key}:authorise`)}/verbal-authorisations`, {
    body: {
      by: owner.email,
      at: new Date(h().clock.now().getTime() - 3_600_000).toISOString(),
      reason: 'the line stands still',
      password: cast.manager.password,
    },
  });

describe('what approvals require of a change', () => {
  test('the authorisation waits for who is asked; whoever wrote in the change gives no such yes', async () => {
    const { key } = await touched(h(), cast);
    const change = await submitted('normal', key);
    expect(codesOf(await authorise(change.id))).toEqual(['approvals.missing']);
    expect((await h().http(cast.manager, 'GET', `/changes/${change.id}`)).body.can.authorise[0].code).toBe('approvals.missing');
    const written = await request(h(), { ...cast, requester: owner }, { applications: [{ application: key }] });
    await step(h(), owner, written.body.id, 'submit');
    await step(h(), cast.manager, written.body.id, 'assess');
    expect(codesOf(await say(h(), owner, `change:${written.body.key}:authorise`, 'approve'))).toEqual(['approvals.excluded']);
    const given = await say(h(), owner, `change:${change.key}:authorise`, 'approve');
    expect(given.status, given.text).toBe(200);
    expect((await authorise(change.id)).status).toBe(200);
  });

  test('a yes to other content counts no more: the change was taken back and written anew', async () => {
    const { key } = await touched(h(), cast);
    const change = await submitted('normal', key);
    expect((await say(h(), owner, `change:${change.key}:authorise`, 'approve')).status).toBe(200);
    await step(h(), cast.manager, change.id, 'rework');
    const { body: draft } = await h().http(cast.requester, 'GET', `/changes/${change.id}`);
    await h().http(cast.requester, 'PATCH', `/changes/${change.id}`, {
      ifMatch: draft.version,
      body: { description: 'Something else' },
    });
    await walkTo(h(), cast, change.id, 'assessed');
    expect(codesOf(await authorise(change.id))).toEqual(['approvals.missing']);
  });

  test('an emergency passes on a word of mouth; while what it owes is overdue other changes of the application wait, and it is not closed', async () => {
    const { key } = await touched(h(), cast);
    const emergency = await submitted('emergency', key);
    expect(codesOf(await authorise(emergency.id))).toEqual(['approvals.missing']);
    const recorded = await record(emergency);
    expect(recorded.status, recorded.text).toBe(201);
    expect(recorded.body).toMatchObject({ state: 'open', authorisedBy: { id: owner.id }, recordedBy: { id: cast.manager.id } });
    expect((await authorise(emergency.id)).status).toBe(200);

    const normal = await submitted('normal', key);
    await say(h(), owner, `change:${normal.key}:authorise`, 'approve');
    await passTimeTo(h(), new Date(new Date(recorded.body.dueAt).getTime() + 1000));
    expect(codesOf(await authorise(normal.id))).toEqual(['approvals.emergency-overdue']);
    const beside = await submitted('normal', (await touched(h(), cast)).key);
    await say(h(), owner, `change:${beside.key}:authorise`, 'approve');
    expect((await authorise(beside.id)).status).toBe(200);

    await walkTo(h(), cast, emergency.id, 'tested');
    expect((await say(h(), owner, `change:${emergency.key}:authorise`, 'approve')).status).toBe(200);
    expect((await authorise(normal.id)).status).toBe(200);
  });

  test('what is asked before a step of changes is listed with the change', async () => {
    const change = await submitted('normal', (await touched(h(), cast)).key);
    const { steps } = (await why(h(), owner, `change:${change.key}`)).body;
    expect(steps).toMatchObject([{ step: 'authorise', approved: false, requirements: [{ missing: 1 }] }]);
  });
});
