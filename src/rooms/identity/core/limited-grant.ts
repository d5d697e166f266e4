import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

const no = defineRefusals('identity', {
  'limits-of-inspectors': {
    kind: 'rule',
    says: () => 'Only the role of inspector, granted to a person, can be limited to releases.',
    remedy: 'Leave the releases out, or grant the role of inspector to a person.',
  },
  'span-without-releases': {
    kind: 'rule',
    says: () => 'A span of the trail is one of named releases, and none is named.',
    remedy: 'Name the releases, or leave the span out.',
  },
  'span-empty': {
    kind: 'rule',
    says: (f: { until: string }) => `The span of the trail would end at ${f.until}, before it begins.`,
    remedy: 'Choose an end after the beginning.',
  },
  'release-elsewhere': {
    kind: 'rule',
    says: (f: { release: string }) => `The release “${f.release}” is not in the unit of the grant or below it.`,
    remedy: 'Grant the role in a unit that holds all the releases that are named.',
  },
});

export type Limits = {
  /** Ids of the releases that are shown and nothing else; null: all that the unit holds. */
  readonly releaseIds: readonly string[] | null;
  readonly trailFrom: Date | null;
  readonly trailUntil: Date | null;
};

/** A view is limited by releases that are named, for a person who inspects; and then by a span of their trail. */
export function limitsHold(of: { readonly role: string; readonly toGroup: boolean }, limits: Limits): readonly Refusal[] {
  const { releaseIds, trailFrom, trailUntil } = limits;
  const spanned = trailFrom !== null || trailUntil !== null;
  const refusals: Refusal[] = [];
  if (releaseIds === null) return spanned ? [no['span-without-releases']({}, { field: '/releases' })] : [];
  if (of.role !== 'inspector' || of.toGroup) refusals.push(no['limits-of-inspectors']({}, { field: '/releases' }));
  if (trailFrom !== null && trailUntil !== null && trailUntil <= trailFrom)
    refusals.push(no['span-empty']({ until: trailUntil.toISOString() }, { field: '/trailUntil' }));
  return refusals;
}

export const releaseElsewhere = (release: string, place: number): Refusal =>
  no['release-elsewhere']({ release }, { field: `/releases/${place}` });
