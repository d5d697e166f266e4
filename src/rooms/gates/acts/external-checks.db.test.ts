import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../../../../tests/support/builders.ts';
import {
  type AnswerMore,
  confirmKey,
  type RegisteredChecker,
  registeredChecker,
  sendAnswer,
} from '../../../../tests/support/checkers.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, things } from '../../../../tests/support/things.ts';
import type { Json } from '../../../foundation/canonical-json.ts';
import type { CriterionDraft } from '../core/drafts.ts';

const house = useHouse();
let world: ReturnType<typeof things>;
let unit: Unit;
let owner: Someone;
let tester: Someone;
let admin: Someone;
let auditor: Someone;
let checker: RegisteredChecker;

beforeAll(async () => {
  const h = house();
  world = things(h);
  unit = await h.unit();
  owner = await h.someone(['business-process-owner'], { unit });
  tester = await h.someone(['test-manager'], { unit });
  admin = await h.someone(['administrator']);
  auditor = await h.someone(['auditor']);
  checker = await registeredChecker(h, admin);
});

const scan = (more: Partial<CriterionDraft> = {}): CriterionDraft =>
  checklist('scan', {
    type: 'external',
    checker: checker.key,
    answerHours: 2,
    operator: '<=',
    threshold: 0,
    text: 'Findings',
    ...more,
  });
const see = async (id: string) => (await house().http(owner, 'GET', `/gates/${id}`)).body;
const status = async (id: string) => (await see(id)).criteria[0].status;
const ask = (id: string) => house().http(tester, 'POST', `/gates/${id}/criteria/scan/checks`, { body: {} });

async function asked(more: Partial<CriterionDraft> = {}) {
  const { gates, subject } = await world.thing(owner, unit, [gateDraft('uat', [scan(more)])]);
  const id = gates.uat ?? '';
  const check = await ask(id);
  expect(check.status, check.text).toBe(201);
  return { id, subject, check: check.body };
}
const answer = (check: { id: string; nonce: string }, found: Record<string, Json>, more: AnswerMore = {}) =>
  sendAnswer(house(), checker, check.id, { nonce: check.nonce, ...found }, more);
const codeOf = (reply: { body: { refusals: { code: string }[] } }) => reply.body.refusals[0]?.code;

describe('a check that a machine answers', () => {
  test('is asked with a nonce, listed for the machine, and answered once by a signed message: the machine is who measured', async () => {
    const h = house();
    const { id, check } = await asked();
    expect(await status(id)).toBe('unknown');
    const { items } = (await h.http(tester, 'GET', `/external-checks?checker=${checker.key}&state=open`)).body;
    expect(items).toContainEqual(expect.objectContaining({ id: check.id, nonce: check.nonce, criterion: 'scan', state: 'open' }));
    const again = await ask(id);
    expect([again.status, codeOf(again)]).toEqual([409, 'gates.check-open']);
    const heard = await answer(check, { value: 0, ofVersion: '1.4.2', note: 'no findings' });
    expect(heard.status, heard.text).toBe(200);
    expect((await see(id)).criteria[0]).toMatchObject({
      status: 'met',
      actual: '0',
      checkDue: null,
      result: { measuredBy: `Scanner ${checker.key}`, ofVersion: '1.4.2', recordedBy: { id: checker.id } },
    });
    const { items: entries } = (await h.http(auditor, 'GET', `/records/gate/${id}/history`)).body;
    expect(entries[0]).toMatchObject({ act: 'gates.check-answered', actor: { name: `Scanner ${checker.key}` } });
    const repeat = await answer(check, { value: 0, ofVersion: '1.4.2', note: 'no findings' });
    expect(repeat.body).toEqual(heard.body);
    const otherwise = await answer(check, { value: 3 });
    expect([otherwise.status, codeOf(otherwise)]).toEqual([409, 'gates.answered-otherwise']);
    expect((await see(id)).criteria[0].actual).toBe('0');
  });

  test('is heard from nobody else: each forgery is refused with its reason and changes nothing but the trail of the checker', async () => {
    const h = house();
    const { id, check } = await asked();
    const other = await asked();
    const stranger = await registeredChecker(h, admin);
    const now = h.clock.now().getTime();
    const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
    const found = { value: 0 };
    const sent = { nonce: check.nonce, ...found };
    const forgeries: readonly (readonly [string, Promise<{ status: number; body: { refusals: { code: string }[] } }>])[] = [
      ['gates.answer-not-signed', answer(check, found, { signed: { answer: { ...sent, value: 1 } } })],
      ['gates.answer-not-signed', answer(check, found, { signed: { checkId: other.check.id } })],
      ['gates.answer-not-signed', answer(check, found, { signed: { timestamp: at(1) } })],
      ['gates.answer-not-signed', answer(check, found, { sign: () => Buffer.alloc(32) })],
      ['gates.answer-not-signed', answer(check, found, { sign: () => Buffer.alloc(7) })],
      ['gates.answer-not-signed', answer(check, found, { key: randomUUID() })],
      ['gates.answer-not-signed', sendAnswer(h, stranger, check.id, sent)],
      ['gates.answer-stale', answer(check, found, { timestamp: at(-6) })],
      ['gates.answer-stale', answer(check, found, { timestamp: at(6) })],
      ['gates.answer-of-another', answer({ id: check.id, nonce: other.check.nonce }, found)],
      ['gates.result-misfit', answer(check, { checked: true })],
      ['gates.measured-in-future', answer(check, { value: 0, measuredAt: at(1) })],
    ];
    for (const [code, reply] of forgeries) expect(codeOf(await reply)).toBe(code);
    expect(await status(id)).toBe('unknown');
    const machines = (await h.http(auditor, 'GET', '/checkers')).body.items;
    const seen = machines.find((one: { id: string }) => one.id === checker.id);
    expect([seen.version, seen.refused >= 10], 'whoever edits the machine meanwhile is not sent back').toEqual([
      checker.version,
      true,
    ]);
    const { items } = (await h.http(auditor, 'GET', `/records/checker/${checker.id}/history`)).body;
    const refused = items.filter(
      (entry: { act: string; reason: string | null }) =>
        entry.act === 'gates.answer-refused' && entry.reason?.includes(check.id) === true,
    );
    // Ten for each check, however often somebody tries.
    expect(refused).toHaveLength(10);
    expect(refused.some((entry: { actor: { name: string } }) => entry.actor.name === 'Not signed in')).toBe(true);
    expect((await sendAnswer(h, checker, randomUUID(), sent)).status).toBe(404);
    expect((await answer(check, found)).status).toBe(200);
  });

  test('is unknown once it was not answered in time, also where an earlier answer was green; a late answer does not count', async () => {
    const { id, check } = await asked();
    await answer(check, { value: 0 });
    expect(await status(id)).toBe('met');
    const second = (await ask(id)).body;
    expect(await status(id)).toBe('met');
    await world.later(2 * 3_600_000);
    expect(await status(id)).toBe('unknown');
    const late = await answer(second, { value: 0 });
    expect([late.status, codeOf(late)]).toEqual([409, 'gates.answer-late']);
    const third = (await ask(id)).body;
    expect((await answer(third, { value: 2 })).status).toBe(200);
    expect((await see(id)).criteria[0]).toMatchObject({ status: 'not-met', actual: '2' });
  });

  test('is recorded by no person, and asks a machine that can answer', async () => {
    const h = house();
    const { id } = await asked();
    const typed = await h.http(tester, 'POST', `/gates/${id}/criteria/scan/results`, { body: { value: 0 } });
    expect(codeOf(typed)).toBe('gates.answered-by-machine');
    const { gates } = await world.thing(owner, unit, [gateDraft('uat', [checklist('scan')])]);
    expect(codeOf(await ask(gates.uat ?? ''))).toBe('gates.not-external');
    const subject = { kind: 'thing', id: randomUUID(), key: null, unitIds: [unit.id] };
    for (const [code, draft] of [
      ['gates.no-such-checker', scan({ checker: 'nobody' })],
      ['gates.external-not-whole', scan({ threshold: null })],
      ['gates.external-not-whole', scan({ answerHours: null })],
      ['gates.external-not-whole', scan({ evidence: 'a report' })],
      ['gates.external-not-whole', checklist('x', { checker: checker.key })],
    ] as const)
      expect(await world.place(owner, subject, [gateDraft('uat', [draft])])).toMatchObject({ ok: false, refusals: [{ code }] });
  });
});

describe('a key of a checker', () => {
  test('is exchanged while the other works; the third is refused; one that was withdrawn signs nothing', async () => {
    const h = house();
    const mine = await registeredChecker(h, admin);
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
    const bad = await h.http(admin, 'POST', `/checkers/${mine.key}/keys`, { body: { publicKey: 'AAAA' }, ifMatch: 3 });
    expect(codeOf(bad)).toBe('gates.key-unreadable');
    const next = await h.http(admin, 'POST', `/checkers/${mine.key}/keys`, { body: { publicKey: raw }, ifMatch: 3 });
    expect(next.body).toMatchObject({ secret: null, version: 4 });
    const third = await h.http(admin, 'POST', `/checkers/${mine.key}/keys`, { body: {}, ifMatch: 4 });
    expect(codeOf(third)).toBe('gates.keys-two');
    const byKey = { key: next.body.id, sign: (text: string) => sign(null, Buffer.from(text), privateKey) };
    expect(await confirmKey(h, mine.key, next.body.id, 4)).toBe(5);
    const one = await asked({ checker: mine.key });
    expect((await sendAnswer(h, mine, one.check.id, { nonce: one.check.nonce, value: 0 })).status).toBe(200);
    const two = await asked({ checker: mine.key });
    const sent = { nonce: two.check.nonce, value: 0 };
    const gone = await h.http(admin, 'DELETE', `/checkers/${mine.key}/keys/${mine.keyId}`, {
      body: { reason: 'exchanged' },
      ifMatch: 5,
    });
    expect(gone.status, gone.text).toBe(200);
    expect(codeOf(await sendAnswer(h, mine, two.check.id, sent))).toBe('gates.answer-not-signed');
    expect((await sendAnswer(h, mine, two.check.id, sent, byKey)).status).toBe(200);
    expect(
      (await h.http(admin, 'POST', `/checkers/${mine.key}/acts/withdraw`, { body: { reason: 'replaced' }, ifMatch: 6 })).status,
    ).toBe(200);
    expect(codeOf(await ask(two.id))).toBe('gates.checker-mute');
  });

  test('signs nothing before somebody of quality has confirmed it, who neither made it nor is one with its maker', async () => {
    const h = house();
    const mine = await registeredChecker(h, admin);
    const keys = `/checkers/${mine.key}/keys`;
    const { id, secret } = (await h.http(admin, 'POST', keys, { body: {}, ifMatch: mine.version })).body;
    const fresh = { ...mine, keyId: id, secret: Buffer.from(secret, 'base64url') };
    const { check } = await asked({ checker: mine.key });
    const answer = { nonce: check.nonce, value: 0 };
    expect(codeOf(await sendAnswer(h, fresh, check.id, answer))).toBe('gates.answer-not-signed');
    // The refused answer stands in the trail of the checker and sends nobody back who edits it.
    const seen = mine.version + 1;
    const confirm = (as: Someone) =>
      h.http(as, 'POST', `${keys}/${id}/acts/confirm`, { body: { reason: 'handed over in person' }, ifMatch: seen });
    expect((await confirm(admin)).status).toBe(403);
    expect((await confirm(tester)).status).toBe(403);
    const quality = await h.someone(['quality']);
    const [waits] = (await h.http(quality, 'GET', '/checkers')).body.items
      .find((one: { key: string }) => one.key === mine.key)
      .keys.filter((one: { confirmedAt: string | null }) => one.confirmedAt === null);
    expect(waits).toMatchObject({ id, confirmedBy: null, can: { confirm: true } });
    const two = await Promise.all([confirm(quality), confirm(await h.someone(['validation-lead']))]);
    expect(two.map((one) => one.status).toSorted()).toEqual([200, 412]);
    expect((await sendAnswer(h, fresh, check.id, answer)).status).toBe(200);
    const trail = (await h.http(auditor, 'GET', `/records/checker/${mine.id}/history`)).body.items;
    expect(trail.map((one: { act: string }) => one.act)).toContain('gates.checker-key-confirmed');
  });

  test('its secret is shown once and lies nowhere to be read: not in replies, not in the trail, not in the tables', async () => {
    const h = house();
    const key = `shown-${randomUUID().slice(0, 8)}`;
    const { id } = (await h.http(admin, 'POST', '/checkers', { body: { key, name: 'Shown' } })).body;
    const headers = { 'idempotency-key': 'once' };
    const first = await h.http(admin, 'POST', `/checkers/${key}/keys`, { body: {}, ifMatch: 1, headers });
    const repeat = await h.http(admin, 'POST', `/checkers/${key}/keys`, { body: {}, ifMatch: 1, headers });
    // Only the very same request again, whose answer may have been lost, is answered the same.
    expect(repeat.body).toEqual(first.body);
    const { secret } = first.body;
    const raw = Buffer.from(secret, 'base64url');
    const told = [
      (await h.http(admin, 'GET', '/checkers')).text,
      (await h.http(auditor, 'GET', `/records/checker/${id}/history`)).text,
      JSON.stringify((await h.app.database.pool.query('select * from gates.checker_key')).rows),
      JSON.stringify((await h.app.database.pool.query('select * from foundation.idempotency')).rows),
    ].join();
    for (const form of [secret, raw.toString('base64'), raw.toString('hex')]) expect(told).not.toContain(form);
  });

  test('is administered by administrators alone', async () => {
    const refused = await house().http(tester, 'POST', '/checkers', { body: { key: 'mine', name: 'Mine' } });
    expect(refused.status).toBe(403);
    expect((await house().http(tester, 'GET', '/checkers')).body.can.administer).toMatchObject([{ code: 'identity.no-right' }]);
    expect((await house().http(admin, 'GET', '/checkers')).body.can.administer).toBe(true);
  });
});
