import type { Someone } from '../../support/builders.ts';
import type { HttpReply } from '../../support/house.ts';
import { passTimeTo } from '../../support/releases.ts';
import { inDays, localIn, must, type Recipes, reason, type World } from './world.ts';

type Body = HttpReply['body'];
const zone = 'UTC';
const nine = [{ from: '09:00', to: '17:00' }];
const week = { MO: nine, TU: nine, WE: nine, TH: nine, FR: nine };

const make = (w: World, path: string, body: object): Promise<Body> => must(w.h.http(w.manager, 'POST', path, { body }));
const scope = (w: World): object => ({ units: [w.cast.unit.key] });
const monthly = (w: World): object => ({ rule: 'FREQ=MONTHLY', startsAt: localIn(w, 3), minutes: 480 });
const windowDraft = (w: World): object => ({
  name: w.fresh('Window'),
  zone,
  once: { start: localIn(w, 30), end: localIn(w, 30.25) },
  scope: scope(w),
});
const freezeDraft = (w: World): object => ({
  name: w.fresh('Freeze'),
  reason: 'the books are closed',
  zone,
  once: { start: localIn(w, 60), end: localIn(w, 70) },
  scope: scope(w),
});
const cadenceDraft = (w: World): object => ({ name: w.fresh('Cadence'), zone, repeats: monthly(w), scope: scope(w) });
const calendarDraft = (w: World): object => ({ key: w.fresh('days'), name: 'Working days', zone, week });
const window = (w: World): Promise<Body> => make(w, '/windows', windowDraft(w));
const proposed = (w: World): Promise<Body> => make(w, '/windows', { ...windowDraft(w), state: 'proposed' });
const act = (w: World, as: Someone, one: Body, verb: string, body: object = {}): Promise<Body> =>
  must(w.h.http(as, 'POST', `/windows/${one.id}/acts/${verb}`, { ifMatch: one.version, body: { reason, ...body } }));
const locked = async (w: World): Promise<Body> => act(w, w.manager, await proposed(w), 'lock', { password: w.manager.password });
const moved = (w: World): object => ({ start: localIn(w, 37), end: localIn(w, 37.25), reason });
const moveAsked = async (w: World): Promise<Body> => act(w, w.manager, await locked(w), 'ask-move', moved(w));
const ask = (as: Someone, one: Body, body: object = {}) => ({ as, params: { id: one.id }, ifMatch: one.version, body });

export const calendarRecipes: Recipes = {
  'calendar.register-window': async (w) => ({ as: w.manager, body: windowDraft(w) }),
  'calendar.change-window': async (w) => ask(w.manager, await window(w), { name: 'Another name' }),
  'calendar.propose-window': async (w) => ask(w.manager, await window(w)),
  'calendar.return-window': async (w) => ask(w.manager, await proposed(w), { reason }),
  'calendar.lock-window': async (w) => ask(w.manager, await proposed(w), { password: w.manager.password }),
  'calendar.ask-move-window': async (w) => ask(w.manager, await locked(w), moved(w)),
  'calendar.approve-move-window': async (w) => ask(w.other, await moveAsked(w), { reason, password: w.other.password }),
  'calendar.reject-move-window': async (w) => ask(w.other, await moveAsked(w), { reason, password: w.other.password }),
  'calendar.use-window': async (w) => {
    const one = await locked(w);
    await passTimeTo(w.h, new Date(one.start));
    return ask(w.manager, one);
  },
  'calendar.lapse-window': async (w) => {
    const one = await proposed(w);
    await passTimeTo(w.h, new Date(one.end));
    return ask(w.manager, one);
  },
  'calendar.withdraw-window': async (w) => ask(w.manager, await window(w), { reason }),
  'calendar.bulk-window-acts': async (w) => {
    const { id, version } = await window(w);
    return { as: w.manager, about: id, body: { verb: 'propose', items: [{ id, version }] } };
  },
  'calendar.register-freeze': async (w) => ({ as: w.manager, body: freezeDraft(w) }),
  'calendar.change-freeze': async (w) =>
    ask(w.manager, await make(w, '/freezes', freezeDraft(w)), { severity: 'warns', changeReason: reason }),
  'calendar.withdraw-freeze': async (w) => ask(w.manager, await make(w, '/freezes', freezeDraft(w)), { reason }),
  'calendar.register-cadence': async (w) => ({ as: w.manager, body: cadenceDraft(w) }),
  'calendar.change-cadence': async (w) => ask(w.manager, await make(w, '/cadences', cadenceDraft(w)), { name: 'Another name' }),
  'calendar.withdraw-cadence': async (w) => ask(w.manager, await make(w, '/cadences', cadenceDraft(w)), { reason }),
  'calendar.generate-cadence-windows': async (w) => {
    const { id } = await make(w, '/cadences', cadenceDraft(w));
    return { as: w.manager, params: { id }, body: { until: inDays(w, 70) } };
  },
  'calendar.register-working-calendar': async (w) => ({ as: w.manager, body: calendarDraft(w) }),
  'calendar.change-working-calendar': async (w) =>
    ask(w.manager, await make(w, '/working-calendars', calendarDraft(w)), { name: 'Another name' }),
  'calendar.make-default-working-calendar': async (w) => {
    await make(w, '/working-calendars', calendarDraft(w));
    return ask(w.manager, await make(w, '/working-calendars', calendarDraft(w)), { reason });
  },
  'calendar.withdraw-working-calendar': async (w) => {
    await make(w, '/working-calendars', calendarDraft(w));
    return ask(w.manager, await make(w, '/working-calendars', calendarDraft(w)), { reason });
  },
};

/** Operations that answer and write nothing. */
export const calendarQuestions: Recipes = {
  'calendar.resolve-time': async (w) => ({ as: w.manager, body: { local: localIn(w, 1), zone } }),
  'calendar.preview-recurrence': async (w) => ({ as: w.manager, body: { zone, repeats: monthly(w) } }),
  'calendar.preview-cadence-windows': async (w) => {
    const { id } = await make(w, '/cadences', cadenceDraft(w));
    return { as: w.manager, params: { id }, body: { until: inDays(w, 70) } };
  },
};
