import { globSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { presentPlace } from '../../design/shell/present-place.ts';
import type { ScreenDeclaration } from '../../foundation/web/screen.ts';
import { navOf } from './nav.ts';
import { screens as everyScreen } from './screens.ts';

const screen = (id: string, more: Partial<ScreenDeclaration>): ScreenDeclaration => ({
  id,
  path: `/${id}`,
  title: id,
  right: null,
  states: ['full'],
  feeds: ['room.operation'],
  load: async () => ({ Screen: () => null }),
  ...more,
});
const icon = () => null;

const screens = [
  screen('audit', { right: 'ledger.read', nav: { place: 'assure', label: 'Audit trail', icon, order: 1 } }),
  screen('second', { nav: { place: 'deliver', label: 'Second', icon, order: 20 } }),
  screen('first', { nav: { place: 'deliver', label: 'First', icon, order: 10 } }),
  screen('record', {}),
];

test('the navigation offers what the rights reach, places and screens in their order', () => {
  expect(navOf(screens, ['ledger.read']).map((group) => [group.title, group.items.map((item) => item.label)])).toEqual([
    ['Deliver', ['First', 'Second']],
    ['Assure', ['Audit trail']],
  ]);
});

test('a place in which nothing may be seen is not shown', () => {
  expect(navOf(screens, []).map((group) => group.title)).toEqual(['Deliver']);
});

const all = navOf(
  everyScreen,
  everyScreen.flatMap(({ right }) => right ?? []),
);

test('views beside each other lie at one place of the navigation, whichever is open', () => {
  // The trail is a place of its own, and a view of the inspection as well.
  const twice = '/audit';
  const tabs = globSync('src/rooms/*/web/*Tabs.tsx')
    .map((file) => ({
      file,
      hrefs: [...readFileSync(file, 'utf8').matchAll(/href: '(\/[^']+)'/g)].map(([, href = '']) => href),
    }))
    .filter(({ hrefs }) => hrefs.length > 1);
  expect(tabs.length).toBeGreaterThan(6);
  for (const { file, hrefs } of tabs) {
    const elsewhere = hrefs.filter((href) => !href.startsWith(twice) || href.startsWith(`${twice}-`));
    const places = (elsewhere.length === 0 ? hrefs : elsewhere).map((href) => presentPlace(all, href));
    expect([file, [...new Set(places)].length], String(places)).toEqual([file, 1]);
  }
});

test('what the guides say of the navigation is there', () => {
  const places = new Map(all.map((group) => [group.title, group.items.map((item) => item.label)]));
  const said = readdirSync('docs')
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) =>
      [...readFileSync(`docs/${file}`, 'utf8').matchAll(/\b([A-Z][a-z]+) → ([A-Z][A-Za-z ]*)/g)].map(
        ([text, place = '', label = '']) => ({ file, text, place, label }),
      ),
    );
  const wrong = said.filter(
    ({ place, label }) => places.has(place) && places.get(place)?.some((known) => label.startsWith(known)) !== true,
  );
  expect(said.filter(({ place }) => places.has(place)).length).toBeGreaterThan(8);
  expect(wrong).toEqual([]);
});

test('no place of the navigation asks to be searched through', () => {
  expect(all.filter(({ items }) => items.length > 7).map(({ title, items }) => [title, items.length])).toEqual([]);
});
