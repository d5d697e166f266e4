import type { Json } from '../../../foundation/canonical-json.ts';
import type { RecordFields, Subject } from '../../../foundation/record.ts';
import { moreOf } from './asked-more.ts';
import type { Criterion, Result, Waiver, Withdrawal } from './criterion.ts';
import { foundJson } from './found.ts';
import type { Gate } from './gate.ts';
import type { Second } from './second-person.ts';

const time = (at: Date | null): string | null => at?.toISOString() ?? null;

const withdrawalJson = (withdrawn: Withdrawal | null): Json =>
  withdrawn === null ? null : { by: withdrawn.by, at: withdrawn.at.toISOString(), reason: withdrawn.reason };

const secondJson = (second: Second | null): Json => (second === null ? null : { ...second, at: time(second.at) });

const resultJson = (result: Result | null): Json =>
  result === null
    ? null
    : {
        id: result.id,
        value: result.value,
        checked: result.checked,
        measuredAt: result.measuredAt.toISOString(),
        measuredBy: result.measuredBy,
        ofVersion: result.ofVersion,
        note: result.note,
        link: result.link,
        recordedBy: result.recordedBy,
        recordedAt: result.recordedAt.toISOString(),
        second: secondJson(result.second),
        withdrawn: withdrawalJson(result.withdrawn),
      };

const waiverJson = (waiver: Waiver): Json => ({
  reason: waiver.reason,
  by: waiver.by,
  at: waiver.at.toISOString(),
  expiresAt: waiver.expiresAt.toISOString(),
  withdrawn: withdrawalJson(waiver.withdrawn),
});

const criterionJson = (criterion: Criterion): Json => ({
  id: criterion.id,
  text: criterion.text,
  type: criterion.type,
  operator: criterion.operator,
  threshold: criterion.threshold,
  unit: criterion.unit,
  source: criterion.source,
  freshnessHours: criterion.freshnessHours,
  responsible: criterion.responsible,
  evidence: criterion.evidence,
  ...moreOf(criterion),
  order: criterion.place,
  result: resultJson(criterion.result),
  found: criterion.found === null ? null : { ...foundJson(criterion.found), at: criterion.found.at.toISOString() },
  checkDue: time(criterion.checkDue),
  waivers: Object.fromEntries(criterion.waivers.map((waiver) => [waiver.id, waiverJson(waiver)])),
});

/** The whole gate as the ledger keeps it; criteria by key, so that `asOf` rebuilds all of it. */
export const gateRecord = (gate: Gate): RecordFields => ({
  subject: { kind: gate.subjectKind, id: gate.subjectId },
  key: gate.key,
  name: gate.name,
  guards: gate.guards,
  dueAt: time(gate.dueAt),
  deciders: [...gate.deciders],
  greenHours: gate.greenHours,
  from: gate.from === null ? null : { template: gate.from.template, edition: gate.from.edition },
  state: gate.state,
  conditionalUntil: time(gate.conditionalUntil),
  reopenedWhy: gate.reopenedWhy,
  restedAt: time(gate.restedAt),
  withdrawnAt: time(gate.withdrawnAt),
  order: gate.place,
  decision:
    gate.decision === null
      ? null
      : {
          id: gate.decision.id,
          outcome: gate.decision.outcome,
          by: gate.decision.by,
          role: gate.decision.role,
          condition: gate.decision.condition,
          expiresAt: time(gate.decision.expiresAt),
          tolerates: gate.decision.tolerates.map((item) => item.key),
          trail: gate.decision.trail === null ? null : { ...gate.decision.trail },
        },
  evaluation: gate.kept === null ? null : { id: gate.kept.id, place: gate.kept.place, seal: gate.kept.seal },
  criteria: Object.fromEntries(gate.criteria.map((criterion) => [criterion.key, criterionJson(criterion)])),
});

export const fullKeyOf = (gate: Pick<Gate, 'subjectKey' | 'key'>): string =>
  gate.subjectKey === null ? gate.key : `${gate.subjectKey}/${gate.key}`;

/** The gate as the ledger and the news know it. */
export const gateSubject = (gate: Gate): Subject => ({ kind: 'gate', id: gate.id, key: fullKeyOf(gate), unitIds: gate.unitIds });

/** Free texts that may name people: they lie behind a commitment, so that a lawful erasure leaves every proof valid. */
export const erasableOf = (gate: Gate): readonly string[] =>
  gate.criteria.flatMap((criterion) => [
    `/criteria/${criterion.key}/result/measuredBy`,
    `/criteria/${criterion.key}/result/note`,
  ]);
