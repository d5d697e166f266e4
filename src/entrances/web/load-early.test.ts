import { expect, test } from 'vitest';
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

test('only the screen of the address is fetched', () => {
  loadEarly(screens, '/calendar');
  loadEarly(screens, '/nowhere');
  expect(loaded).toEqual(['/calendar']);
});
