import type { Json } from '../../../foundation/canonical-json.ts';
import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { EditionState } from '../contract-templates.ts';
import { moreOf } from './asked-more.ts';
import type { CriterionDraft, GateDraft } from './drafts.ts';
import { asksTheSame } from './question.ts';

/** What an edition of a template asks: a gate without its name, step and due time. */
export type EditionContent = Pick<GateDraft, 'deciders' | 'greenHours' | 'criteria'>;

export type Edition = {
  /** From 1, without gaps. */
  readonly number: number;
  readonly state: EditionState;
  readonly content: EditionContent;
  /** Everybody who wrote it: none of them approves it. */
  readonly authors: readonly string[];
  readonly writtenAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly endedAt: Date | null;
};

export type Template = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** Key of the gates that are placed from it. */
  readonly gateKey: string;
  readonly purpose: string;
  readonly version: number;
  readonly changedAt: Date;
  readonly editions: readonly Edition[];
};

export const editionIn = (template: Pick<Template, 'editions'>, state: EditionState): Edition | undefined =>
  template.editions.find((edition) => edition.state === state);

export const templateSubject = ({ id, key }: Pick<Template, 'id' | 'key'>): Subject => ({
  kind: 'gate-template',
  id,
  key,
  unitIds: [],
});

const criterionJson = (criterion: CriterionDraft, order: number): Json => ({
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
  order,
});

const editionJson = (edition: Edition): Json => ({
  state: edition.state,
  deciders: [...edition.content.deciders],
  greenHours: edition.content.greenHours,
  criteria: Object.fromEntries(edition.content.criteria.map((criterion, at) => [criterion.key, criterionJson(criterion, at)])),
  authors: [...edition.authors],
  approvedBy: edition.approvedBy,
  approvedAt: edition.approvedAt?.toISOString() ?? null,
});

/** The whole template as the ledger keeps it; editions by number. */
export const templateRecord = (template: Template): RecordFields => ({
  key: template.key,
  name: template.name,
  gateKey: template.gateKey,
  purpose: template.purpose,
  editions: Object.fromEntries(template.editions.map((edition) => [String(edition.number), editionJson(edition)])),
});

const sameList = (a: readonly string[], b: readonly string[]): boolean => a.toSorted().join() === b.toSorted().join();

/** What a gate asks less, or otherwise, than an edition; empty where it asks at least that. More criteria and a longer time of green are its own affair. */
export function departsFrom(content: EditionContent, gate: EditionContent): readonly string[] {
  const asked = new Map(gate.criteria.map((criterion) => [criterion.key, criterion] as const));
  const missing = content.criteria.flatMap((wanted) => {
    const found = asked.get(wanted.key);
    if (found === undefined) return [`it does not ask “${wanted.text}”`];
    if (!asksTheSame(wanted, found)) return [`it asks “${wanted.text}” otherwise`];
    return found.responsible === wanted.responsible ? [] : [`another role records “${wanted.text}”`];
  });
  const shorter = content.greenHours !== null && (gate.greenHours === null || gate.greenHours < content.greenHours);
  return [
    ...missing,
    ...(sameList(content.deciders, gate.deciders) ? [] : ['others decide it']),
    ...(shorter ? ['it must be green for less time'] : []),
  ];
}

export type ContentChange = { readonly what: string; readonly was: string | null; readonly is: string | null };

const say = (criterion: CriterionDraft): string =>
  [
    criterion.text,
    criterion.type,
    criterion.fact,
    criterion.operator,
    criterion.threshold,
    criterion.unit,
    criterion.wants,
    criterion.freshnessHours === null ? null : `fresh for ${criterion.freshnessHours} h`,
    criterion.responsible === null ? null : `recorded by ${criterion.responsible}`,
    criterion.evidence === null ? null : `evidence: ${criterion.evidence}`,
  ]
    .filter((part) => part !== null)
    .join(', ');

/** What is different between two editions, in words. */
export function editionChanges(before: EditionContent, after: EditionContent): readonly ContentChange[] {
  const keys = [...new Set([...before.criteria, ...after.criteria].map((criterion) => criterion.key))];
  const of = (content: EditionContent, key: string): string | null => {
    const found = content.criteria.find((criterion) => criterion.key === key);
    return found === undefined ? null : say(found);
  };
  const rows: readonly ContentChange[] = [
    { what: 'Decided by', was: before.deciders.join(', '), is: after.deciders.join(', ') },
    { what: 'Hours green', was: before.greenHours?.toString() ?? null, is: after.greenHours?.toString() ?? null },
    ...keys.map((key) => ({ what: `Criterion ${key}`, was: of(before, key), is: of(after, key) })),
  ];
  return rows.filter((row) => row.was !== row.is);
}
