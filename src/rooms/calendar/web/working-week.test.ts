import { expect, it } from 'vitest';
import { holidaysOf, holidaysText, hoursOf } from './working-week.ts';

it('hours of a day are read as people write them', () => {
  expect(hoursOf('09:00-12:00, 13:00–17:30')).toEqual([
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '17:30' },
  ]);
  expect(hoursOf('')).toEqual([]);
  expect(hoursOf('nine to five')).toBeNull();
});

it('holidays go to lines and back; one with a rule of its own is left to itself', () => {
  const text = '2026-12-25 Christmas Day, yearly\n2026-05-01 Works outing';
  expect(holidaysOf(text)).toEqual([
    { on: '2026-12-25', name: 'Christmas Day', yearly: true },
    { on: '2026-05-01', name: 'Works outing', yearly: false },
  ]);
  const shown = [
    { name: 'Christmas Day', on: '2026-12-25', rule: 'FREQ=YEARLY', except: [] },
    { name: 'Works outing', on: '2026-05-01', rule: null, except: [] },
    { name: 'Sprint day', on: '2026-01-05', rule: 'FREQ=MONTHLY;BYDAY=1MO', except: [] },
  ];
  expect(holidaysText(shown)).toBe(text);
  expect(holidaysOf('Christmas')).toBeNull();
});
