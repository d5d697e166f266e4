import type { ReplyOf } from '../../../foundation/contract.ts';
import { presentCan } from '../../../foundation/http/problem.ts';
import type { SubjectLabel } from '../../../foundation/services.ts';
import type { AfterAct } from '../acts/follow-facts.ts';
import type { SeenEvaluation } from '../acts/view-evaluations.ts';
import { type SeenGate, statusAt } from '../acts/view-gate.ts';
import type { gateEvaluations, recordResult, showGate } from '../contract.ts';
import { moreOf } from '../core/asked-more.ts';
import { actualOf, type Criterion, expectedOf, type Result, staleAt, type Waiver, type Withdrawal } from '../core/criterion.ts';
import type { Evaluation, Input } from '../core/evaluation.ts';
import type { Found } from '../core/found.ts';
import type { Gate } from '../core/gate.ts';
import { canPassFrom, greenSinceNow } from '../core/run-of-green.ts';
import { awaitsSecond, type Second } from '../core/second-person.ts';
import type { KeptDecision } from '../store/read-facts.ts';

type View = ReplyOf<typeof showGate>;
type Names = ReadonlyMap<string, string>;

const time = (at: Date | null): string | null => at?.toISOString() ?? null;
const person = (names: Names, id: string) => ({ id, name: names.get(id) ?? 'Unknown' });

export const presentSubject = (
  gate: Pick<Gate, 'subjectKind' | 'subjectId' | 'subjectKey'>,
  label: SubjectLabel | undefined,
) => ({
  kind: gate.subjectKind,
  id: gate.subjectId,
  key: label?.key ?? gate.subjectKey,
  label: label?.label ?? gate.subjectKey ?? gate.subjectKind,
  link: label?.link ?? '/',
});

const presentInput = (input: Input) => ({
  criterionId: input.criterionId,
  key: input.key,
  text: input.text,
  expected: input.expected,
  actual: input.actual,
  status: input.status,
  resultId: input.resultId,
  waiverId: input.waiverId,
  ...(input.found === undefined ? {} : { found: { ...input.found, inputs: { ...input.found.inputs } } }),
  ...(input.question === undefined ? {} : { question: input.question }),
  ...(input.ofVersion === undefined ? {} : { ofVersion: input.ofVersion }),
});

export const presentEvaluation = (evaluation: Evaluation) => ({
  hash: evaluation.hash,
  green: evaluation.green,
  met: evaluation.met,
  total: evaluation.total,
  inputs: evaluation.inputs.map(presentInput),
});

export const presentAfterAct = (after: AfterAct): ReplyOf<typeof recordResult> => ({
  id: after.id,
  state: after.state,
  version: after.version,
  evaluation: presentEvaluation(after.evaluation),
  reopened: after.reopened,
});

export const presentKept = (kept: SeenEvaluation): ReplyOf<typeof gateEvaluations>['items'][number] => ({
  ...presentEvaluation(kept),
  id: kept.id,
  place: kept.place,
  at: kept.at.toISOString(),
  occasion: kept.occasion,
  by:
    kept.byId === null
      ? { id: '00000000-0000-0000-0000-000000000000', name: 'Interlock' }
      : { id: kept.byId, name: kept.byName ?? 'Unknown' },
  gateVersion: kept.gateVersion,
  build: kept.build,
  rules: kept.rules,
  greenSince: time(kept.greenSince),
  greenUntil: time(kept.greenUntil),
  seal: kept.seal,
  standing: kept.standing.standing,
  brokenWhy: [...kept.standing.why],
  entry: kept.entry === null ? null : { id: kept.entry.id, seq: kept.entry.seq },
  changed: kept.changed.map(({ key, text, was, is, how }) => ({ key, text, was, is, how })),
});

const presentWithdrawal = (names: Names, withdrawn: Withdrawal | null) =>
  withdrawn === null ? null : { by: person(names, withdrawn.by), at: withdrawn.at.toISOString(), reason: withdrawn.reason };

const presentSecond = (names: Names, second: Second | null) =>
  second === null
    ? null
    : {
        state: second.state,
        by: second.by === null ? null : person(names, second.by),
        at: time(second.at),
        value: second.value,
        checked: second.checked,
      };

export const presentResult = (names: Names, result: Result): View['criteria'][number]['earlier'][number] => ({
  id: result.id,
  // A value that waits for its second entry is shown to nobody: it is entered without seeing the first.
  value: awaitsSecond(result) ? null : result.value,
  checked: awaitsSecond(result) ? null : result.checked,
  measuredAt: result.measuredAt.toISOString(),
  measuredBy: result.measuredBy ?? names.get(result.recordedBy) ?? 'Unknown',
  ofVersion: result.ofVersion,
  note: result.note,
  link: result.link,
  recordedBy: person(names, result.recordedBy),
  recordedAt: result.recordedAt.toISOString(),
  second: presentSecond(names, result.second),
  withdrawn: presentWithdrawal(names, result.withdrawn),
});

const presentFound = (found: Found | null): View['criteria'][number]['found'] =>
  found === null
    ? null
    : {
        value: found.value,
        until: time(found.until),
        says: found.says,
        inputs: { ...found.inputs },
        at: found.at.toISOString(),
      };

const presentWaiver = (names: Names, waiver: Waiver, moment: Date): View['criteria'][number]['waivers'][number] => ({
  id: waiver.id,
  reason: waiver.reason,
  by: person(names, waiver.by),
  at: waiver.at.toISOString(),
  expiresAt: waiver.expiresAt.toISOString(),
  valid: waiver.withdrawn === null && waiver.expiresAt > moment,
  withdrawn: presentWithdrawal(names, waiver.withdrawn),
});

export const presentCriterion = (seen: SeenGate, criterion: Criterion): View['criteria'][number] => ({
  id: criterion.id,
  key: criterion.key,
  text: criterion.text,
  type: criterion.type,
  expected: expectedOf(criterion),
  actual: actualOf(criterion),
  status: statusAt(seen, criterion),
  operator: criterion.operator,
  threshold: criterion.threshold,
  unit: criterion.unit,
  source: criterion.source,
  freshnessHours: criterion.freshnessHours,
  freshUntil: time(staleAt(criterion, criterion.result)),
  responsible: criterion.responsible,
  evidence: criterion.evidence,
  ...moreOf(criterion),
  found: presentFound(criterion.found),
  checkDue: time(criterion.checkDue),
  result: criterion.result === null ? null : presentResult(seen.names, criterion.result),
  earlier: (seen.results.get(criterion.id) ?? [])
    .filter((result) => result.id !== criterion.result?.id)
    .slice(0, 20)
    .map((result) => presentResult(seen.names, result)),
  waivers: criterion.waivers.map((waiver) => presentWaiver(seen.names, waiver, seen.moment)),
  can: presentCan(seen.criterionCan.get(criterion.id) ?? {}),
});

export const presentDecision = (seen: SeenGate, decision: KeptDecision): View['decisions'][number] => ({
  id: decision.id,
  outcome: decision.outcome,
  by: person(seen.names, decision.byId),
  role: decision.role,
  reason: decision.reason,
  condition: decision.condition,
  expiresAt: time(decision.expiresAt),
  tolerates: decision.tolerates.map((item) => item.key),
  trail: decision.trail === null ? null : { ...decision.trail },
  at: decision.at.toISOString(),
  evaluationId: decision.evaluationId,
  stands: seen.gate.decision?.id === decision.id && seen.gate.state !== 'reopened',
});

function presentGreen({ gate, evaluation, moment }: SeenGate): Pick<View, 'greenSince' | 'canPassFrom'> {
  const since = greenSinceNow(gate.kept, evaluation.green, moment);
  const from = gate.greenHours === null ? null : canPassFrom(gate.greenHours, since);
  return { greenSince: time(since), canPassFrom: time(from) };
}

export const presentGate = (seen: SeenGate, label: SubjectLabel | undefined): View => ({
  id: seen.gate.id,
  key: seen.gate.key,
  subject: presentSubject(seen.gate, label),
  name: seen.gate.name,
  guards: seen.gate.guards,
  state: seen.gate.state,
  dueAt: time(seen.gate.dueAt),
  deciders: seen.deciders.map(({ role, holders }) => ({ role, holders: holders.map(({ id, name }) => ({ id, name })) })),
  conditionalUntil: time(seen.gate.conditionalUntil),
  reopenedWhy: seen.reopenedWhy,
  greenHours: seen.gate.greenHours,
  ...presentGreen(seen),
  from:
    seen.gate.from === null
      ? null
      : {
          ...seen.gate.from,
          newer: seen.editionInForce === seen.gate.from.edition ? null : seen.editionInForce,
        },
  order: seen.gate.place,
  version: seen.gate.version,
  criteria: seen.gate.criteria.map((criterion) => presentCriterion(seen, criterion)),
  evaluation: presentEvaluation(seen.evaluation),
  decisions: seen.decisions.map((decision) => presentDecision(seen, decision)),
  limits: seen.limits,
  can: presentCan(seen.can),
  asOf: time(seen.asOf),
});
