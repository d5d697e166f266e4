import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
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
import { entriesOfRequest } from '../../../../tests/support/trail.ts';
import { canonicalJson, type Json } from '../../../foundation/canonical-json.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import { signNewest } from '../../ledger/acts/sign-checkpoint.ts';
import { verifyFile } from '../../ledger/cli/verify-file.ts';
import { asSuperuser, freshKeyFile, sealAll, signingWith } from '../../ledger/testing/things.ts';
import { printDossier } from '../acts/print-dossier.ts';
import { plainText } from '../core/paper.ts';
import { printable } from '../core/printable.ts';
import { readPdf } from '../testing/read-pdf.ts';

async function* endless(): AsyncGenerator<string> {
  for (;;) yield 'more';
}

const house = useHouse({ settings: signingWith(freshKeyFile()) });
let h: TestHouse;
let cast: Cast;
let inspector: Someone;
let folder = '';
let release: { readonly id: string; readonly key: string };
/** Between the failed decision of the gate and its pass. */
let between = '';

const squeezed = (text: string): string => text.replaceAll(/\s/g, '');
/** Every value that a content holds, as paper shows it. */
function* leaves(value: Json): Generator<string> {
  if (typeof value !== 'object' || value === null) yield printable(plainText(value), () => true);
  else for (const one of Array.isArray(value) ? value : Object.values(value)) yield* leaves(one);
}
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const dossier = (as: Someone = inspector, query = '') => h.http(as, 'GET', `/releases/${release.key}/dossier${query}`);
// biome-ignore lint/suspicious/noExplicitAny: tests read the bundle field by field; a wrong field fails the assertion
const section = (bundle: any, key: string) => bundle.sections[key].content;

async function decideGate(gate: string, verb: string, more: object = {}) {
  const { body: seen } = await h.http(cast.quality, 'GET', `/gates/${gate}`);
  const body = { reason: 'as found', evaluationHash: seen.evaluation.hash, password: cast.quality.password, ...more };
  const reply = await h.http(cast.quality, 'POST', `/gates/${gate}/acts/${verb}`, { ifMatch: seen.version, body });
  expect(reply.status, reply.text).toBe(201);
}

async function record(gate: string, checked: boolean): Promise<string> {
  const path = `/gates/${gate}/criteria/done/results`;
  const reply = await h.http(cast.tester, 'POST', path, { body: { checked, note: checked ? 'second run' : 'first run' } });
  expect(reply.status, reply.text).toBe(201);
  const { body: seen } = await h.http(cast.tester, 'GET', `/gates/${gate}`);
  return seen.criteria[0].result.id;
}

/** A release with a moved go-live, a failed and a passed gate, a withdrawn result, a waiver, and every signature up to its closure. */
beforeAll(async () => {
  h = house();
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-dossier-'));
  cast = await castOf(h);
  inspector = await h.someone(['inspector'], { unit: cast.unit });
  const app = await application(h, cast, 'no');
  const made = await propose(h, cast, { applications: [{ application: app.key, role: 'changed', version: '4.2' }] });
  release = made.body;
  const [gate = ''] = await placeGates(h, cast, release, [gateDraft('declare-ready')]);
  await walkUntil(h, cast, release.id, 'start');
  const { body: seen } = await h.http(cast.manager, 'GET', `/releases/${release.id}`);
  const later = (time: string): string => new Date(Date.parse(time) + 3_600_000).toISOString();
  const moved = await h.http(cast.manager, 'POST', `/releases/${release.id}/moves`, {
    ifMatch: seen.version,
    body: {
      start: later(seen.goLive.start),
      end: later(seen.goLive.end),
      reason: 'the site asked',
      password: cast.manager.password,
    },
  });
  expect(moved.status, moved.text).toBe(200);
  h.clock.moveBy(60_000);
  const wrong = await record(gate, false);
  await decideGate(gate, 'fail');
  h.clock.moveBy(60_000);
  between = h.clock.now().toISOString();
  h.clock.moveBy(60_000);
  const withdrawn = await h.http(cast.tester, 'DELETE', `/gates/${gate}/results/${wrong}`, {
    body: { reason: 'the wrong build' },
  });
  expect(withdrawn.status, withdrawn.text).toBe(200);
  await record(gate, true);
  await decideGate(gate, 'reopen', { evaluationHash: undefined });
  await decideGate(gate, 'pass');
  h.clock.moveBy(1_000);
  expect((await act(h, cast.business, release.id, 'accept-uat')).status).toBe(200);
  await sealAll(h);
  h.clock.moveBy(1_000);
  await signNewest(h.app);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

describe('the dossier of a release, for machines', () => {
  test('holds what the record is: scope, dates and moves, gates with failed and withdrawn items, signatures, and the whole trail', async () => {
    const reply = await dossier();
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    const bundle = reply.body;
    expect(bundle.head).toMatchObject({ record: { kind: 'release', key: release.key }, asOf: null });
    expect(bundle.head.printed.by).toMatchObject({ name: inspector.name, userName: inspector.email, roles: ['inspector'] });
    expect(section(bundle, 'scope').applications).toMatchObject([{ version: '4.2', gxp: 'no' }]);
    expect(section(bundle, 'dates').baseline.goLive.start).not.toBe(section(bundle, 'dates').goLive.start);
    expect(section(bundle, 'dates').moves).toMatchObject([
      { by: { name: cast.manager.name, roles: ['release-manager'] }, reason: 'the site asked' },
    ]);
    const [gate] = section(bundle, 'gates');
    expect(gate.decisions.map((one: { outcome: string }) => one.outcome)).toEqual(['fail', 'reopen', 'pass']);
    expect(gate.results).toMatchObject([{ note: 'first run', withdrawn: { reason: 'the wrong build' } }, { note: 'second run' }]);
    expect(gate.evaluations.length).toBeGreaterThanOrEqual(4);
    expect(gate.evaluations.map((one: { green: boolean }) => one.green)).toContain(false);
    const { signatures } = section(bundle, 'signatures');
    expect(signatures.map((one: { verb: string }) => one.verb)).toEqual(['accept', 'plan', 'move', 'fail', 'pass', 'accept-uat']);
    expect(signatures[0]).toMatchObject({
      signer: { name: cast.manager.name, userName: cast.manager.email, roles: ['release-manager'] },
      meaning: { code: 'accepted' },
      zone: 'UTC',
    });
    for (const one of signatures) expect(sha256(one.payload)).toBe(one.payloadHash);
  });

  test('[P11-10b-2] counts as the database counts: every entry of release, gates and signatures is in it once, in the order of the ledger', async () => {
    const { body: bundle } = await dossier();
    const { rows } = await sql<{ id: string }>`
      select e.id from ledger.entry e join ledger.place p on p.entry_id = e.id where e.subject_id = ${release.id}
        or e.subject_id in (select id from gates.gate where subject_id = ${release.id})
        or e.subject_id in (select c.id from signatures.ceremony c where c.subject_id = ${release.id}
          or c.subject_id in (select id from gates.gate where subject_id = ${release.id})) order by p.seq`.execute(
      h.app.database.db,
    );
    const trail: { id: string; hash: string }[] = section(bundle, 'trail');
    expect(rows.length).toBeGreaterThan(20);
    expect(trail.map((entry) => entry.id)).toEqual(rows.map((row) => row.id));
    expect(bundle.sections.trail.rows).toBe(rows.length);
    for (const line of bundle.contents.sections)
      expect(sha256(canonicalJson(section(bundle, line.key))), line.key).toBe(line.sha256);
    expect(bundle.contents.rows).toBe(
      bundle.contents.sections.reduce((sum: number, line: { rows: number }) => sum + line.rows, 0),
    );
    expect(sha256(canonicalJson(bundle.contents.sections))).toBe(bundle.contents.sha256);
  });

  test('[P11-10b-2] its ledger verifies alone, and a changed one does not', async () => {
    const { body: bundle } = await dossier();
    const lines: string[] = bundle.ledger;
    const text = lines.map((line) => `${line}\n`).join('');
    expect(sha256(text)).toBe(section(bundle, 'proofs').ledger.sha256);
    const file = path.join(folder, 'ledger.ndjson');
    await writeFile(file, text);
    expect(await verifyFile(file)).toMatchObject({ verdict: 'valid', scope: 'picked', checked: bundle.sections.trail.rows });
    await writeFile(file, text.replace('the site asked', 'the site agreed'));
    expect(await verifyFile(file)).toMatchObject({ verdict: 'broken' });
    expect(section(bundle, 'proofs').notYetProven).toEqual([]);
  });

  test('names every field that was changed after it had first been entered, with its first and last value', async () => {
    const { body: bundle } = await dossier();
    const changed = section(bundle, 'changes').find((one: { field: string }) => one.field === '/goLive/start');
    expect(changed.record).toMatchObject({ kind: 'release', key: release.key });
    expect([changed.first, changed.last]).toEqual([
      section(bundle, 'dates').baseline.goLive.start,
      section(bundle, 'dates').goLive.start,
    ]);
    expect(changed.changes).toBe(1);
    expect(section(bundle, 'changes').map((one: { field: string }) => one.field)).not.toContain('/name');
  });

  test('as of a moment it is the record of then: nothing that came later is in it', async () => {
    const { body: bundle } = await dossier(inspector, `?asOf=${encodeURIComponent(between)}`);
    expect(bundle.head).toMatchObject({ asOf: between, at: between });
    const [gate] = section(bundle, 'gates');
    expect(gate).toMatchObject({ state: 'failed', results: [{ note: 'first run', withdrawn: null }] });
    expect(gate.decisions.map((one: { outcome: string }) => one.outcome)).toEqual(['fail']);
    const { signatures } = section(bundle, 'signatures');
    expect(signatures.map((one: { verb: string }) => one.verb)).toEqual(['accept', 'plan', 'move', 'fail']);
    for (const entry of section(bundle, 'trail')) expect(entry.at <= between).toBe(true);
    const future = await dossier(inspector, '?asOf=2036-01-01T00:00:00Z');
    expect([future.status, codesOf(future)]).toEqual([400, ['records.not-past']]);
  });

  test('the print leaves who took it, of what, how many rows, the digest of the content and the SHA-256 of the file', async () => {
    const reply = await dossier();
    const entries = (await entriesOfRequest(h, reply.headers['x-request-id'])).toSorted(
      (a, b) => a.subject_version - b.subject_version,
    );
    expect(entries.map((entry) => [entry.act, entry.actor_id, entry.subject_key])).toEqual([
      ['ledger.export-begun', inspector.id, release.key],
      ['ledger.export-finished', inspector.id, release.key],
    ]);
    const said = Object.fromEntries(entries.flatMap((entry) => entry.changes.map((one) => [one.field, one.new] as const)));
    expect(said).toMatchObject({
      '/of': 'dossier',
      '/filter/release': release.id,
      '/filter/form': 'json',
      '/filter/contentSha256': reply.body.contents.sha256,
      '/rows': reply.body.contents.rows,
      '/sha256': sha256(reply.text),
    });
  });

  test('lawfully erased values are named so, values that are gone without an account are unknown', async () => {
    const { body: bundle } = await dossier();
    const [first, second] = section(bundle, 'trail').filter((entry: { reason: string | null }) => entry.reason !== null);
    await asSuperuser(
      h,
      `delete from ledger.side where entry_id in ('${first.id}', '${second.id}') and slot in ('actor', 'reason')`,
    );
    await transact(h.callAs(cast.quality.actor), async (work) => {
      work.say({
        act: 'ledger.values-erased',
        subject: { kind: 'erasure', id: uuidv7(), key: null, unitIds: [] },
        version: 1,
        before: null,
        after: { values: { [first.id]: ['actor', 'reason'] } },
      });
      return done(null);
    });
    const after: { id: string; reason: string; actor: { name: string } }[] = section((await dossier()).body, 'trail');
    const shown = (id: string) => after.filter((entry) => entry.id === id).map(({ actor, reason }) => [actor.name, reason]);
    expect(shown(first.id)).toEqual([['lawfully erased', 'lawfully erased']]);
    expect(shown(second.id)).toEqual([['unknown', 'unknown']]);
  });
});

describe('the dossier of a release, for people', () => {
  const asPdf = async () => {
    const reply = await h.server.inject({
      url: `/api/v1/releases/${release.key}/dossier.pdf`,
      headers: { cookie: `interlock_session=${inspector.cookie}` },
    });
    expect([reply.statusCode, reply.headers['content-type'], reply.headers['content-disposition']]).toEqual([
      200,
      'application/pdf',
      `attachment; filename="${release.key}-dossier.pdf"`,
    ]);
    return { file: reply.rawPayload, requestId: reply.headers['x-request-id'] };
  };

  test('[P11-10b-1] [A11-8-2] says what the bundle says, field for field: every value of every section is in its text', async () => {
    const { body: bundle } = await dossier();
    const { file } = await asPdf();
    const edge = squeezed(`${release.key}, version ${bundle.head.record.version}, as of`);
    const text = readPdf(file)
      .pages.map(squeezed)
      .map((page) => page.slice(0, page.lastIndexOf(edge)))
      .join('');
    let compared = 0;
    for (const [key, { content, title }] of Object.entries<{ content: Json; title: string }>(bundle.sections)) {
      expect(text).toContain(squeezed(title));
      for (const leaf of leaves(content)) {
        expect(text, `${key}: ${leaf}`).toContain(squeezed(leaf));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(1_000);
    for (const one of section(bundle, 'signatures').signatures) expect(text).toContain(squeezed(one.text));
    for (const { key, sha256: digest } of bundle.contents.sections) if (key !== 'people') expect(text).toContain(digest);
  });

  test('its print leaves the entries that the print of the bundle leaves, with the digest of the same content', async () => {
    const { body: bundle } = await dossier();
    const { file, requestId } = await asPdf();
    const entries = await entriesOfRequest(h, requestId);
    const said = Object.fromEntries(entries.flatMap((entry) => entry.changes.map((one) => [one.field, one.new] as const)));
    expect(said).toMatchObject({
      '/filter/form': 'pdf',
      '/filter/contentSha256': bundle.contents.sha256,
      '/rows': bundle.contents.rows,
      '/sha256': createHash('sha256').update(file).digest('hex'),
    });
  });
});

describe('whose it is', () => {
  test('is printed by who may print records and read the release; everybody else is told no, and leaves no entry', async () => {
    const stakeholder = await h.someone(['stakeholder'], { unit: cast.unit });
    const no = await dossier(stakeholder);
    expect([no.status, codesOf(no)]).toEqual([403, ['identity.no-right']]);
    const elsewhere = await dossier(await h.someone(['inspector'], { unit: await h.unit() }));
    expect([elsewhere.status, codesOf(elsewhere)]).toEqual([404, ['releases.not-found']]);
    for (const reply of [no, elsewhere]) expect(await entriesOfRequest(h, reply.headers['x-request-id'])).toEqual([]);
  });

  test('what it would hold is told before it is printed, and leaves no entry', async () => {
    const reply = await h.http(inspector, 'GET', `/releases/${release.key}/dossier/contents`);
    expect(reply.status, reply.text).toBe(200);
    expect(reply.body).toMatchObject({ key: release.key, refusals: [] });
    const { body: bundle } = await dossier();
    const rowsOf = (sections: { key: string; rows: number }[]) =>
      sections.map(({ key, rows }) => [key, rows]).filter(([key]) => key !== 'people');
    expect(rowsOf(reply.body.sections)).toEqual(rowsOf(bundle.contents.sections));
    expect(await entriesOfRequest(h, reply.headers['x-request-id'])).toEqual([]);
  });

  test('a third print at once waits, and one that nobody reads holds no place', async () => {
    const print = () => printDossier(h.callAs(inspector.actor), release.key, null, { form: 'json', write: endless });
    const begun: AsyncIterator<unknown>[] = [];
    await print();
    for (let at = 0; at < 2; at++) {
      const printed = await print();
      if (!printed.ok) throw new Error(printed.refusals[0]?.code);
      const file = printed.value.file[Symbol.asyncIterator]();
      await file.next();
      begun.push(file);
    }
    const third = await dossier();
    expect([third.status, codesOf(third)]).toEqual([503, ['records.too-many-at-once']]);
    for (const file of begun) await file.return?.();
    expect((await dossier()).status).toBe(200);
  });

  test('what is too large is refused and never cut; the page says so before', async () => {
    await asSuperuser(
      h,
      `insert into gates.evaluation select gen_random_uuid(), gate_id, place + n, at, occasion, by_id, hash, green, met, total, inputs
        from gates.evaluation e, generate_series(100, 700) n
        where place = 1 and gate_id in (select id from gates.gate where subject_id = '${release.id}')`,
    );
    const reply = await dossier();
    expect([reply.status, codesOf(reply)]).toEqual([413, ['records.too-large']]);
    expect(await entriesOfRequest(h, reply.headers['x-request-id'])).toEqual([]);
    const contents = await h.http(inspector, 'GET', `/releases/${release.key}/dossier/contents`);
    expect([contents.status, codesOf(contents)]).toEqual([200, ['records.too-large']]);
  });
});
