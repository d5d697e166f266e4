import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';
import { act, type Cast, castOf, planFor, propose } from '../../../../tests/support/releases.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { releaseCalendar, releaseKinds } from '../contract.ts';

type Reply = ReplyOf<typeof releaseCalendar>;
type Application = { readonly id: string; readonly key: string; readonly name: string };
type Release = { readonly id: string; readonly key: string };

const house = useHouse();
let cast: Cast;
let below: Unit;
let beside: Unit;
let planner: Someone;
let keeper: Someone;
beforeAll(async () => {
  const h = house();
  // Plans with applications of every unit.
  cast = { ...(await castOf(h)), proposer: await h.someone(['project-manager']) };
  below = await h.unit({ parent: cast.unit });
  beside = await h.unit();
  planner = await h.someone(['release-manager']);
  keeper = await h.someone(['system-owner']);
});

const made = (reply: HttpReply) => {
  if (reply.status !== 201) throw new Error(reply.text);
  return reply.body;
};
let counter = 0;
const application = async (unit: Unit, more: object = {}): Promise<Application> => {
  const body = { key: `SCO-${++counter}`, name: `Scoped ${counter}`, unit: unit.key, gxp: 'no', criticality: 'low', ...more };
  return made(await house().http(keeper, 'POST', '/applications', { body }));
};
const release = async (applications: readonly Application[], more: Readonly<Record<string, unknown>> = {}): Promise<Release> =>
  made(await propose(house(), cast, { applications: applications.map(({ id }) => ({ application: id })), ...more }));

const narrowFreezes: string[] = [];
/** A freeze of ten days around the go-live that `planFor` gives. */
const freeze = async (scope: object): Promise<{ readonly id: string; readonly key: string }> => {
  const at = house().clock.now().getTime() + 20 * 86_400_000;
  const local = (days: number): string => new Date(at + days * 86_400_000).toISOString().slice(0, 16);
  const body = { name: `Freeze ${++counter}`, reason: 'A test', zone: 'UTC', once: { start: local(-5), end: local(5) }, scope };
  const registered = made(await house().http(planner, 'POST', '/freezes', { body }));
  narrowFreezes.push(registered.id);
  return registered;
};
const shown = async (as: Someone = planner, query = ''): Promise<Reply> => {
  const now = house().clock.now().getTime();
  const at = (days: number): string => new Date(now + days * 86_400_000).toISOString();
  const reply = await house().http(as, 'GET', `/release-calendar?from=${at(-10)}&to=${at(300)}${query}`);
  expect(reply.status, reply.text).toBe(200);
  return releaseCalendar.reply.parse(reply.body);
};
/** Keys of the releases that lie in the narrow scope of a window or freeze. */
const concernedBy = (reply: Reply, bandId: string): readonly string[] => {
  const place = reply.scopes.findIndex(({ bands }) => bands.includes(bandId));
  return reply.rows.filter((row) => reply.concerns[row.concern]?.includes(place)).map(({ key }) => key);
};
const scopeOf = (reply: Reply, bandId: string) => reply.scopes.find(({ bands }) => bands.includes(bandId));

describe('which releases a freeze of a narrow scope concerns', () => {
  test('by application: the releases that change it, and no other', async () => {
    const [mine, other] = [await application(cast.unit), await application(cast.unit)];
    const [hit, both, free] = [await release([mine]), await release([mine, other]), await release([other])];
    const tested = made(await propose(house(), cast, { applications: [{ application: mine.id, role: 'regression' }] }));
    const { id } = await freeze({ applications: [mine.key] });
    const reply = await shown();
    const keys = concernedBy(reply, id);
    expect(keys).toEqual(expect.arrayContaining([hit.key, both.key]));
    expect(keys).not.toContain(free.key);
    expect(keys).not.toContain(tested.key);
    expect(scopeOf(reply, id)).toMatchObject({ says: mine.name, whole: false });
  });

  test('by GxP: also what is not known to be free of it', async () => {
    const rows = await Promise.all(
      (['yes', 'unknown', 'no'] as const).map(async (gxp) => release([await application(cast.unit, { gxp })])),
    );
    const { id } = await freeze({ gxpOnly: true });
    const keys = concernedBy(await shown(), id);
    expect(rows.map(({ key }) => keys.includes(key))).toEqual([true, true, false]);
  });

  test('by unit: applications of the unit and of all below it, wherever the release is planned', async () => {
    const [own, deep, far] = [await application(cast.unit), await application(below), await application(beside)];
    const rows = [await release([own]), await release([deep]), await release([far])];
    const wide = await freeze({ units: [cast.unit.key] });
    const narrow = await freeze({ units: [below.key] });
    const reply = await shown();
    const among = (id: string) => rows.map(({ key }) => concernedBy(reply, id).includes(key));
    expect([among(wide.id), among(narrow.id)]).toEqual([
      [true, true, false],
      [false, true, false],
    ]);
  });

  test('by criticality: also what is not rated, and all that is named narrows together', async () => {
    const rows = await Promise.all(
      (['critical', 'unknown', 'medium'] as const).map(async (criticality) =>
        release([await application(below, { criticality })]),
      ),
    );
    const far = await release([await application(beside, { criticality: 'critical' })]);
    const { id } = await freeze({ units: [below.key], criticalities: ['high', 'critical'] });
    const reply = await shown();
    const keys = concernedBy(reply, id);
    expect([...rows, far].map(({ key }) => keys.includes(key))).toEqual([true, true, false, false]);
    expect(scopeOf(reply, id)?.says).toBe(`${below.key} · criticality high or critical`);
  });

  test('one of the whole enterprise stands in no set: it is drawn over everything, also where it names the root', async () => {
    const root = made(await house().http(planner, 'POST', '/freezes', { body: await wholeFreeze({}) }));
    const { units } = (await house().http(planner, 'GET', '/units?limit=200')).body.items.reduce(
      (found: { units: string[] }, unit: { key: string; path: string[] }) =>
        unit.path.length === 1 ? { units: [unit.key] } : found,
      { units: [] },
    );
    const named = made(await house().http(planner, 'POST', '/freezes', { body: await wholeFreeze({ units }) }));
    const reply = await shown();
    for (const { id } of [root, named]) {
      expect(scopeOf(reply, id)).toMatchObject({ whole: true, says: 'whole enterprise' });
      expect(concernedBy(reply, id)).toEqual([]);
    }
  });

  const wholeFreeze = async (scope: object) => ({
    name: `Whole ${++counter}`,
    reason: 'A test',
    zone: 'UTC',
    once: { start: '2027-03-01T00:00', end: '2027-03-02T00:00' },
    severity: 'warns',
    scope,
  });

  test('a freeze of other environments than production concerns no release', async () => {
    const app = await application(cast.unit);
    await release([app]);
    const { id } = await freeze({ applications: [app.key], environmentClasses: ['uat'] });
    const reply = await shown();
    expect(concernedBy(reply, id)).toEqual([]);
    expect(scopeOf(reply, id)?.says).toBe(`${app.name} · environments of uat`);
  });

  test('a train is concerned by what concerns one of its parts; what they change is theirs', async () => {
    const app = await application(beside);
    const train = await release([], { kind: 'enterprise' });
    const part = await release([app], { parent: train.key });
    const gone = await release([await application(beside)], { parent: train.key });
    expect((await act(house(), cast.manager, gone.id, 'cancel')).status).toBe(200);
    const { id } = await freeze({ applications: [app.key] });
    const reply = await shown();
    expect(concernedBy(reply, id).toSorted()).toEqual([train.key, part.key].toSorted());
    const changes = (key: string) =>
      reply.rows.find((row) => row.key === key)?.changes.map((place) => reply.applications[place]?.key);
    expect([changes(train.key), changes(part.key)]).toEqual([[], [app.key]]);
  });

  test('a draft window is shown over its lanes too, and windows with one scope stand together', async () => {
    const app = await application(cast.unit);
    const { key } = await release([app]);
    const body = (day: number) => ({
      name: `Night ${day}`,
      zone: 'UTC',
      once: { start: `2027-02-0${day}T20:00`, end: `2027-02-0${day}T23:00` },
      scope: { applications: [app.key] },
    });
    const one = made(await house().http(planner, 'POST', '/windows', { body: body(1) }));
    const two = made(await house().http(planner, 'POST', '/windows', { body: body(2) }));
    const reply = await shown();
    expect(concernedBy(reply, one.id)).toEqual([key]);
    expect(scopeOf(reply, one.id)?.bands.toSorted()).toEqual([one.id, two.id].toSorted());
  });

  test('what is not for a reader is not told', async () => {
    const stranger = await house().someone(['release-manager'], { unit: beside });
    const { id } = await freeze({ units: [below.key] });
    expect(scopeOf(await shown(stranger), id)).toBeUndefined();
    expect(scopeOf(await shown(planner), id)).toBeDefined();
  });

  test('what it concerns is exactly what collides with it: the picture and the rule are one', async () => {
    const [app, free] = [await application(beside), await application(beside)];
    const [hit, spared] = [await release([app]), await release([free])];
    await freeze({ applications: [app.key] });
    const { rows, concerns, scopes } = await shown();
    const narrow = new Set(scopes.flatMap(({ bands }, place) => (bands.some((id) => narrowFreezes.includes(id)) ? [place] : [])));
    // Every release here goes live inside of every narrow freeze; a train holds nothing itself, its parts do.
    const own = rows.filter(({ kind }) => releaseKinds[kind] !== 'enterprise');
    const told = own.map(({ key, concern }) => [key, (concerns[concern] ?? []).some((place) => narrow.has(place))]);
    expect(told).toEqual(own.map(({ key, hits }) => [key, hits[0] > 0]));
    expect(told).toEqual(
      expect.arrayContaining([
        [hit.key, true],
        [spared.key, false],
      ]),
    );
  });

  test('many releases share few sets', async () => {
    const app = await application(beside);
    await freeze({ applications: [app.key] });
    for (let count = 0; count < 5; count++) await release([app], { ...planFor(house(), 30 + count) });
    const { rows, concerns } = await shown(planner, `&application=${app.key}`);
    expect(rows).toHaveLength(5);
    expect(new Set(rows.map(({ concern }) => concern)).size).toBe(1);
    expect(concerns).toHaveLength(2);
    expect(concerns[0]).toEqual([]);
  });
});

describe('the tray of releases without dates', () => {
  test('holds what is open and has no go-live, trains too, as the filters say', async () => {
    const unit = await house().unit();
    const there: Cast = { ...cast, unit };
    const [manager, proposer] = [
      await house().someone(['release-manager'], { unit }),
      await house().someone(['project-manager'], { unit }),
    ];
    const without = { goLive: null, phases: [], milestones: [] };
    const as = { ...there, manager, proposer };
    const plain = made(await propose(house(), as, { ...without, name: 'Someday' }));
    const train = made(await propose(house(), as, { ...without, kind: 'enterprise', owner: null }));
    const dated = made(await propose(house(), as));
    const gone = made(await propose(house(), as, without));
    expect((await act(house(), manager, gone.id, 'cancel')).status).toBe(200);
    const { undated, rows } = await shown(manager);
    expect(undated.count).toBe(2);
    expect(undated.rows.map(({ key }) => key)).toEqual([train.key, plain.key]);
    expect(undated.rows[1]).toMatchObject({ name: 'Someday', unit: { id: unit.id }, owner: { id: cast.owner.id } });
    expect(undated.rows[0]?.owner).toBeNull();
    expect(rows.map(({ key }) => key)).toEqual([dated.key]);
    expect((await shown(manager, '&kind=enterprise')).undated.count).toBe(1);
    expect((await shown(manager, '&state=planned')).undated).toEqual({ count: 0, rows: [] });
    const stranger = await house().someone(['stakeholder'], { unit: beside });
    expect((await shown(stranger)).undated.rows.map(({ key }) => key)).not.toContain(plain.key);
  });
});
