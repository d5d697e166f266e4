import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../src/foundation/canonical-json.ts';
import { nothingMore } from '../../src/rooms/gates/core/asked-more.ts';
import type { Someone } from '../support/builders.ts';
import { answerBody, type RegisteredChecker, registeredChecker, sendAnswer } from '../support/checkers.ts';
import { type TestHouse, useHouse } from '../support/house.ts';
import { type Cast, castOf, codesOf, gateDraft, placeGates, propose } from '../support/releases.ts';

const house = useHouse();
let h: TestHouse;
let cast: Cast;
let admin: Someone;
let auditor: Someone;
beforeAll(async () => {
  h = house();
  cast = await castOf(h);
  admin = await h.someone(['administrator']);
  auditor = await h.someone(['auditor']);
});

/** A release whose gate waits for the findings of a machine, which was asked. */
async function asked(checker: RegisteredChecker) {
  const { body: release } = await propose(h, cast);
  const findings = {
    ...nothingMore,
    key: 'scan',
    text: 'Open findings',
    type: 'external' as const,
    operator: '<=' as const,
    threshold: 0,
    unit: null,
    source: null,
    freshnessHours: null,
    responsible: null,
    evidence: null,
    checker: checker.key,
    answerHours: 24,
  };
  const [gate = ''] = await placeGates(h, cast, release, [gateDraft('ready', { criteria: [findings] })]);
  const check = await h.http(cast.tester, 'POST', `/gates/${gate}/criteria/scan/checks`, { body: {} });
  expect(check.status, check.text).toBe(201);
  return { release, gate, check: check.body };
}
const resultOf = async (gate: string) => (await h.http(cast.manager, 'GET', `/gates/${gate}`)).body.criteria[0];
const trailOf = async (kind: string, id: string) => (await h.http(auditor, 'GET', `/records/${kind}/${id}/history`)).body.items;
const refusedIn = async (checker: RegisteredChecker): Promise<readonly string[]> =>
  (await trailOf('checker', checker.id))
    .filter((entry: { act: string }) => entry.act === 'gates.answer-refused')
    .map((entry: { reason: string }) => entry.reason);
/** Results that the release was ever told of. */
const resultsTold = async (gate: string) =>
  (await trailOf('gate', gate)).filter((entry: { act: string }) => entry.act === 'gates.check-answered');

describe('what a machine sends', () => {
  test('[P11-10h-1] is refused from a source whose registration was ended and from an unknown one, the trail names each, nothing is attached; a registered source attaches what shows it and the hash', async () => {
    const [gone, known] = [await registeredChecker(h, admin), await registeredChecker(h, admin)];
    const [one, two] = [await asked(gone), await asked(known)];
    const ended = await h.http(admin, 'POST', `/checkers/${gone.key}/acts/withdraw`, {
      ifMatch: gone.version,
      body: { reason: 'under investigation' },
    });
    expect(ended.status, ended.text).toBe(200);
    const suspended = await sendAnswer(h, gone, one.check.id, { nonce: one.check.nonce, value: 0 });
    const stranger = { ...known, keyId: randomUUID(), secret: randomBytes(32) };
    const unknown = await sendAnswer(h, stranger, two.check.id, { nonce: two.check.nonce, value: 0 });
    for (const reply of [suspended, unknown]) expect([reply.status, ...codesOf(reply)]).toEqual([403, 'gates.answer-not-signed']);
    for (const { gate } of [one, two]) {
      expect(await resultOf(gate)).toMatchObject({ status: 'unknown', result: null });
      expect(await resultsTold(gate)).toEqual([]);
    }
    expect(await refusedIn(gone)).toMatchObject([
      expect.stringContaining(`the key ${gone.keyId} of Scanner ${gone.key}, which was withdrawn`),
    ]);
    expect(await refusedIn(known)).toMatchObject([
      expect.stringContaining(`the key ${stranger.keyId}, which is none of Scanner ${known.key}`),
    ]);

    const answer: Record<string, Json> = { nonce: two.check.nonce, value: 0, ofVersion: '7.2' };
    const heard = await sendAnswer(h, known, two.check.id, answer);
    expect(heard.status, heard.text).toBe(200);
    const hash = createHash('sha256').update(canonicalJson(answer)).digest('hex');
    expect(await resultOf(two.gate)).toMatchObject({
      status: 'met',
      result: { measuredBy: `Scanner ${known.key}`, ofVersion: '7.2', recordedBy: { id: known.id } },
    });
    const listed = (await h.http(auditor, 'GET', `/external-checks?checker=${known.key}`)).body.items;
    expect(listed).toMatchObject([
      { id: two.check.id, keyId: known.keyId, answerHash: hash, answeredAt: h.clock.now().toISOString() },
    ]);
    const [told] = await resultsTold(two.gate);
    expect(told.actor.name).toBe(`Scanner ${known.key}`);
    expect(told.reason).toContain(hash);
  });

  test('[P11-10h-2] and that was captured: ten minutes later it is stale, with one byte altered it is badly signed, and the release shows the evidence once', async () => {
    const checker = await registeredChecker(h, admin);
    const { check, gate } = await asked(checker);
    const captured = answerBody(h, checker, check.id, { nonce: check.nonce, value: 0, note: 'nothing found' });
    const send = (body: object) => h.http(null, 'POST', `/external-checks/${check.id}/answer`, { body });
    expect((await send(captured)).status).toBe(200);
    const first = await resultOf(gate);
    h.clock.moveBy(10 * 60_000);
    const replayed = await send(captured);
    expect([replayed.status, ...codesOf(replayed)]).toEqual([403, 'gates.answer-stale']);
    const altered = { ...captured, answer: { ...captured.answer, note: 'nothing Found' } };
    const badly = await send(altered);
    expect([badly.status, ...codesOf(badly)]).toEqual([403, 'gates.answer-not-signed']);
    // A fresh time does not help: it is signed as well.
    const refreshed = await send({ ...captured, timestamp: h.clock.now().toISOString() });
    expect([refreshed.status, ...codesOf(refreshed)]).toEqual([403, 'gates.answer-not-signed']);
    expect((await resultOf(gate)).result).toEqual(first.result);
    expect(await resultsTold(gate)).toHaveLength(1);
    expect(await refusedIn(checker)).toHaveLength(3);
  });
});
