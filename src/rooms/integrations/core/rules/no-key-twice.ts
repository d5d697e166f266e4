import type { Finding, PlanPath } from '../plan-problem.ts';
import type { ShapedPlan } from '../shape-plan.ts';

type Keyed = { readonly key: string };

function repeated(records: readonly Keyed[], at: (index: number) => PlanPath, findings: Finding[]): void {
  const first = new Map<string, string>();
  for (const [index, { key }] of records.entries()) {
    const folded = key.toLowerCase();
    const earlier = first.get(folded);
    if (earlier === undefined) first.set(folded, key);
    else {
      const message =
        earlier === key ? `The key "${key}" is used twice in this list.` : `"${key}" and "${earlier}" differ only in capitals.`;
      findings.push({
        at: [...at(index), 'key'],
        code: 'plan.record-twice',
        message,
        remedy: 'Give each record of a list its own key.',
      });
    }
  }
}

function repeatedDependencies(shaped: ShapedPlan, findings: Finding[]): void {
  const seen = new Set<string>();
  for (const { at, value } of shaped.dependencies) {
    const ends = JSON.stringify([value.from, value.to, value.type]);
    if (seen.has(ends)) {
      const message = `That ${value.from} depends on ${value.to} (${value.type}) is said twice.`;
      findings.push({ at, code: 'plan.record-twice', message, remedy: 'Keep one of the two.' });
    }
    seen.add(ends);
  }
}

/** A key names one record. */
export function noKeyTwice(shaped: ShapedPlan): Finding[] {
  const findings: Finding[] = [];
  const { units, applications, calendars, windows, freezes, releases, history } = shaped;
  for (const list of [units, applications, calendars, windows, freezes, releases, history]) {
    const records: readonly { readonly at: PlanPath; readonly value: Keyed }[] = list;
    repeated(
      records.map(({ value }) => value),
      (index) => records[index]?.at ?? [],
      findings,
    );
  }
  repeatedDependencies(shaped, findings);
  for (const { at, value } of shaped.windows) repeated(value.targets, (index) => [...at, 'targets', index], findings);
  for (const { at, value } of shaped.releases) {
    for (const name of ['applications', 'phases', 'milestones', 'gates'] as const) {
      repeated(value[name], (index) => [...at, name, index], findings);
    }
    for (const [gate, { criteria }] of value.gates.entries()) {
      repeated(criteria, (index) => [...at, 'gates', gate, 'criteria', index], findings);
    }
  }
  return findings;
}
