import { expect, test } from 'vitest';
import { dueWords, waitingItems } from './waiting-items.ts';

const now = Date.parse('2026-11-24T12:00:00.000Z');

test.each([
  [null, 'No due date'],
  ['2026-11-24T11:59:00.000Z', 'Overdue'],
  ['2026-11-25T11:00:00.000Z', 'Due within a day'],
  ['2026-11-27T12:00:00.000Z', 'Due in 3 days'],
])('what is due at %s says so: %s', (dueAt, badge) => {
  expect(dueWords(dueAt, now).badge).toBe(badge);
});

const gateDue = (dueAt: string | null) => ({
  id: `gate-${dueAt}`,
  key: 'readiness',
  name: 'Readiness',
  guards: 'ready',
  state: 'upcoming' as const,
  dueAt,
  met: 0,
  total: 2,
  subject: { kind: 'release', id: 'r', key: 'REL-1001', label: 'REL-1001 LIMS', link: '/releases/REL-1001' },
  decide: true,
  record: [],
});

test('a gate that is due in more than a month comes later; an overdue one and one without a date do not', () => {
  const dues = ['2027-03-01T12:00:00.000Z', '2026-11-20T12:00:00.000Z', null, '2026-12-20T12:00:00.000Z'];
  const shown = {
    steps: [],
    mine: [],
    nextGoLives: [],
    numbers: { open: 0, goLiveIn30Days: 0, late: 0, collisions: 0, deploying: 0 },
  };
  expect(waitingItems(shown, [], dues.map(gateDue), [], now).map((item) => [item.badge, item.later ?? false])).toEqual([
    ['Overdue', false],
    ['Due in 26 days', false],
    ['Due in 97 days', true],
    ['No due date', false],
  ]);
});

test('an approval that waits leads to what is asked of the release', () => {
  const shown = {
    steps: [],
    mine: [],
    nextGoLives: [],
    numbers: { open: 0, goLiveIn30Days: 0, late: 0, collisions: 0, deploying: 0 },
  };
  const waiting = {
    subject: { kind: 'release', id: 'r', key: 'REL-1001', label: 'REL-1001 LIMS', link: '/releases/REL-1001' },
    step: 'plan',
    says: 'Approve the dates',
    verb: 'approve' as const,
    meaning: { code: 'approved', text: 'Approved' },
    requirements: [{ key: 'RQ-1', name: 'The system owner agrees' }],
    since: null,
  };
  expect(waitingItems(shown, [waiting], [], [], now)).toMatchObject([
    { href: '/releases/REL-1001/approvals', text: 'Approve the dates waits for your yes: The system owner agrees' },
  ]);
});

test('a review of access says how much of it is mine to answer, and what is suspended until I do', () => {
  const shown = {
    steps: [],
    mine: [],
    nextGoLives: [],
    numbers: { open: 0, goLiveIn30Days: 0, late: 0, collisions: 0, deploying: 0 },
  };
  const unit = { id: 'u', name: 'Biologics' };
  const review = { id: 'a', key: 'ACR-1001', unit, dueAt: '2026-11-20T12:00:00.000Z', mine: 3, suspended: 1 };
  expect(waitingItems(shown, [], [], [review], now)).toMatchObject([
    { href: '/access-reviews/ACR-1001', text: '3 items to answer, 1 suspended until you do', badge: 'Overdue' },
  ]);
});
