import { moreOf } from './asked-more.ts';
import type { GateDraft } from './drafts.ts';
import type { Gate } from './gate.ts';

/** A gate as it would be asked anew. */
export const draftOfGate = ({ key, name, guards, dueAt, deciders, greenHours, from, criteria }: Gate): GateDraft => ({
  key,
  name,
  guards,
  dueAt,
  deciders,
  greenHours,
  from,
  criteria: criteria.map((criterion) => ({
    key: criterion.key,
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
  })),
});
