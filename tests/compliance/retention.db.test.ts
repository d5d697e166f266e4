import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { openHouse } from '../../src/entrances/house.ts';
import { rooms } from '../../src/entrances/rooms.ts';
import type { RoomCard } from '../../src/foundation/card.ts';
import { signNewest } from '../../src/rooms/ledger/acts/sign-checkpoint.ts';
import { freshKeyFile, sealAll, signingWith } from '../../src/rooms/ledger/testing/things.ts';
import { takeUpAttempts } from '../../src/rooms/retention/acts/take-up-attempts.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, startTestHouse, useHouse } from '../support/house.ts';
import { holdProfile } from '../support/profile.ts';
import { act, application, type Cast, castOf, codesOf, passTimeTo, propose } from '../support/releases.ts';
import { entriesOfRequest } from '../support/trail.ts';

const house = useHouse();
const day = 86_400_000;

/** A build with one kind of record that nobody wrote into the register. */
const withStranger: readonly RoomCard[] = [
  ...rooms,
  {
    room: 'notes',
    rights: {},
    acts: {},
    machines: [],
    routes: [],
    jobs: [],
    subjects: [{ kind: 'sticky-note', readRight: 'releases.read', find: async () => null, label: async () => [] }],
  },
];

const proposeRow = (as: Someone, body: object): Promise<HttpReply> =>
  house().http(as, 'POST', '/retention/register/changes', { body });
const approve = (as: Someone, change: { readonly id: string; readonly version: number }): Promise<HttpReply> =>
  house().http(as, 'POST', `/retention/register/changes/${change.id}/acts/approve`, {
    ifMatch: change.version,
    body: { password: as.password },
  });
const rowOf = async (as: Someone, kind: string) =>
  (await house().http(as, 'GET', '/retention/register')).body.rows.find((row: { kind: string }) => row.kind === kind);

const retentionOf = (as: Someone, kind: string, id: string): Promise<HttpReply> =>
  house().http(as, 'GET', `/records/${kind}/${id}/retention`);

/** A release of an application, cancelled, so that it is closed. */
async function closedRelease(cast: Cast): Promise<{ readonly id: string; readonly key: string; readonly app: string }> {
  const app = await application(house(), cast, 'yes');
  const { body } = await propose(house(), cast, { applications: [{ application: app.id, role: 'changed' }] });
  const cancelled = await act(house(), cast.manager, body.id, 'cancel');
  expect(cancelled.status, cancelled.text).toBeLessThan(300);
  return { id: body.id, key: body.key, app: app.key };
}

describe('the register of record types', () => {
  test('[P11-01-1] a build with a kind of record that has no row does not start in the regulated profile and names the kind; a flag is changed with a reason, by the signature of a second person, and leaves an entry', async () => {
    await expect(startTestHouse({ cards: withStranger })).rejects.toThrow(/no row for: sticky-note\./);

    const h = house();
    const keeper = await h.someone(['validation-lead']);
    const quality = await h.someone(['quality']);
    const wanted = { kind: 'notice', regulated: true };
    expect((await proposeRow(keeper, wanted)).status).toBe(400);
    const proposed = await proposeRow(keeper, { ...wanted, reason: 'Notices are relied on since the last audit' });
    expect(proposed.status, proposed.text).toBe(201);
    expect((await rowOf(keeper, 'notice')).flags.regulated).toBe(false);
    expect((await approve(keeper, proposed.body)).status).toBe(403);
    const adopted = await approve(quality, proposed.body);
    expect(adopted.status, adopted.text).toBe(200);
    expect(await rowOf(keeper, 'notice')).toMatchObject({ flags: { regulated: true }, version: 1 });
    expect(await entriesOfRequest(h, adopted.headers['x-request-id'])).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          act: 'retention.register-changed',
          actor_id: quality.id,
          reason: 'Notices are relied on since the last audit',
          changes: expect.arrayContaining([{ field: '/notice/regulated', old: false, new: true }]),
        }),
      ]),
    );
  });

  test('where the profile only reports it, such a build starts, and the register names the kind', async () => {
    const h = await startTestHouse();
    await holdProfile(h.app, { 'records.register': 'reported' });
    const other = await openHouse({
      databaseUrl: h.database.appUrl,
      clock: h.clock,
      log: pino({ level: 'silent' }),
      settings: h.app.settings,
      ratePerMinute: 1_000,
      trustProxy: false,
      poolSize: 2,
      runJobs: false,
      cards: withStranger,
    });
    try {
      const reader = await h.someone(['auditor']);
      const shown = await other.server.inject({
        url: '/api/v1/retention/register',
        headers: { cookie: `interlock_session=${reader.cookie}` },
      });
      expect(shown.json()).toMatchObject({ missing: ['sticky-note'], profile: 'reported' });
    } finally {
      await other.close();
      await h.close();
    }
  });

  test('who proposed a change does not approve it, one waits for a row at a time, and a change is decided once', async () => {
    const h = house();
    const quality = await h.someone(['quality']);
    const other = await h.someone(['quality']);
    const own = await proposeRow(quality, { kind: 'freeze', regulated: true, reason: 'Freezes protect releases' });
    expect(codesOf(await approve(quality, own.body))).toContain('identity.not-independent');
    expect(codesOf(await proposeRow(other, { kind: 'freeze', reliedOn: 'paper', reason: 'on paper' }))).toEqual([
      'retention.register-change-open',
    ]);
    const said = { ifMatch: own.body.version, body: { reason: 'thought better of it' } };
    expect(codesOf(await h.http(other, 'POST', `/retention/register/changes/${own.body.id}/acts/withdraw`, said))).toEqual([
      'retention.not-proposer',
    ]);
    const rejected = await h.http(other, 'POST', `/retention/register/changes/${own.body.id}/acts/reject`, said);
    expect(rejected.body.state).toBe('rejected');
    expect(codesOf(await approve(other, rejected.body))).toContain('retention.register-change-over');
  });

  test('a row cannot say that signed steps are not signed, name a class that is not there, or say what it says', async () => {
    const quality = await house().someone(['quality']);
    const reason = 'to see what it says';
    expect(codesOf(await proposeRow(quality, { kind: 'release', signatures: 'none', reason }))).toEqual([
      'retention.signed-all-the-same',
    ]);
    expect(codesOf(await proposeRow(quality, { kind: 'release', retention: 'forever', reason }))).toEqual([
      'retention.no-such-class',
    ]);
    expect(codesOf(await proposeRow(quality, { kind: 'release', regulated: true, reason }))).toEqual([
      'retention.changes-nothing',
    ]);
    expect(codesOf(await proposeRow(quality, { kind: 'unheard-of', regulated: true, reason }))).toEqual([
      'retention.no-such-kind',
    ]);
  });
});

describe('how long records are kept', () => {
  test('[P11-10e-7] the trail of a kind with ten years is not kept for three, and the inspector exports every entry of a record from its creation to today', async () => {
    const h = house();
    const cast = await castOf(h);
    const quality = await h.someone(['quality']);
    expect(await rowOf(quality, 'release')).toMatchObject({ years: 10, flags: { auditYears: null } });
    const refused = await proposeRow(quality, { kind: 'release', auditYears: 3, reason: 'space runs short' });
    expect(refused.status).toBe(422);
    expect(refused.body.refusals).toMatchObject([
      { code: 'retention.audit-shorter', field: '/auditYears', facts: { kind: 'release', years: 3, least: 10 } },
    ]);
    expect((await rowOf(quality, 'release')).flags.auditYears).toBeNull();

    const { id, key } = await closedRelease(cast);
    await sealAll(h);
    await signNewest({ ...h.app, settings: signingWith(freshKeyFile()) });
    const inspector = await h.someone(['inspector']);
    const history = await h.http(inspector, 'GET', `/records/release/${id}/history?limit=200`);
    const exported = await h.http(inspector, 'GET', `/ledger/export?key=${key}`);
    expect(exported.status, exported.text.slice(0, 300)).toBe(200);
    const lines = exported.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const told = lines.flatMap((one) => (one.body?.subjectKey === key ? [one.body.act] : []));
    expect(told.toSorted()).toEqual(history.body.items.map((one: { act: string }) => one.act).toSorted());
    expect(told).toEqual(expect.arrayContaining(['releases.proposed', 'releases.cancelled']));
  });

  test('the trail can be kept longer than its record, and then is', async () => {
    const h = house();
    const quality = await h.someone(['quality']);
    const other = await h.someone(['quality']);
    const cast = await castOf(h);
    const { id } = await closedRelease(cast);
    const longer = await proposeRow(quality, { kind: 'release', auditYears: 12, reason: 'the authority asks for it' });
    expect((await approve(other, longer.body)).status).toBe(200);
    const { body } = await retentionOf(cast.manager, 'release', id);
    expect(body.until.slice(0, 10)).toBe('2036-11-24');
    expect(body.trailUntil.slice(0, 10)).toBe('2038-11-24');
  });

  test('[C4-RET] a release of a system whose product has an authorisation in force is open instead of seven years, and ending the authorisation starts the clock', async () => {
    const h = await startTestHouse();
    const as = (who: Someone, kind: string, id: string) => h.http(who, 'GET', `/records/${kind}/${id}/retention`);
    try {
      const cast = await castOf(h);
      await holdProfile(h.app, { 'retention.classes.validation': 7 });
      const app = await application(h, cast, 'yes');
      const { body: release } = await propose(h, cast, { applications: [{ application: app.id, role: 'changed' }] });
      expect((await as(cast.manager, 'release', release.key)).body).toMatchObject({ until: null, closedAt: null });
      await act(h, cast.manager, release.id, 'cancel');
      expect((await as(cast.manager, 'release', release.key)).body.until.slice(0, 10)).toBe('2033-11-24');

      const held = await h.http(cast.systemOwner, 'POST', `/records/application/${app.key}/holds`, {
        body: { ground: 'Authorisation EU/1/23/1234 in force', retention: 'validation', reason: 'It makes the batch records' },
      });
      expect(held.status, held.text).toBe(201);
      const open = (await as(cast.manager, 'release', release.key)).body;
      expect(open).toMatchObject({ years: 7, until: null, trailUntil: null });
      expect(open.grounds[0]).toMatchObject({ until: null, hold: held.body.key });
      expect(open.grounds[0].says).toContain('Authorisation EU/1/23/1234 in force');

      const ended = new Date(h.clock.now().getTime() + 400 * day);
      await passTimeTo(h, new Date(ended.getTime() + day));
      const end = (who: Someone, on: Date) =>
        h.http(who, 'POST', `/retention/holds/${held.body.id}/acts/end`, {
          ifMatch: held.body.version,
          body: { on: on.toISOString(), reason: 'The authorisation was withdrawn' },
        });
      expect(codesOf(await end(cast.quality, new Date(ended.getTime() + 9 * day)))).toEqual(['retention.event-ahead']);
      expect((await end(cast.systemOwner, ended)).status).toBe(403);
      const recorded = await end(cast.quality, ended);
      expect(recorded.status, recorded.text).toBe(200);
      const { body } = await as(cast.manager, 'release', release.key);
      expect(body.until).toBe(new Date(Date.UTC(2034, 11, 29, 12)).toISOString());
      expect(body.grounds).toHaveLength(2);
    } finally {
      await h.close();
    }
  });

  test('a gate and a signature are kept with their release; a legal hold leaves it open, and lifted it does nothing', async () => {
    const h = house();
    const cast = await castOf(h);
    const { id, key } = await closedRelease(cast);
    const { body: signed } = await h.http(cast.manager, 'GET', `/signatures?subject=release:${id}`);
    const set = await h.http(cast.quality, 'POST', `/records/release/${id}/holds`, {
      body: { ground: 'Case 12/2026', reason: 'Counsel asked for it' },
    });
    expect((await retentionOf(cast.manager, 'release', id)).body.until).toBeNull();
    const signature = signed.items?.[0] ?? signed.signatures?.[0];
    const ofSignature = await retentionOf(cast.manager, 'signature', signature.id);
    expect(ofSignature.body.grounds[0].says).toContain(`Kept with ${key}: Legal hold ${set.body.key}`);
    const other = await h.someone(['quality'], { unit: cast.unit });
    const lift = (as: Someone) =>
      h.http(as, 'POST', `/retention/holds/${set.body.key}/acts/end`, { ifMatch: 1, body: { reason: 'The case is closed' } });
    expect(codesOf(await lift(cast.quality))).toEqual(['identity.not-independent']);
    expect((await lift(other)).status).toBe(200);
    expect(codesOf(await lift(other))).toContain('foundation.stale');
    expect((await retentionOf(cast.manager, 'release', id)).body.until).not.toBeNull();
  });

  test('whoever may not read a record is not told until when it is kept', async () => {
    const h = house();
    const { id } = await closedRelease(await castOf(h));
    const elsewhere = await h.someone(['release-manager'], { unit: await h.unit() });
    expect((await retentionOf(elsewhere, 'release', id)).status).toBe(404);
    expect((await retentionOf(elsewhere, 'nothing', id)).status).toBe(404);
  });
});

describe('no record is deleted', () => {
  const events = async (key: string) => {
    const { rows } = await sql<{ actor: string; kind: string; fields: Readonly<Record<string, string>> }>`
      select e.actor_id as actor, e.actor_kind as kind, jsonb_object_agg(c ->> 'field', c -> 'new') as fields
      from ledger.entry e, jsonb_array_elements(e.changes) c
      where e.act = 'retention.deletion-refused' group by e.id, e.actor_id, e.actor_kind
      having jsonb_object_agg(c ->> 'field', c ->> 'new') ->> '/subject/key' = ${key} order by e.id`.execute(
      house().app.database.db,
    );
    return rows;
  };

  test('[P11-10c-1] five years before its end the owner, an administrator and the runtime role of the database each fail to delete a closed release; each leaves a security event, and the record is unchanged', async () => {
    const h = house();
    const cast = await castOf(h);
    const { id, key } = await closedRelease(cast);
    const ends = new Date((await retentionOf(cast.manager, 'release', id)).body.until);
    await passTimeTo(h, new Date(ends.getTime() - 5 * 365.25 * day));
    const administrator = await h.someone(['administrator', 'release-manager']);
    const before = await h.http(cast.manager, 'GET', `/releases/${id}`);
    const rows = () =>
      sql`select md5(string_agg(t::text, '' order by t::text)) as digest from (
      select r::text as t from releases.release r where r.id = ${id} union all select p::text from releases.phase p where p.release_id = ${id}
      union all select m::text from releases.milestone m where m.release_id = ${id} union all select d::text from releases.decision d where d.release_id = ${id}
      union all select a::text from releases.application a where a.release_id = ${id}) x`.execute(h.app.database.db);
    const digest = (await rows()).rows;

    for (const [who, path] of [
      [cast.owner, `/releases/${id}`],
      [administrator, `/records/release/${key}`],
    ] as const) {
      const refused = await h.http(who, 'DELETE', path);
      expect(refused.status, refused.text).toBe(403);
      expect(refused.body.refusals).toMatchObject([
        { code: 'retention.nothing-deletes', facts: { record: key, until: ends.toISOString() } },
      ]);
      const told = await events(key);
      expect(told.find(({ actor }) => actor === who.id)).toMatchObject({ kind: 'person', fields: { '/way': 'request' } });
    }

    const runtime = new pg.Client({ connectionString: h.database.appUrl, application_name: 'a script at night' });
    await runtime.connect();
    const role = (await runtime.query('select current_user as name')).rows[0].name;
    for (const part of ['releases.phase', 'releases.milestone', 'releases.decision', 'releases.application'])
      expect((await runtime.query(`delete from ${part} where release_id = $1`, [id])).rowCount, part).toBe(0);
    expect((await runtime.query('delete from releases.release where id = $1', [id])).rowCount).toBe(0);
    await runtime.end();
    await takeUpAttempts(h.app);
    await takeUpAttempts(h.app);
    const told = await events(key);
    expect(told.find(({ kind }) => kind === 'system')).toMatchObject({
      fields: { '/way': 'database', '/dbRole': role, '/program': 'a script at night', '/subject/id': id },
    });
    expect((await rows()).rows).toEqual(digest);
    expect((await h.http(cast.manager, 'GET', `/releases/${id}`)).body).toEqual(before.body);

    const auditor = await h.someone(['auditor']);
    const listed = (await h.http(auditor, 'GET', '/retention/deletion-attempts?limit=200')).body.items;
    const mine = listed.filter((one: { record: { id: string } }) => one.record.id === id);
    expect(mine).toHaveLength(told.length);
    expect(new Set(mine.map((one: { way: string }) => one.way))).toEqual(new Set(['database', 'request']));
    expect((await h.http(cast.manager, 'GET', '/retention/deletion-attempts')).status).toBe(403);
  });

  test('whoever may not see a record is told nothing of it and is written down; a stranger is not signed in; an address that names no record is none', async () => {
    const h = house();
    const { id, key } = await closedRelease(await castOf(h));
    const elsewhere = await h.someone(['release-manager'], { unit: await h.unit() });
    expect(codesOf(await h.http(elsewhere, 'DELETE', `/releases/${id}`))).toEqual(['foundation.no-such-address']);
    expect((await events(key)).map(({ actor }) => actor)).toEqual([elsewhere.id]);
    expect((await h.http(null, 'DELETE', `/releases/${id}`)).status).toBe(404);
    expect((await h.http(elsewhere, 'DELETE', '/releases/REL-999999')).status).toBe(404);
    expect(await events(key)).toHaveLength(1);
  });

  test('of a release that is not closed a part may go, as plans change, but not the release', async () => {
    const h = house();
    const { body } = await propose(h, await castOf(h));
    const { db } = h.app.database;
    const gone = await sql`delete from releases.milestone where release_id = ${body.id} returning key`.execute(db);
    expect(gone.rows.length).toBe(body.milestones.length);
    expect((await sql`delete from releases.release where id = ${body.id} returning id`.execute(db)).rows).toEqual([]);
  });
});
