import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { entriesOfRequest } from '../../../../tests/support/trail.ts';
import { closeLostRuns } from './close-lost-runs.ts';
import { recordExport } from './record-export.ts';

const house = useHouse();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
type Trail = Awaited<ReturnType<typeof entriesOfRequest>>;
const inOrder = (entries: Trail): Trail => entries.toSorted((a, b) => a.subject_version - b.subject_version);
const inBrief = (entries: Trail) => inOrder(entries).map((entry) => [entry.act, entry.actor_id, entry.subject_version]);
const changed = (entry: Trail[number] | undefined, field: string): unknown =>
  entry?.changes.find((change) => change.field === field)?.new;

test.each([
  ['/ledger/entries/export?kind=person&sort=at', { kind: 'person', sort: 'at' }],
  ['/ledger/export?from=1', { from: 1 }],
])(
  'each export leaves who took it, what was asked for, how many rows it had and the digest of the file: %s',
  async (path, filter) => {
    const h = house();
    const admin = await h.someone(['administrator']);
    await h.http(admin, 'POST', '/people', { body: { email: `p${path.length}@firm.example`, name: 'Somebody' } });
    const auditor = await h.someone(['auditor']);
    const reply = await h.http(auditor, 'GET', path);
    expect(reply.status, reply.text).toBe(200);
    const entries = inOrder(await entriesOfRequest(h, reply.headers['x-request-id']));
    expect(inBrief(entries)).toEqual([
      ['ledger.export-begun', auditor.id, 1],
      ['ledger.export-finished', auditor.id, 2],
    ]);
    for (const [name, value] of Object.entries(filter)) expect(changed(entries[0], `/filter/${name}`)).toBe(value);
    expect(changed(entries[1], '/sha256')).toBe(sha256(reply.text));
    // A table has its head, the sealed ledger its header, keys and last line besides the entries.
    const lines = reply.text.trimEnd().split(/\r?\n/);
    const rows = path.startsWith('/ledger/export') ? lines.filter((line) => line.startsWith('{"seq"')) : lines.slice(1);
    expect(changed(entries[1], '/rows')).toBe(rows.length);
  },
);

test('whoever may not export leaves no entry, and who breaks off leaves one that says so', async () => {
  const h = house();
  const refused = await h.http(await h.someone(['stakeholder']), 'GET', '/ledger/export');
  expect([refused.status, await entriesOfRequest(h, refused.headers['x-request-id'])]).toEqual([403, []]);

  const auditor = await h.someone(['auditor']);
  const call = h.callAs(auditor.actor);
  const lines = await recordExport(call, 'trail', {}, async function* (counted) {
    for (;;) {
      counted.rows += 1;
      yield 'a line\n';
    }
  });
  if (!lines.ok) throw new Error('refused');
  for await (const _ of lines.value) break;
  const entries = inOrder(await entriesOfRequest(h, call.requestId));
  expect(entries.map((entry) => entry.act)).toEqual(['ledger.export-begun', 'ledger.export-broken-off']);
  expect(changed(entries[1], '/rows')).toBe(1);
});

test('how a verification ended is an entry of who asked for it; one whose process is gone is ended by the house', async () => {
  const h = house();
  const auditor = await h.someone(['auditor']);
  const asked = await h.http(auditor, 'POST', '/ledger/verifications', { body: {} });
  await expect
    .poll(async () => (await h.http(auditor, 'GET', `/ledger/verifications/${asked.body.id}`)).body.state, { timeout: 20_000 })
    .toBe('finished');
  const entries = inOrder(await entriesOfRequest(h, asked.headers['x-request-id']));
  expect(inBrief(entries)).toEqual([
    ['ledger.verification-asked', auditor.id, 1],
    ['ledger.verification-finished', auditor.id, 2],
  ]);
  expect(changed(entries[1], '/verdict')).toBe('valid');

  await sql`update ledger.verification set state = 'running', finished_at = null, report = null where id = ${asked.body.id}`.execute(
    h.app.database.db,
  );
  h.clock.moveBy(2 * 3_600_000);
  await closeLostRuns(h.app);
  const { rows } = await sql<{ actor_kind: string }>`
    select actor_kind from ledger.entry where act = 'ledger.verification-interrupted' and subject_id = ${asked.body.id}`.execute(
    h.app.database.db,
  );
  expect(rows).toEqual([{ actor_kind: 'system' }]);
});
