import type { Subject } from '../../../foundation/record.ts';
import { moreOf } from './asked-more.ts';
import type { Criterion } from './criterion.ts';
import type { CriterionDraft, GateDraft } from './drafts.ts';
import type { Gate } from './gate.ts';

export const newCriterion = (id: string, draft: CriterionDraft, place: number): Criterion => ({
  id,
  key: draft.key,
  text: draft.text,
  type: draft.type,
  operator: draft.operator,
  threshold: draft.threshold,
  unit: draft.unit,
  source: draft.source,
  freshnessHours: draft.freshnessHours,
  responsible: draft.responsible,
  evidence: draft.evidence,
  ...moreOf(draft),
  place,
  result: null,
  found: null,
  checkDue: null,
  waivers: [],
});

/** A gate as it begins: nothing is known of it, so nothing is green. */
export const newGate = (subject: Subject, draft: GateDraft, place: number, freshId: () => string, now: Date): Gate => ({
  id: freshId(),
  subjectKind: subject.kind,
  subjectId: subject.id,
  subjectKey: subject.key,
  unitIds: subject.unitIds,
  key: draft.key,
  name: draft.name,
  guards: draft.guards,
  dueAt: draft.dueAt,
  deciders: draft.deciders,
  greenHours: draft.greenHours,
  from: draft.from ?? null,
  kept: null,
  state: 'upcoming',
  conditionalUntil: null,
  reopenedWhy: null,
  decision: null,
  lapsesAt: null,
  restedAt: null,
  place,
  withdrawnAt: null,
  version: 1,
  changedAt: now,
  criteria: draft.criteria.map((criterion, at) => newCriterion(freshId(), criterion, at)),
});
