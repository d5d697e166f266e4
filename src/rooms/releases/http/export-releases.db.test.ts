import { beforeAll, describe, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { type Cast, castOf, codesOf, propose } from '../../../../tests/support/releases.ts';

const house = useHouse();
let here: Cast;
let there: Cast;
beforeAll(async () => {
  here = await castOf(house());
  there = await castOf(house());
});

const linesOf = (text: string): readonly string[] => text.slice(1).split('\r\n').slice(1, -1);
const keysOf = (text: string): readonly string[] => linesOf(text).map((line) => line.split(',')[0] ?? '');

describe('exporting the releases that a filter finds', () => {
  test('it is exactly what the list shows, in its order, over more than one page', async () => {
    const h = house();
    for (let n = 0; n < 205; n += 1) {
      const body = { name: `Wave ${n}`, kind: n % 2 === 0 ? 'project' : 'maintenance', class: 'minor', unit: there.unit.key };
      await h.http(there.proposer, 'POST', '/releases', { body });
    }
    for (const query of ['sort=-key', 'sort=goLive', 'sort=-updated&kind=maintenance', 'q=wave%2020']) {
      const listed: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const { body } = await h.http(there.manager, 'GET', `/releases?limit=200&${query}${more}`);
        listed.push(...body.items.map((item: { key: string }) => item.key));
        cursor = body.nextCursor;
      }
      const { text } = await h.http(there.manager, 'GET', `/releases/export?${query}`);
      expect([query, keysOf(text)]).toEqual([query, listed]);
    }
  });

  test('it is a UTF-8 file to be saved, and a name that would run as a formula does not', async () => {
    const h = house();
    const { body } = await propose(h, here, { name: '=HYPERLINK("https://evil.example","Größe, klick")' });
    const reply = await h.http(here.manager, 'GET', `/releases/export?q=${body.key.toLowerCase()}`);
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(reply.headers['content-disposition']).toBe('attachment; filename="interlock-releases.csv"');
    expect(reply.text.startsWith('\uFEFFKey,Name,Kind,')).toBe(true);
    expect(linesOf(reply.text)[0]).toContain(`${body.key},"'=HYPERLINK(""https://evil.example"",""Größe, klick"")",project,`);
    expect(linesOf(reply.text)[0]).toContain(`,${body.goLive.start},${body.goLive.end},${body.goLive.zone},`);
  });

  test('nobody gets a release of a unit that they may not read, nor anything without the right', async () => {
    const h = house();
    const { body } = await propose(h, here);
    expect(keysOf((await h.http(there.manager, 'GET', `/releases/export?q=${body.key}`)).text)).toEqual([]);
    expect(keysOf((await h.http(here.manager, 'GET', `/releases/export?q=${body.key}`)).text)).toEqual([body.key]);
    expect((await h.http(null, 'GET', '/releases/export')).status).toBe(401);
    expect((await h.http(await h.someone(), 'GET', '/releases/export')).status).toBe(403);
  });

  test('what is asked wrongly is refused before anything is sent', async () => {
    const h = house();
    for (const query of ['state=flying', 'limit=10', 'cursor=x', 'sort=name'])
      expect([query, codesOf(await h.http(here.manager, 'GET', `/releases/export?${query}`))]).toEqual([
        query,
        ['foundation.malformed'],
      ]);
  });
});
