import { expect, test } from 'vitest';
import { rooms } from '../../../../entrances/rooms.ts';
import type { ToldEntry } from '../told-entry.ts';
import { findingsOf } from './findings.ts';
import { focusOf, focusRules } from './focus.ts';
import { isRelevant } from './relevant.ts';
import { accessActs } from './role-changed.ts';
import type { Trail } from './trail.ts';

type More = {
  readonly kind?: string;
  readonly id?: string;
  readonly by?: string;
  readonly roles?: readonly string[];
  readonly at?: string;
  readonly changes?: Readonly<Record<string, unknown>>;
};
let counter = 0;

/** An entry of the release R, unless said otherwise. */
const entry = (act: string, { kind = 'release', id = 'R', by = 'pat', roles = [], at, changes = {} }: More = {}): ToldEntry => {
  const number = ++counter;
  return {
    number,
    id: `entry-${number}`,
    at: at ?? '2026-11-24T12:00:00.000Z',
    actor: { id: by, name: by, kind: 'person', roles: [...roles], via: 'session' },
    act,
    says: act,
    subject: { kind, id, key: id, version: 1, place: number },
    reason: null,
    changes: Object.entries(changes).map(([field, now]) => ({ field, old: null, new: JSON.parse(JSON.stringify(now)) })),
    requestId: '',
    build: '',
    hash: '',
    previousHash: null,
  };
};
const coverage = new Map([
  [
    'release',
    [{ verb: 'plan', act: 'releases.planned', meaning: 'approved', covers: ['name', 'applications/*/version'], afterChange: '' }],
  ],
]);
const rulesOf = (one: ToldEntry, trail: Partial<Trail>): readonly string[] =>
  (focusOf({ entries: [], access: [], coverage, lateHours: 24, ...trail }).get(one.id) ?? []).map(({ rule }) => rule);

test('what was signed and changed afterwards is looked at; what nothing had covered, and a mere step, is not', () => {
  const before = entry('releases.changed', { changes: { '/name': 'A' } });
  const approved = entry('releases.planned', { changes: { '/state': 'planned' } });
  const after = entry('releases.changed', { changes: { '/applications/x/version': '2' } });
  const other = entry('releases.changed', { changes: { '/summary': 'words' } });
  const step = entry('releases.started', { changes: { '/state': 'in-progress' } });
  const elsewhere = entry('releases.changed', { id: 'S', changes: { '/name': 'B' } });
  const trail = { entries: [before, approved, after, other, step, elsewhere] };
  expect(rulesOf(after, trail)).toEqual(['changed-after-approval']);
  for (const one of [before, approved, other, step, elsewhere]) expect(rulesOf(one, trail), one.act).toEqual([]);
});

test('a value that was entered and changed once is not looked at, the second change is', () => {
  const entries = ['a', 'b', 'c', 'd'].map((summary) => entry('releases.changed', { changes: { '/summary': summary } }));
  expect(entries.map((one) => rulesOf(one, { entries }))).toEqual([[], [], ['changed-again'], ['changed-again']]);
});

test('acts of an administrator are looked at', () => {
  const one = entry('releases.changed', { roles: ['administrator'] });
  expect(rulesOf(one, { entries: [one] })).toEqual(['by-privileged']);
});

test('a result that was recorded more than a day after it was found is late', () => {
  const found = (at: string) =>
    entry('gates.result-recorded', { kind: 'gate', id: 'G', changes: { '/criteria/x/result/measuredAt': at } });
  const [late, early] = [found('2026-11-23T10:00:00.000Z'), found('2026-11-23T12:00:00.000Z')];
  expect([rulesOf(late, { entries: [late] }), rulesOf(early, { entries: [early] })]).toEqual([['recorded-late'], []]);
  expect(rulesOf(early, { entries: [early], lateHours: 12 })).toEqual(['recorded-late']);
});

test('rights of people who worked on it are looked at, by every route; those of others are not', () => {
  const work = entry('releases.changed', { by: 'pat' });
  const own = entry('identity.role-granted', { kind: 'person', id: 'pat', by: 'admin' });
  const deputy = entry('identity.deputy-named', { kind: 'person', id: 'lee', changes: { '/deputies/d/deputy': 'pat' } });
  const member = entry('identity.member-added', { kind: 'group', id: 'night', changes: { '/members/pat': true } });
  const group = entry('identity.role-granted', { kind: 'group', id: 'night' });
  const other = entry('identity.role-granted', { kind: 'person', id: 'somebody' });
  const trail = { entries: [work], access: [own, deputy, member, group, other] };
  expect([own, deputy, member, group, other].map((one) => rulesOf(one, trail))).toEqual([
    ['role-changed'],
    ['role-changed'],
    ['role-changed'],
    ['role-changed'],
    [],
  ]);
});

test.each([
  ['gates.criterion-waived', 'waived'],
  ['gates.waiver-withdrawn', 'waived'],
  ['gates.result-withdrawn', 'result-withdrawn'],
  ['gates.reopened', 'taken-back'],
  ['releases.go-voided', 'taken-back'],
  ['signatures.broken', 'signing-refused'],
])('%s is looked at', (act, rule) => {
  const one = entry(act);
  expect(rulesOf(one, { entries: [one] })).toEqual([rule]);
});

test('every act that a rule names is one that a room says', () => {
  const known = new Set(rooms.flatMap((room) => Object.keys(room.acts)));
  for (const act of accessActs) expect(known.has(act), act).toBe(true);
  for (const { rule, flags } of focusRules) {
    const named = [...known].filter(
      (act) => flags({ entries: [entry(act)], access: [], coverage: new Map(), lateHours: 24 }).length > 0,
    );
    if (['waived', 'result-withdrawn', 'taken-back', 'signing-refused'].includes(rule))
      expect(named.length, rule).toBeGreaterThan(0);
  }
});

test('only a change of what a release or a gate is makes a review void; how it goes on does not', () => {
  const relevant = (kind: string, ...fields: readonly string[]) =>
    isRelevant({ subject: { kind }, changes: fields.map((field) => ({ field })) });
  expect(relevant('release', '/state', '/decisions/x/kind')).toBe(false);
  expect(relevant('gate', '/state', '/decision/id', '/evaluation/id', '/criteria/x/found/value')).toBe(false);
  expect(relevant('signature', '/state')).toBe(false);
  expect(relevant('release')).toBe(false);
  for (const field of ['/name', '/goLive/start', '/ownerId', '/applications/x/version', '/phases/build/end', '/a-field-to-come'])
    expect(relevant('release', '/state', field), field).toBe(true);
  for (const field of [
    '/criteria/x/result/value',
    '/criteria/x/waivers/y/reason',
    '/criteria/x/text',
    '/deciders',
    '/withdrawnAt',
  ])
    expect(relevant('gate', field), field).toBe(true);
});

test('findings that are there stay, with what came of them', () => {
  const decided = { disposition: 'explained', text: 'said', by: 'kim', at: new Date(0) } as const;
  const before = [{ entryId: 'a', number: 1, why: [], sampled: true, decided, deviation: null }];
  const entries = [
    { id: 'a', number: 1 },
    { id: 'b', number: 2 },
    { id: 'c', number: 3 },
    { id: 'd', number: null },
  ];
  const focus = new Map([['c', [{ rule: 'waived', says: 'waived' }]]]);
  expect(findingsOf(entries, focus, [2], before)).toEqual([
    { entryId: 'a', number: 1, why: [], sampled: true, decided, deviation: null },
    { entryId: 'b', number: 2, why: [], sampled: true, decided: null, deviation: null },
    { entryId: 'c', number: 3, why: [{ rule: 'waived', says: 'waived' }], sampled: false, decided: null, deviation: null },
  ]);
});
