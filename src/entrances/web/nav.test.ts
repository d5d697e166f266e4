import { expect, test } from 'vitest';
import type { ScreenDeclaration } from '../../foundation/web/screen.ts';
import { navOf } from './nav.ts';

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
