import { expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';

const house = useHouse();

test('the trail of the whole organisation is exported by who reads all of it, not by who reads one unit', async () => {
  const h = house();
  const inUnit = await h.someone(['quality'], { unit: await h.unit() });
  const refused = await h.http(inUnit, 'GET', '/ledger/export');
  expect([refused.status, refused.body.refusals[0].code]).toEqual([403, 'ledger.whole-trail-only']);
  const everywhere = await h.http(await h.someone(['auditor']), 'GET', '/ledger/export');
  expect([everywhere.status, everywhere.headers['content-type']]).toEqual([200, 'application/x-ndjson; charset=utf-8']);
});
