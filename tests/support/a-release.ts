import type { Release } from '../../src/rooms/releases/core/release.ts';

const day = 86_400_000;
export const aNow = new Date('2026-11-24T12:00:00.000Z');
export const inDays = (days: number): Date => new Date(aNow.getTime() + days * day);

/** A release for pure tests: planned, going live in ten days; the test names what matters to it. */
export const aRelease = (more: Partial<Release> = {}): Release => ({
  id: '00000000-0000-7000-8000-00000000000a',
  key: 'REL-1001',
  planRef: null,
  name: 'A release',
  summary: '',
  kind: 'project',
  class: 'minor',
  unitId: '00000000-0000-7000-8000-0000000000aa',
  ownerId: 'owner',
  proposedBy: 'proposer',
  parentId: null,
  state: 'planned',
  heldFrom: null,
  goLive: { start: inDays(10), end: inDays(10.25), zone: 'UTC' },
  backOutMinutes: 60,
  warrantyEnd: null,
  phases: [{ key: 'build', name: 'Build', kind: 'build', start: inDays(1), end: inDays(5) }],
  milestones: [],
  applications: [{ applicationId: 'app', role: 'changed', version: '1.0', result: 'pending', resultNote: null }],
  decisions: [],
  baseline: null,
  outcome: null,
  deviation: null,
  origin: 'native',
  source: null,
  sourceTime: null,
  createdAt: aNow,
  updatedAt: aNow,
  version: 1,
  ...more,
});
