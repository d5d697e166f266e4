import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { GoLive, Milestone, Phase, ReleaseApplication } from '../release.ts';

const no = defineRefusals('releases', {
  'ends-before-start': {
    kind: 'rule',
    says: (f: { what: string }) => `${f.what} ends before, or when, it starts.`,
    remedy: 'Let the end lie after the start; spans are half-open.',
  },
  'zone-unknown': {
    kind: 'rule',
    says: (f: { zone: string }) => `“${f.zone}” is not a time zone.`,
    remedy: 'Use an IANA name such as Europe/Zurich.',
  },
  'time-out-of-range': {
    kind: 'rule',
    says: (f: { what: string }) => `${f.what} lies outside the years 1970 to 2199.`,
    remedy: 'Check the year.',
  },
  'key-twice': {
    kind: 'rule',
    says: (f: { what: string; key: string }) => `Two ${f.what} have the key “${f.key}”.`,
    remedy: 'Give each its own key.',
  },
});

export type Parts = {
  readonly goLive: GoLive | null;
  readonly warrantyEnd: Date | null;
  readonly phases: readonly Phase[];
  readonly milestones: readonly Milestone[];
  readonly applications: readonly Pick<ReleaseApplication, 'applicationId'>[];
};

const first = Date.UTC(1970, 0, 1);
const last = Date.UTC(2200, 0, 1);
const outside = (time: Date): boolean => time.getTime() < first || time.getTime() >= last;

/** Zones that were found to exist: a format costs a tenth of a millisecond to make. */
const zones = new Set<string>();

function isZone(zone: string): boolean {
  if (zones.has(zone)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    if (zones.size < 1000) zones.add(zone);
    return true;
  } catch {
    return false;
  }
}

const twice = (what: string, field: string, keys: readonly string[]): readonly Refusal[] =>
  [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))].map((key) => no['key-twice']({ what, key }, { field }));

/** What no release may ever be, in whatever state: spans run forward, zones and years exist, keys are their own. */
export function wellFormed(parts: Parts): readonly Refusal[] {
  const spans = [
    ...parts.phases.map((phase, index) => ({
      what: `Phase “${phase.name}”`,
      field: `/phases/${index}`,
      start: phase.start,
      end: phase.end,
    })),
    ...(parts.goLive === null
      ? []
      : [{ what: 'The go-live', field: '/goLive', start: parts.goLive.start, end: parts.goLive.end }]),
  ];
  const times = [
    ...spans.flatMap(({ what, field, start, end }) => [start, end].map((time) => ({ what, field, time }))),
    ...parts.milestones.map((milestone, index) => ({
      what: `Milestone “${milestone.name}”`,
      field: `/milestones/${index}`,
      time: milestone.at,
    })),
    ...parts.milestones.flatMap(({ name, doneAt }, index) =>
      doneAt === null ? [] : [{ what: `Milestone “${name}”`, field: `/milestones/${index}`, time: doneAt }],
    ),
    ...(parts.warrantyEnd === null ? [] : [{ what: 'The end of the warranty', field: '/warrantyEnd', time: parts.warrantyEnd }]),
  ];
  return [
    ...spans.filter(({ start, end }) => end <= start).map(({ what, field }) => no['ends-before-start']({ what }, { field })),
    ...times.filter(({ time }) => outside(time)).map(({ what, field }) => no['time-out-of-range']({ what }, { field })),
    ...(parts.goLive !== null && !isZone(parts.goLive.zone)
      ? [no['zone-unknown']({ zone: parts.goLive.zone }, { field: '/goLive/zone' })]
      : []),
    ...twice(
      'phases',
      '/phases',
      parts.phases.map((phase) => phase.key),
    ),
    ...twice(
      'milestones',
      '/milestones',
      parts.milestones.map((milestone) => milestone.key),
    ),
    ...twice(
      'applications',
      '/applications',
      parts.applications.map((application) => application.applicationId),
    ),
  ];
}
