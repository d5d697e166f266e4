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
