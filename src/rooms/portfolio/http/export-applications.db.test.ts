import { describe, expect, test } from 'vitest';
import { codes, usePortfolio } from '../../../../tests/support/portfolio.ts';

const { house, cast, register } = usePortfolio();
const linesOf = (text: string): readonly string[] => text.slice(1).split('\r\n').slice(1, -1);
const keysOf = (text: string): readonly string[] => linesOf(text).map((line) => line.split(',')[0] ?? '');

describe('exporting the applications that a filter finds', () => {
  test('it is exactly what the list shows, in its order', async () => {
    for (const name of ['Alpha', 'beta', 'Gamma']) await register({ name: `Export ${name}`, criticality: 'high' });
    await register({ name: 'Export Delta', criticality: 'low' });
    for (const query of ['q=export&criticality=high&sort=-name', 'q=export&sort=key', 'withdrawn=all']) {
      const { body } = await house().http(cast().keeper, 'GET', `/applications?limit=200&${query}`);
      const { text } = await house().http(cast().keeper, 'GET', `/applications/export?${query}`);
      expect([query, keysOf(text)]).toEqual([query, body.items.map((item: { key: string }) => item.key)]);
    }
  });

  test('a text that would run as a formula does not', async () => {
    const one = await register({ name: '+cmd|calc', technology: '@SUM(A1:A9)', description: 'two\nlines, "quoted"' });
    const { text, headers } = await house().http(cast().keeper, 'GET', `/applications/export?q=${one.key}`);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(text).toContain(`${one.key},'+cmd|calc,`);
    expect(text).toContain(`,'@SUM(A1:A9),"two\nlines, ""quoted""",`);
  });

  test('nobody gets an application of a unit that they may not read; a filter that names nothing is refused as in the list', async () => {
    const one = await register({ name: 'Hidden' });
    const stranger = await house().someone(['release-manager'], { unit: await house().unit() });
    expect(keysOf((await house().http(stranger, 'GET', `/applications/export?q=${one.key}`)).text)).toEqual([]);
    expect((await house().http(null, 'GET', '/applications/export')).status).toBe(401);
    expect((await house().http(await house().someone(), 'GET', '/applications/export')).status).toBe(403);
    expect(codes(await house().http(cast().keeper, 'GET', '/applications/export?unit=nowhere'))).toEqual(
      codes(await house().http(cast().keeper, 'GET', '/applications?unit=nowhere')),
    );
  });
});
