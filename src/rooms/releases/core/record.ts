import { z } from 'zod';
import { type RecordFields, toldOnce } from '../../../foundation/record.ts';
import type { Baseline, Decision, Release } from './release.ts';

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

const toldGoLive = toldOnce(({ start, end, zone }: NonNullable<Release['goLive']>) => ({
  start: start.toISOString(),
  end: end.toISOString(),
  zone,
}));
const goLiveJson = (live: Release['goLive']) => (live === null ? null : toldGoLive(live));
const phaseJson = (phase: Release['phases'][number], place: number) => ({
  place,
  name: phase.name,
  kind: phase.kind,
  start: phase.start.toISOString(),
  end: phase.end.toISOString(),
});
const byKey = <T extends { readonly key: string }, J>(
  parts: readonly T[],
  json: (part: T, place: number) => J,
): Readonly<Record<string, J>> => Object.fromEntries(parts.map((part, place) => [part.key, json(part, place)]));

const toldPhases = toldOnce((phases: Release['phases']) => byKey(phases, phaseJson));
const toldMilestones = toldOnce((milestones: Release['milestones']) =>
  byKey(milestones, (milestone, place) => ({
    place,
    name: milestone.name,
    at: milestone.at.toISOString(),
    doneAt: iso(milestone.doneAt),
  })),
);
const toldApplications = toldOnce((applications: Release['applications']) =>
  Object.fromEntries(
    applications.map(({ applicationId, role, version, result, resultNote }) => [
      applicationId,
      { role, version, result, resultNote },
    ]),
  ),
);
const toldDecisions = toldOnce((decisions: Release['decisions']) =>
  Object.fromEntries(decisions.map((decision, place) => [decision.id, decisionJson(decision, place)])),
);
const toldBaseline = toldOnce(({ at, goLive, phases }: Baseline) => ({
  at: at.toISOString(),
  goLive: goLiveJson(goLive),
  phases: toldPhases(phases),
}));

/** The whole record as the ledger keeps it, its children keyed, so that any past moment can be rebuilt from its entries. */
export const toRecord = (release: Release): RecordFields => ({
  key: release.key,
  planRef: release.planRef,
  name: release.name,
  summary: release.summary,
  kind: release.kind,
  class: release.class,
  unitId: release.unitId,
  ownerId: release.ownerId,
  proposedBy: release.proposedBy,
  parentId: release.parentId,
  state: release.state,
  heldFrom: release.heldFrom,
  goLive: goLiveJson(release.goLive),
  backOutMinutes: release.backOutMinutes,
  warrantyEnd: iso(release.warrantyEnd),
  phases: toldPhases(release.phases),
  milestones: toldMilestones(release.milestones),
  applications: toldApplications(release.applications),
  decisions: toldDecisions(release.decisions),
  baseline: release.baseline === null ? null : toldBaseline(release.baseline),
  outcome: release.outcome,
  deviation: release.deviation === null ? null : { text: release.deviation.text, disposition: release.deviation.disposition },
  origin: release.origin,
  source: release.source,
  sourceTime: iso(release.sourceTime),
  createdAt: release.createdAt.toISOString(),
});

const decisionJson = (decision: Decision, place: number) => ({
  place,
  kind: decision.kind,
  by: decision.by,
  at: decision.at.toISOString(),
  result: decision.result,
  reason: decision.reason,
  voidedAt: iso(decision.voidedAt),
  voidWhy: decision.voidWhy,
});

/** Paths whose values are free text of people: they go to side records behind a salted commitment. */
export const erasablePaths = (release: Release): readonly string[] =>
  release.decisions.map((decision) => `/decisions/${decision.id}/reason`);

const text = z.string();
const maybe = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const time = z.string().transform((value) => new Date(value));
const maybeTime = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : new Date(value)));
const goLive = z
  .object({ start: time, end: time, zone: text })
  .nullish()
  .transform((value) => value ?? null);
const phases = z
  .record(
    text,
    z.object({
      place: z.number(),
      name: text,
      kind: z.enum(['plan', 'build', 'integrate', 'uat', 'deploy', 'warranty']),
      start: time,
      end: time,
    }),
  )
  .default({})
  .transform((all) =>
    Object.entries(all)
      .toSorted(([, a], [, b]) => a.place - b.place)
      .map(([key, { name, kind, start, end }]) => ({ key, name, kind, start, end })),
  );

/** Reads the record of a past moment; fields that were null then are missing in it. */
export const pastRecord = z.object({
  key: text,
  planRef: maybe,
  name: text,
  summary: z.string().default(''),
  kind: z.enum(['enterprise', 'project', 'independent', 'emergency', 'maintenance']),
  class: z.enum(['major', 'minor', 'patch']),
  unitId: text,
  ownerId: maybe,
  proposedBy: text,
  parentId: maybe,
  state: z.enum([
    'proposed',
    'accepted',
    'planned',
    'in-progress',
    'ready',
    'deploying',
    'deployed',
    'released-for-use',
    'warranty',
    'closed',
    'backed-out',
    'closed-failed',
    'rejected',
    'on-hold',
    'cancelled',
  ]),
  heldFrom: z
    .enum(['proposed', 'accepted', 'planned', 'in-progress'])
    .nullish()
    .transform((value) => value ?? null),
  goLive,
  backOutMinutes: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  warrantyEnd: maybeTime,
  phases,
  milestones: z
    .record(text, z.object({ place: z.number(), name: text, at: time, doneAt: maybeTime }))
    .default({})
    .transform((all) =>
      Object.entries(all)
        .toSorted(([, a], [, b]) => a.place - b.place)
        .map(([key, { name, at, doneAt }]) => ({ key, name, at, doneAt })),
    ),
  applications: z
    .record(
      text,
      z.object({
        role: z.enum(['changed', 'regression']),
        version: maybe,
        result: z.enum(['pending', 'completed', 'rejected', 'rolled-back']),
        resultNote: maybe,
      }),
    )
    .default({})
    .transform((all) => Object.entries(all).map(([applicationId, rest]) => ({ applicationId, ...rest }))),
  decisions: z
    .record(
      text,
      z.object({
        place: z.number(),
        kind: text,
        by: text,
        at: time,
        result: maybe,
        reason: maybe,
        voidedAt: maybeTime,
        voidWhy: maybe,
      }),
    )
    .default({})
    .transform((all) =>
      Object.entries(all)
        .toSorted(([, a], [, b]) => a.place - b.place)
        .map(([id, { place: _place, ...rest }]) => ({ id, ...rest })),
    ),
  baseline: z
    .object({ at: time, goLive, phases })
    .nullish()
    .transform((value) => value ?? null),
  outcome: z
    .enum(['completed', 'partially-completed', 'failed'])
    .nullish()
    .transform((value) => value ?? null),
  deviation: z
    .object({ text, disposition: text })
    .nullish()
    .transform((value) => value ?? null),
  origin: z.enum(['native', 'imported']),
  source: maybe,
  sourceTime: maybeTime,
  createdAt: time,
});
