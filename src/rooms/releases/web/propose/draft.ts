import type { ChoiceOption } from '../../../../design/parts/ChoiceField.tsx';
import type { BodySentOf } from '../../../../foundation/contract.ts';
import type { applicationRoles, proposeRelease, releaseClasses, releaseKinds } from '../../contract.ts';

export type ApplicationDraft = {
  readonly chosen: ChoiceOption | null;
  readonly role: (typeof applicationRoles)[number];
  readonly version: string;
};
export type ProposeDraft = {
  readonly name: string;
  readonly summary: string;
  readonly kind: (typeof releaseKinds)[number];
  readonly class: (typeof releaseClasses)[number];
  readonly unit: ChoiceOption | null;
  readonly owner: ChoiceOption | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly zone: string;
  readonly backOutMinutes: number | null;
  readonly applications: readonly ApplicationDraft[];
};

export const emptyDraft = (zone: string): ProposeDraft => ({
  name: '',
  summary: '',
  kind: 'project',
  class: 'minor',
  unit: null,
  owner: null,
  start: null,
  end: null,
  zone,
  backOutMinutes: null,
  applications: [],
});

export type DraftErrors = Readonly<Record<string, string>>;

/** What the form itself can see; everything else is the server's to say. Pointers are those of the body. */
export function errorsIn(draft: ProposeDraft): DraftErrors {
  const errors: Record<string, string> = {};
  if (draft.name.trim() === '') errors['/name'] = 'Give it a name.';
  if (draft.unit === null) errors['/unit'] = 'Choose the unit that it belongs to.';
  if ((draft.start === null) !== (draft.end === null)) errors['/goLive'] = 'A go-live has a start and an end, or neither yet.';
  if (draft.start !== null && draft.end !== null && draft.start >= draft.end) errors['/goLive'] = 'The end lies after the start.';
  draft.applications.forEach((row, index) => {
    if (row.chosen === null) errors[`/applications/${index}`] = 'Choose an application, or remove the row.';
  });
  return errors;
}

export function bodyOf(draft: ProposeDraft): BodySentOf<typeof proposeRelease> {
  return {
    name: draft.name.trim(),
    summary: draft.summary.trim(),
    kind: draft.kind,
    class: draft.class,
    unit: draft.unit?.value ?? '',
    owner: draft.owner?.value ?? null,
    goLive: draft.start === null || draft.end === null ? null : { start: draft.start, end: draft.end, zone: draft.zone },
    backOutMinutes: draft.backOutMinutes,
    applications: draft.applications.flatMap(({ chosen, role, version }) =>
      chosen === null ? [] : [{ application: chosen.value, role, version: version.trim() === '' ? null : version.trim() }],
    ),
  };
}
