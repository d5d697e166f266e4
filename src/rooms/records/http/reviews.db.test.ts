import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type HttpReply, type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { holdProfile } from '../../../../tests/support/profile.ts';
import {
  act,
  application,
  type Cast,
  castOf,
  codesOf,
  gateDraft,
  placeGates,
  propose,
  walkUntil,
} from '../../../../tests/support/releases.ts';
import { checklist } from '../../../../tests/support/things.ts';
import { rankOf } from '../../ledger/core/sample.ts';
import { asSuperuser, sealAll } from '../../ledger/testing/things.ts';

type Body = HttpReply['body'];
type Item = {
  readonly entry: string;
  readonly number: number;
  readonly sampled: boolean;
  readonly why: readonly { readonly rule: string; readonly says: string }[];
};

const house = useHouse();
let h: TestHouse;
let cast: Cast;
/** Had no hand in any release: the one is quality, the other an auditor. */
let kim: Someone;
let auditor: Someone;

beforeAll(async () => {
  h = house();
  cast = await castOf(h);
  kim = await h.someone(['quality'], { unit: cast.unit, name: 'Kim' });
  auditor = await h.someone(['auditor'], { unit: cast.unit });
});

const must = (reply: HttpReply): Body => {
  if (reply.status >= 300) throw new Error(`${reply.status} ${reply.text}`);
  return reply.body;
};
const reviewed = checklist('reviewed', {
  type: 'fact',
  text: 'The audit trail was reviewed',
  fact: 'records.audit-review-finished',
  wants: 'true',
});

type Made = { readonly id: string; readonly key: string; readonly gate: string };
const gateOf = async (made: Made): Promise<Body> => must(await h.http(cast.quality, 'GET', `/gates/${made.gate}`));

async function record(made: Made, checked: boolean): Promise<string> {
  must(await h.http(cast.tester, 'POST', `/gates/${made.gate}/criteria/done/results`, { body: { checked } }));
  return (await gateOf(made)).criteria[0].result.id;
}

/** A release under way whose scope was changed after its dates were approved, with a withdrawn result and a waiver by Pat, who is quality. */
async function underWay(): Promise<Made> {
  const { id, key } = must(
    await propose(h, cast, {
      applications: [{ application: (await application(h, cast)).key, role: 'changed', version: '4.2' }],
    }),
  );
  await walkUntil(h, cast, id, 'start');
  const gates = [gateDraft('ready', { criteria: [checklist('done'), reviewed] })];
  const [gate = ''] = await placeGates(h, cast, { id, key }, gates);
  const made = { id, key, gate };
  const seen = must(await h.http(cast.owner, 'GET', `/releases/${id}`));
  must(
    await h.http(cast.owner, 'PATCH', `/releases/${id}`, { ifMatch: seen.version, body: { name: 'Renamed', reason: 'a typo' } }),
  );
  const wrong = await record(made, false);
  const { version } = await gateOf(made);
  const waiver = {
    reason: 'the form is being printed',
    expiresAt: new Date(h.clock.now().getTime() + 30 * 86_400_000).toISOString(),
    password: cast.quality.password,
  };
  must(await h.http(cast.quality, 'POST', `/gates/${gate}/criteria/done/waivers`, { ifMatch: version, body: waiver }));
  must(await h.http(cast.tester, 'DELETE', `/gates/${gate}/results/${wrong}`, { body: { reason: 'the wrong form' } }));
  await record(made, true);
  must(await act(h, cast.business, id, 'accept-uat'));
  await sealAll(h);
  return made;
}

const open = (as: Someone, made: Made) => h.http(as, 'POST', '/audit-reviews', { body: { release: made.key } });
const show = async (as: Someone, id: string): Promise<Body> => must(await h.http(as, 'GET', `/audit-reviews/${id}`));
const does = async (as: Someone, review: Body, verb: string, body: object = {}): Promise<HttpReply> => {
  const { version } = await show(as, review.id);
  return h.http(as, 'POST', `/audit-reviews/${review.id}/acts/${verb}`, { ifMatch: version, body });
};
const dispose = (as: Someone, review: Body, disposition: string, text?: string) =>
  does(as, review, 'dispose', {
    findings: review.items.map(({ entry }: Item) => ({ entry, disposition, ...(text === undefined ? {} : { text }) })),
  });
const finish = (as: Someone, review: Body) =>
  does(as, review, 'finish', { conclusion: 'Nothing stands in the way', password: as.password });

async function finished(as: Someone, made: Made): Promise<Body> {
  const review = must(await open(as, made));
  must(await dispose(as, review, 'no-issue'));
  return must(await finish(as, review));
}

async function passGate(made: Made): Promise<HttpReply> {
  const decider = await h.someone(['quality'], { unit: cast.unit });
  const seen = must(await h.http(decider, 'GET', `/gates/${made.gate}`));
  const body = { reason: 'as found', evaluationHash: seen.evaluation.hash, password: decider.password };
  return h.http(decider, 'POST', `/gates/${made.gate}/acts/pass`, { ifMatch: seen.version, body });
}

describe('the review of an audit trail', () => {
  test('[D11-12-6] Pat, who waived a criterion, is refused with the entry that disqualifies; Kim sees the focus list first and says what came of each finding', async () => {
    const made = await underWay();
    const refused = await open(cast.quality, made);
    expect([refused.status, [...new Set(codesOf(refused))]]).toEqual([422, ['identity.not-independent']]);
    expect(refused.text).toMatch(
      /waived a criterion for a time, No\. \d+|signed, No\. \d+|was shown what a signature would cover, No\. \d+/,
    );
    expect((await open(cast.tester, made)).status).toBe(403);

    const review = must(await open(kim, made));
    expect(review).toMatchObject({
      state: 'open',
      openedBy: { name: 'Kim' },
      standing: { void: false, intact: true, later: [] },
    });
    const items: readonly Item[] = review.items;
    const rules = new Set(items.flatMap(({ why }) => why.map(({ rule }) => rule)));
    expect([...rules]).toEqual(expect.arrayContaining(['changed-after-approval', 'waived', 'result-withdrawn']));
    const firstPlain = items.findIndex(({ why }) => why.length === 0);
    expect(firstPlain).toBeGreaterThan(0);
    expect(items.slice(firstPlain).every(({ why, sampled }) => why.length === 0 && sampled)).toBe(true);

    const early = await finish(kim, review);
    expect(codesOf(early)).toEqual(['records.findings-open']);
    const silent = await dispose(kim, review, 'explained');
    expect(new Set(codesOf(silent))).toEqual(new Set(['records.disposition-unexplained']));
    expect(silent.body.refusals[0].field).toBe('/findings/0/text');
    const nowhere = await does(kim, review, 'dispose', { findings: [{ entry: made.id, disposition: 'no-issue' }] });
    expect(codesOf(nowhere)).toEqual(['records.no-such-finding']);
    const byPat = await dispose(cast.quality, review, 'no-issue');
    expect(new Set(codesOf(byPat))).toEqual(new Set(['identity.not-independent']));

    const done = must(await dispose(kim, review, 'explained', 'Agreed in the change meeting'));
    expect(done.undecided).toBe(0);
    expect(done.items[0]).toMatchObject({
      disposition: 'explained',
      text: 'Agreed in the change meeting',
      decided: { by: { name: 'Kim' } },
    });
    const end = must(await finish(kim, review));
    expect(end).toMatchObject({ state: 'finished', endedBy: { name: 'Kim' }, signature: { standing: 'valid' } });
    expect(end.signature.text).toMatch(/^Reviewed by Kim/);
    expect(codesOf(await dispose(kim, end, 'no-issue'))).toEqual(['records.review-over']);
  });

  test('draws a sample with a seed that is kept: whoever has the seed draws the same', async () => {
    const made = await underWay();
    const review = must(await open(auditor, made));
    const { seed, population, size } = review.sample;
    const history: { readonly number: number }[] = must(await h.http(auditor, 'GET', `/releases/${made.key}/dossier`)).sections
      .trail.content;
    const covered = history.map(({ number }) => number).filter((number) => number !== null && number <= review.ledgerSize);
    expect(covered).toHaveLength(population);
    const ranked = covered.toSorted((a, b) => (rankOf(seed, a) < rankOf(seed, b) ? -1 : 1)).slice(0, size);
    const sampled = review.items.filter((item: Item) => item.sampled).map((item: Item) => item.number);
    expect(sampled.toSorted((a: number, b: number) => a - b)).toEqual(ranked.toSorted((a, b) => a - b));
  });

  test('draws every entry where the compliance profile says so, and says by which rule', async () => {
    await holdProfile(h.app, { 'review.sample': 'everything' });
    try {
      const review = must(await open(auditor, await underWay()));
      expect(review.sample).toMatchObject({ rule: 'every entry', size: review.sample.population });
      expect(review.items.filter((item: Item) => item.sampled)).toHaveLength(review.sample.population);
      expect(review.sample.population).toBeGreaterThan(10);
      expect(must(await h.http(auditor, 'GET', '/audit-review-rules')).sample).toBe('every entry');
    } finally {
      await holdProfile(h.app, {});
    }
  });

  test('[D11-12-8] a go waits until what came after the reviewed part is reviewed, or a signed deferral stands, which the dossier shows', async () => {
    const made = await underWay();
    const review = await finished(kim, made);
    expect((await gateOf(made)).criteria[1]).toMatchObject({ status: 'met', found: { value: true } });
    const changed = must(await h.http(cast.owner, 'GET', `/releases/${made.id}`));
    const patch = { ifMatch: changed.version, body: { summary: 'Said anew', reason: 'as the contract says it' } };
    must(await h.http(cast.owner, 'PATCH', `/releases/${made.id}`, patch));
    await sealAll(h);
    const standing = (await show(kim, review.id)).standing;
    expect([standing.void, standing.later.length]).toEqual([true, 1]);
    expect(standing.later[0].number).toBeGreaterThan(review.ledgerSize);
    expect((await gateOf(made)).criteria[1]).toMatchObject({ status: 'not-met' });
    expect(codesOf(await passGate(made))).toContain('gates.criteria-not-green');
    expect(codesOf(await act(h, cast.manager, made.id, 'declare-ready'))).toContain('gates.not-passed');

    const second = await finished(kim, made);
    expect(second.key).not.toBe(review.key);
    must(await passGate(made));
    expect((await act(h, cast.manager, made.id, 'declare-ready')).status).toBe(200);
    // Neither the gate's own decision nor the go makes the review void that they rest on.
    await sealAll(h);
    expect((await show(kim, second.id)).standing.void).toBe(false);

    const other = await underWay();
    expect(codesOf(await passGate(other))).toContain('gates.criteria-not-green');
    const { version } = await gateOf(other);
    const deferral = {
      reason: 'the reviewer is ill: reviewed within a week after the go-live',
      expiresAt: new Date(h.clock.now().getTime() + 30 * 86_400_000).toISOString(),
      password: cast.quality.password,
    };
    must(
      await h.http(cast.quality, 'POST', `/gates/${other.gate}/criteria/reviewed/waivers`, { ifMatch: version, body: deferral }),
    );
    must(await passGate(other));
    expect((await act(h, cast.manager, other.id, 'declare-ready')).status).toBe(200);
    const dossier = must(await h.http(auditor, 'GET', `/releases/${other.key}/dossier`));
    expect(JSON.stringify(dossier.sections.gates.content)).toContain(deferral.reason);
  });

  test('is not finished while the record is changed; what came since is taken in, and nothing that was said is lost', async () => {
    const made = await underWay();
    const review = must(await open(kim, made));
    must(await dispose(kim, review, 'no-issue'));
    expect(codesOf(await does(kim, review, 'extend'))).toEqual(['records.nothing-new']);
    await record(made, false);
    expect(codesOf(await finish(kim, review))).toContain('records.trail-grew');
    expect(codesOf(await does(kim, review, 'extend'))).toEqual(['records.trail-not-sealed']);
    await sealAll(h);
    const extended = must(await does(kim, review, 'extend'));
    expect(extended.ledgerSize).toBeGreaterThan(review.ledgerSize);
    expect(extended.sample.seed).toBe(review.sample.seed);
    const said = new Map(extended.items.map((item: Body) => [item.entry, item.disposition]));
    for (const { entry } of review.items) expect(said.get(entry)).toBe('no-issue');
    must(await dispose(kim, extended, 'no-issue'));
    must(await finish(kim, review));
  });

  test('one at a time for a record; withdrawn it stays readable with its reason', async () => {
    const made = await underWay();
    const review = must(await open(kim, made));
    expect(codesOf(await open(auditor, made))).toEqual(['records.review-open']);
    const withdrawn = must(await does(kim, review, 'withdraw', { reason: 'opened by mistake' }));
    expect(withdrawn).toMatchObject({ state: 'withdrawn', withdrawnWhy: 'opened by mistake' });
    h.clock.moveBy(1_000);
    must(await open(auditor, made));
    const { items } = must(await h.http(auditor, 'GET', `/audit-reviews?release=${made.key}`));
    expect(items.map((one: Body) => one.state)).toEqual(['open', 'withdrawn']);
  });

  test('a trail that was changed in the database is no longer what was reviewed', async () => {
    const made = await underWay();
    const review = must(await open(kim, made));
    must(await dispose(kim, review, 'no-issue'));
    const { entry } = review.items.at(-1);
    await asSuperuser(h, `update ledger.entry set hash = decode(repeat('ab', 32), 'hex') where id = '${entry}'`);
    expect((await show(kim, review.id)).standing.intact).toBe(false);
    expect(codesOf(await finish(kim, review))).toContain('records.trail-differs');
  });

  test('a deputy of somebody who had a hand in it reviews no more than they could', async () => {
    const made = await underWay();
    const deputy = await h.someone(['quality'], { unit: cast.unit });
    const now = h.clock.now();
    must(
      await h.http(cast.quality, 'POST', '/deputations', {
        body: {
          deputy: deputy.id,
          startsAt: now.toISOString(),
          endsAt: new Date(now.getTime() + 86_400_000).toISOString(),
          reason: 'on leave',
        },
      }),
    );
    expect(new Set(codesOf(await open(deputy, made)))).toEqual(new Set(['identity.not-independent']));
  });

  test('is seen in its unit and nowhere else; an inspector reads it and does nothing', async () => {
    const made = await underWay();
    const review = must(await open(kim, made));
    const elsewhere = await h.someone(['quality'], { unit: await h.unit() });
    expect((await h.http(elsewhere, 'GET', `/audit-reviews/${review.id}`)).status).toBe(404);
    expect(codesOf(await open(elsewhere, made))).toEqual(['records.no-such-record']);
    const inspector = await h.someone(['inspector'], { unit: cast.unit });
    const seen = await show(inspector, review.key);
    expect(seen.can.finish[0].code).toBe('identity.no-right');
    expect((await does(inspector, review, 'withdraw', { reason: 'not mine' })).status).toBe(403);
  });
});
