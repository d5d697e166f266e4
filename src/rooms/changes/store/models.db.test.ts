import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { findModel, modelBehind, moveModel } from './models.ts';

const house = useHouse();
const draft = { model: 'emergency', state: 'draft', follows: null } as const;

test('a submission that waited for the approval of a version follows that version, and holds it in force until it ends', async () => {
  const h = house();
  const { db } = h.app.database;
  const administrator = await h.someone(['administrator']);
  // A second version, so that the first is the oldest and not the one in force.
  const propose = async (basis: number) => {
    const body = { model: 'emergency', basis, name: `Emergency ${basis + 1}`, reason: 'the steering group asked for it' };
    const reply = await h.http(administrator, 'POST', '/change-models', { body });
    expect(reply.status, reply.text).toBe(201);
    return reply.body.id;
  };
  const approve = async (id: string, before: string, until: Promise<void>) =>
    db.transaction().execute(async (tx) => {
      const inForce = await findModel(tx, before, 'for update');
      const next = await findModel(tx, id, 'for update');
      if (inForce === null || next === null) throw new Error('no such version');
      const by = { decidedBy: administrator.id, decidedAt: h.clock.now() };
      await moveModel(tx, inForce, { ...inForce, state: 'superseded', endReason: 'another', version: inForce.version + 1 });
      await moveModel(tx, next, { ...next, ...by, state: 'in-force', version: next.version + 1 });
      await until;
    });
  await approve(await propose(1), 'emergency-v1', Promise.resolve());

  const approving = Promise.withResolvers<void>();
  const approved = approve(await propose(2), 'emergency-v2', approving.promise);
  await sleep(200);
  const submitting = Promise.withResolvers<void>();
  const judged = Promise.withResolvers<string>();
  const submitted = db.transaction().execute(async (tx) => {
    judged.resolve((await modelBehind(tx, draft, 'for share')).key);
    await submitting.promise;
  });
  submitted.catch(judged.reject);
  const early = await Promise.race([judged.promise, sleep(300, 'waits')]);
  approving.resolve();
  expect(early).toBe('waits');
  expect(await judged.promise).toBe('emergency-v3');

  const held = db.transaction().execute(async (tx) => (await findModel(tx, 'emergency-v3', 'for update'))?.state);
  const waits = await Promise.race([held, sleep(300, 'waits')]);
  submitting.resolve();
  expect(waits).toBe('waits');
  expect(await held).toBe('in-force');
  await Promise.all([approved, submitted]);
});
