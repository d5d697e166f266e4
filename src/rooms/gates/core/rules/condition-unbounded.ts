import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';

const no = defineRefusals('gates', {
  'condition-missing': {
    kind: 'rule',
    says: () => 'A conditional pass says what must still be done.',
    remedy: 'Write the condition.',
  },
  'condition-unbounded': {
    kind: 'rule',
    says: (f: { expiresAt: string | null; latest: string; days: number }) =>
      f.expiresAt === null
        ? 'A conditional pass has an end.'
        : `A conditional pass ends in the future and at most ${f.days} days ahead, not at ${f.expiresAt}.`,
    remedy: (f) => `Choose an end until ${f.latest}.`,
  },
});

/** A conditional pass demands a condition and an end in the future, at most so many days ahead (compliance profile). */
export function conditionUnbounded(
  condition: string | null,
  expiresAt: Date | null,
  now: Date,
  days: number,
): readonly Refusal[] {
  const latest = new Date(now.getTime() + days * 86_400_000);
  const bounded = expiresAt !== null && expiresAt > now && expiresAt <= latest;
  return [
    ...(condition === null || condition.trim() === '' ? [no['condition-missing']({}, { field: '/condition' })] : []),
    ...(bounded
      ? []
      : [
          no['condition-unbounded'](
            { expiresAt: expiresAt?.toISOString() ?? null, latest: latest.toISOString(), days },
            { field: '/expiresAt' },
          ),
        ]),
  ];
}
