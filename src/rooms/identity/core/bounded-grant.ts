import { amount } from '../../../foundation/profile.ts';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

/** An inspection is an event: whoever needs longer is granted the role anew, with a reason. */
export const inspectionDays = amount({
  key: 'access.inspectionDays',
  says: 'The role of inspector ends at the latest after',
  unit: 'days',
  least: 1,
  most: 366,
  stricter: 'lower',
  strict: 90,
  source: '21 CFR 11.10(d), 11.180 (access for the agency, limited to it); no source names a number',
});
const day = 86_400_000;

const no = defineRefusals('identity', {
  'inspection-unbounded': {
    kind: 'rule',
    says: (f: { days: number }) => `The role of inspector is granted for a time: with an end, at most ${f.days} days ahead.`,
    remedy: (f) => `Say until when, at most ${f.days} days from now; it can be granted anew.`,
  },
  'grant-ends-before': {
    kind: 'rule',
    says: (f: { until: string }) => `The role would end at ${f.until}, before it begins.`,
    remedy: 'Choose an end that is still to come, or leave it out.',
  },
});

/** A role ends after it begins; an inspector's always ends, and soon (an inspector's view is scoped, time-boxed and logged). */
export function grantBounded(role: string, until: Date | null, now: Date, mostDays: number): readonly Refusal[] {
  const place = { field: '/until' };
  if (until !== null && until <= now) return [no['grant-ends-before']({ until: until.toISOString() }, place)];
  if (role !== 'inspector') return [];
  const latest = new Date(now.getTime() + mostDays * day);
  return until === null || until > latest ? [no['inspection-unbounded']({ days: mostDays }, place)] : [];
}
