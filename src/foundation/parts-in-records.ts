import type { Db, Tx } from './database/database.ts';
/** How a record of another room is named without leaking: label and link only for who may see it. */
export type SubjectLabel = {
  readonly id: string;
  readonly key: string | null;
  readonly label: string;
  readonly link: string;
  readonly unitId: string | null;
};

/** Somebody who had a hand in a subject: whoever requested, did or tested it never decides on it. */
export type Involvement = { readonly personId: string; readonly as: string };

/** A part that a person can have in a record, in words. `steps`: the verbs by which somebody comes to have it. */
export type RecordPart = { readonly part: string; readonly says: string; readonly steps: readonly string[] };

/** Somebody who would come to have parts in a record. */
export type WouldHave = { readonly personId: string; readonly parts: readonly string[]; readonly now: Date };

/** One property by which records are told apart, as `name:value` in their facets. `values`: all there are, where they can be counted; `single`: each record has exactly one. */
export type FacetDimension = {
  readonly name: string;
  readonly says: string;
  readonly values: readonly string[] | null;
  readonly single: boolean;
  /** Where values are names of things that come and go: which of these name nothing that there is. */
  readonly strangers?: (db: Db | Tx, values: readonly string[]) => Promise<readonly string[]>;
};
