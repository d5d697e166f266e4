import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { body, ceremonyTools, codes } from '../../../../tests/support/ceremonies.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { readyToSign } from '../../../../tests/support/signing.ts';

const house = useHouse();
let h: TestHouse;
type Tools = Awaited<ReturnType<typeof ceremonyTools>>;
let cast: Tools['cast'];
let proposed: Tools['proposed'];
let password: Tools['password'];
let begin: Tools['begin'];
let sign: Tools['sign'];
let signaturesOf: Tools['signaturesOf'];
let trailOf: Tools['trailOf'];
beforeAll(async () => {
  h = house();
  ({ cast, proposed, password, begin, sign, signaturesOf, trailOf } = await ceremonyTools(h));
});

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
    expect((await h.http(cast.manager, 'GET', `/signatures/ceremonies/${shown.body.id}`)).body).toEqual(shown.body);
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
