import type { CriterionDraft } from './gates-draft.ts';

export type CriterionFieldsProps = {
  readonly criterion: CriterionDraft;
  readonly place: string;
  readonly number: number;
  readonly errorAt: (pointer: string) => string | undefined;
  readonly onChange: (criterion: CriterionDraft) => void;
  readonly onRemove: () => void;
};

export type PartProps = Pick<CriterionFieldsProps, 'criterion' | 'place' | 'errorAt'> & {
  readonly change: (patch: Partial<CriterionDraft>) => void;
};
