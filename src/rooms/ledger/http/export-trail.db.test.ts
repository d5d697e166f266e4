import { expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';

const house = useHouse();
const linesOf = (text: string): readonly string[] => text.slice(1).split('\r\n').slice(1, -1);

test('the audit trail is exported as the list shows it: one line a changed field, nothing outside of the reader’s units', async () => {
  const h = house();
  const unit = await h.unit();
  const [manager, auditor] = [await h.someone(['release-manager'], { unit }), await h.someone(['auditor'], { unit })];
  const elsewhere = await h.someone(['auditor'], { unit: await h.unit() });
  const body = { name: '-2+3, "now"', kind: 'project', class: 'minor', unit: unit.key };
  const made = await h.http(manager, 'POST', '/releases', { body });
  expect(made.status, made.text).toBe(201);
  const path = `/ledger/entries/export?kind=release&key=${made.body.key}`;
  const { text, headers } = await h.http(auditor, 'GET', path);
  const { items } = (await h.http(auditor, 'GET', `/ledger/entries?kind=release&key=${made.body.key}`)).body;
  expect(headers['content-disposition']).toBe('attachment; filename="interlock-audit-trail.csv"');
  expect(linesOf(text)).toHaveLength(items[0].changes.length);
  expect(text).toContain(`,/name,,"'-2+3, ""now""",`);
  expect(linesOf((await h.http(elsewhere, 'GET', path)).text)).toEqual([]);
  expect((await h.http(null, 'GET', path)).status).toBe(401);
  expect((await h.http(await h.someone(['stakeholder']), 'GET', path)).status).toBe(403);
});

test('a key in small letters finds its record, oldest first where asked, and the export holds the same entries in the same order', async () => {
  const h = house();
  const unit = await h.unit();
  const [manager, auditor] = [await h.someone(['release-manager'], { unit }), await h.someone(['auditor'], { unit })];
  const body = { name: 'Found by its key', kind: 'project', class: 'minor', unit: unit.key };
  const made = await h.http(manager, 'POST', '/releases', { body });
  h.clock.moveBy(1_000);
  const change = { ifMatch: 1, body: { name: 'Found again' } };
  const changed = await h.http(manager, 'PATCH', `/releases/${made.body.id}`, change);
  expect(changed.status, changed.text).toBe(200);
  const query = `key=${String(made.body.key).toLowerCase()}&sort=at`;
  const first = (await h.http(auditor, 'GET', `/ledger/entries?${query}&limit=1`)).body;
  expect(first.items).toMatchObject([{ act: 'releases.proposed', subject: { id: made.body.id } }]);
  const second = (await h.http(auditor, 'GET', `/ledger/entries?${query}&limit=1&cursor=${first.nextCursor}`)).body;
  expect(second.items).toMatchObject([{ act: 'releases.changed', subject: { id: made.body.id } }]);
  const lines = linesOf((await h.http(auditor, 'GET', `/ledger/entries/export?${query}`)).text);
  const acts = lines.map((line) => line.split(',')[5]);
  expect([...new Set(acts)]).toEqual(['releases.proposed', 'releases.changed']);
  expect((await h.http(auditor, 'GET', '/ledger/entries?key=REL-0')).body.items).toEqual([]);
  expect((await h.http(auditor, 'GET', '/ledger/entries?sort=name')).status).toBe(400);
});

test('the filters are offered in words: every act of every card with its sentence, every kind of record that there is', async () => {
  const h = house();
  const auditor = await h.someone(['auditor']);
  const { acts, kinds } = (await h.http(auditor, 'GET', '/ledger/acts')).body;
  expect(acts).toHaveLength(h.app.acts.size);
  expect(acts).toContainEqual({ act: 'gates.passed', says: 'decided the gate: passed', group: 'Gates' });
  expect(kinds).toContainEqual({ kind: 'api-token', says: 'API token' });
  // No room registers grants as records of their own; the ledger holds what was said of them.
  const held = (await h.http(auditor, 'GET', '/ledger/entries')).body.items.map(
    (one: { subject: { kind: string } }) => one.subject.kind,
  );
  expect(kinds.map((one: { kind: string }) => one.kind)).toEqual(expect.arrayContaining(held));
  expect((await h.http(await h.someone(['stakeholder']), 'GET', '/ledger/acts')).status).toBe(403);
});
