import { expect, test } from 'vitest';
import { saidMoment } from './DateTimeField.tsx';

test('a moment is said as the house writes it, whatever order the browser shows it in', () => {
  expect(saidMoment('2026-12-01T07:30:00.000Z', 'datetime-local', 'Europe/Zurich')).toBe(
    'Tue 1 Dec 2026, 08:30 CET (Europe/Zurich)',
  );
  expect(saidMoment('2026-11-30T23:00:00.000Z', 'date', 'Europe/Zurich')).toBe('Tue 1 Dec 2026 (Europe/Zurich)');
});

test('an empty field says in which zone it will be read', () => {
  expect(saidMoment(null, 'date', 'Asia/Tokyo')).toBe('Time zone: Asia/Tokyo');
  expect(saidMoment('nonsense', 'datetime-local', 'UTC')).toBe('Time zone: UTC');
});
