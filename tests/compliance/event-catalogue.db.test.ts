import { beforeAll, expect, test } from 'vitest';
import { operations } from '../../src/entrances/contracts.ts';
import { recipes } from '../house/recipes/all.ts';
import { must, openWorld, pathOf, signedRecipe, type World } from '../house/recipes/world.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { act, propose } from '../support/releases.ts';

const house = useHouse();
let w: World;
beforeAll(async () => {
  w = await openWorld(house(), []);
});

type Body = HttpReply['body'];
/** Who did it, on which kind of record, what must be told of it, and the request that did it. */
type Done = { readonly by: Someone; readonly kind: string; readonly requestId: string; readonly says: object };

/** An operation asked as its recipe says. */
async function ask(id: string): Promise<{ readonly by: Someone; readonly reply: HttpReply }> {
  const operation = operations.find((one) => one.id === id);
  if (operation === undefined) throw new Error(`there is no ${id}`);
  const asked = await signedRecipe(w, operation, (await recipes[id]?.(w)) ?? { as: null });
  if (asked.as === null) throw new Error(`${id} is asked by somebody`);
  const reply = await w.h.http(asked.as, operation.method, pathOf(operation, asked), {
    ...(asked.body === undefined ? {} : { body: asked.body }),
    ...(asked.ifMatch === undefined ? {} : { ifMatch: asked.ifMatch }),
  });
  expect(reply.status, reply.text).toBe(operation.status);
  return { by: asked.as, reply };
}
const told = (by: Someone, reply: HttpReply, kind: string, says: object): Done => ({
  by,
  kind,
  requestId: String(reply.headers['x-request-id']),
  says,
});
const asked = async (id: string, kind: string, says: object): Promise<Done> => {
  const { by, reply } = await ask(id);
  return told(by, reply, kind, says);
};
const change = (field: unknown, old: unknown, to: unknown) => ({
  changes: expect.arrayContaining([{ field, old, new: to }]),
});

/** One manual act of each class, by the type of its event. */
const session: Readonly<Record<string, () => Promise<Done>>> = {
  'portfolio.registered': async () => {
    const key = w.fresh('CAT');
    const body = { key, name: 'Made', unit: w.cast.unit.key, criticality: 'low' };
    const reply = await w.h.http(w.keeper, 'POST', '/applications', { body });
    return told(w.keeper, reply, 'application', change('/name', null, 'Made'));
  },
  'portfolio.changed': async () => {
    const key = w.fresh('CAT');
    const { id } = await must(
      w.h.http(w.keeper, 'POST', '/applications', { body: { key, name: 'Before', unit: w.cast.unit.key } }),
    );
    const reply = await w.h.http(w.keeper, 'PATCH', `/applications/${id}`, {
      ifMatch: 1,
      body: { name: 'After', reason: 'renamed' },
    });
    return told(w.keeper, reply, 'application', { ...change('/name', 'Before', 'After'), reason: 'renamed' });
  },
  'portfolio.withdrawn': async () => {
    const { id } = await must(
      w.h.http(w.keeper, 'POST', '/applications', { body: { key: w.fresh('CAT'), name: 'Gone', unit: w.cast.unit.key } }),
    );
    const reply = await w.h.http(w.keeper, 'POST', `/applications/${id}/acts/withdraw`, {
      ifMatch: 1,
      body: { reason: 'registered twice' },
    });
    return told(w.keeper, reply, 'application', { reason: 'registered twice' });
  },
  // A process is steered: a release takes a step.
  'releases.rejected': async () => {
    const { body } = await propose(w.h, w.cast);
    const reply = await act(w.h, w.cast.manager, body.id, 'reject', { reason: 'not this year' });
    return told(w.cast.manager, reply, 'release', { ...change('/state', 'proposed', 'rejected'), reason: 'not this year' });
  },
  'policies.profile-tightened': () =>
    asked('policies.propose-profile-change', 'profile-change', {
      changes: expect.arrayContaining([
        { field: '/values/session.idleMinutes/from', old: null, new: 30 },
        { field: '/values/session.idleMinutes/to', old: null, new: 20 },
      ]),
    }),
  'identity.role-granted': () =>
    asked('identity.grant-role', 'person', change(expect.stringMatching(/^\/roles\//), null, 'sponsor')),
  // Somebody was alarmed that a signature counts no more, and confirms that they know.
  'signatures.acknowledged': () => asked('signatures.acknowledge', 'signature', { changes: expect.any(Array) }),
  'signatures.signed': async () => {
    const { body } = await propose(w.h, w.cast);
    const reply = await act(w.h, w.cast.manager, body.id, 'accept');
    return told(w.cast.manager, reply, 'signature', change('/payloadHash', null, expect.stringMatching(/^[0-9a-f]{64}$/)));
  },
  'ledger.export-begun': async () => {
    const reply = await w.h.http(w.auditor, 'GET', '/ledger/entries/export?kind=release');
    return told(w.auditor, reply, 'export', change('/filter/kind', null, 'release'));
  },
  'ledger.verification-asked': () => asked('ledger.start-verification', 'verification', change('/state', null, 'running')),
};

const entries = async (act: string): Promise<readonly Body[]> =>
  (await must(w.h.http(w.auditor, 'GET', `/ledger/entries?act=${act}&limit=200`))).items;

test('[D11-12-1] one act of each class, of data, process, settings, rights, alarms, signatures, exports and jobs: each stands in the trail as the event that the published catalogue names, with full content', async () => {
  const catalogue = new Map<string, string>(
    (await must(w.h.http(w.auditor, 'GET', '/ledger/acts'))).acts.map((one: Body) => [one.act, one.says]),
  );
  const says = new Set<string>();
  for (const [type, does] of Object.entries(session)) {
    const sentence = catalogue.get(type);
    expect(sentence, `${type} is published`).toBeTypeOf('string');
    says.add(sentence ?? '');
    const done = await does();
    const found = (await entries(type)).filter((entry) => entry.requestId === done.requestId);
    expect(found.length, `${type} stands in the trail once`).toBe(1);
    const [entry] = found;
    expect(entry).toMatchObject({
      at: w.h.clock.now().toISOString(),
      act: type,
      says: sentence,
      actor: { id: done.by.id, name: done.by.name, kind: 'person', via: 'session', roles: expect.any(Array) },
      subject: { kind: done.kind, version: expect.any(Number), place: expect.any(Number) },
      build: 'test',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      ...done.says,
    });
    expect(entry.actor.roles.length, `${type} names the roles`).toBeGreaterThan(0);
    expect(entry.changes.length + (entry.reason === null ? 0 : 1), `${type} says what came out`).toBeGreaterThan(0);
  }
  // Each class has an event of its own, and nothing stands in the trail that the catalogue does not name.
  expect(says.size).toBe(Object.keys(session).length);
  const all = (await must(w.h.http(w.auditor, 'GET', '/ledger/entries?limit=200'))).items.map((entry: Body) => entry.act);
  expect(all.filter((act: string) => !catalogue.has(act))).toEqual([]);
});
