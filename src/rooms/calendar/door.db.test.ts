import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../tests/support/builders.ts';
import { useHouse } from '../../../tests/support/house.ts';
import type { Outcome } from '../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../foundation/transact.ts';
import { registerFreezeBody, registerWindowBody } from './contract.ts';
import * as door from './door.ts';

const house = useHouse();
let here: Unit;
let manager: Someone;
beforeAll(async () => {
  here = await house().unit();
  manager = await house().someone(['release-manager']);
});

const work = async <T>(run: (work: Work) => Promise<Outcome<T>>, more: Partial<Call> = {}): Promise<T> => {
  const outcome = await transact(house().callAs(manager.actor, more), run);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};
const refusedWith = async <T>(run: (work: Work) => Promise<Outcome<T>>): Promise<readonly string[]> => {
  const outcome = await transact(house().callAs(manager.actor), run);
  return outcome.ok ? [] : outcome.refusals.map((one) => one.code);
};
const once = { start: '2027-01-09T21:00:00.000Z', end: '2027-01-10T05:00:00.000Z' };
const windowInput = (more: object = {}) =>
  registerWindowBody.parse({ name: 'January', zone: 'Europe/Berlin', once, scope: { units: [here.key] }, ...more });
const freezeInput = (more: object = {}) =>
  registerFreezeBody.parse({
    name: 'Audit',
    reason: 'Inspectors',
    zone: 'Europe/Berlin',
    once,
    scope: { units: [here.key] },
    ...more,
  });

describe('the door of the calendar', () => {
  test('plan files register, propose, change and withdraw in their own transaction; a second run changes nothing', async () => {
    const { db } = house().app.database;
    const made = await work((open) => door.registerWindowIn(open, windowInput({ planRef: 'q1', state: 'proposed' })));
    const freeze = await work((open) => door.registerFreezeIn(open, freezeInput({ planRef: 'q1' })));
    expect([made.state, made.changed, freeze.changed]).toEqual(['proposed', true, true]);
    const found = await door.byPlanRefs(db, { windows: ['q1', 'q2'], freezes: ['q1'] });
    expect(found).toEqual([
      { kind: 'window', id: made.id, key: made.key, planRef: 'q1', name: 'January', state: 'proposed', version: 1 },
      { kind: 'freeze', id: freeze.id, key: freeze.key, planRef: 'q1', name: 'Audit', state: 'active', version: 1 },
    ]);
    const same = { name: 'January', zone: 'Europe/Berlin', once: { ...once, goLive: null } };
    expect(await work((open) => door.changeWindowIn(open, made.key, same))).toMatchObject({ changed: false, version: 1 });
    expect(await work((open) => door.proposeWindowIn(open, made.key))).toMatchObject({ changed: false, version: 1 });
    expect(await work((open) => door.changeFreezeIn(open, freeze.id, { reason: 'Inspectors' }))).toMatchObject({
      changed: false,
    });
    expect(await work((open) => door.changeFreezeIn(open, freeze.id, { severity: 'warns' }))).toMatchObject({
      changed: true,
      version: 2,
    });
    expect(await work((open) => door.withdrawWindowIn(open, made.id, 'not in the file'))).toMatchObject({
      state: 'withdrawn',
      version: 2,
    });
    expect(await work((open) => door.withdrawWindowIn(open, made.id, 'not in the file'))).toMatchObject({ changed: false });
    expect(await work((open) => door.withdrawFreezeIn(open, freeze.id, 'not in the file'))).toMatchObject({ state: 'withdrawn' });
    expect(await work((open) => door.withdrawFreezeIn(open, freeze.id, 'not in the file'))).toMatchObject({ changed: false });
    expect(await door.byPlanRefs(db, { windows: ['q1'], freezes: ['q1'] })).toEqual([]);
  });

  test('a draft is proposed; a locked window is left as it is and refused where it would differ', async () => {
    const h = house();
    const draft = await work((open) => door.registerWindowIn(open, windowInput()));
    const proposed = await work((open) => door.proposeWindowIn(open, draft.id));
    expect(proposed).toMatchObject({ state: 'proposed', changed: true });
    const locked = await h.http(manager, 'POST', `/windows/${draft.key}/acts/lock`, {
      body: { password: manager.password },
      ifMatch: 2,
    });
    expect(locked.body.state).toBe('locked');
    expect(await work((open) => door.changeWindowIn(open, draft.id, { name: 'January' }))).toMatchObject({ changed: false });
    expect(await refusedWith((open) => door.changeWindowIn(open, draft.id, { name: 'Other' }))).toEqual([
      'calendar.window-not-editable',
    ]);
    expect(await refusedWith((open) => door.proposeWindowIn(open, draft.id))).toEqual(['calendar.window-verb-not-here']);
    expect(await refusedWith((open) => door.registerFreezeIn(open, freezeInput({ scope: { units: ['nowhere'] } })))).toEqual([
      'calendar.names-nothing',
    ]);
  });

  test('what stands in a span is told with its bounds, and export gives back what was registered', async () => {
    const h = house();
    const unit = await h.unit();
    const repeats = { rule: 'FREQ=WEEKLY;BYDAY=SA', startsAt: '2027-06-05T22:00', minutes: 480 };
    const scope = { units: [unit.key], criticalities: ['high'], gxpOnly: true };
    const targets = [{ key: 'uat', name: 'UAT', days: -7, measure: 'calendar' }];
    const window = await work((open) =>
      door.registerWindowIn(open, windowInput({ planRef: 'sat', once: undefined, repeats, scope, targets, state: 'proposed' })),
    );
    const freeze = await work((open) => door.registerFreezeIn(open, freezeInput({ planRef: 'f', scope, severity: 'warns' })));
    const { db } = h.app.database;
    const june = { start: new Date('2027-06-01'), end: new Date('2027-07-01') };
    const reach = new Set([unit.id]);
    const found = await door.windowsOverlapping(db, june, reach);
    expect(found.spans.filter((one) => one.recordId === window.id).map((one) => one.start.toISOString().slice(0, 10))).toEqual([
      '2027-06-05',
      '2027-06-12',
      '2027-06-19',
      '2027-06-26',
    ]);
    expect(found.knownUntil).toBeNull();
    expect((await door.windowsOverlapping(db, june, new Set([here.id]))).spans.some((one) => one.recordId === window.id)).toBe(
      false,
    );
    const january = { start: new Date('2027-01-10'), end: new Date('2027-01-11') };
    expect((await door.freezesOverlapping(db, january, reach)).spans).toMatchObject([{ recordId: freeze.id, key: freeze.key }]);
    const windows = await door.windowsForExport(db, { reach: 'all', after: null, limit: 500 });
    expect(windows.find((one) => one.id === window.id)).toMatchObject({
      planRef: 'sat',
      once: null,
      repeats: { ...repeats, measure: 'wall', except: [], also: [] },
      scope: { units: [unit.key], applications: [], criticalities: ['high'], environmentClasses: [], gxpOnly: true },
      targets,
      state: 'proposed',
      fromCadence: false,
    });
    const [first] = windows;
    expect((await door.windowsForExport(db, { reach: 'all', after: first?.id ?? null, limit: 1 })).map((one) => one.id)).toEqual(
      windows.slice(1, 2).map((one) => one.id),
    );
    const freezes = await door.freezesForExport(db, { reach: 'all', after: null, limit: 500 });
    expect(freezes.find((one) => one.id === freeze.id)).toMatchObject({
      once: { start: new Date(once.start), end: new Date(once.end) },
      severity: 'warns',
      repeats: null,
    });
  });
});
