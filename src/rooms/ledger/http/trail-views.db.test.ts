import { beforeAll, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { codesOf } from '../../../../tests/support/releases.ts';

const house = useHouse();
let h: TestHouse;
let auditor: Someone;
let quality: Someone;
type View = { readonly id: string; readonly name: string; readonly mine: boolean; readonly can: { readonly change: unknown } };

beforeAll(async () => {
  h = house();
  auditor = await h.someone(['auditor']);
  quality = await h.someone(['quality']);
});

const keep = (as: Someone, name: string, shared: boolean, filters: object = { kind: 'release', reasonCode: 'correction' }) =>
  h.http(as, 'POST', '/ledger/views', { body: { name, shared, filters } });
const seenBy = async (as: Someone): Promise<readonly View[]> => (await h.http(as, 'GET', '/ledger/views')).body.items;
const namesFor = async (as: Someone): Promise<readonly string[]> => (await seenBy(as)).map(({ name }) => name);

test('a private view is seen by who keeps it alone, a shared one by everybody who reads the trail', async () => {
  expect((await keep(auditor, 'Mine', false)).status).toBe(201);
  expect((await keep(auditor, 'Ours', true)).status).toBe(201);
  expect(await namesFor(auditor)).toEqual(['Mine', 'Ours']);
  expect(await namesFor(quality)).toEqual(['Ours']);
  const inspector = await h.someone(['inspector']);
  expect(await namesFor(inspector)).toEqual(['Ours']);
  expect((await keep(inspector, 'Theirs', false)).status).toBe(403);
  expect((await h.http(await h.someone(['stakeholder']), 'GET', '/ledger/views')).status).toBe(403);
});

test('what a view holds is a query of the trail, and asks what it asked', async () => {
  const filters = { field: '/goLive', reasonCode: 'correction,other', from: '2026-11-20T00:00:00.000Z', sort: 'actor' };
  const { body } = await keep(auditor, 'Dates that were corrected', false, filters);
  expect(body.filters).toEqual(filters);
  expect((await h.http(auditor, 'GET', `/ledger/entries?${new URLSearchParams(body.filters)}`)).status).toBe(200);
  for (const wrong of [{ colour: 'red' }, { from: 'yesterday' }, { reasonCode: 'because' }, { field: 'goLive' }])
    expect((await keep(auditor, 'Wrong', false, wrong)).status, JSON.stringify(wrong)).toBe(400);
});

test('names differ, in whatever capitals; a name is free again once its view is dropped', async () => {
  const { body } = await keep(auditor, 'Waivers', false);
  expect(codesOf(await keep(auditor, 'WAIVERS', false))).toEqual(['ledger.view-name-taken']);
  expect((await keep(quality, 'Waivers', false)).status).toBe(201);
  const other = (await keep(auditor, 'Other', false)).body;
  const renamed = await h.http(auditor, 'PATCH', `/ledger/views/${other.id}`, { ifMatch: 1, body: { name: 'waivers' } });
  expect(codesOf(renamed)).toEqual(['ledger.view-name-taken']);
  for (let at = 0; at < 2; at++) expect((await h.http(auditor, 'POST', `/ledger/views/${body.id}/drop`)).status).toBe(200);
  expect((await keep(auditor, 'Waivers', false)).status).toBe(201);
});

test('is changed by who keeps it, on the version that they saw; others are told that there is none, or that it is not theirs', async () => {
  const hidden = (await keep(auditor, 'Hidden', false)).body;
  const open = (await keep(auditor, 'Open', true)).body;
  const change = (as: Someone, id: string, ifMatch: number, body: object) =>
    h.http(as, 'PATCH', `/ledger/views/${id}`, { ifMatch, body });
  expect(codesOf(await change(quality, hidden.id, 1, { shared: true }))).toEqual(['ledger.no-such-view']);
  expect(codesOf(await change(quality, open.id, 1, { name: 'Taken over' }))).toEqual(['ledger.not-your-view']);
  const shared = await change(auditor, hidden.id, 1, { shared: true });
  expect([shared.status, shared.body.version, shared.body.shared]).toEqual([200, 2, true]);
  expect((await change(auditor, hidden.id, 1, { shared: false })).status).toBe(412);
  expect((await seenBy(quality)).find(({ name }) => name === 'Hidden')?.can.change).not.toBe(true);
  const found = await h.http(quality, 'GET', `/ledger/entries?kind=trail-view&key=${hidden.key}&sort=-record`);
  expect(found.body.items.map((entry: { act: string }) => entry.act)).toEqual(['ledger.view-changed', 'ledger.view-kept']);
});

test('a shared one is dropped by who keeps it, by quality or by an administrator, and by nobody else', async () => {
  const { body } = await keep(auditor, 'Everybody’s', true);
  const drop = (as: Someone) => h.http(as, 'POST', `/ledger/views/${body.id}/drop`);
  expect((await drop(await h.someone(['release-manager']))).status).toBe(403);
  expect((await drop(quality)).status).toBe(200);
  expect(await namesFor(auditor)).not.toContain('Everybody’s');
  expect(codesOf(await h.http(auditor, 'PATCH', `/ledger/views/${body.id}`, { ifMatch: 2, body: { name: 'x' } }))).toEqual([
    'ledger.no-such-view',
  ]);
});

test('one person keeps at most 50', async () => {
  const person = await h.someone(['auditor']);
  for (let at = 0; at < 50; at++) expect((await keep(person, `View ${at}`, false)).status).toBe(201);
  expect(codesOf(await keep(person, 'One more', false))).toEqual(['ledger.views-full']);
});
