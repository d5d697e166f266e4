import type { phaseKinds } from '../../contract.ts';
import type { Release } from '../parts.tsx';
import { goLiveText, milestonesText, phasesText } from './field-text.ts';
import type { Edited } from './stale-rows.ts';

export type PhaseDraft = {
  readonly key: string;
  readonly name: string;
  readonly kind: (typeof phaseKinds)[number];
  readonly start: string | null;
  readonly end: string | null;
};
export type MilestoneDraft = {
  readonly key: string;
  readonly name: string;
  readonly at: string | null;
  readonly doneAt: string | null;
};
export type ScheduleDraft = {
  readonly start: string | null;
  readonly end: string | null;
  readonly zone: string;
  readonly phases: readonly PhaseDraft[];
  readonly milestones: readonly MilestoneDraft[];
};

export const scheduleOf = (release: Release, zone: string): ScheduleDraft => ({
  start: release.goLive?.start ?? null,
  end: release.goLive?.end ?? null,
  zone: release.goLive?.zone ?? zone,
  phases: release.phases,
  milestones: release.milestones,
});

/** A key that no other row has: the name in small letters, numbered where it must be. */
export function freshKey(name: string, taken: readonly string[]): string {
  const base =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 60) || 'row';
  const free = (key: string) => !taken.includes(key);
  if (free(base)) return base;
  return Array.from({ length: 300 }, (_, index) => `${base}-${index + 2}`).find(free) ?? `${base}-x`;
}

const wholePhase = ({ start, end, ...row }: PhaseDraft) => (start === null || end === null ? [] : [{ ...row, start, end }]);
const wholeMilestone = ({ at, ...row }: MilestoneDraft) => (at === null ? [] : [{ ...row, at }]);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The edit that says of one milestone when it was done, or that it was not. */
export function milestoneMarked(release: Pick<Release, 'goLive' | 'milestones'>, key: string, doneAt: string | null): Edited {
  const milestones = release.milestones.map((one) => (one.key === key ? { ...one, doneAt } : one));
  return { body: { milestones }, mine: { milestones: milestonesText(milestones, release.goLive?.zone ?? 'UTC') } };
}

export function problemIn(draft: ScheduleDraft): string | undefined {
  if (draft.phases.some((row) => row.name.trim() === '' || row.start === null || row.end === null))
    return 'Each phase has a name, a start and an end.';
  if (draft.phases.some((row) => row.start !== null && row.end !== null && row.start >= row.end))
    return 'Each phase ends after it starts.';
  if (draft.milestones.some((row) => row.name.trim() === '' || row.at === null)) return 'Each milestone has a name and a time.';
  if ((draft.start === null) !== (draft.end === null)) return 'A go-live has a start and an end.';
  if (draft.start !== null && draft.end !== null && draft.start >= draft.end) return 'The go-live ends after it starts.';
  return undefined;
}

/** Only what differs; a list goes as a whole, compared by key. */
export function scheduleEdited(release: Release, draft: ScheduleDraft): Edited {
  const before = scheduleOf(release, draft.zone);
  const phases = draft.phases.flatMap(wholePhase).map((row) => ({ ...row, name: row.name.trim() }));
  const milestones = draft.milestones.flatMap(wholeMilestone).map((row) => ({ ...row, name: row.name.trim() }));
  const goLive = draft.start === null || draft.end === null ? null : { start: draft.start, end: draft.end, zone: draft.zone };
  const moved = draft.start !== before.start || draft.end !== before.end || draft.zone !== before.zone;
  const { zone } = draft;
  return {
    body: {
      ...(moved ? { goLive } : {}),
      ...(same(draft.phases, before.phases) ? {} : { phases }),
      ...(same(draft.milestones, before.milestones) ? {} : { milestones }),
    },
    mine: {
      ...(moved ? { goLive: goLiveText(goLive) } : {}),
      ...(same(draft.phases, before.phases) ? {} : { phases: phasesText(phases, zone) }),
      ...(same(draft.milestones, before.milestones) ? {} : { milestones: milestonesText(milestones, zone) }),
    },
  };
}
