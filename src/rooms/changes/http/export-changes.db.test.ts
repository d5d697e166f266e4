import { beforeAll, describe, expect, test } from 'vitest';
import { type ChangeCast, changeCastOf, request, touched } from '../../../../tests/support/changes.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { codesOf } from '../../../../tests/support/releases.ts';

const house = useHouse();
let here: ChangeCast;
let there: ChangeCast;
beforeAll(async () => {
  here = await changeCastOf(house());
  there = await changeCastOf(house());
});

const linesOf = (text: string): readonly string[] => text.slice(1).split('\r\n').slice(1, -1);
const keysOf = (text: string): readonly string[] => linesOf(text).map((line) => line.split(',')[0] ?? '');

describe('exporting the changes that a filter finds', () => {
  test('it is exactly what the list shows, in its order, over more than one page', async () => {
    const h = house();
    for (let n = 0; n < 205; n += 1)
      await request(h, there, {
        name: `Wave ${n}`,
        model: n % 2 === 0 ? 'normal' : 'emergency',
        ...(n % 3 === 0 ? { planned: null } : {}),
      });
    for (const query of ['sort=-key', 'sort=planned', 'sort=-updated&model=emergency', 'q=wave%2020', 'state=closed']) {
      const listed: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const { body } = await h.http(there.manager, 'GET', `/changes?limit=200&${query}${more}`);
        listed.push(...body.items.map((item: { key: string }) => item.key));
        cursor = body.nextCursor;
      }
      const { text } = await h.http(there.manager, 'GET', `/changes/export?${query}`);
      expect([query, keysOf(text)]).toEqual([query, listed]);
    }
  });

  test('it is a UTF-8 file to be saved, with all applications; a name that would run as a formula does not', async () => {
    const h = house();
    const apps: string[] = [];
    for (let n = 0; n < 21; n += 1) apps.push((await touched(h, here)).key);
    const applications = apps.map((application, n) => ({ application, role: n === 0 ? 'regression' : 'changed' }));
    const { body } = await request(h, here, { name: '=HYPERLINK("https://evil.example","Größe, klick")', applications });
    const reply = await h.http(here.manager, 'GET', `/changes/export?q=${body.key.toLowerCase()}`);
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(reply.headers['content-disposition']).toBe('attachment; filename="interlock-changes.csv"');
    expect(reply.text.startsWith('\uFEFFKey,Name,Model,')).toBe(true);
    const [line = ''] = linesOf(reply.text);
    expect(line).toContain(`${body.key},"'=HYPERLINK(""https://evil.example"",""Größe, klick"")",normal,`);
    expect(line).toContain(`,${body.planned.start},${body.planned.end},${body.planned.zone},`);
    for (const key of apps) expect(line).toContain(key);
    expect(line).toContain(`${apps[0]} (regression)`);
  });

  test('nobody gets a change of a unit that they may not read, nor anything without the right', async () => {
    const h = house();
    const { body } = await request(h, here);
    expect(keysOf((await h.http(there.manager, 'GET', `/changes/export?q=${body.key}`)).text)).toEqual([]);
    expect(keysOf((await h.http(here.manager, 'GET', `/changes/export?q=${body.key}`)).text)).toEqual([body.key]);
    expect((await h.http(null, 'GET', '/changes/export')).status).toBe(401);
    expect((await h.http(await h.someone(), 'GET', '/changes/export')).status).toBe(403);
  });

  test('what is asked wrongly is refused before anything is sent', async () => {
    const h = house();
    for (const query of ['state=flying', 'limit=10', 'cursor=x', 'sort=name'])
      expect([query, codesOf(await h.http(here.manager, 'GET', `/changes/export?${query}`))]).toEqual([
        query,
        ['foundation.malformed'],
      ]);
  });
});
