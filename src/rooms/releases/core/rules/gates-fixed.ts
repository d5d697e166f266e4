import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import { datesApproved } from '../change.ts';
import type { Release } from '../release.ts';

const no = defineRefusals('releases', {
  'gates-fixed': {
    kind: 'rule',
    says: (f: { gate: string; how: string; why: string }) => `${f.why}: gate “${f.gate}” can no longer be ${f.how}.`,
    remedy:
      'Have the gate decided as not applicable, or its criterion waived, by those who may; a further gate can be added at any time.',
  },
});

/** What a gate asks, without what may always change: its name and its due time. */
export type GateQuestion = {
  readonly key: string;
  readonly name: string;
  readonly guards: string;
  readonly deciders: readonly string[];
  readonly greenHours: number | null;
  readonly criteria: readonly { readonly key: string }[];
};

const fieldsOf = (value: object): string => JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
const asks = (gate: GateQuestion): string =>
  JSON.stringify([gate.guards, gate.deciders.toSorted(), gate.greenHours, gate.criteria.map(fieldsOf).toSorted()]);

/**
 * Nobody gets round a gate by taking it away, or by asking less, once the dates were approved with it, or once it was decided as failed (law 5).
 * @param failed keys of the gates that stand as failed.
 */
export function gatesFixed(
  release: Release,
  present: readonly GateQuestion[],
  wanted: readonly GateQuestion[],
  failed: ReadonlySet<string>,
): readonly Refusal[] {
  const approved = datesApproved(release);
  const byKey = new Map(wanted.map((gate) => [gate.key, gate] as const));
  return present.flatMap((gate) => {
    if (!approved && !failed.has(gate.key)) return [];
    const why = approved ? 'The dates are approved' : 'It was decided as failed';
    const next = byKey.get(gate.key);
    const at = wanted.findIndex(({ key }) => key === gate.key);
    const place = { field: at === -1 ? '/gates' : `/gates/${at}`, link: `/releases/${release.key}/gates?gate=${gate.key}` };
    if (next === undefined) return [no['gates-fixed']({ gate: gate.name, how: 'withdrawn', why }, place)];
    return asks(next) === asks(gate) ? [] : [no['gates-fixed']({ gate: gate.name, how: 'changed', why }, place)];
  });
}
