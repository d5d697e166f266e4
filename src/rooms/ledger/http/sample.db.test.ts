import { beforeAll, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { codesOf } from '../../../../tests/support/releases.ts';
import { canonicalJson, sha256 } from '../../../foundation/canonical-json.ts';
import { drawSample } from '../core/sample.ts';
import { sealAll, writeThings } from '../testing/things.ts';

const house = useHouse();
let h: TestHouse;
let auditor: Someone;
const draw = (query: string, as: Someone = auditor) => h.http(as, 'GET', `/ledger/sample?${query}`);
const numbers = (body: { readonly items: readonly { readonly seq: number }[] }) => body.items.map(({ seq }) => seq);

beforeAll(async () => {
  h = house();
  auditor = await h.someone(['auditor']);
  await writeThings(h, 150);
  await sealAll(h);
});

test('the same seed over the same size of the ledger draws the same, whatever was written since; another seed draws another', async () => {
  const first = (await draw('kind=thing')).body;
  expect([first.population, first.size, first.items.length]).toEqual([150, 14, 14]);
  await writeThings(h, 30);
  await sealAll(h);
  const again = (await draw(`kind=thing&seed=${first.seed}&ledgerSize=${first.ledgerSize}`)).body;
  expect(numbers(again)).toEqual(numbers(first));
  const other = (await draw(`kind=thing&seed=another&ledgerSize=${first.ledgerSize}`)).body;
  expect(numbers(other)).not.toEqual(numbers(first));
  const all: number[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await h.http(auditor, 'GET', `/ledger/entries?kind=thing&limit=200${cursor}`);
    all.push(...numbers(body));
    if (body.nextCursor === null) break;
    cursor = `&cursor=${body.nextCursor}`;
  }
  const covered = all.filter((number) => number <= first.ledgerSize);
  expect(numbers(first)).toEqual(drawSample(first.seed, covered, 14));
});

test('each drawing is an entry: who, with which seed and size, from how many, and what was drawn', async () => {
  const inspector = await h.someone(['inspector']);
  h.clock.moveBy(1_000);
  const { body } = await draw('kind=thing&seed=0815', inspector);
  const { items } = (await h.http(auditor, 'GET', '/ledger/entries?act=ledger.sample-drawn&limit=1')).body;
  expect(items[0].actor.id).toBe(inspector.id);
  expect(items[0].subject.id).toBe(body.id);
  const said = Object.fromEntries(items[0].changes.map((change: { field: string; new: unknown }) => [change.field, change.new]));
  expect(said).toMatchObject({
    '/seed': '0815',
    '/population': body.population,
    '/filter/kind': 'thing',
    '/drawn': numbers(body),
  });
});

test('refused: a size that is not there yet, a seed that is none, and who may not read the trail', async () => {
  expect(codesOf(await draw('ledgerSize=99999999'))).toEqual(['ledger.sample-beyond']);
  expect((await draw('seed=a%20b')).status).toBe(400);
  expect((await draw('', await h.someone(['deployer']))).status).toBe(403);
});

test('it carries row count, size, totals and a digest that anybody computes from its items', async () => {
  const { body } = await draw('kind=thing');
  expect(body.totals).toMatchObject({
    entries: body.size,
    firstSeq: Math.min(...numbers(body)),
    lastSeq: Math.max(...numbers(body)),
  });
  expect(body.totals.byKind).toEqual([{ kind: 'thing', entries: body.size }]);
  expect(body.totals.records).toBe(new Set(body.items.map((item: { subject: { id: string } }) => item.subject.id)).size);
  const text = canonicalJson(body.items);
  expect([body.bytes, body.sha256]).toEqual([Buffer.byteLength(text), sha256(text).toString('hex')]);
});
