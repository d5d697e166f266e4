import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { Change } from '../change.ts';

const no = defineRefusals('changes', {
  'ends-before-start': {
    kind: 'rule',
    says: () => 'The planned time ends before, or when, it starts.',
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
  'named-twice': {
    kind: 'rule',
    says: (f: { what: string }) => `The same ${f.what} is named twice.`,
    remedy: 'Name each once.',
  },
});

const first = Date.UTC(1970, 0, 1);
const last = Date.UTC(2200, 0, 1);
const outside = (time: Date): boolean => time.getTime() < first || time.getTime() >= last;

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const twice = (values: readonly string[]): boolean => new Set(values).size !== values.length;

/** What no change may ever be. */
export function wellFormed(change: Pick<Change, 'planned' | 'applications' | 'links' | 'needs'>): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const { planned } = change;
  if (planned !== null) {
    if (planned.end <= planned.start) refusals.push(no['ends-before-start']({}, { field: '/planned/end' }));
    if (!isZone(planned.zone)) refusals.push(no['zone-unknown']({ zone: planned.zone }, { field: '/planned/zone' }));
    if (outside(planned.start) || outside(planned.end))
      refusals.push(no['time-out-of-range']({ what: 'The planned time' }, { field: '/planned/start' }));
  }
  if (change.needs.some(({ needBy }) => needBy !== null && outside(needBy)))
    refusals.push(no['time-out-of-range']({ what: 'A need-by date' }, { field: '/dependencies' }));
  if (twice(change.applications.map(({ applicationId }) => applicationId)))
    refusals.push(no['named-twice']({ what: 'application' }, { field: '/applications' }));
  if (twice(change.links.map(({ url }) => url))) refusals.push(no['named-twice']({ what: 'link' }, { field: '/links' }));
  if (twice(change.needs.map(({ changeId }) => changeId)))
    refusals.push(no['named-twice']({ what: 'change' }, { field: '/dependencies' }));
  return refusals;
}
