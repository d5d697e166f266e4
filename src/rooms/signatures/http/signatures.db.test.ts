import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { act, application, type Cast, castOf, propose } from '../../../../tests/support/releases.ts';
import { readyToSign } from '../../../../tests/support/signing.ts';
import { canonicalJson } from '../../../foundation/canonical-json.ts';
import { hashOfContent, hashOfText } from '../core/statement.ts';

const house = useHouse();
let h: TestHouse;
let cast: Cast;

beforeAll(async () => {
  h = house();
  cast = await castOf(h);
  // Everybody of the cast signs once, so that their identity is checked and the profile of these tests is set.
  await accepted();
});

const password = () => cast.manager.password;
const body = { reason: 'because it is due' };

async function proposed() {
  const app = await application(h, cast);
  const made = await propose(h, cast, { applications: [{ application: app.key, role: 'changed', version: '1.0' }] });
  expect(made.status, made.text).toBe(201);
  return made.body;
}
async function accepted() {
  h.clock.moveBy(1);
  const release = await proposed();
  const reply = await act(h, cast.manager, release.id, 'accept');
  expect(reply.status, reply.text).toBe(200);
  return reply.body;
}
const begin = (as: Someone, release: { id: string; version: number }, verb = 'accept', input: object = body) =>
  h.http(as, 'POST', '/signatures/ceremonies', {
    ifMatch: release.version,
    body: { subject: { kind: 'release', id: release.id }, verb, input },
  });
const sign = (as: Someone, release: { id: string; version: number }, signature: object, verb = 'accept', more: object = body) =>
  h.http(as, 'POST', `/releases/${release.id}/acts/${verb}`, { ifMatch: release.version, body: { ...more, signature } });
const codes = (reply: { body: { refusals: { code: string }[] } }) => reply.body.refusals.map((refusal) => refusal.code);
const signaturesOf = async (id: string) => (await h.http(cast.quality, 'GET', `/signatures?subject=release:${id}`)).body.items;
const trailOf = async (id: string) =>
  (
    await sql<{ act: string; changes: { field: string; new: unknown }[] }>`
    select act, changes from ledger.entry where subject_kind = 'signature' and subject_id = ${id} order by subject_place`.execute(
      h.app.database.db,
    )
  ).rows;

describe('a ceremony', () => {
  test('[P11-70-2] [WCAG-3-3-4] shows record, version, content, meaning, sentence and effects before any password is asked', async () => {
    const release = await proposed();
    const shown = await begin(cast.manager, release);
    expect(shown.status, shown.text).toBe(201);
    expect(shown.body).toMatchObject({
      state: 'begun',
      subject: { kind: 'release', id: release.id, key: release.key },
      version: release.version,
      verb: 'accept',
      meaning: { code: 'accepted', text: 'Accepted' },
      sentence: `I, ${cast.manager.name}, accept this as it is shown.`,
      content: { key: release.key, name: release.name },
      input: { reason: body.reason },
      since: null,
      effects: [`${release.key} becomes accepted.`],
      needs: { password: true, second: false },
    });
    expect(shown.body.hash).toMatch(/^[0-9a-f]{64}$/);
    const nothing = await h.http(cast.manager, 'GET', `/releases/${release.id}`);
    expect(nothing.body).toMatchObject({ state: 'proposed', version: release.version });
    expect((await h.http(cast.manager, 'GET', `/signatures/ceremonies/${shown.body.id}`)).body.hash).toBe(shown.body.hash);
    expect((await h.http(cast.owner, 'GET', `/signatures/ceremonies/${shown.body.id}`)).status).toBe(404);
  });

  test('[P11-10g-2] who may not take the step learns why before any password is asked, and no ceremony begins', async () => {
    const release = await proposed();
    const own = await begin(cast.proposer, release);
    expect(own.status).toBe(403);
    expect(codes(own)).toEqual(['identity.no-right']);
    expect(codes(await begin(cast.business, release, 'release-for-use'))).not.toContain('identity.password-wrong');
    const early = await begin(cast.manager, release, 'close');
    expect(codes(early)).toContain('releases.not-from-here');
    expect(codes(await begin(cast.manager, release, 'start'))).toEqual(['signatures.nothing-to-sign']);
    expect(codes(await begin(cast.manager, release, 'accept', { reason: 7 }))).toEqual(['foundation.malformed']);
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from signatures.ceremony where subject_id = ${release.id}`.execute(h.app.database.db);
    expect(rows[0]?.n).toBe(0);
  });

  test('leaves nothing of the rehearsed step, also where it turns out that nothing is signed', async () => {
    const release = await proposed();
    const { goLive } = release;
    const moved = { start: goLive.start, end: new Date(Date.parse(goLive.end) + 60_000).toISOString(), reason: 'a minute more' };
    expect(codes(await begin(cast.manager, release, 'move', moved))).toEqual(['signatures.nothing-to-sign']);
    expect((await h.http(cast.manager, 'GET', `/releases/${release.id}`)).body).toMatchObject({
      version: release.version,
      goLive,
    });
  });

  test('is on the version that the signer saw: without one 428, on an old one 412', async () => {
    const release = await proposed();
    const none = await h.http(cast.manager, 'POST', '/signatures/ceremonies', {
      body: { subject: { kind: 'release', id: release.id }, verb: 'accept', input: body },
    });
    expect(none.status).toBe(428);
    expect((await begin(cast.manager, { id: release.id, version: 99 })).status).toBe(412);
  });

  test('[P11-200-4] is never begun or finished by a token', async () => {
    const release = await proposed();
    const machine = await h.apiToken(cast.manager, ['read', 'plan', 'act']);
    const refused = await h.http(machine, 'POST', '/signatures/ceremonies', {
      ifMatch: release.version,
      body: { subject: { kind: 'release', id: release.id }, verb: 'accept', input: body },
    });
    expect(refused.status).toBe(403);
    const shown = await begin(cast.manager, release);
    const used = await h.http(machine, 'POST', `/releases/${release.id}/acts/accept`, {
      ifMatch: release.version,
      body: { ...body, signature: { ceremony: shown.body.id, password: password() } },
    });
    expect(used.status).toBe(403);
    expect(await signaturesOf(release.id)).toEqual([]);
  });
});

describe('a signature', () => {
  test('[P11-50-1] [D11-13-6] carries printed name, user name, role, time with its zone and meaning, wherever the decision is shown', async () => {
    const release = await accepted();
    const [signature] = await signaturesOf(release.id);
    expect(signature).toMatchObject({
      meaning: { code: 'accepted', text: 'Accepted' },
      signer: { id: cast.manager.id, name: cast.manager.name, userName: cast.manager.email, roles: ['release-manager'] },
      at: h.clock.now().toISOString(),
      zone: 'UTC',
      standing: 'valid',
      methods: ['password'],
    });
    const text = `Accepted by ${cast.manager.name} (${cast.manager.email}; release-manager) on 2026-11-24 12:00:00 UTC`;
    expect(signature.text).toBe(text);
    expect(release.decisions[0]).toMatchObject({ kind: 'accept', signature: { id: signature.id, text, standing: 'valid' } });
  });

  test('[P11-70-1] is tied to exactly its content: the ledger carries the hash of what binds it, and each part leads to the next', async () => {
    const release = await accepted();
    const [{ id }] = await signaturesOf(release.id);
    const { body: full } = await h.http(cast.quality, 'GET', `/signatures/${id}`);
    const [begun, signed] = await trailOf(id);
    expect([begun?.act, signed?.act]).toEqual(['signatures.begun', 'signatures.signed']);
    expect(signed?.changes).toContainEqual({ field: '/payloadHash', old: null, new: hashOfText(full.payload) });
    const payload = JSON.parse(full.payload);
    expect(payload).toMatchObject({ id, statementHash: hashOfText(full.statement), signerId: cast.manager.id });
    expect(JSON.parse(full.statement)).toMatchObject({ subject: { id: release.id }, content: full.content, input: full.input });
    expect(full.payload).not.toContain(cast.manager.name);
  });

  test('[D11-13-8] [PIC-44] shows as unsigned when the covered content changes, by whatever route, and what was signed stays readable', async () => {
    const release = await accepted();
    const changed = await h.http(cast.owner, 'PATCH', `/releases/${release.id}`, {
      ifMatch: release.version,
      body: { name: 'Another name', reason: 'the product was renamed' },
    });
    expect(changed.status, changed.text).toBe(200);
    const [signature] = await signaturesOf(release.id);
    expect(signature.standing).toBe('changed');
    const { body: full } = await h.http(cast.quality, 'GET', `/signatures/${signature.id}`);
    expect(full).toMatchObject({
      content: { name: release.name },
      changed: [{ field: '/name', old: release.name, new: 'Another name' }],
    });
    expect(changed.body.decisions[0].signature.standing).toBe('changed');

    const other = await accepted();
    const client = new pg.Client({ connectionString: h.database.superUrl });
    await client.connect();
    await client.query(`update releases.release set class = 'major' where id = $1`, [other.id]);
    await client.end();
    expect((await signaturesOf(other.id))[0].standing).toBe('changed');
  });

  test('is broken, and never valid, when a database administrator makes it fit a record that they changed', async () => {
    const release = await accepted();
    const [{ id }] = await signaturesOf(release.id);
    const client = new pg.Client({ connectionString: h.database.superUrl });
    await client.connect();
    const { rows } = await client.query('select statement, payload from signatures.signature where id = $1', [id]);
    await client.query(`update releases.release set class = 'major' where id = $1`, [release.id]);
    const statement = JSON.parse(rows[0].statement);
    statement.content.class = 'major';
    const text = canonicalJson(statement);
    const contentHash = hashOfContent(statement.content);
    const set = (what: string, value: unknown) =>
      client.query(`update signatures.signature set ${what} = $2 where id = $1`, [id, value]);
    await set('statement', text);
    await set('content_hash', Buffer.from(contentHash, 'hex'));
    expect((await signaturesOf(release.id))[0].standing).toBe('broken');
    const payload = canonicalJson({ ...JSON.parse(rows[0].payload), statementHash: hashOfText(text), contentHash });
    await set('payload', payload);
    await set('payload_hash', Buffer.from(hashOfText(payload), 'hex'));
    expect((await signaturesOf(release.id))[0].standing).toBe('broken');

    const other = await accepted();
    const [signature] = await signaturesOf(other.id);
    await client.query(`update signatures.signature set printed_name = 'Somebody else' where id = $1`, [signature.id]);
    await client.end();
    expect((await signaturesOf(other.id))[0].standing).toBe('broken');
    expect((await h.http(cast.quality, 'GET', `/releases/${other.id}`)).body.decisions[0].signature.standing).toBe('broken');
  });

  test('is not touched by a change of what it does not cover', async () => {
    const release = await accepted();
    const { goLive } = release;
    const later = { ...goLive, end: new Date(Date.parse(goLive.end) + 60_000).toISOString() };
    const reply = await h.http(cast.owner, 'PATCH', `/releases/${release.id}`, {
      ifMatch: release.version,
      body: { goLive: later },
    });
    expect(reply.status, reply.text).toBe(200);
    expect((await signaturesOf(release.id))[0].standing).toBe('valid');
  });

  test('what changed since the step was last signed is shown to the next signer', async () => {
    const release = await accepted();
    const plan = await act(h, cast.manager, release.id, 'plan');
    expect(plan.status, plan.text).toBe(200);
    const moved = new Date(Date.parse(release.goLive.start) + 3_600_000).toISOString();
    const movedEnd = new Date(Date.parse(release.goLive.end) + 3_600_000).toISOString();
    const input = { start: moved, end: movedEnd, reason: 'an hour later' };
    const first = await begin(cast.manager, plan.body, 'move', input);
    expect(first.body).toMatchObject({ since: null, meaning: { code: 'approved' } });
    const done = await h.http(cast.manager, 'POST', `/releases/${release.id}/moves`, {
      ifMatch: plan.body.version,
      body: { ...input, signature: { ceremony: first.body.id, password: password() } },
    });
    expect(done.status, done.text).toBe(200);
    const back = { start: release.goLive.start, end: release.goLive.end, reason: 'back again' };
    const second = await begin(cast.manager, done.body, 'move', back);
    expect(second.body.since.fields).toContainEqual({ field: '/goLive/start', old: moved, new: release.goLive.start });
  });

  test('is read by readers of its record, and by nobody else', async () => {
    const release = await accepted();
    const [{ id }] = await signaturesOf(release.id);
    const elsewhere = await h.someone(['release-manager'], { unit: await h.unit() });
    expect((await h.http(elsewhere, 'GET', `/signatures/${id}`)).status).toBe(404);
    expect((await h.http(elsewhere, 'GET', `/signatures?subject=release:${release.id}`)).status).toBe(404);
    expect((await h.http(cast.manager, 'GET', '/signatures')).body.items[0].id).toBe(id);
    expect((await h.http(cast.manager, 'GET', '/signatures?cursor=nonsense')).status).toBe(400);
  });

  test('cannot be changed or taken away by the role that serves', async () => {
    for (const statement of [
      'update signatures.signature set meaning = $$x$$',
      'delete from signatures.signature',
      'truncate signatures.signature',
    ])
      await expect(sql.raw(statement).execute(h.app.database.db)).rejects.toThrow(/permission denied/);
  });
});

describe('nothing is signed', () => {
  test('without a signature, with a wrong password, or by a ceremony of another step, person, session or time', async () => {
    const release = await proposed();
    expect(
      codes(await h.http(cast.manager, 'POST', `/releases/${release.id}/acts/accept`, { ifMatch: release.version, body })),
    ).toEqual(['signatures.signature-required']);
    const { id } = (await begin(cast.manager, release)).body;
    const wrong = await sign(cast.manager, release, { ceremony: id, password: 'not mine at all' });
    expect([wrong.status, codes(wrong), wrong.body.refusals[0].field]).toEqual([
      403,
      ['identity.password-wrong'],
      '/signature/password',
    ]);
    expect(codes(await sign(cast.owner, release, { ceremony: id, password: password() }))).toEqual([
      'signatures.no-such-ceremony',
    ]);
    const again = await h.http(null, 'POST', '/sessions', { body: { email: cast.manager.email, password: password() } });
    const cookie = /interlock_session=([^;]+)/.exec(String(again.headers['set-cookie']))?.[1] ?? '';
    const otherSession = { ...cast.manager, cookie };
    expect(codes(await sign(otherSession, release, { ceremony: id, password: password() }))).toEqual([
      'signatures.no-such-ceremony',
    ]);
    const rejected = { reason: 'no need' };
    const other = (await begin(cast.manager, release, 'reject', rejected)).body.id;
    expect(codes(await sign(cast.manager, release, { ceremony: other, password: password() }))).toEqual([
      'signatures.another-act',
    ]);
    const noSuch = { ceremony: '019c0000-0000-7000-8000-000000000000', password: password() };
    expect(codes(await sign(cast.manager, release, noSuch))).toEqual(['signatures.no-such-ceremony']);
    expect(await signaturesOf(release.id)).toEqual([]);
  });

  test('after ten minutes', async () => {
    const release = await proposed();
    const { id } = (await begin(cast.manager, release)).body;
    h.clock.moveBy(10 * 60_000);
    expect(codes(await sign(cast.manager, release, { ceremony: id, password: password() }))).toEqual([
      'signatures.ceremony-over',
    ]);
    h.clock.moveBy(-10 * 60_000);
    expect(await signaturesOf(release.id)).toEqual([]);
  });

  test('twice with one ceremony', async () => {
    const release = await proposed();
    const { id } = (await begin(cast.manager, release)).body;
    const done = await sign(cast.manager, release, { ceremony: id, password: password() });
    expect(done.status, done.text).toBe(200);
    const next = await h.http(cast.manager, 'GET', `/releases/${release.id}`);
    const replayed = await sign(cast.manager, next.body, { ceremony: id, password: password() }, 'plan', {});
    expect(codes(replayed)).toEqual(['signatures.ceremony-over']);
    expect(await signaturesOf(release.id)).toHaveLength(1);
  });

  test('when the record was edited while the dialog was open; the attempt stands in the trail and ends the ceremony', async () => {
    const release = await proposed();
    const { id } = (await begin(cast.manager, release)).body;
    const edited = await h.http(cast.owner, 'PATCH', `/releases/${release.id}`, {
      ifMatch: release.version,
      body: { name: 'Edited' },
    });
    const stale = await sign(cast.manager, release, { ceremony: id, password: password() });
    expect([stale.status, codes(stale)]).toEqual([412, ['foundation.stale']]);
    const attempt = (await trailOf(id)).at(-1);
    expect(attempt?.act).toBe('signatures.broken');
    expect(attempt?.changes).toContainEqual({ field: '/refusedBy', old: null, new: ['foundation.stale'] });
    expect(codes(await sign(cast.manager, edited.body, { ceremony: id, password: password() }))).toEqual([
      'signatures.ceremony-over',
    ]);
    expect((await h.http(cast.manager, 'GET', `/releases/${release.id}`)).body.state).toBe('proposed');
  });

  test('when the new version is sent with the old ceremony: what differs is said', async () => {
    const release = await proposed();
    const { id } = (await begin(cast.manager, release)).body;
    const edited = await h.http(cast.owner, 'PATCH', `/releases/${release.id}`, {
      ifMatch: release.version,
      body: { name: 'Swapped' },
    });
    const swapped = await sign(cast.manager, edited.body, { ceremony: id, password: password() });
    expect([swapped.status, codes(swapped)]).toEqual([412, ['signatures.content-changed']]);
    expect(swapped.body.refusals[0].facts.fields).toContainEqual({ field: '/content/name', old: release.name, new: 'Swapped' });
  });

  test('when what is decided differs from what was shown', async () => {
    const release = await proposed();
    const { id } = (await begin(cast.manager, release)).body;
    const other = await sign(cast.manager, release, { ceremony: id, password: password() }, 'accept', {
      reason: 'quite another reason',
    });
    expect(codes(other)).toEqual(['signatures.content-changed']);
    expect(await signaturesOf(release.id)).toEqual([]);
  });

  test('when the signer loses the role in between; the attempt stands in the trail', async () => {
    const release = await proposed();
    const leaving = await h.someone(['release-manager'], { unit: cast.unit });
    await readyToSign(h.app, leaving.cookie);
    const { id } = (await begin(leaving, release)).body;
    await sql`update identity.role_grant set withdrawn_at = ${h.clock.now()} where person_id = ${leaving.id}`.execute(
      h.app.database.db,
    );
    const late = await sign(leaving, release, { ceremony: id, password: leaving.password });
    expect([403, 404]).toContain(late.status);
    expect((await trailOf(id)).at(-1)?.act).toBe('signatures.broken');
    expect(await signaturesOf(release.id)).toEqual([]);
  });

  test('by the second of two signers at once', async () => {
    const release = await proposed();
    const [one, two] = await Promise.all([begin(cast.manager, release), begin(cast.owner, release)]);
    if (one.status !== 201) throw new Error(one.text);
    const signers =
      two.status === 201
        ? ([
            [cast.manager, one],
            [cast.owner, two],
          ] as const)
        : ([
            [cast.manager, one],
            [cast.manager, one],
          ] as const);
    const replies = await Promise.all(
      signers.map(([who, shown]) => sign(who, release, { ceremony: shown.body.id, password: who.password })),
    );
    expect(replies.map((reply) => reply.status).toSorted()).toEqual([200, 412]);
    expect(await signaturesOf(release.id)).toHaveLength(1);
  });
});

test('the published table says for each signed step what it means and covers, and every row that demands a signature is in it', async () => {
  const { body: table } = await h.http(cast.quality, 'GET', '/signatures/coverage');
  expect(table.rows.length).toBeGreaterThan(20);
  for (const row of table.rows) {
    expect(row.covers.length, row.verb).toBeGreaterThan(0);
    expect(table.meanings.map((meaning: { code: string }) => meaning.code)).toContain(row.meaning.code);
  }
  expect(table.rows).toContainEqual(
    expect.objectContaining({ kind: 'gate', verb: 'waive', meaning: { code: 'waived', text: 'Waived' } }),
  );
});
