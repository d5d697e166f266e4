import { defineRefusals, done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import * as gates from '../../gates/door.ts';
import { nextVerb } from '../core/lifecycle.ts';
import type { Release } from '../core/release.ts';
import { type Asking, guardWords } from './gather-facts.ts';
import { type NextStep, nextStepOf } from './next-step.ts';
import { refOf } from './release-subject.ts';

const no = defineRefusals('releases', {
  'assumed-past': {
    kind: 'rule',
    says: (f: { at: string; now: string }) => `What would be is asked of now or later, not of ${f.at}: it is ${f.now} now.`,
    remedy: 'Choose a later moment, or none for now. How it stood is shown with `asOf`.',
  },
  'assumed-no-gate': {
    kind: 'rule',
    says: (f: { gate: string }) => `“${f.gate}” is no gate of this release.`,
    remedy: 'Name gates of the release by their key.',
  },
});

export type Assumed = { readonly at: Date | null; readonly passed: readonly string[] };
type GateSeen = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly closed: boolean;
  readonly assumed: boolean;
};
export type SeenStep = { readonly step: NextStep; readonly at: Date; readonly gates: readonly GateSeen[] };

/** What would block the next step at a moment, with gates that are assumed to have passed; by the rules of the step itself. Reads only. */
export async function viewWhatIf(ask: Asking, release: Release, assumed: Assumed): Promise<Outcome<SeenStep>> {
  const at = assumed.at ?? ask.now;
  const strip = (await gates.gatesOf(ask.db, [refOf(release)], at)).get(release.id) ?? [];
  const broken: Refusal[] = assumed.passed.flatMap((named, place) =>
    strip.some((gate) => gate.id === named || gate.key === named)
      ? []
      : [no['assumed-no-gate']({ gate: named }, { field: `/passed/${place}` })],
  );
  if (at < ask.now) broken.push(no['assumed-past']({ at: at.toISOString(), now: ask.now.toISOString() }, { field: '/at' }));
  if (broken.length > 0) return refused(broken);
  const passed = new Set(
    strip.filter((gate) => assumed.passed.some((named) => named === gate.id || named === gate.key)).map(({ id }) => id),
  );
  const verb = nextVerb[release.state];
  const guards = verb === undefined ? [] : guardWords(verb);
  const closedNow = [...(await gates.guardsOf(ask.app, refOf(release), at)).values()].flat();
  const closed = new Set(closedNow.map((refusal) => refusal.facts?.gateId));
  return done({
    step: await nextStepOf({ ...ask, now: at }, release, passed),
    at,
    gates: strip
      .filter((gate) => guards.includes(gate.guards))
      .map(({ id, key, name }) => ({ id, key, name, closed: closed.has(id), assumed: passed.has(id) })),
  });
}
