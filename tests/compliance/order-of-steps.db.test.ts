import { beforeAll, describe, expect, test } from 'vitest';
import { roles } from '../../src/rooms/identity/core/roles.ts';
import { type ReleaseState, type ReleaseVerb, releaseStates, releaseVerbs } from '../../src/rooms/releases/contract-words.ts';
import { lifecycle } from '../../src/rooms/releases/core/lifecycle.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { act, application, type Cast, castOf, codesOf, passTimeTo, planFor, propose, walkUntil } from '../support/releases.ts';

const house = useHouse();
let cast: Cast;
/** Each of them holds every business role here: what is refused to them is refused by the order of steps, not by a missing right. */
let able: readonly Someone[];
beforeAll(async () => {
  const h = house();
  cast = await castOf(h);
  const all = roles.filter((role) => role.business).map((role) => role.role);
  able = [
    await h.someone(all, { unit: cast.unit }),
    await h.someone(all, { unit: cast.unit }),
    await h.someone(all, { unit: cast.unit }),
  ];
});

/** The acts that bring a new release into each state; the last one is taken in `reach`. */
const wayTo: Readonly<Record<ReleaseState, readonly [until: ReleaseVerb | null, then: readonly ReleaseVerb[]]>> = {
  proposed: [null, []],
  accepted: ['accept', []],
  planned: ['plan', []],
  'in-progress': ['accept-uat', []],
  ready: ['declare-ready', []],
  deploying: ['deploy', []],
  deployed: ['validate', []],
  'released-for-use': ['release-for-use', []],
  warranty: ['confirm-it', []],
  closed: ['close', []],
  'backed-out': ['deploy', ['back-out']],
  'closed-failed': ['deploy', ['back-out', 'fail']],
  rejected: [null, ['reject']],
  'on-hold': ['plan', ['hold']],
  cancelled: [null, ['cancel']],
};

type Placed = { readonly id: string; readonly app: string };

async function reach(state: ReleaseState): Promise<Placed> {
  const h = house();
  const app = await application(h, cast);
  const made = await propose(h, cast, { applications: [{ application: app.id, version: '1' }], ...planFor(h, 5) });
  const { id } = made.body;
  const [until, then] = wayTo[state];
  if (until !== null) await walkUntil(h, cast, id, until);
  for (const verb of then) {
    const reply = await act(h, cast.manager, id, verb);
    if (reply.status !== 200) throw new Error(`${verb}: ${reply.text}`);
  }
  if (state === 'ready') await passTimeTo(h, new Date(made.body.goLive.start));
  expect((await show(id)).state).toBe(state);
  return { id, app: app.id };
}

const show = async (id: string): Promise<HttpReply['body']> => (await house().http(cast.manager, 'GET', `/releases/${id}`)).body;
const isDeclared = (from: ReleaseState, verb: ReleaseVerb): boolean =>
  lifecycle.rows.some((row) => row.verb === verb && row.from.includes(from));
const verbsTo = (to: ReleaseState): readonly ReleaseVerb[] =>
  releaseVerbs.filter((verb) =>
    lifecycle.rows.some((row) => row.verb === verb && (row.to === to || (row.to === 'previous' && to === 'planned'))),
  );

/** Everything that any step may ask for, so that only the order of steps can refuse it. */
const take = (as: Someone, { id, app }: Placed, verb: ReleaseVerb): Promise<HttpReply> =>
  act(house(), as, id, verb, {
    ...(verb === 'complete' || verb === 'record-results' ? { results: [{ application: app, result: 'completed' }] } : {}),
    ...(verb === 'validate' ? { validation: 'positive' } : {}),
  });

describe('every ordered pair of states of the life cycle', () => {
  test.each(releaseStates)(
    '[P11-10f-1] from %s exactly the declared steps succeed for who holds all rights; each other one is a conflict that names its rule, and nothing changes',
    async (from) => {
      const [person] = able;
      if (person === undefined) throw new Error('nobody may do everything');
      const standing = await reach(from);
      const { version } = await show(standing.id);
      let undeclared = 0;
      for (const to of releaseStates) {
        for (const verb of verbsTo(to).filter((one) => !isDeclared(from, one))) {
          const refused = await take(person, standing, verb);
          expect([from, to, verb, refused.status, ...codesOf(refused)]).toEqual([from, to, verb, 409, 'releases.not-from-here']);
          undeclared += 1;
        }
        const jump = await house().http(person, 'PATCH', `/releases/${standing.id}`, { ifMatch: version, body: { state: to } });
        expect([from, to, jump.status]).toEqual([from, to, 400]);
      }
      expect(undeclared).toBeGreaterThan(10);
      expect(await show(standing.id)).toMatchObject({ state: from, version });

      for (const verb of releaseVerbs.filter((one) => isDeclared(from, one))) {
        const placed = await reach(from);
        const done = await take(person, placed, verb);
        expect([from, verb, done.status, done.status === 200 ? '' : done.text]).toEqual([from, verb, 200, '']);
        const row = lifecycle.rows.find((one) => one.verb === verb && one.from.includes(from));
        expect([from, verb, (await show(placed.id)).state]).toEqual([from, verb, row?.to === 'previous' ? 'planned' : row?.to]);
      }
    },
    60_000,
  );
});
