import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { RuleState } from '../contract-templates.ts';
import type { GateDraft } from './drafts.ts';
import { departsFrom, type EditionContent } from './template.ts';

/** One field of the matrix: which template a step asks of subjects with these facets. */
export type MatrixRule = {
  readonly id: string;
  readonly key: string;
  readonly subjectKind: string;
  /** The step that the gate stands before. */
  readonly step: string;
  readonly templateId: string;
  readonly templateKey: string;
  readonly templateName: string;
  /** `name:value`; of one name any is enough, all names must be met; none: every subject of the kind. */
  readonly facets: readonly string[];
  readonly state: RuleState;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly reason: string;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly version: number;
};

const nameOf = (facet: string): string => facet.slice(0, facet.indexOf(':'));

/** Whether a rule speaks of a subject. Facets that are not known are given as every value that they could have, so unknown never helps. */
export function speaksOf(rule: Pick<MatrixRule, 'facets'>, facets: ReadonlySet<string>): boolean {
  const byName = Map.groupBy(rule.facets, nameOf);
  return [...byName.values()].every((values) => values.some((value) => facets.has(value)));
}

/** A gate that a rule asks for, with the edition that is in force. */
export type Demand = {
  readonly rule: string;
  readonly ruleId: string;
  readonly step: string;
  readonly template: string;
  readonly templateId: string;
  readonly edition: number;
  readonly name: string;
  readonly gateKey: string;
  readonly content: EditionContent;
};

type Placed = Pick<GateDraft, 'guards' | 'from'> & EditionContent;

/** The gate among these that answers a demand: before that step, from that template in whatever edition, asking at least what that edition asks. */
export const answerTo = <T extends Placed>(
  demand: Demand,
  gates: readonly T[],
  contentOf: (template: string, edition: number) => EditionContent | undefined,
): T | undefined =>
  gates.find((gate) => {
    if (gate.from === null || gate.from === undefined || gate.from.template !== demand.template || gate.guards !== demand.step)
      return false;
    const content = contentOf(gate.from.template, gate.from.edition);
    return content !== undefined && departsFrom(content, gate).length === 0;
  });

/** The gate of a demand as it is placed; its key is the template's, or that with a number where another gate has it. */
export function draftOf(demand: Demand, taken: ReadonlySet<string>): GateDraft {
  let key = demand.gateKey;
  for (let next = 2; taken.has(key); next += 1) key = `${demand.gateKey.slice(0, 76)}-${next}`;
  return {
    key,
    name: demand.name,
    guards: demand.step,
    dueAt: null,
    ...demand.content,
    from: { template: demand.template, edition: demand.edition },
  };
}

export const ruleSubject = ({ id, key }: Pick<MatrixRule, 'id' | 'key'>): Subject => ({
  kind: 'gate-rule',
  id,
  key,
  unitIds: [],
});

export const ruleRecord = (rule: MatrixRule): RecordFields => ({
  key: rule.key,
  subjectKind: rule.subjectKind,
  step: rule.step,
  template: rule.templateKey,
  facets: [...rule.facets],
  state: rule.state,
  proposedBy: rule.proposedBy,
  reason: rule.reason,
  approvedBy: rule.approvedBy,
});
