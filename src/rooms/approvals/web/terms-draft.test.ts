import { expect, test } from 'vitest';
import { draftOf, emptyDraft, isFilled, termsSent } from './terms-draft.ts';

const terms = {
  name: 'Quality looks at the dates',
  subjectKind: 'release',
  step: 'plan',
  stepSays: 'Approve the dates',
  who: { kind: 'group' as const, id: 'a group', says: 'group “Board”' },
  seats: 2,
  meaning: { code: 'reviewed', text: 'Reviewed' },
  unit: { id: 'a unit', key: 'lab', name: 'Laboratory' },
  scope: [{ facet: 'gxp:yes', says: 'gxp yes' }],
  excludes: [{ part: 'owns', says: 'owns or owned the release' }],
  validityDays: 30,
  covers: null,
};

test('a change begins with what is asked today, and sends it back as it was', () => {
  expect(termsSent(draftOf(terms))).toEqual({
    name: terms.name,
    subjectKind: 'release',
    step: 'plan',
    role: null,
    group: 'a group',
    seats: 2,
    meaning: 'reviewed',
    unit: 'a unit',
    scope: ['gxp:yes'],
    excludes: ['owns'],
    validityDays: 30,
    covers: null,
  });
});

test('a draft is ready when it has a name, a step, somebody who is asked, and a unit', () => {
  expect(isFilled(emptyDraft)).toBe(false);
  expect(isFilled(draftOf(terms))).toBe(true);
  expect(isFilled({ ...draftOf(terms), whoKind: 'role' })).toBe(false);
  expect(termsSent({ ...draftOf(terms), whoKind: 'role', role: 'quality' })).toMatchObject({ role: 'quality', group: null });
});
