import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import type { RequirementRow } from '../contract.ts';

/** What somebody fills in of a requirement. */
export type TermsDraft = {
  readonly name: string;
  /** Kind and step, `release/plan`. */
  readonly before: string | null;
  readonly whoKind: 'role' | 'group';
  readonly role: string | null;
  readonly group: string | null;
  readonly seats: number;
  readonly meaning: string;
  readonly unit: ChoiceOption | null;
  readonly scope: readonly string[];
  readonly excludes: readonly string[];
  readonly validityDays: number | null;
  /** Empty: what the step itself signs. */
  readonly covers: readonly string[];
};

export const emptyDraft: TermsDraft = {
  name: '',
  before: null,
  whoKind: 'role',
  role: 'quality',
  group: null,
  seats: 1,
  meaning: 'approved',
  unit: null,
  scope: [],
  excludes: [],
  validityDays: null,
  covers: [],
};

export const draftOf = (terms: RequirementRow['terms']): TermsDraft => ({
  name: terms.name,
  before: `${terms.subjectKind}/${terms.step}`,
  whoKind: terms.who.kind,
  role: terms.who.kind === 'role' ? terms.who.id : null,
  group: terms.who.kind === 'group' ? terms.who.id : null,
  seats: terms.seats,
  meaning: terms.meaning.code,
  unit: { value: terms.unit.id, label: terms.unit.name, sub: terms.unit.key },
  scope: terms.scope.map((one) => one.facet),
  excludes: terms.excludes.map((one) => one.part),
  validityDays: terms.validityDays,
  covers: terms.covers ?? [],
});

export const isFilled = (draft: TermsDraft): boolean =>
  draft.name.trim() !== '' &&
  draft.before !== null &&
  draft.unit !== null &&
  (draft.whoKind === 'role' ? draft.role : draft.group) !== null;

/** As the request carries it. */
export function termsSent(draft: TermsDraft) {
  const [subjectKind = '', step = ''] = (draft.before ?? '').split('/');
  return {
    name: draft.name.trim(),
    subjectKind,
    step,
    role: draft.whoKind === 'role' ? draft.role : null,
    group: draft.whoKind === 'group' ? draft.group : null,
    seats: draft.seats,
    meaning: draft.meaning,
    unit: draft.unit?.value ?? '',
    scope: [...draft.scope],
    excludes: [...draft.excludes],
    validityDays: draft.validityDays,
    covers: draft.covers.length === 0 ? null : [...draft.covers],
  };
}
