import { readFileSync } from 'node:fs';
import type { PlanFile, PlanRelease } from '../../src/rooms/integrations/core/plan-file.ts';
import { readPlan } from '../../src/rooms/integrations/core/read-plan.ts';
import { daysBetween, type Shift, shiftBy } from './days.ts';

const committed = new URL('../plans/openstack-epoxy.yaml', import.meta.url);

const shiftedSpan = <T extends { readonly start: string; readonly end: string }>(span: T, { time }: Shift): T => ({
  ...span,
  start: time(span.start),
  end: time(span.end),
});

const shiftedRelease = (release: PlanRelease, shift: Shift): PlanRelease => ({
  ...release,
  phases: release.phases.map((phase) => shiftedSpan(phase, shift)),
  milestones: release.milestones.map((milestone) => ({ ...milestone, at: shift.time(milestone.at) })),
  ...(release.goLive && { goLive: shiftedSpan(release.goLive, shift) }),
});

/** The converter gives every time in UTC, neither recurrences nor gates; so whole weeks can simply be added. */
function shifted(plan: PlanFile, shift: Shift, today: string): PlanFile {
  return {
    ...plan,
    ...(plan.source && {
      source: { ...plan.source, shiftedWeeks: (plan.source.shiftedWeeks ?? 0) + shift.weeks, shiftedTo: today },
    }),
    windows: plan.windows.map((window) => ({ ...window, ...(window.once && { once: shiftedSpan(window.once, shift) }) })),
    freezes: plan.freezes.map((freeze) => ({ ...freeze, ...(freeze.once && { once: shiftedSpan(freeze.once, shift) }) })),
    releases: plan.releases.map((release) => shiftedRelease(release, shift)),
    history: plan.history.map((record) => ({
      ...record,
      sourceTime: shift.time(record.sourceTime),
      times: record.times.map((time) => ({ ...time, at: shift.time(time.at) })),
    })),
  };
}

/** The committed series, moved on by whole weeks so that today lies in the middle of its cycle whenever the demo starts. */
export function openstackPlan(today: Date): PlanFile {
  const read = readPlan(readFileSync(committed, 'utf8'));
  if (!read.ok) throw new Error(`openstack-epoxy.yaml, line ${read.problems[0]?.line}: ${read.problems[0]?.message}`);
  const day = today.toISOString().slice(0, 10);
  const weeks = Math.floor(daysBetween(read.plan.source?.shiftedTo ?? day, day) / 7);
  return weeks === 0 ? read.plan : shifted(read.plan, shiftBy(weeks), day);
}
