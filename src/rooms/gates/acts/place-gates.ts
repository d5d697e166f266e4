import { uuidv7 } from '../../../foundation/ids.ts';
import type { Subject } from '../../../foundation/record.ts';
import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { GateDraft } from '../core/drafts.ts';
import { evaluate } from '../core/evaluation.ts';
import type { Gate } from '../core/gate.ts';
import { type Match, matchGate } from '../core/match-gate.ts';
import { newCriterion, newGate } from '../core/new-gate.ts';
import { isPassing } from '../core/standing.ts';
import { gatesOfSubject } from '../store/read-gates.ts';
import { changeGate, insertCriteria, insertGates, moveCriterion, withdrawCriteria } from '../store/write-gate.ts';
import { checkersAsked, draftFaults } from './content-faults.ts';
import { gateNow, measureIn, reopening, sayGate } from './follow-facts.ts';
import { keepAllIn, keepChangeIn } from './keep-evaluation.ts';
import { measuredGates } from './measure.ts';
import { settleFrom } from './settle-from.ts';

export type ReopenedGate = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly guards: string;
  readonly why: string;
};

export type Placed = {
  readonly changed: boolean;
  readonly gates: readonly { readonly id: string; readonly key: string }[];
  /** Gates that had passed and are open again because of this change. */
  readonly reopened: readonly ReopenedGate[];
};

/** Makes the gates of a subject, which the caller has locked, match the drafts. */
export async function placeGatesIn(work: Work, subject: Subject, drafts: readonly GateDraft[]): Promise<Outcome<Placed>> {
  const faults = draftFaults(work.app, drafts, subject.kind, await checkersAsked(work.tx, drafts));
  if (faults.length > 0) return refused(faults);
  const present = await gatesOfSubject(work.tx, subject, 'update', { withdrawn: true });
  const known = new Map(present.map((gate) => [gate.key, gate]));
  const fresh: Gate[] = [];
  const reopened: ReopenedGate[] = [];
  let changed = false;
  const gates: { id: string; key: string }[] = [];
  const settled = await settleFrom(work, known, drafts);
  if (!settled.ok) return settled;
  for (const [place, draft] of settled.value.entries()) {
    const gate = known.get(draft.key);
    if (gate === undefined) {
      const made = newGate(subject, draft, place, () => uuidv7(work.now.getTime()), work.now);
      fresh.push(made);
      gates.push({ id: made.id, key: made.key });
      continue;
    }
    gates.push({ id: gate.id, key: gate.key });
    const outcome = await changeToMatch(work, subject, gate, draft, place);
    changed ||= outcome.changed;
    if (outcome.reopened !== null) reopened.push(outcome.reopened);
  }
  await make(work, fresh);
  const wanted = new Set(drafts.map((draft) => draft.key));
  const gone = present.filter((gate) => gate.withdrawnAt === null && !wanted.has(gate.key));
  for (const gate of gone) await withdraw(work, gate);
  return done({ changed: changed || fresh.length > 0 || gone.length > 0, gates, reopened });
}

async function make(work: Work, made: readonly Gate[]): Promise<void> {
  const gates = await measuredGates({ app: work.app, db: work.tx, now: work.now }, made);
  await insertGates(work.tx, gates);
  const first = gates.map((gate) => ({
    gate,
    evaluation: evaluate(gate.id, gate.criteria, work.now),
    gateVersion: gate.version,
  }));
  for (const gate of await keepAllIn(work, first, 'placed')) sayGate(work, 'gates.placed', null, gate, null);
}

async function withdraw(work: Work, gate: Gate): Promise<void> {
  await changeGate(work.tx, gate, { withdrawnAt: work.now }, work.now);
  sayGate(
    work,
    'gates.withdrawn',
    gate,
    { ...gate, withdrawnAt: work.now, version: gate.version + 1, changedAt: work.now },
    null,
  );
}

const sameUnits = (a: readonly string[], b: readonly string[]): boolean => a.toSorted().join() === b.toSorted().join();

async function changeToMatch(
  work: Work,
  subject: Subject,
  gate: Gate,
  draft: GateDraft,
  place: number,
): Promise<{ readonly changed: boolean; readonly reopened: ReopenedGate | null }> {
  const match = matchGate(gate, draft, place);
  const moved = gate.subjectKey !== subject.key || !sameUnits(gate.unitIds, subject.unitIds);
  if (!match.headChanged && !moved) return { changed: false, reopened: null };
  await askAnew(work, gate, match);
  const voided = match.voids.length > 0 && gate.decision !== null;
  const why = match.voids.join('; ');
  const head = {
    subjectKey: subject.key,
    unitIds: subject.unitIds,
    name: draft.name,
    guards: draft.guards,
    dueAt: draft.dueAt,
    deciders: draft.deciders,
    greenHours: draft.greenHours,
    from: draft.from ?? null,
    place,
    withdrawnAt: null,
  };
  await changeGate(work.tx, gate, voided ? { ...head, ...reopening(why) } : head, work.now);
  await measureIn(work, await gateNow(work, gate.id));
  const changed = await gateNow(work, gate.id);
  const evaluation = evaluate(gate.id, changed.criteria, work.now);
  const after = await keepChangeIn(work, { gate: changed, evaluation, gateVersion: changed.version }, 'placed');
  sayGate(work, 'gates.changed', gate, after, null);
  const reopened = voided && isPassing(gate.state) && gate.withdrawnAt === null;
  return {
    changed: true,
    reopened: reopened ? { id: after.id, key: after.key, name: after.name, guards: gate.guards, why } : null,
  };
}

/** Another question is another criterion: the old one is withdrawn with its results, so that none of them ever answers the new one. */
async function askAnew(work: Work, gate: Gate, match: Match): Promise<void> {
  await withdrawCriteria(
    work.tx,
    match.withdrawn.map((criterion) => criterion.id),
    work.now,
  );
  await insertCriteria(
    work.tx,
    match.asked.map(({ draft, place }) => ({
      gateId: gate.id,
      criterion: newCriterion(uuidv7(work.now.getTime()), draft, place),
    })),
  );
  for (const { criterion, draft, place } of match.kept) {
    if (criterion.responsible === draft.responsible && criterion.place === place) continue;
    await moveCriterion(work.tx, criterion.id, { responsible: draft.responsible, place });
  }
}
