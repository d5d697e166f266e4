import { beforeAll, describe, expect, test } from 'vitest';
import { done } from '../../src/foundation/refusal.ts';
import { transact } from '../../src/foundation/transact.ts';
import { sealAll } from '../../src/rooms/ledger/testing/things.ts';
import { drawPeriods } from '../../src/rooms/records/acts/draw-periods.ts';
import { watchPeriods } from '../../src/rooms/records/acts/watch-periods.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { rankKeys } from '../support/rank-keys.ts';
import { application, type Cast, castOf, codesOf, passTimeTo, propose } from '../support/releases.ts';

const house = useHouse();
let cast: Cast;
let kim: Someone;
let other: Someone;

const must = (reply: HttpReply): HttpReply['body'] => {
  if (reply.status >= 300) throw new Error(`${reply.status} ${reply.text}`);
  return reply.body;
};
const get = async (as: Someone, path: string) => must(await house().http(as, 'GET', path));
const keysOf = (some: readonly { readonly key: string }[]): readonly string[] => some.map(({ key }) => key);

const programme = (more: object = {}) => ({
  name: 'Trail of the plant',
  unit: cast.unit.key,
  everyMonths: 1,
  firstOn: '2026-11-01',
  random: 5,
  targets: ['gxp:yes'],
  dueDays: 14,
  ...more,
});
const start = (more: object = {}, as = cast.quality) => house().http(as, 'POST', '/review-programmes', { body: programme(more) });
const nextMonth = async () => {
  await passTimeTo(house(), new Date('2026-12-02T09:00:00.000Z'));
  await drawPeriods(house().app);
};
const periodOf = async (id: string) => {
  const { items } = await get(kim, `/review-periods?programme=${id}`);
  expect(items).toHaveLength(1);
  return get(kim, `/review-periods/${items[0].key}`);
};
const dispose = async (review: HttpReply['body'], findings: readonly object[]) => {
  const { version } = await get(kim, `/audit-reviews/${review.id}`);
  return must(
    await house().http(kim, 'POST', `/audit-reviews/${review.id}/acts/dispose`, { ifMatch: version, body: { findings } }),
  );
};
const noIssue = (review: HttpReply['body']) =>
  review.items.map(({ entry }: { entry: string }) => ({ entry, disposition: 'no-issue' }));
async function finish(id: string, body: object) {
  const { version } = await get(kim, `/audit-reviews/${id}`);
  return house().http(kim, 'POST', `/audit-reviews/${id}/acts/finish`, { ifMatch: version, body });
}

let releases: readonly string[];
let high: readonly string[];
let system: { readonly id: string; readonly key: string };
let aimed: HttpReply['body'];
let ofSystem: HttpReply['body'];
const months = 900;

/** Nine hundred entries about the system in November: thirty rename it, the others change who answers for it. */
async function busyMonth(): Promise<void> {
  const h = house();
  const { actor } = cast.systemOwner;
  const subject = { kind: 'application', id: system.id, key: system.key, unitIds: [cast.unit.id] };
  for (let from = 1; from < months; from += 300)
    await transact(h.callAs(actor), async (work) => {
      for (let at = from; at < Math.min(months, from + 300); at++) {
        const renames = at % 30 === 0;
        const fields = (turn: number) => (renames ? { name: `System ${turn}` } : { ownerId: turn % 2 === 0 ? kim.id : other.id });
        work.say({ act: 'portfolio.changed', subject, version: at + 1, before: fields(at), after: fields(at + 1) });
      }
      return done(null);
    });
}

beforeAll(async () => {
  const h = house();
  cast = await castOf(h);
  kim = await h.someone(['auditor'], { unit: cast.unit, name: 'Kim' });
  other = await h.someone(['quality'], { unit: cast.unit, name: 'Olaf' });
  const [plain, gxp] = [await application(h, cast, 'no'), await application(h, cast, 'yes')];
  system = await application(h, cast, 'yes');
  const made: string[] = [];
  for (let at = 0; at < 12; at++) {
    const used = at % 4 === 0 ? gxp : plain;
    made.push(must(await propose(h, cast, { applications: [{ application: used.key, role: 'changed' }] })).key);
  }
  releases = made;
  high = made.filter((_, at) => at % 4 === 0);
  await busyMonth();
  aimed = must(await start());
  ofSystem = must(await start({ name: 'The critical system', random: 0, targets: [], systems: [system.key] }));
  await sealAll(h);
  await nextMonth();
  await sealAll(h);
}, 180_000);

describe('a programme of trail reviews', () => {
  test('[PIC-50] of a month of releases all high-risk ones and five others are drawn, with the recorded seed the same five again; a finding opens a deviation linked to the events', async () => {
    const h = house();
    const period = await periodOf(aimed.id);
    expect(period).toMatchObject({
      state: 'due',
      releases: 12,
      random: 5,
      startsAt: '2026-11-01T00:00:00.000Z',
      endsAt: '2026-12-01T00:00:00.000Z',
    });
    expect(keysOf(period.targeted)).toEqual(high.toSorted());
    expect(period.drawn).toHaveLength(5);
    const rest = releases.filter((key) => !high.includes(key));
    expect(keysOf(period.drawn)).toEqual(rankKeys(period.seed, rest).slice(0, 5).toSorted());
    for (const turn of ['', `?seed=${period.seed}`]) {
      const again = await get(kim, `/review-periods/${period.key}/drawing${turn}`);
      expect(again).toMatchObject({
        seed: period.seed,
        same: true,
        targeted: keysOf(period.targeted),
        drawn: keysOf(period.drawn),
      });
    }
    expect((await get(kim, `/review-periods/${period.key}/drawing?seed=another-seed`)).targeted).toEqual(keysOf(period.targeted));

    // Who proposed a release of the sample is kept from reviewing it, and who holds no such right too.
    const denied = await h.http(cast.manager, 'POST', `/review-periods/${period.key}/reviews`, { body: {} });
    expect([denied.status, codesOf(denied)]).toEqual([403, ['identity.no-right']]);
    const review = must(await h.http(kim, 'POST', `/review-periods/${period.key}/reviews`, { body: {} }));
    expect(review).toMatchObject({ state: 'open', subject: { kind: 'review-period', key: period.key } });
    expect(review.entries).toBeGreaterThanOrEqual(8);
    const of = new Set(review.items.map(({ record }: { record: { key: string } }) => record.key));
    for (const key of of) expect([...keysOf(period.targeted), ...keysOf(period.drawn)]).toContain(key);
    expect(codesOf(await h.http(kim, 'POST', `/review-periods/${period.key}/reviews`, { body: {} }))).toEqual([
      'records.review-open',
    ]);
    expect(await get(kim, `/review-periods/${period.key}`)).toMatchObject({ state: 'in-review', review: { key: review.key } });

    const [first, second] = review.items;
    const text = 'Proposed without a change behind it';
    const said = await dispose(
      review,
      [first, second].map(({ entry }) => ({ entry, disposition: 'deviation', text })),
    );
    const { deviation } = said.items.find(({ entry }: { entry: string }) => entry === first.entry);
    const opened = await get(kim, `/deviations/${deviation.key}`);
    expect(opened).toMatchObject({
      state: 'open',
      title: text,
      review: { key: review.key },
      events: 2,
      openedBy: { name: 'Kim' },
    });
    expect(new Set(opened.entries.map(({ entry }: { entry: string }) => entry))).toEqual(new Set([first.entry, second.entry]));
    expect((await get(kim, '/deviations?state=open')).items.map(({ key }: { key: string }) => key)).toEqual([deviation.key]);

    // It is followed up: somebody else closes it, signed.
    const closing = { outcome: 'corrected', conclusion: 'The change was written', password: other.password };
    const close = (as: Someone) =>
      h.http(as, 'POST', `/deviations/${deviation.key}/acts/close`, { ifMatch: 1, body: { ...closing, password: as.password } });
    expect(codesOf(await close(kim))).toEqual(['identity.no-right']);
    const closed = must(await close(other));
    expect(closed).toMatchObject({
      state: 'closed',
      outcome: 'corrected',
      closedBy: { name: 'Olaf' },
      signature: { standing: 'valid' },
    });
    expect(
      codesOf(await h.http(other, 'POST', `/deviations/${deviation.key}/acts/close`, { ifMatch: 2, body: closing })),
    ).toEqual(['records.deviation-over']);
  });

  test('[A11-9-3] of 900 events of a month on a critical system the review reads sentences with names in place of codes and filters the critical ones; it is closed with an outcome and a signature', async () => {
    const h = house();
    const period = await periodOf(ofSystem.id);
    expect(period).toMatchObject({ state: 'due', targeted: [], drawn: [], systems: [{ key: system.key }] });
    const review = must(await h.http(kim, 'POST', `/review-periods/${period.key}/reviews`, { body: {} }));
    expect(review.entries).toBe(months);

    const page = await get(kim, `/audit-reviews/${review.key}/entries?limit=200`);
    expect(page).toMatchObject({ entries: months, criticalEntries: 29, found: months });
    const second = page.items[1];
    expect(second.sentence).toMatch(/^.+ \(System owner\) changed the application: Application \d+; owner from Olaf to Kim$/);
    expect(second).toMatchObject({
      critical: false,
      roles: ['System owner'],
      changes: [{ says: 'owner', oldSays: 'Olaf', newSays: 'Kim' }],
    });
    for (const { sentence } of page.items) expect(sentence).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    const critical = await get(kim, `/audit-reviews/${review.key}/entries?critical=true&limit=200`);
    expect([critical.found, critical.items.length, critical.nextCursor]).toEqual([29, 29, null]);
    for (const item of critical.items) expect(item.changes).toMatchObject([{ field: '/name', critical: true }]);
    const rest = await get(kim, `/audit-reviews/${review.key}/entries?limit=200&cursor=${page.nextCursor}`);
    expect(rest.items[0].number).toBeGreaterThan(page.items.at(-1).number);

    const said = noIssue(review);
    for (let from = 0; from < said.length; from += 500) await dispose(review, said.slice(from, from + 500));
    const bare = await finish(review.id, { password: kim.password });
    expect(bare.status).toBe(400);
    const unsigned = await finish(review.id, { conclusion: 'Nothing stands out' });
    expect(codesOf(unsigned)).toEqual(['signatures.signature-required']);
    const finished = must(await finish(review.id, { conclusion: 'Nothing stands out', password: kim.password }));
    expect(finished).toMatchObject({ state: 'finished', conclusion: 'Nothing stands out', signature: { standing: 'valid' } });
    expect(await get(kim, `/review-periods/${period.key}`)).toMatchObject({ state: 'reviewed', review: { key: review.key } });
  });

  test('it is drawn once a month, and no more once it is ended; a review that is late is overdue', async () => {
    const h = house();
    const late = must(await start({ name: 'Late', firstOn: '2026-11-01' }));
    await drawPeriods(h.app);
    await drawPeriods(h.app);
    const period = await periodOf(late.id);
    // A programme that begins in the past is due after it was started, not before.
    expect(period.dueAt).toBe('2026-12-16T09:00:00.000Z');
    const { version } = (await get(cast.quality, '/review-programmes')).items.find(({ id }: { id: string }) => id === late.id);
    must(
      await h.http(cast.quality, 'POST', `/review-programmes/${late.key}/acts/end`, {
        ifMatch: version,
        body: { reason: 'another one takes its place' },
      }),
    );
    await passTimeTo(h, new Date('2027-01-20T09:00:00.000Z'));
    await drawPeriods(h.app);
    expect(await periodOf(late.id)).toMatchObject({ key: period.key, state: 'overdue' });

    // Found once, whoever looks how often; over when the review is finished, and not before.
    const alarms = async () =>
      (await get(cast.quality, '/alarms?kind=records.period-overdue&limit=200')).items.filter(
        ({ subject }: { subject: { key: string } }) => subject.key === period.key,
      );
    await watchPeriods(h.app);
    await watchPeriods(h.app);
    expect(await alarms()).toMatchObject([{ state: 'raised', severity: 'high', times: 1 }]);
    await sealAll(h);
    const opened = must(await h.http(kim, 'POST', `/review-periods/${period.key}/reviews`, { body: {} }));
    await watchPeriods(h.app);
    expect(await alarms()).toMatchObject([{ state: 'raised' }]);
    if (opened.items.length > 0) await dispose(opened, noIssue(opened));
    must(await finish(opened.id, { conclusion: 'Nothing stands out', password: kim.password }));
    await watchPeriods(h.app);
    expect(await alarms()).toMatchObject([{ state: 'passed', times: 1 }]);
    const trail = (await get(kim, `/records/review-period/${period.key}/history`)).items;
    expect(trail.map(({ act }: { act: string }) => act).toSorted()).toEqual([
      'records.period-caught-up',
      'records.period-drawn',
      'records.period-overdue',
    ]);
  });

  test.each([
    ['records.programme-begins', { firstOn: '2026-11-02' }],
    ['records.programme-begins', { firstOn: '2020-01-01' }],
    ['records.programme-empty', { random: 0, targets: [] }],
    ['records.facet-unknown', { targets: ['colour:blue'] }],
    ['records.facet-unknown', { targets: ['gxp:perhaps'] }],
    ['records.no-such-system', { systems: ['APP-NONE'] }],
    ['records.no-such-unit', { unit: 'nowhere' }],
  ])('%s', async (code, more) => {
    const reply = await start(more);
    expect([reply.status, codesOf(reply)]).toEqual([422, [code]]);
  });

  test('who runs no programmes starts none; who sees none of the unit sees none of its periods', async () => {
    expect(codesOf(await start({}, kim))).toEqual(['identity.no-right']);
    const stranger = await house().someone(['auditor'], { unit: await house().unit() });
    const { items } = await get(kim, '/review-periods');
    const reply = await house().http(stranger, 'GET', `/review-periods/${items[0].key}`);
    expect([reply.status, codesOf(reply)]).toEqual([404, ['records.no-such-period']]);
    expect((await get(stranger, '/review-periods')).items).toEqual([]);
  });
});
