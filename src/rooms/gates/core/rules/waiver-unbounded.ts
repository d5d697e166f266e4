import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';

const no = defineRefusals('gates', {
  'waiver-unbounded': {
    kind: 'rule',
    says: (f: { expiresAt: string; latest: string; days: number }) =>
      `A waiver ends in the future and at most ${f.days} days ahead, not at ${f.expiresAt}.`,
    remedy: (f) => `Choose an end until ${f.latest}.`,
  },
});

/** A waiver ends, at most so many days ahead (compliance profile); nothing is waived for good. */
export function waiverUnbounded(expiresAt: Date, now: Date, days: number): readonly Refusal[] {
  const latest = new Date(now.getTime() + days * 86_400_000);
  if (expiresAt > now && expiresAt <= latest) return [];
  const facts = { expiresAt: expiresAt.toISOString(), latest: latest.toISOString(), days };
  return [no['waiver-unbounded'](facts, { field: '/expiresAt' })];
}
