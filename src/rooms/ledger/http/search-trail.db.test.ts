import { beforeAll, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { codesOf } from '../../../../tests/support/releases.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';

const house = useHouse();
let h: TestHouse;
let auditor: Someone;
const from = '2026-11-20T00:00:00.000Z';
type Item = { readonly id: string; readonly act: string; readonly seq: number | null; readonly actor: { readonly id: string } };

beforeAll(async () => {
  h = house();
  auditor = await h.someone(['auditor']);
  const people = [await h.someone(), await h.someone()];
  for (let at = 0; at < 12; at++) {
    const person = people[at % 2] ?? auditor;
    h.clock.moveBy(1_000);
    await transact(h.callAs(person.actor), async (work) => {
      const subject = { kind: 'thing', id: uuidv7(h.clock.now().getTime()), key: `THING-${at}`, unitIds: [] };
      const after = { goLive: { start: `day ${at}` }, note: at % 3 === 0 ? '100%' : 'plain' };
      work.say({
        act: at % 4 === 0 ? 'thing.moved' : 'thing.made',
        subject,
        version: 1,
        before: null,
        after,
        reason: at === 5 ? 'The site ASKED for it' : null,
      });
      return done(null);
    });
  }
});

const find = async (query: string): Promise<readonly Item[]> =>
  (await h.http(auditor, 'GET', `/ledger/entries?kind=thing&${query}`)).body.items;

test('entries are found by a changed field or the branch that it lies in, and by part of a reason in whatever capitals', async () => {
  expect(await find(`from=${from}&field=/goLive/start`)).toHaveLength(12);
  expect(await find(`from=${from}&field=/goLive`)).toHaveLength(12);
  expect(await find(`from=${from}&field=/go`)).toEqual([]);
  expect(await find(`from=${from}&reason=site%20asked`)).toHaveLength(1);
  expect(await find(`from=${from}&reason=%25%25`)).toEqual([]);
  const { text } = await h.http(auditor, 'GET', `/ledger/entries/export?kind=thing&from=${from}&reason=asked`);
  expect(text.trim().split('\r\n')).toHaveLength(3);
});

test('such a search is bounded: 92 days, or one record, or one person', async () => {
  for (const query of ['field=/goLive', 'reason=asked', 'field=/goLive&from=2026-01-01T00:00:00.000Z']) {
    for (const path of ['/ledger/entries', '/ledger/entries/export']) {
      const refused = await h.http(auditor, 'GET', `${path}?${query}`);
      expect([refused.status, codesOf(refused)]).toEqual([422, ['ledger.search-too-wide']]);
    }
  }
  expect(await find('field=/goLive&key=THING-5')).toHaveLength(1);
});

test.each(['at', '-at', 'actor', '-actor', 'act', '-act', 'record', '-record'])(
  'sorted by %s, page by page, each entry comes once and in order',
  async (sort) => {
    const found: Item[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await h.http(auditor, 'GET', `/ledger/entries?kind=thing&sort=${sort}&limit=5${cursor}`);
      found.push(...body.items);
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(new Set(found.map(({ id }) => id)).size).toBe(12);
    const keyOf = (item: Item): string =>
      sort.endsWith('actor') ? item.actor.id : sort.endsWith('act') ? item.act : sort.endsWith('at') ? item.id : '';
    const keys = found.map(keyOf);
    expect(keys).toEqual(sort.startsWith('-') ? keys.toSorted().toReversed() : keys.toSorted());
  },
);
