import type { Release } from '../../parts.tsx';
import { emptyCriterion, emptyGate, type GateDraft } from './gates-draft.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A due time that still lies ahead; a gate is never made late by being suggested. */
const ahead = (at: number | null, now: number): string | null => (at === null || at <= now ? null : new Date(at).toISOString());

/** True unless every application is known to be without GxP relevance: unknown counts as relevant (the rule `quality-for-gxp`). */
const mayBeGxp = (release: Pick<Release, 'applications'>): boolean =>
  release.applications.length === 0 || release.applications.some((application) => application.gxp !== 'no');

/**
 * A set to begin with: readiness, go or no-go, release for use where GxP may be touched, closure. Every word of it can be changed before it is saved.
 */
export function suggestedGates(
  release: Pick<Release, 'applications' | 'goLive' | 'warrantyEnd'>,
  now: number,
): readonly GateDraft[] {
  const start = release.goLive === null ? null : Date.parse(release.goLive.start);
  const end = release.goLive === null ? null : Date.parse(release.goLive.end);
  const before = (ms: number) => ahead(start === null ? null : start - ms, now);
  const readiness = emptyGate({
    name: 'Readiness',
    guards: 'ready',
    dueAt: before(5 * day),
    deciders: ['release-manager'],
    criteria: [
      emptyCriterion({
        text: 'Test cases passed',
        type: 'measure',
        operator: '>=',
        threshold: 95,
        unit: '%',
        freshnessHours: 72,
        responsible: 'test-manager',
        evidence: 'Test summary report',
      }),
      emptyCriterion({
        text: 'Open critical defects',
        type: 'measure',
        operator: '<=',
        threshold: 0,
        unit: 'defects',
        freshnessHours: 24,
        responsible: 'test-manager',
        evidence: 'Defect list',
      }),
      emptyCriterion({
        text: 'The way back was rehearsed',
        responsible: 'implementation-manager',
        evidence: 'Record of the rehearsal',
      }),
    ],
  });
  const goNoGo = emptyGate({
    name: 'Go or no-go',
    guards: 'deploy',
    dueAt: before(day),
    deciders: ['release-manager', 'business-process-owner'],
    criteria: [
      emptyCriterion({ text: 'The people of the go-live are named and reachable', responsible: 'implementation-manager' }),
      emptyCriterion({ text: 'Users were told of the outage', responsible: 'business-process-owner', evidence: 'The message' }),
      emptyCriterion({ text: 'A backup was taken and can be restored', responsible: 'system-owner', evidence: 'Backup record' }),
    ],
  });
  const forUse = emptyGate({
    name: 'Release for use',
    guards: 'release-for-use',
    dueAt: ahead(end === null ? null : end + day, now),
    deciders: ['quality'],
    criteria: [
      emptyCriterion({
        text: 'The validation report is approved',
        responsible: 'validation-lead',
        evidence: 'Validation summary report',
      }),
      emptyCriterion({
        text: 'Open deviations',
        type: 'measure',
        operator: '<=',
        threshold: 0,
        unit: 'deviations',
        freshnessHours: 24,
        responsible: 'quality',
      }),
    ],
  });
  const closure = emptyGate({
    name: 'Closure',
    guards: 'close',
    dueAt: ahead(release.warrantyEnd === null ? null : Date.parse(release.warrantyEnd), now),
    deciders: ['release-manager'],
    criteria: [
      emptyCriterion({ text: 'Incidents of the warranty are closed or handed over', responsible: 'system-owner' }),
      emptyCriterion({ text: 'Documents are filed', responsible: 'project-manager', evidence: 'Links to the documents' }),
    ],
  });
  return mayBeGxp(release) ? [readiness, goNoGo, forUse, closure] : [readiness, goNoGo, closure];
}
