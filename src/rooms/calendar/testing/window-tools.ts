import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import type { HttpReply, TestHouse } from '../../../../tests/support/house.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { transact } from '../../../foundation/transact.ts';
import { collisionsOf, placeHolds } from '../../interlocks/door.ts';

export type Shown = { readonly id: string; readonly key: string; readonly version: number };

/** Status and refusal codes of a reply, in order. */
export const codes = (reply: HttpReply): unknown[] => [
  reply.status,
  ...reply.body.refusals.map((one: { code: string }) => one.code),
];

export const saturday = { start: '2027-01-09T22:00', end: '2027-01-10T06:00' };
export const nextWeek = { start: '2027-01-16T22:00', end: '2027-01-17T06:00', reason: 'the supplier is late' };

/** People in their roles and what they do with windows over HTTP; a window is of January 2027 and of one unit unless a test says otherwise. */
export async function windowTools(h: TestHouse) {
  const here = await h.unit();
  const manager = await h.someone(['release-manager']);
  const people = {
    manager,
    other: await h.someone(['change-manager']),
    planner: await h.someone(['implementation-manager']),
    quality: await h.someone(['quality']),
    reader: await h.someone(['stakeholder'], { unit: here }),
  };
  const draft = (more: object = {}) => ({
    name: 'January',
    zone: 'Europe/Berlin',
    ...('repeats' in more ? {} : { once: saturday }),
    scope: { units: [here.key] },
    ...more,
  });
  const register = async (more: object = {}, as: Someone = manager) => {
    const reply = await h.http(as, 'POST', '/windows', { body: draft(more) });
    if (reply.status !== 201) throw new Error(reply.text);
    return reply.body;
  };
  const change = (one: Shown, body: object, as: Someone = manager) =>
    h.http(as, 'PATCH', `/windows/${one.key}`, { body, ifMatch: one.version });
  const act = (one: Shown, verb: string, as: Someone = manager, body: object = {}) =>
    h.http(as, 'POST', `/windows/${one.key}/acts/${verb}`, { body, ifMatch: one.version });
  const decide = (one: Shown, verb: string, as: Someone) =>
    act(one, verb, as, { reason: 'agreed by the board', password: as.password });
  const locked = async (more: object = {}) => {
    const lock = await act(await register({ state: 'proposed', ...more }), 'lock', manager, { password: manager.password });
    if (lock.status !== 200) throw new Error(lock.text);
    return lock.body;
  };

  /** A planned deployment in a unit that must lie in a window, time to back out included. Answers the rules that it breaks. */
  async function plan(unit: Unit, start: string, end: string) {
    const owner = { kind: 'thing', id: uuidv7(), key: null, label: 'A release', unitIds: [unit.id] };
    await transact(h.callAs(manager.actor), (work) =>
      placeHolds(work, owner, [
        {
          slot: 'go-live',
          resource: { kind: 'application', id: uuidv7(), label: 'LIMS' },
          start: new Date(start),
          end: new Date(end),
          strength: 'soft',
          exclusive: true,
          facets: [`unit:${unit.id}`],
          deployment: true,
          needsWindow: true,
        },
      ]),
    );
    return async () => (await collisionsOf(h.app.database.db, owner, h.clock.now())).map((one) => one.rule);
  }
  /** Runs something at another time; sessions of people made before have ended there, so it makes its own. */
  async function at<T>(time: string, run: () => Promise<T>): Promise<T> {
    const before = h.clock.now();
    h.clock.moveTo(new Date(time));
    try {
      return await run();
    } finally {
      h.clock.moveTo(before);
    }
  }
  return { at, here, ...people, draft, register, change, act, decide, locked, plan };
}
