import type { Baseline, Decision, Milestone, Phase, Release, ReleaseApplication } from '../core/release.ts';

/** Times inside JSON come as text. */
type Text<T> = { readonly [K in keyof T]: Date extends T[K] ? (null extends T[K] ? string | null : string) : T[K] };
type BaselineText = {
  readonly at: string;
  readonly goLive: { readonly start: string; readonly end: string; readonly zone: string } | null;
  readonly phases: readonly Text<Phase>[];
};

export type ReleaseRow = {
  readonly id: string;
  readonly key: string;
  readonly plan_ref: string | null;
  readonly name: string;
  readonly summary: string;
  readonly kind: Release['kind'];
  readonly class: Release['class'];
  readonly unit_id: string;
  readonly owner_id: string | null;
  readonly proposed_by: string;
  readonly parent_id: string | null;
  readonly state: Release['state'];
  readonly held_from: Release['heldFrom'];
  readonly go_live_start: Date | null;
  readonly go_live_end: Date | null;
  readonly go_live_zone: string | null;
  readonly back_out_minutes: number | null;
  readonly warranty_end: Date | null;
  readonly baseline: BaselineText | null;
  readonly outcome: Release['outcome'];
  readonly deviation: Release['deviation'];
  readonly origin: Release['origin'];
  readonly source: string | null;
  readonly source_time: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
  readonly unit_key: string;
  readonly unit_name: string;
  readonly owner_name: string | null;
  readonly parent_key: string | null;
  readonly parent_name: string | null;
  readonly parent_unit: string | null;
  readonly phases: readonly Text<Phase>[];
  readonly milestones: readonly Text<Milestone>[];
  readonly applications: readonly ReleaseApplication[];
  readonly decisions: readonly Text<Decision>[];
};

export type Names = {
  readonly unit: { readonly id: string; readonly key: string; readonly name: string };
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly parent: { readonly id: string; readonly key: string; readonly name: string; readonly unitId: string } | null;
};
export type ReleaseWithNames = { readonly release: Release; readonly names: Names };

const maybe = (text: string | null): Date | null => (text === null ? null : new Date(text));
const phaseOf = (phase: Text<Phase>): Phase => ({
  key: phase.key,
  name: phase.name,
  kind: phase.kind,
  start: new Date(phase.start),
  end: new Date(phase.end),
});
export const goLiveOf = (start: Date | null, end: Date | null, zone: string | null): Release['goLive'] =>
  start === null || end === null || zone === null ? null : { start, end, zone };

const baselineOf = (text: BaselineText | null): Baseline | null =>
  text === null
    ? null
    : {
        at: new Date(text.at),
        goLive:
          text.goLive === null
            ? null
            : { start: new Date(text.goLive.start), end: new Date(text.goLive.end), zone: text.goLive.zone },
        phases: text.phases.map(phaseOf),
      };

/** Human keys are written in any case. */
export const byKeyText = (text: string): string => text.toUpperCase();

export const releaseOf = (row: ReleaseRow): ReleaseWithNames => ({
  release: {
    id: row.id,
    key: row.key,
    planRef: row.plan_ref,
    name: row.name,
    summary: row.summary,
    kind: row.kind,
    class: row.class,
    unitId: row.unit_id,
    ownerId: row.owner_id,
    proposedBy: row.proposed_by,
    parentId: row.parent_id,
    state: row.state,
    heldFrom: row.held_from,
    goLive: goLiveOf(row.go_live_start, row.go_live_end, row.go_live_zone),
    backOutMinutes: row.back_out_minutes,
    warrantyEnd: row.warranty_end,
    phases: row.phases.map(phaseOf),
    milestones: row.milestones.map((milestone) => ({
      key: milestone.key,
      name: milestone.name,
      at: new Date(milestone.at),
      doneAt: maybe(milestone.doneAt),
    })),
    applications: row.applications,
    decisions: row.decisions.map((decision) => ({ ...decision, at: new Date(decision.at), voidedAt: maybe(decision.voidedAt) })),
    baseline: baselineOf(row.baseline),
    outcome: row.outcome,
    deviation: row.deviation,
    origin: row.origin,
    source: row.source,
    sourceTime: row.source_time,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  },
  names: {
    unit: { id: row.unit_id, key: row.unit_key, name: row.unit_name },
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
    parent:
      row.parent_id === null
        ? null
        : { id: row.parent_id, key: row.parent_key ?? '', name: row.parent_name ?? '', unitId: row.parent_unit ?? '' },
  },
});
