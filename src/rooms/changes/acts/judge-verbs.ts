import type { Refusal } from '../../../foundation/refusal.ts';
import * as approvals from '../../approvals/door.ts';
import { type ChangeVerb, changeVerbs } from '../contract-words.ts';
import type { Change } from '../core/change.ts';
import { brokenBeforeInput, rowFor } from '../core/judge.ts';
import { lifecycle, rightOfVerb } from '../core/lifecycle.ts';
import { refOf } from './change-subject.ts';
import { type Asking, type CommonFacts, factsFor } from './gather-facts.ts';

/**
 * What the actor may do with a change, verb by verb, and why not: the same rules on the same facts as the acts, without locks. Right first: who may not
 * take a verb hears nothing of its rules.
 */
export async function judgeVerbs(
  ask: Asking,
  change: Change,
  common: CommonFacts,
): Promise<ReadonlyMap<ChangeVerb, readonly Refusal[]>> {
  const { app, actor, db, now } = ask;
  const asking = lifecycle.rows.filter((row) => row.from.includes(change.state) && row.rules.includes('approvals-given'));
  const verbs = asking.map((row) => row.verb);
  const guards = verbs.length === 0 ? new Map() : await approvals.guardsOf(app, refOf(change), verbs, { actor, now, db });
  const judged = new Map<ChangeVerb, readonly Refusal[]>();
  for (const verb of changeVerbs) {
    const mayNot = app.ports.authority.may(actor, rightOfVerb(verb), change.unitId);
    const found = rowFor(change, verb);
    if (mayNot.length > 0) judged.set(verb, mayNot);
    else if ('refusals' in found) judged.set(verb, found.refusals);
    else {
      const facts = await factsFor(ask, change, common, verb, { missingApprovals: guards.get(verb) ?? [] });
      judged.set(verb, brokenBeforeInput(found.row, change, facts));
    }
  }
  return judged;
}
