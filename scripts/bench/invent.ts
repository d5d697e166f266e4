import { uuidv7 } from '../../src/foundation/ids.ts';
import type { ReleaseState } from '../../src/rooms/releases/contract.ts';
import type { Phase, PhaseKind, Release } from '../../src/rooms/releases/core/release.ts';

const hour = 3_600_000;
const day = 24 * hour;

export type Cast = {
  readonly units: readonly string[];
  readonly people: readonly string[];
  readonly applications: readonly string[];
};

const at = <T>(list: readonly T[], index: number): T => {
  const one = list[index % list.length];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
};

const phaseKinds: readonly { readonly kind: PhaseKind; readonly from: number; readonly until: number }[] = [
  { kind: 'plan', from: -60, until: -45 },
  { kind: 'build', from: -45, until: -20 },
  { kind: 'integrate', from: -20, until: -12 },
  { kind: 'uat', from: -12, until: -2 },
  { kind: 'deploy', from: 0, until: 1 },
];

const phasesAround = (start: Date): readonly Phase[] =>
  phaseKinds.map(({ kind, from, until }) => ({
    key: kind,
    name: `Phase ${kind}`,
    kind,
    start: new Date(start.getTime() + from * day),
    end: new Date(start.getTime() + until * day),
  }));

/** Where a release stands, by how far its go-live lies ahead. */
function stateAt(daysAhead: number): ReleaseState {
  if (daysAhead < -30) return 'closed';
  if (daysAhead < 0) return 'warranty';
  if (daysAhead < 60) return 'in-progress';
  return daysAhead < 180 ? 'planned' : 'accepted';
}

/** The releases of one year, four months of it past, evenly spaced: the same ones however often it is asked. No two of them meet on an application. */
export function inventReleases(many: number, cast: Cast, now: Date): readonly Release[] {
  const year = 365 * day;
  return Array.from({ length: many }, (_, index) => {
    const start = new Date(Math.floor((now.getTime() - 120 * day + (index * year) / many) / 1000) * 1000);
    const state = stateAt((start.getTime() - now.getTime()) / day);
    const over = state === 'closed';
    const createdAt = new Date(Math.min(start.getTime() - 90 * day, now.getTime() - day));
    const goLive = { start, end: new Date(start.getTime() + 2 * hour), zone: 'Europe/Zurich' };
    const phases = phasesAround(start);
    return {
      id: uuidv7(createdAt.getTime()),
      key: `REL-${1000 + index}`,
      planRef: null,
      name: `Quarterly update ${index} of the plant systems`,
      summary: `What release ${index} brings, as its owner put it down.`,
      kind: 'project',
      class: 'minor',
      unitId: at(cast.units, index),
      ownerId: at(cast.people, index),
      proposedBy: at(cast.people, index + 1),
      parentId: null,
      state,
      heldFrom: null,
      goLive,
      backOutMinutes: 60,
      warrantyEnd: new Date(start.getTime() + 30 * day),
      phases,
      milestones: [
        { key: 'scope', name: 'Scope lock', at: new Date(start.getTime() - 45 * day), doneAt: null },
        { key: 'uat', name: 'UAT complete', at: new Date(start.getTime() - 2 * day), doneAt: null },
      ],
      applications: [0, 1, 2].map((offset) => ({
        applicationId: at(cast.applications, index * 3 + offset),
        role: offset === 2 ? 'regression' : 'changed',
        version: `${index}.${offset}`,
        result: over ? 'completed' : 'pending',
        resultNote: null,
      })),
      decisions: ['accept', 'plan'].map((kind, place) => ({
        id: uuidv7(createdAt.getTime() + (place + 1) * 1000),
        kind,
        by: at(cast.people, index + 2 + place),
        at: new Date(createdAt.getTime() + (place + 1) * 1000),
        result: null,
        reason: 'as the board recommended',
        voidedAt: null,
        voidWhy: null,
      })),
      baseline: { at: createdAt, goLive, phases },
      outcome: over ? 'completed' : null,
      deviation: null,
      origin: 'native',
      source: null,
      sourceTime: null,
      createdAt,
      updatedAt: createdAt,
      version: 1,
    };
  });
}
