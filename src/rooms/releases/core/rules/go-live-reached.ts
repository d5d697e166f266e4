import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';
import { datesInOrder } from './dates-in-order.ts';

const no = defineRefusals('releases', {
  'go-live-reached': {
    kind: 'rule',
    says: (f: { start: string; early: string }) => `The go-live begins at ${f.start}: this is ${f.early} too early.`,
    remedy: 'Wait for the go-live, or have it moved forward.',
  },
  'go-live-over': {
    kind: 'rule',
    says: (f: { end: string }) => `The go-live was over at ${f.end}.`,
    remedy: 'Have the go-live moved; the go is then decided again.',
  },
});

/** A deployment starts inside its go-live, `[start, end)`. */
export const goLiveReached: Rule = (release, facts, verb) => {
  const link = `/releases/${release.key}/schedule`;
  if (release.goLive === null) return datesInOrder(release, facts, verb);
  const { start, end } = release.goLive;
  if (facts.now < start)
    return [
      no['go-live-reached']({ start: start.toISOString(), early: sayLength(start.getTime() - facts.now.getTime()) }, { link }),
    ];
  return facts.now < end ? [] : [no['go-live-over']({ end: end.toISOString() }, { link })];
};

/** A length of time in words: 3 d 4 h, 2 h 5 min, 40 s. */
export function sayLength(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
  if (hours > 0) return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
  return `${rest} min`;
}
