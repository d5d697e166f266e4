import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { ceremonyTools } from '../../../../tests/support/ceremonies.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { act } from '../../../../tests/support/releases.ts';
import { canonicalJson } from '../../../foundation/canonical-json.ts';
import { hashOfContent, hashOfText } from '../core/statement.ts';

const house = useHouse();
let h: TestHouse;
type Tools = Awaited<ReturnType<typeof ceremonyTools>>;
let cast: Tools['cast'];
let accepted: Tools['accepted'];
let password: Tools['password'];
let begin: Tools['begin'];
let signaturesOf: Tools['signaturesOf'];
let trailOf: Tools['trailOf'];
beforeAll(async () => {
  h = house();
  ({ cast, accepted, password, begin, signaturesOf, trailOf } = await ceremonyTools(h));
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
    expect(first.body).toMatchObject({
      since: null,
      meaning: { code: 'approved' },
      effects: [
        expect.stringContaining('The go-live is from '),
        expect.stringContaining('Along with it move: '),
        'The approved dates stay as they were: lateness is measured against them.',
      ],
    });
    const done = await h.http(cast.manager, 'POST', `/releases/${release.id}/moves`, {
      ifMatch: plan.body.version,
      body: { ...input, signature: { ceremony: first.body.id, password: password() } },
    });
    expect(done.status, done.text).toBe(200);
    const back = { start: release.goLive.start, end: release.goLive.end, reason: 'back again' };
    const second = await begin(cast.manager, done.body, 'move', back);
    expect(second.body.since.fields).toContainEqual({ field: '/goLive/start', old: moved, new: release.goLive.start });
    expect((await h.http(cast.manager, 'GET', `/signatures/ceremonies/${second.body.id}`)).body).toEqual(second.body);
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
