import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { sealAll } from '../../src/rooms/ledger/testing/things.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { application, type Cast, castOf, codesOf, gateDraft, placeGates, propose, walkUntil } from '../support/releases.ts';

const house = useHouse();
let cast: Cast;
let release: { readonly id: string; readonly key: string };
let gates: readonly string[];

const must = (reply: HttpReply): HttpReply['body'] => {
  if (reply.status >= 300) throw new Error(reply.text);
  return reply.body;
};
const see = async (gate: string) => must(await house().http(cast.quality, 'GET', `/gates/${gate}`));
const trailOf = async (gate: string, as: Someone = cast.quality, query = '') =>
  must(await house().http(as, 'GET', `/gates/${gate}/trail${query}`));

async function pass(gate: string, trailHash?: string, as = cast.quality): Promise<HttpReply> {
  const seen = await see(gate);
  const body = { reason: 'all of it was looked at', password: as.password, evaluationHash: seen.evaluation.hash, trailHash };
  return house().http(as, 'POST', `/gates/${gate}/acts/pass`, { ifMatch: seen.version, body });
}
const record = async (gate: string) =>
  must(await house().http(cast.tester, 'POST', `/gates/${gate}/criteria/done/results`, { body: { checked: true } }));
async function change(body: object): Promise<void> {
  const { version } = must(await house().http(cast.owner, 'GET', `/releases/${release.id}`));
  must(
    await house().http(cast.owner, 'PATCH', `/releases/${release.id}`, {
      ifMatch: version,
      body: { reason: 'as agreed', ...body },
    }),
  );
}

/** The profile of an installation as it comes demands the trail; the one of most tests does not, until their signers are ready. */
const demandTrail = () =>
  sql`update foundation.setting set value = value - 'gates.trailBeforeDecision' where name = 'profile'`.execute(
    house().app.database.db,
  );

beforeAll(async () => {
  const h = house();
  cast = await castOf(h);
  const used = await application(h, cast);
  const applications = [{ application: used.key, role: 'changed', version: '4.2' }];
  release = must(await propose(h, cast, { applications }));
  await walkUntil(h, cast, release.id, 'start');
  const drafts = ['first', 'second', 'third'].map((key) => gateDraft('declare-ready', { key, name: `The ${key} gate` }));
  gates = await placeGates(h, cast, release, drafts);
  const [first = '', , third = ''] = gates;
  await record(first);
  await record(third);
  expect(codesOf(await pass(third, 'f'.repeat(64)))).toEqual(['gates.trail-unsealed']);
  await sealAll(h);
  await demandTrail();
  must(await pass(first, (await trailOf(first)).sha256));
}, 120_000);

test('[FDG-DI-Q7] of 14 events since the last review 3 are marked critical; without the trail nobody signs, and with it the signature stores the first and the last number', async () => {
  const h = house();
  const [first = '', gate = ''] = gates;
  const lookedUpTo = (await see(first)).decisions[0].trail.last;

  // The decision itself, then three changes of what signatures cover and the first gate, which the second of them re-opens, then nine of what they do not.
  await change({ name: 'Renamed after the first gate' });
  const { applications } = must(await h.http(cast.owner, 'GET', `/releases/${release.id}`));
  await change({ applications: [{ application: applications[0].application.key, role: 'changed', version: '4.3' }] });
  await record(gate);
  const { milestones } = must(await h.http(cast.owner, 'GET', `/releases/${release.id}`));
  for (let turn = 0; turn < 9; turn++) {
    const doneAt = turn % 2 === 0 ? h.clock.now().toISOString() : null;
    await change({
      milestones: milestones.map((one: { key: string; name: string; at: string }) => ({
        key: one.key,
        name: one.name,
        at: one.at,
        doneAt,
      })),
    });
  }
  await sealAll(h);

  const unseen = await pass(gate);
  expect([unseen.status, codesOf(unseen)]).toEqual([422, ['gates.trail-unseen']]);
  expect(unseen.body.refusals[0].facts).toEqual({ entries: 14 });
  expect((await see(gate)).decisions).toEqual([]);

  const trail = await trailOf(gate);
  expect(trail).toMatchObject({
    since: { number: lookedUpTo, by: cast.quality.name, gate: 'The first gate' },
    entries: 14,
    criticalEntries: 3,
    unsealed: 0,
    demanded: true,
    nextCursor: null,
  });
  const critical = trail.items.filter((item: { critical: boolean }) => item.critical);
  expect(
    critical.map(
      ({ changes }: { changes: { field: string; critical: boolean }[] }) => changes.find((one) => one.critical)?.field,
    ),
  ).toEqual(['/name', expect.stringMatching(/^\/applications\/.+\/version$/), '/criteria/done/result/checked']);
  const numbers = trail.items.map((item: { number: number }) => item.number);
  expect([trail.first, trail.last]).toEqual([numbers[0], numbers.at(-1)]);
  expect(trail.first).toBeGreaterThan(lookedUpTo);

  must(await pass(gate, trail.sha256));
  const seenTrail = { first: trail.first, last: trail.last, entries: 14, sha256: trail.sha256 };
  expect((await see(gate)).decisions[0].trail).toEqual(seenTrail);
  const { items } = must(await h.http(cast.quality, 'GET', `/signatures?subject=gate:${gate}`));
  const signature = must(await h.http(cast.quality, 'GET', `/signatures/${items[0].id}`));
  expect(signature).toMatchObject({ standing: 'valid', content: { decision: { trail: seenTrail } } });
});

test('whoever is to sign is told what they say of the trail, before any password', async () => {
  const [, , gate = ''] = gates;
  const h = house();
  await sealAll(h);
  const [seen, trail] = [await see(gate), await trailOf(gate)];
  const ceremony = must(
    await h.http(cast.quality, 'POST', '/signatures/ceremonies', {
      ifMatch: seen.version,
      body: {
        subject: { kind: 'gate', id: gate },
        verb: 'pass',
        input: { reason: 'looked at', evaluationHash: seen.evaluation.hash, trailHash: trail.sha256 },
      },
    }),
  );
  expect(ceremony.effects).toContain(`You say that you reviewed the trail of the record: No. ${trail.last}.`);
});

test('a trail that grew after it was opened is looked at again; pages tell its hash only at the end', async () => {
  const h = house();
  const [, , gate = ''] = gates;
  const before = await trailOf(gate);
  await change({ name: 'Renamed once more' });
  await sealAll(h);
  const stale = await pass(gate, before.sha256);
  expect([stale.status, codesOf(stale)]).toEqual([412, ['gates.trail-grew']]);
  const page = await trailOf(gate, cast.quality, '?limit=1');
  expect(page).toMatchObject({ entries: 2, sha256: null, nextCursor: String(page.items[0].number) });
  const rest = await trailOf(gate, cast.quality, `?limit=1&cursor=${page.nextCursor}`);
  expect(rest).toMatchObject({ entries: 2, nextCursor: null, items: [{ critical: true }] });
  must(await pass(gate, rest.sha256));
});

test('who may not see the record is not shown its trail', async () => {
  const stranger = await house().someone(['release-manager'], { unit: await house().unit() });
  const reply = await house().http(stranger, 'GET', `/gates/${gates[0]}/trail`);
  expect([reply.status, codesOf(reply)]).toEqual([404, ['gates.no-such-gate']]);
  expect((await house().http(null, 'GET', `/gates/${gates[0]}/trail`)).status).toBe(401);
});
