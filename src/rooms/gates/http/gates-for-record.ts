import type { Services } from '../../../foundation/services.ts';
import { peopleBy } from '../../identity/door.ts';
import { type SeenEvaluation, viewEvaluations } from '../acts/view-evaluations.ts';
import type { SeenGate } from '../acts/view-gate.ts';
import { seeGateAt } from '../acts/view-past-gate.ts';
import { type CheckOfGate, checksOfGate } from '../store/checks.ts';
import { gatesOfSubject } from '../store/read-gates.ts';
import { presentCriterion, presentDecision, presentEvaluation, presentKept, presentResult } from './present-gate.ts';

/** How many decisions and evaluations a gate shows; a gate that has more is told so. */
export const mostDecisions = 1_000;
const pageOf = 200;

/** Every kept evaluation up to a moment, oldest first; one more than `most` tells that there are more. */
async function keptUntil(app: Services, gateId: string, at: Date, most: number): Promise<readonly SeenEvaluation[]> {
  const found: SeenEvaluation[] = [];
  for (let before: number | null = null; found.length <= most; ) {
    const page: readonly SeenEvaluation[] = await viewEvaluations(app.database.db, gateId, { limit: pageOf, before });
    found.push(...page.filter((one) => one.at <= at));
    before = page.at(-1)?.place ?? null;
    if (page.length < pageOf) break;
  }
  return found.toReversed();
}

function presentWaivers(waivers: ReturnType<typeof presentCriterion>['waivers']) {
  return waivers.map(({ valid, ...waiver }) => ({
    ...waiver,
    standing: waiver.withdrawn !== null ? 'withdrawn' : valid ? 'valid' : 'expired',
  }));
}

function criterionForRecord(seen: SeenGate, criterion: SeenGate['gate']['criteria'][number]) {
  const { can: _can, earlier: _earlier, result, waivers, ...rest } = presentCriterion(seen, criterion);
  return { ...rest, resultId: result?.id ?? null, waivers: presentWaivers(waivers) };
}

/** A check as it stood at a moment; its nonce is for the machine alone. */
const presentCheck = (names: ReadonlyMap<string, string>, at: Date) => (check: CheckOfGate) => {
  const answered = check.answeredAt !== null && check.answeredAt <= at ? check.answeredAt : null;
  return {
    id: check.id,
    criterion: check.criterion,
    checker: { id: check.checkerId, key: check.checker, name: check.checkerName },
    askedBy: { id: check.askedBy, name: names.get(check.askedBy) ?? 'Unknown' },
    askedAt: check.askedAt.toISOString(),
    dueAt: check.dueAt.toISOString(),
    answered:
      answered === null
        ? null
        : {
            at: answered.toISOString(),
            sha256: check.answerHash,
            key: check.keyId,
            keyKind: check.keyKind,
            resultId: check.resultId,
          },
  };
};

async function checksForRecord({ database: { db } }: Services, gateId: string, at: Date) {
  const checks = await checksOfGate(db, gateId, at);
  const ids = [...new Set(checks.map((check) => check.askedBy))];
  const people = ids.length === 0 ? [] : await peopleBy(db, { ids });
  return checks.map(presentCheck(new Map(people.map((one) => [one.id, one.name] as const)), at));
}

/** A gate whole, as it was seen; at most `most` + 1 evaluations. */
export async function gateForRecord(app: Services, seen: SeenGate, at: Date, most: number) {
  const { gate, names } = seen;
  const kept = await keptUntil(app, gate.id, at, most);
  // A question that is asked no more is known by the evaluations that asked it.
  const asked = new Map(kept.flatMap((one) => one.inputs).map((input) => [input.criterionId, input.key] as const));
  const keyOf = (id: string): string | null => gate.criteria.find((one) => one.id === id)?.key ?? asked.get(id) ?? null;
  return {
    id: gate.id,
    key: gate.key,
    name: gate.name,
    guards: gate.guards,
    state: gate.state,
    dueAt: gate.dueAt?.toISOString() ?? null,
    deciders: [...gate.deciders],
    greenHours: gate.greenHours,
    from: gate.from === null ? null : { template: gate.from.template, edition: gate.from.edition },
    conditionalUntil: gate.conditionalUntil?.toISOString() ?? null,
    reopenedWhy: seen.reopenedWhy,
    withdrawnAt: gate.withdrawnAt?.toISOString() ?? null,
    order: gate.place,
    version: gate.version,
    standing: presentEvaluation(seen.evaluation),
    criteria: gate.criteria.map((criterion) => criterionForRecord(seen, criterion)),
    results: [...seen.results].flatMap(([criterionId, results]) =>
      results.toReversed().map((result) => ({ criterion: keyOf(criterionId), criterionId, ...presentResult(names, result) })),
    ),
    checks: await checksForRecord(app, gate.id, at),
    decisions: seen.decisions.toReversed().map((decision) => presentDecision(seen, decision)),
    evaluations: kept.map(presentKept),
  };
}

export type GateForRecord = Awaited<ReturnType<typeof gateForRecord>>;

/**
 * All gates of a subject as they stood at a moment, withdrawn ones too, each with every result, waiver, decision and kept evaluation, oldest first. The caller has seen
 * to the right. At most `most` + 1 evaluations of a gate.
 */
export async function gatesForRecord(
  app: Services,
  subject: { readonly kind: string; readonly id: string },
  at: Date,
  most: number,
): Promise<readonly GateForRecord[]> {
  const gates = await gatesOfSubject(app.database.db, subject, 'none', { withdrawn: true });
  const found: GateForRecord[] = [];
  for (const gate of gates) {
    const seen = await seeGateAt(app, gate, at, mostDecisions);
    if (seen !== null) found.push(await gateForRecord(app, seen, at, most));
  }
  return found;
}
