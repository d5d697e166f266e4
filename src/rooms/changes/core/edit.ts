import { alike } from '../../../foundation/alike.ts';
import type { Change } from './change.ts';

/** A patch with everything in it resolved; what is missing stays. */
export type Patch = {
  readonly [Field in
    | 'name'
    | 'description'
    | 'model'
    | 'follows'
    | 'ownerId'
    | 'applications'
    | 'backOutPlan'
    | 'testPlan'
    | 'answers'
    | 'planned'
    | 'needs'
    | 'links']?: Change[Field] | undefined;
};

export type Edited = {
  readonly any: boolean;
  /** Which fields of what is decided on are different, as people write them. */
  readonly content: readonly string[];
  readonly answers: boolean;
  /** When it is implemented, or what it needs. */
  readonly plan: boolean;
};

const contentFields = ['name', 'description', 'model', 'follows', 'applications', 'backOutPlan', 'testPlan'] as const;

/** The change with a patch laid over it. Applications and needs are kept in one order, so that the same set is the same record. */
export function withPatch(change: Change, patch: Patch): Change {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const next: Change = { ...change, ...given };
  return {
    ...next,
    applications: next.applications.toSorted((a, b) => (a.applicationId < b.applicationId ? -1 : 1)),
    needs: next.needs.toSorted((a, b) => (a.changeId < b.changeId ? -1 : 1)),
  };
}

export function editedBetween(before: Change, after: Change): Edited {
  const different = contentFields.filter((field) => !alike(before[field], after[field]));
  const content = different.map((field) => (field === 'follows' ? 'template' : field));
  return {
    any: !alike(before, after),
    content,
    answers: !alike(before.answers, after.answers),
    plan: !alike(before.planned, after.planned) || !alike(before.needs, after.needs),
  };
}

/** The next version of an edited change: whoever wrote what is decided on is one of its authors from now on. */
export function afterEdit(before: Change, after: Change, by: string, now: Date): Change {
  const edited = editedBetween(before, after);
  const wrote = edited.content.length > 0 || edited.answers;
  return {
    ...after,
    authors: wrote ? [...new Set([...before.authors, by])].toSorted() : before.authors,
    updatedAt: now,
    version: before.version + 1,
  };
}
