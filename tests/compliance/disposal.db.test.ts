import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { signNewest } from '../../src/rooms/ledger/acts/sign-checkpoint.ts';
import { verifyLedger } from '../../src/rooms/ledger/acts/verify-ledger.ts';
import { verifyFile } from '../../src/rooms/ledger/cli/verify-file.ts';
import { emptyEdge, growTree } from '../../src/rooms/ledger/core/grow-tree.ts';
import { readCopiedLeaf } from '../../src/rooms/ledger/core/leaf.ts';
import { foldSubtrees } from '../../src/rooms/ledger/core/merkle.ts';
import { newestCheckpoint } from '../../src/rooms/ledger/store/checkpoints.ts';
import { asSuperuser, freshKeyFile, sealAll, signingWith } from '../../src/rooms/ledger/testing/things.ts';
import { carryOutDisposals } from '../../src/rooms/retention/acts/carry-out-disposals.ts';
import { firstDifference } from '../../src/rooms/signatures/acts/compare-records.ts';
import { signatureJudge } from '../../src/rooms/signatures/acts/judge-signature.ts';
import { decidersOf, requirement, say, termsFor } from '../support/approvals.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, type TestHouse, useHouse } from '../support/house.ts';
import { act, application, type Cast, castOf, codesOf, gateDraft, passTimeTo, placeGates, propose } from '../support/releases.ts';

const house = useHouse({ settings: signingWith(freshKeyFile()) });
const day = 86_400_000;

/** A release of an application, cancelled with a signature, so that it is closed. */
async function closedRelease(h: TestHouse, cast: Cast, app: { readonly id: string }) {
  const { body } = await propose(h, cast, { applications: [{ application: app.id, role: 'changed' }] });
  const taken = await act(h, cast.manager, body.id, 'cancel');
  expect(taken.status, taken.text).toBe(200);
  return { kind: 'release', id: String(body.id), key: String(body.key) };
}

const list = (as: Someone, records: readonly { readonly kind: string; readonly id: string }[]): Promise<HttpReply> =>
  house().http(as, 'POST', '/retention/disposals', {
    body: { records: records.map(({ kind, id }) => ({ kind, id })), reason: 'Their ten years are over' },
  });
const decide = (as: Someone, one: HttpReply, verb: string, body: object = { password: as.password }): Promise<HttpReply> =>
  house().http(as, 'POST', `/retention/disposals/${one.body.id}/acts/${verb}`, { ifMatch: one.body.version, body });
const shown = (as: Someone, id: string): Promise<HttpReply> => house().http(as, 'GET', `/retention/disposals/${id}`);

async function untilOver(cast: Cast, id: string): Promise<void> {
  const { body } = await house().http(cast.manager, 'GET', `/records/release/${id}/retention`);
  await passTimeTo(house(), new Date(new Date(body.until).getTime() + day));
}

/** As the job does, until nothing more is to be done: first the rows go, and once that is sealed, the content. */
async function carriedOut(): Promise<void> {
  await carryOutDisposals(house().app);
  await sealAll(house());
  await carryOutDisposals(house().app);
}

async function judged(text: string, checkpoints: readonly string[]) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-disposal-'));
  try {
    await writeFile(path.join(folder, 'ledger.ndjson'), text);
    return await verifyFile(
      path.join(folder, 'ledger.ndjson'),
      { keys: [], checkpoints },
      { judges: () => [signatureJudge()], containers: [] },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

const rowsLeft = async (ids: readonly string[]): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from releases.release where id = any(${[...ids]}::uuid[])) + (select count(*) from releases.phase where release_id = any(${[...ids]}::uuid[]))
      + (select count(*) from releases.milestone where release_id = any(${[...ids]}::uuid[])) + (select count(*) from releases.decision where release_id = any(${[...ids]}::uuid[]))
      + (select count(*) from gates.gate where subject_id = any(${[...ids]}::uuid[])) + (select count(*) from approvals.approval where subject_id = any(${[...ids]}::uuid[]))
      + (select count(*) from signatures.signature where subject_id = any(${[...ids]}::uuid[])) + (select count(*) from signatures.ceremony where subject_id = any(${[...ids]}::uuid[]))
      + (select count(*) from ledger.entry where subject_id = any(${[...ids]}::uuid[]) and changes <> '[]')
      + (select count(*) from ledger.side s join ledger.entry e on e.id = s.entry_id where e.subject_id = any(${[...ids]}::uuid[])) as n`.execute(
    house().app.database.db,
  );
  return Number(rows[0]?.n);
};

describe('disposal of records whose retention is over', () => {
  test('[C4-DISP] of a list of twenty with one under legal hold nineteen go by two signatures, with a certificate of their hashes; the held one is excluded with the reason, and the log before and after is one and verifies', async () => {
    const h = house();
    const cast = await castOf(h);
    const [lister, quality, auditor] = [
      await h.someone(['validation-lead']),
      await h.someone(['quality']),
      await h.someone(['auditor']),
    ];
    const app = await application(h, cast, 'yes');
    const releases: { readonly kind: string; readonly id: string; readonly key: string }[] = [];
    for (let n = 0; n < 20; n++) releases.push(await closedRelease(h, cast, app));
    const [held, ...others] = releases;
    if (held === undefined) throw new Error('no release');
    const hold = await h.http(cast.quality, 'POST', `/records/release/${held.id}/holds`, {
      body: { ground: 'Case 12/2026', reason: 'Counsel asked for it' },
    });
    expect(hold.status, hold.text).toBe(201);
    await untilOver(cast, others[0]?.id ?? '');
    await sealAll(h);
    await signNewest(h.app);
    const before = (await newestCheckpoint(h.app.database.db))?.note ?? '';
    const whole = (await h.http(auditor, 'GET', '/ledger/export')).text;

    const listed = await list(lister, releases);
    expect(listed.status, listed.text).toBe(201);
    expect(listed.body).toMatchObject({ state: 'listed', counts: { listed: 19, excluded: 1, withThem: expect.any(Number) } });
    expect(listed.body.counts.withThem).toBeGreaterThanOrEqual(19);
    const excluded = listed.body.items.find((one: { state: string }) => one.state === 'excluded');
    expect(excluded).toMatchObject({ key: held.key, until: null });
    expect(excluded.ground).toContain(`Legal hold ${hold.body.key}: Case 12/2026`);

    const asked = await decide(lister, listed, 'ask');
    expect(asked.status, asked.text).toBe(200);
    expect((await decide(lister, asked, 'approve')).status).toBe(403);
    await carriedOut();
    expect((await h.http(cast.manager, 'GET', `/releases/${others[0]?.id}`)).status).toBe(200);
    const approved = await decide(quality, asked, 'approve');
    expect(approved.status, approved.text).toBe(200);
    await carriedOut();

    const done = await shown(auditor, listed.body.key);
    expect(done.body).toMatchObject({ state: 'done', counts: { listed: 0, excluded: 1, left: 0, disposed: 19 } });
    for (const { id } of others) expect((await h.http(cast.manager, 'GET', `/releases/${id}`)).status).toBe(404);
    expect((await h.http(cast.manager, 'GET', `/releases/${held.id}`)).status).toBe(200);
    expect(await rowsLeft(others.map(({ id }) => id))).toBe(0);

    // The certificate: who held a copy from before finds exactly what went in it, by the hashes that two persons signed.
    const hashes = Map.groupBy(
      whole.split('\n').flatMap((line) => (line.startsWith('{"seq"') ? [JSON.parse(line)] : [])),
      (entry) => entry.body.subjectId,
    );
    for (const item of done.body.items.filter((one: { state: string }) => one.state === 'disposed')) {
      const lines = (hashes.get(item.id) ?? []).map((entry) => `${entry.hash}\n`);
      expect(item.entries).toBe(lines.length);
      expect(item.digest).toBe(createHash('sha256').update(lines.join('')).digest('hex'));
    }
    const { body: certificate } = await h.http(auditor, 'GET', `/records/disposal/${listed.body.key}/dossier`);
    expect(JSON.stringify(certificate)).toContain(done.body.items.at(-1).digest);

    h.clock.moveBy(1_000);
    await signNewest(h.app);
    const report = await verifyLedger(h.app.database.db);
    expect(report).toMatchObject({ verdict: 'valid', damage: null });
    expect(report.disposedEntries).toBeGreaterThanOrEqual(19 * 4);
    expect(await firstDifference(h.app)).toBeNull();
    const after = (await h.http(auditor, 'GET', '/ledger/export')).text;
    const found = await judged(after, [before]);
    expect(found).toMatchObject({ verdict: 'valid', scope: 'whole', compared: [expect.any(Number)], notCompared: [] });
    expect(found).toMatchObject({ disposedEntries: report.disposedEntries });
    const picked = await judged((await h.http(auditor, 'GET', `/ledger/export?kind=release`)).text, []);
    expect(picked).toMatchObject({ verdict: 'valid', scope: 'picked' });

    // What nobody signed for is damage, and what was signed for accounts for nothing else.
    const where = `where subject_id = '${held.id}' and subject_place = 1`;
    await asSuperuser(
      h,
      `create table public.kept as select id, changes from ledger.entry ${where}`,
      `update ledger.entry set changes = '[]' ${where}`,
    );
    expect(await verifyLedger(h.app.database.db)).toMatchObject({ verdict: 'broken', damage: { what: 'hash' } });
    await asSuperuser(h, 'update ledger.entry e set changes = k.changes from public.kept k where k.id = e.id');
  }, 300_000);
});

/** A list of one release that is due, asked for and approved. */
async function approvedOne() {
  const h = house();
  const cast = await castOf(h);
  const [lister, quality] = [await h.someone(['validation-lead']), await h.someone(['quality'])];
  const release = await closedRelease(h, cast, await application(h, cast, 'yes'));
  await untilOver(cast, release.id);
  const asked = await decide(lister, await list(lister, [release]), 'ask');
  const approved = await decide(quality, asked, 'approve');
  expect(approved.status, approved.text).toBe(200);
  return { cast, lister, quality, release, id: String(approved.body.id) };
}

describe('what is not disposed of', () => {
  test('nothing that is not due, nothing that somebody may not see, and nothing by the word of one', async () => {
    const h = house();
    const cast = await castOf(h);
    const [lister, other, quality] = [
      await h.someone(['validation-lead']),
      await h.someone(['validation-lead']),
      await h.someone(['quality']),
    ];
    const release = await closedRelease(h, cast, await application(h, cast, 'yes'));
    const early = await list(lister, [release]);
    expect(codesOf(early)).toEqual(['retention.nothing-due']);
    expect(early.text).toContain(`${release.key}: Kept until`);
    expect(codesOf(await list(lister, [{ kind: 'release', id: 'REL-999999' }]))).toEqual(['retention.no-such-record']);
    expect((await list(cast.manager, [release])).status).toBe(403);
    expect((await list(await h.someone(['quality'], { unit: cast.unit }), [release])).status).toBe(403);
    await untilOver(cast, release.id);

    const due = await h.http(lister, 'GET', '/retention/due?kind=release');
    expect(due.body.items.map((one: { id: string }) => one.id)).toContain(release.id);
    const listed = await list(quality, [release]);
    expect(codesOf(await list(lister, [release]))).toEqual(['retention.nothing-due']);
    expect(codesOf(await decide(other, listed, 'ask'))).toEqual(['retention.not-lister']);
    expect(codesOf(await decide(lister, listed, 'withdraw', { reason: 'not mine' }))).toEqual(['retention.not-lister']);
    expect(codesOf(await decide(await h.someone(['quality']), listed, 'approve'))).toContain('retention.disposal-over');
    const asked = await decide(quality, listed, 'ask');
    expect(codesOf(await decide(quality, asked, 'approve'))).toEqual(['identity.not-independent']);
    expect(codesOf(await decide(quality, listed, 'withdraw', { reason: 'an old copy' }))).toContain('foundation.stale');
    const rejected = await decide(await h.someone(['quality']), asked, 'reject', { reason: 'Counsel wants to look first' });
    expect(rejected.body).toMatchObject({ state: 'rejected', decision: 'Counsel wants to look first' });
    await carriedOut();
    expect((await h.http(cast.manager, 'GET', `/releases/${release.id}`)).status).toBe(200);
    expect((await list(lister, [release])).status).toBe(201);
  });

  test('a hold that comes between listing and signing keeps both from signing; one that comes after the second signature leaves the record, and the list says why', async () => {
    const h = house();
    const cast = await castOf(h);
    const [lister, quality] = [await h.someone(['validation-lead']), await h.someone(['quality'])];
    const app = await application(h, cast, 'yes');
    const [one, two] = [await closedRelease(h, cast, app), await closedRelease(h, cast, app)];
    const hold = (id: string) =>
      h.http(cast.quality, 'POST', `/records/release/${id}/holds`, { body: { ground: 'Case 7', reason: 'Counsel asked' } });
    await untilOver(cast, two.id);
    const asked = await decide(lister, await list(lister, [one, two]), 'ask');
    const standing = await hold(one.id);
    const refused = await decide(quality, asked, 'approve');
    expect(codesOf(refused)).toEqual(['retention.disposal-moved']);
    expect(refused.text).toContain(standing.body.key);
    const lifted = await h.http(quality, 'POST', `/retention/holds/${standing.body.id}/acts/end`, {
      ifMatch: 1,
      body: { reason: 'The case is closed' },
    });
    expect(lifted.status, lifted.text).toBe(200);
    const approved = await decide(quality, asked, 'approve');
    expect(approved.status, approved.text).toBe(200);
    const late = await hold(one.id);
    await carriedOut();
    const done = (await shown(lister, approved.body.id)).body;
    expect(done).toMatchObject({ state: 'done', counts: { disposed: 1, left: 1 } });
    expect(done.items.find((item: { id: string }) => item.id === one.id)).toMatchObject({ state: 'left' });
    expect(done.items.find((item: { id: string }) => item.id === one.id).ground).toContain(late.body.key);
    expect((await h.http(cast.manager, 'GET', `/releases/${one.id}`)).status).toBe(200);
    expect(await rowsLeft([two.id])).toBe(0);
  });

  test('a record that another names is left', async () => {
    const h = house();
    const { release: parent, id: first } = await approvedOne();
    const { release: child, cast } = await approvedOne();
    await sql`update releases.release set parent_id = ${parent.id} where id = ${child.id}`.execute(h.app.database.db);
    const late = await h.http(cast.quality, 'POST', `/records/release/${child.id}/holds`, {
      body: { ground: 'Case 8', reason: 'Counsel asked' },
    });
    expect(late.status, late.text).toBe(201);
    await carriedOut();
    const { body } = await shown(cast.quality, first);
    expect(body.items.at(-1)).toMatchObject({ id: parent.id, state: 'left', ground: 'Another record that stays names it' });
    await sql`update releases.release set parent_id = null where id = ${child.id}`.execute(h.app.database.db);
  });

  test('the role that serves takes away nothing that no approved disposal names, by no function', async () => {
    const h = house();
    const cast = await castOf(h);
    const release = await closedRelease(h, cast, await application(h, cast, 'yes'));
    const { db } = h.app.database;
    for (const call of [
      sql`select releases.remove_release(${release.id})`,
      sql`select policies.remove_followings('release', ${release.id})`,
      sql`select gates.remove_gate(${release.id})`,
      sql`select signatures.remove_signature(${release.id})`,
      sql`select records.remove_review(${release.id})`,
      sql`select retention.remove_attempt(${release.id})`,
      sql`select approvals.remove_said('approval', ${release.id})`,
    ])
      await expect(call.execute(db)).rejects.toThrow(/no signed disposal names/);
    expect((await sql<{ n: number }>`select ledger.dispose_entries(${release.id}) as n`.execute(db)).rows).toEqual([{ n: 0 }]);
    await expect(sql`update ledger.entry set changes = '[]' where subject_id = ${release.id}`.execute(db)).rejects.toThrow(
      /permission denied/,
    );
    expect((await h.http(cast.manager, 'GET', `/releases/${release.id}`)).status).toBe(200);
  });
});

describe('a disposal that is carried out', () => {
  test('takes along what is kept with the record: gates with results, evaluations, waivers and decisions, approvals, reviews, attempts to delete', async () => {
    const h = house();
    const cast = await castOf(h);
    const [lister, quality, auditor] = [
      await h.someone(['validation-lead']),
      await h.someone(['quality']),
      await h.someone(['auditor']),
    ];
    const { body: release } = await propose(h, cast, {});
    await requirement(h, await decidersOf(h), termsFor(cast.unit));
    const [gate = ''] = await placeGates(h, cast, release, [gateDraft('plan')]);
    const measured = await h.http(cast.tester, 'POST', `/gates/${gate}/criteria/done/results`, { body: { checked: true } });
    expect(measured.status, measured.text).toBe(201);
    const { body: seen } = await h.http(cast.quality, 'GET', `/gates/${gate}`);
    const passed = await h.http(cast.quality, 'POST', `/gates/${gate}/acts/pass`, {
      ifMatch: seen.version,
      body: { reason: 'looked at it', password: cast.quality.password, evaluationHash: seen.evaluation.hash },
    });
    expect(passed.status, passed.text).toBe(201);
    expect((await act(h, cast.manager, release.id, 'accept')).status).toBe(200);
    const said = await say(h, cast.quality, `release:${release.id}:plan`, 'approve');
    expect(said.status, said.text).toBeLessThan(300);
    await sealAll(h);
    const review = await h.http(auditor, 'POST', '/audit-reviews', { body: { release: release.id } });
    expect(review.status, review.text).toBe(201);
    expect((await h.http(cast.owner, 'DELETE', `/releases/${release.id}`)).status).toBe(403);
    expect((await act(h, cast.manager, release.id, 'cancel')).status).toBe(200);
    await untilOver(cast, release.id);

    const listed = await list(lister, [{ kind: 'release', id: release.id }]);
    expect(listed.status, listed.text).toBe(201);
    const kinds = new Set(listed.body.items.map((one: { kind: string }) => one.kind));
    expect(kinds).toEqual(new Set(['release', 'gate', 'signature', 'approval', 'audit-review', 'deletion-attempt']));
    await decide(quality, await decide(lister, listed, 'ask'), 'approve');
    await carriedOut();
    expect((await shown(lister, listed.body.id)).body).toMatchObject({ state: 'done', counts: { disposed: 1, left: 0 } });
    expect(await rowsLeft(listed.body.items.map((one: { id: string }) => one.id))).toBe(0);
    expect((await h.http(cast.quality, 'GET', `/gates/${gate}`)).status).toBe(404);
    expect(await firstDifference(h.app)).toBeNull();
    await sealAll(h);
    expect(await verifyLedger(h.app.database.db)).toMatchObject({ verdict: 'valid' });
  });

  test('is interrupted between rows and content, and goes on; in between everything verifies, and a copy that begins later has the same root', async () => {
    const h = house();
    const { release, id, quality } = await approvedOne();
    await sealAll(h);
    await carryOutDisposals(h.app);
    expect((await shown(quality, id)).body.items.at(-1)).toMatchObject({ id: release.id, state: 'removed' });
    expect(await verifyLedger(h.app.database.db)).toMatchObject({ verdict: 'valid' });
    expect(await firstDifference(h.app)).toBeNull();
    await carriedOut();
    await carriedOut();
    expect((await shown(quality, id)).body).toMatchObject({ state: 'done' });
    await sealAll(h);
    h.clock.moveBy(1_000);
    await signNewest(h.app);

    const auditor = await h.someone(['auditor']);
    const hashes: Buffer[] = [];
    for (;;) {
      const { body } = await h.http(auditor, 'GET', `/ledger/leaves?from=${hashes.length + 1}`);
      for (const { leaf } of body.items) {
        const read = readCopiedLeaf(leaf);
        if ('unreadable' in read) throw new Error(read.unreadable);
        hashes.push(read.hash);
      }
      if (body.items.length === 0) break;
    }
    const newest = await newestCheckpoint(h.app.database.db);
    const { edge } = growTree(emptyEdge, hashes.slice(0, newest?.size));
    expect(foldSubtrees(edge.peaks).toString('hex')).toBe(Buffer.from(newest?.root ?? []).toString('hex'));
    const told = await h.http(auditor, 'GET', `/ledger/entries?key=${release.key}&limit=5`);
    expect(told.text).not.toContain('because it is due');
  });

  test('an emptied entry is proven as far as it goes: who acted, when and on what cannot be changed in it', async () => {
    const h = house();
    const { release } = await approvedOne();
    await sealAll(h);
    await carriedOut();
    await sealAll(h);
    expect(await verifyLedger(h.app.database.db)).toMatchObject({ verdict: 'valid' });
    const where = `where subject_id = '${release.id}' and subject_place = 1`;
    await asSuperuser(h, `update ledger.entry set via = 'nowhere' ${where}`);
    expect(await verifyLedger(h.app.database.db)).toMatchObject({ verdict: 'broken', damage: { what: 'hash' } });
    await asSuperuser(h, `update ledger.entry set via = 'session' ${where}`);
    expect(await verifyLedger(h.app.database.db)).toMatchObject({ verdict: 'valid' });
  });
});
