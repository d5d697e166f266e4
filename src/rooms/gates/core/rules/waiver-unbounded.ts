import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';

export const waiverDays = 90;

const no = defineRefusals('gates', {
  'waiver-unbounded': {
    kind: 'rule',
    says: (f: { expiresAt: string; latest: string }) =>
      `A waiver ends in the future and at most ${waiverDays} days ahead, not at ${f.expiresAt}.`,
    remedy: (f) => `Choose an end until ${f.latest}.`,
  },
});

/** A waiver ends, at most 90 days ahead; nothing is waived for good. */
export function waiverUnbounded(expiresAt: Date, now: Date): readonly Refusal[] {
  const latest = new Date(now.getTime() + waiverDays * 86_400_000);
  if (expiresAt > now && expiresAt <= latest) return [];
  return [no['waiver-unbounded']({ expiresAt: expiresAt.toISOString(), latest: latest.toISOString() }, { field: '/expiresAt' })];
}
