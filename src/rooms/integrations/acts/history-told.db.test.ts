import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { firstDifference } from '../../signatures/acts/compare-records.ts';

const house = useHouse();

test('imported history is told beside its application and raises no alarm; a changed application still does', async () => {
  const h = house();
  const unit = await h.unit();
  const keeper = await h.someone(['release-manager', 'system-owner']);
  const text = `interlock: 1
name: old-tool
zone: UTC
applications:
  - {key: APP-OLD, name: Old, unit: ${unit.key}, criticality: low, gxp: false, sox: false}
history:
  - {key: jira-1, kind: release, application: APP-OLD, version: "1.0", source: Export of the old tool, sourceTime: 2026-01-03, times: []}
`;
  const applied = await h.http(keeper, 'POST', '/plans/applications', { body: { text } });
  expect(applied.status, applied.text.slice(0, 600)).toBe(200);
  expect(await firstDifference(h.app)).toBeNull();

  await sql`update portfolio.application set name = 'Another' where key = 'APP-OLD'`.execute(h.app.database.db);
  expect(await firstDifference(h.app)).toContain('APP-OLD, version 1, is not what its entries lead to: /name');
});
