import { describe, expect, test } from 'vitest';
import type { ScreenDeclaration } from '../../foundation/web/screen.ts';
import { loadEarly, screenAt } from './load-early.ts';

const loaded: string[] = [];
const screen = (path: string, tail?: string): ScreenDeclaration => ({
  id: path,
  path,
  ...(tail === undefined ? {} : { tail }),
  title: path,
  right: null,
  states: ['full'],
  feeds: ['a.b'],
  load: async () => {
    loaded.push(path);
    return { Screen: () => null };
  },
});
const screens = ['/', '/calendar', '/releases', '/releases/$key', '/releases/new', '/audit/$kind/$id'].map((path) =>
  screen(path, path === '/releases/$key' ? 'tab' : undefined),
);

test.each([
  ['/', '/'],
  ['/calendar', '/calendar'],
  ['/calendar/', '/calendar'],
  ['/releases/REL-1', '/releases/$key'],
  ['/releases/REL-1/gates', '/releases/$key'],
  ['/releases/new', '/releases/new'],
  ['/audit/release/REL-1', '/audit/$kind/$id'],
  ['/releases/REL-1/gates/more', undefined],
  ['/nowhere', undefined],
])('%s is the address of %s', (pathname, path) => {
  expect(screenAt(screens, pathname)?.path).toBe(path);
});

const nobody = Promise.resolve(false);
const somebody = Promise.resolve(true);

test('only the screen of the address is fetched', async () => {
  for (const pathname of ['/calendar', '/nowhere'])
    await loadEarly(screenAt(screens, pathname), { search: {}, mayAsk: nobody, ask: () => undefined });
  expect(loaded).toEqual(['/calendar']);
});

describe('what a screen will show is asked for before it is drawn', () => {
  const foreseeing: ScreenDeclaration = {
    ...screen('/plan'),
    ahead: ({ unit }) => [{ queryKey: ['plans', unit], queryFn: async () => null }],
  };
  const askedBy = async (of: ScreenDeclaration, mayAsk: Promise<boolean>) => {
    const asked: unknown[] = [];
    await loadEarly(of, { search: { unit: 'QA' }, mayAsk, ask: ({ queryKey }) => void asked.push(queryKey) });
    return asked;
  };

  test('for somebody who is signed in, as the address says', async () => {
    expect(await askedBy(foreseeing, somebody)).toEqual([['plans', 'QA']]);
  });
  test('never for a stranger, nor while nobody knows', async () => {
    expect(await askedBy(foreseeing, nobody)).toEqual([]);
    expect(await askedBy(foreseeing, Promise.reject(new Error('no network')))).toEqual([]);
  });
  test('without waiting for the screen itself', async () => {
    const asked: unknown[] = [];
    const never = new Promise<never>(() => undefined);
    await new Promise<void>((resolve) => {
      const ask = ({ queryKey }: { readonly queryKey: readonly unknown[] }) => {
        asked.push(queryKey);
        resolve();
      };
      void loadEarly({ ...foreseeing, load: () => never }, { search: { unit: 'QA' }, mayAsk: somebody, ask });
    });
    expect(asked).toEqual([['plans', 'QA']]);
  });
  test('and a file that does not come breaks nothing', async () => {
    const gone = () => Promise.reject(new Error('gone'));
    expect(await askedBy({ ...foreseeing, load: gone }, somebody)).toEqual([['plans', 'QA']]);
  });
});
