import type { BodySentOf } from '../../../foundation/contract.ts';
import type { TemplateView, writeTemplate } from '../contract.ts';

export type ContentBody = BodySentOf<typeof writeTemplate>['content'];
export type ContentView = TemplateView['editions'][number]['content'];
type CriterionView = ContentView['criteria'][number];

/** A criterion as it is written; `id` is of the form alone. */
export type CriterionRow = Omit<CriterionView, 'unit' | 'source' | 'evidence'> & {
  readonly id: string;
  readonly unit: string;
  readonly source: string;
  readonly evidence: string;
};
export type EditionDraft = {
  readonly deciders: readonly string[];
  readonly greenHours: number | null;
  readonly criteria: readonly CriterionRow[];
};

let made = 0;

export const emptyRow = (): CriterionRow => ({
  id: `new-${++made}`,
  key: '',
  text: '',
  type: 'checklist',
  fact: null,
  wants: null,
  expression: null,
  critical: false,
  checker: null,
  answerHours: null,
  operator: null,
  threshold: null,
  unit: '',
  source: '',
  freshnessHours: null,
  responsible: null,
  evidence: '',
});

export const draftFrom = (content: ContentView | undefined): EditionDraft =>
  content === undefined
    ? { deciders: ['quality'], greenHours: null, criteria: [emptyRow()] }
    : {
        deciders: content.deciders,
        greenHours: content.greenHours,
        criteria: content.criteria.map((one) => ({
          ...one,
          id: one.key,
          unit: one.unit ?? '',
          source: one.source ?? '',
          evidence: one.evidence ?? '',
        })),
      };

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** A key of the words, where none was written. */
export const keyOfText = (text: string, at: number): string => {
  const words = text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return words === '' ? `criterion-${at + 1}` : words;
};

/** The draft as it is sent; what a type does not have is left out. */
export const contentOf = (draft: EditionDraft): ContentBody => ({
  deciders: [...draft.deciders],
  greenHours: draft.greenHours,
  criteria: draft.criteria.map(({ id: _, ...row }, at) => {
    const compares = row.type !== 'checklist' && row.threshold !== null;
    return {
      ...row,
      key: row.key.trim() === '' ? keyOfText(row.text, at) : row.key.trim(),
      text: row.text.trim(),
      fact: row.type === 'fact' ? row.fact : null,
      expression: row.type === 'expression' ? row.expression : null,
      checker: row.type === 'external' ? row.checker : null,
      answerHours: row.type === 'external' ? (row.answerHours ?? 24) : null,
      operator: compares ? (row.operator ?? '>=') : null,
      threshold: compares ? row.threshold : null,
      unit: row.type === 'checklist' ? null : textOrNull(row.unit),
      source: textOrNull(row.source),
      evidence: textOrNull(row.evidence),
    };
  }),
});
