import type { Refusal } from '../../../foundation/refusal.ts';
import { type ReleaseVerb, releaseVerbs } from '../contract.ts';
import { brokenBeforeInput, rowFor } from '../core/judge.ts';
import { lifecycle, type Row, type RuleName, rightOfVerb } from '../core/lifecycle.ts';
import type { Release } from '../core/release.ts';
import { type Asking, factsFor, type Guards, gatherCommon, gatherGuards, guardWords } from './gather-facts.ts';

export type Judged = ReadonlyMap<ReleaseVerb, readonly Refusal[]>;

const possible = (release: Release): ReadonlySet<RuleName> =>
  release.origin === 'imported'
    ? new Set()
    : new Set(lifecycle.rows.filter((row) => row.from.includes(release.state)).flatMap((row) => row.rules));

/**
 * What the actor may do with a release, verb by verb, and why not: the same rules on the same facts as the acts, without locks. Right first: who may not
 * take a verb hears nothing of its rules.
 */
export async function judgeVerbs(ask: Asking, release: Release): Promise<Judged> {
  const rules = possible(release);
  const common = await gatherCommon(ask, release, rules);
  const verbs = lifecycle.rows.flatMap((row) =>
    row.from.includes(release.state) && row.rules.includes('approvals-given') ? [row.verb] : [],
  );
  const guards = await gatherGuards(ask, release, verbs, rules);
  const judged = new Map<ReleaseVerb, readonly Refusal[]>();
  for (const verb of releaseVerbs) {
    const mayNot = ask.app.ports.authority.may(ask.actor, rightOfVerb(verb), release.unitId);
    const found = rowFor(release, verb);
    if (mayNot.length > 0) judged.set(verb, mayNot);
    else if ('refusals' in found) judged.set(verb, found.refusals);
    else judged.set(verb, await judgeRow(ask, release, found.row, common, guards));
  }
  return judged;
}

/** What stands in the way of one row, whoever asks: for "what blocks the next step". */
export async function judgeRow(
  ask: Asking,
  release: Release,
  row: Row,
  common: Awaited<ReturnType<typeof gatherCommon>>,
  guards: Guards,
): Promise<readonly Refusal[]> {
  const closedGates = guardWords(row.verb).flatMap((guard) => guards.gates.get(guard) ?? []);
  const missingApprovals = guards.approvals.get(row.verb) ?? [];
  return brokenBeforeInput(row, release, await factsFor(ask, release, common, row.verb, { closedGates, missingApprovals }));
}
