import type { z } from 'zod';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { type ChangeModel, type editBody, type LinkKind, type RiskQuestion, requestBody } from '../contract.ts';
import type { Change } from './parts.tsx';

type Answers = Readonly<Record<RiskQuestion, string>>;
export type ApplicationDraft = { readonly chosen: ChoiceOption | null; readonly role: 'changed' | 'regression' };
export type NeedDraft = { readonly chosen: ChoiceOption | null; readonly needBy: string | null };
export type LinkDraft = { readonly kind: LinkKind; readonly label: string; readonly url: string };
export type Draft = {
  readonly name: string;
  readonly description: string;
  readonly model: ChangeModel;
  /** Of a standard change: its template, by its code. */
  readonly template: ChoiceOption | null;
  readonly unit: ChoiceOption | null;
  readonly owner: ChoiceOption | null;
  readonly applications: readonly ApplicationDraft[];
  readonly backOutPlan: string;
  readonly testPlan: string;
  readonly answers: Answers;
  readonly start: string | null;
  readonly end: string | null;
  readonly zone: string;
  readonly needs: readonly NeedDraft[];
  readonly links: readonly LinkDraft[];
};

export const emptyDraft: Draft = {
  name: '',
  description: '',
  model: 'normal',
  template: null,
  unit: null,
  owner: null,
  applications: [{ chosen: null, role: 'changed' }],
  backOutPlan: '',
  testPlan: '',
  answers: { complexity: 'unknown', reversal: 'unknown', testing: 'unknown', outage: 'unknown' },
  start: null,
  end: null,
  zone: 'UTC',
  needs: [],
  links: [],
};

/** Which template, whatever its version: STD-1 of STD-1-v2. */
export const templateOption = ({ key, name }: { readonly key: string; readonly name: string }): ChoiceOption => ({
  value: key.replace(/-v\d+$/, ''),
  label: name,
  sub: key,
});

export const draftOf = (change: Change): Draft => ({
  name: change.name,
  description: change.description,
  model: change.model,
  template: change.model === 'standard' ? templateOption(change.judgedBy) : null,
  unit: { value: change.unit.id, label: change.unit.name, sub: change.unit.key },
  owner: change.owner === null ? null : { value: change.owner.id, label: change.owner.name },
  applications: change.applications.map(({ application, role }) => ({
    chosen: { value: application.id, label: application.name, sub: application.key },
    role,
  })),
  backOutPlan: change.backOutPlan,
  testPlan: change.testPlan,
  answers: change.answers,
  start: change.planned?.start ?? null,
  end: change.planned?.end ?? null,
  zone: change.planned?.zone ?? 'UTC',
  needs: change.needs.map(({ id, key, name, needBy }) => ({ chosen: { value: id, label: name, sub: key }, needBy })),
  links: change.links,
});

/** The draft as the contract wants it, rows that name nothing left out. */
export const sentOf = (draft: Draft) => ({
  name: draft.name.trim(),
  description: draft.description.trim(),
  model: draft.model,
  template: draft.model === 'standard' ? (draft.template?.value ?? null) : null,
  owner: draft.owner?.value ?? null,
  applications: draft.applications.flatMap(({ chosen, role }) => (chosen === null ? [] : [{ application: chosen.value, role }])),
  backOutPlan: draft.backOutPlan.trim(),
  testPlan: draft.testPlan.trim(),
  answers: draft.answers,
  planned: draft.start === null || draft.end === null ? null : { start: draft.start, end: draft.end, zone: draft.zone },
  dependencies: draft.needs.flatMap(({ chosen, needBy }) => (chosen === null ? [] : [{ change: chosen.value, needBy }])),
  links: draft.links.filter(({ label, url }) => label.trim() !== '' || url.trim() !== ''),
});

export type Sent = ReturnType<typeof sentOf>;
export type SentName = keyof Sent & keyof z.input<typeof editBody>;
export const sentNames = [
  'name',
  'description',
  'model',
  'template',
  'owner',
  'applications',
  'backOutPlan',
  'testPlan',
  'answers',
  'planned',
  'dependencies',
  'links',
] as const satisfies readonly SentName[];

/** Fields that are different between two drafts, as the contract names them. */
export const differing = (one: Draft, other: Draft): readonly SentName[] => {
  const [a, b] = [sentOf(one), sentOf(other)];
  return sentNames.filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]));
};

export const requestOf = (draft: Draft) => requestBody.safeParse({ ...sentOf(draft), unit: draft.unit?.value ?? '' });

/** A field as a reader sees it, to lay two versions beside each other. */
export function textOf(draft: Draft, name: SentName): string {
  switch (name) {
    case 'template':
      return draft.template?.label ?? '';
    case 'owner':
      return draft.owner?.label ?? '';
    case 'applications':
      return draft.applications.flatMap(({ chosen, role }) => (chosen === null ? [] : [`${chosen.label} (${role})`])).join(', ');
    case 'answers':
      return Object.entries(draft.answers)
        .map(([question, answer]) => `${question}: ${answer}`)
        .join(', ');
    case 'planned':
      return draft.start === null || draft.end === null ? '' : `${draft.start} – ${draft.end}, ${draft.zone}`;
    case 'dependencies':
      return draft.needs.flatMap(({ chosen }) => (chosen === null ? [] : [chosen.label])).join(', ');
    case 'links':
      return draft.links.map(({ label }) => label).join(', ');
    default:
      return draft[name];
  }
}
