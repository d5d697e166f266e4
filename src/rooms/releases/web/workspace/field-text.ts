import { formatInstant } from '../../../../design/time/format-instant.ts';
import type { BodySentOf } from '../../../../foundation/contract.ts';
import type { changeRelease } from '../../contract.ts';
import type { Release } from '../parts.tsx';
import { classWords, roleWords } from '../words.ts';

export type Change = BodySentOf<typeof changeRelease>;
export type ChangeField = Exclude<keyof Change, 'reason'>;

export const fieldLabels: Readonly<Record<ChangeField, string>> = {
  name: 'Name',
  summary: 'Summary',
  class: 'Class',
  owner: 'Accountable owner',
  parent: 'Part of',
  goLive: 'Go-live',
  backOutMinutes: 'Minutes to back out',
  warrantyEnd: 'Warranty ends',
  phases: 'Phases',
  milestones: 'Milestones',
  applications: 'Applications',
};

type Span = { readonly start: string; readonly end: string };
const spanText = ({ start, end }: Span, zone: string): string =>
  `${formatInstant(Date.parse(start), zone)} to ${formatInstant(Date.parse(end), zone)}`;

export const goLiveText = (goLive: (Span & { readonly zone?: string | undefined }) | null): string =>
  goLive === null ? '' : spanText(goLive, goLive.zone ?? 'UTC');
export const phasesText = (phases: readonly (Span & { readonly name: string })[], zone: string): string =>
  phases.map((phase) => `${phase.name}: ${spanText(phase, zone)}`).join('; ');
export const milestonesText = (
  rows: readonly { readonly name: string; readonly at: string; readonly doneAt?: string | null | undefined }[],
  zone: string,
): string =>
  rows.map((row) => `${row.name}: ${formatInstant(Date.parse(row.at), zone)}${row.doneAt == null ? '' : ' (done)'}`).join('; ');
export const applicationsText = (
  rows: readonly { readonly name: string; readonly role: keyof typeof roleWords; readonly version: string | null }[],
): string =>
  rows
    .map((row) => `${row.name}${row.version === null ? '' : ` ${row.version}`} (${roleWords[row.role].toLowerCase()})`)
    .join('; ');

/** The present value of a field as people read it: for "before", "theirs" and the comparison of both. */
export function fieldText(release: Release, field: ChangeField): string {
  const zone = release.goLive?.zone ?? 'UTC';
  switch (field) {
    case 'name':
      return release.name;
    case 'summary':
      return release.summary;
    case 'class':
      return classWords[release.class];
    case 'owner':
      return release.owner?.name ?? '';
    case 'parent':
      return release.parent?.name ?? '';
    case 'goLive':
      return goLiveText(release.goLive);
    case 'backOutMinutes':
      return release.backOutMinutes === null ? '' : String(release.backOutMinutes);
    case 'warrantyEnd':
      return release.warrantyEnd === null ? '' : formatInstant(Date.parse(release.warrantyEnd), zone);
    case 'phases':
      return phasesText(release.phases, zone);
    case 'milestones':
      return milestonesText(release.milestones, zone);
    case 'applications':
      return applicationsText(
        release.applications.map(({ application, role, version }) => ({ name: application.name, role, version })),
      );
  }
}
