/** Who is asked: holders of a role in the unit of the record, or members of a group. `id`: the role by its name, or the group by its id. */
export type Who = { readonly kind: 'role' | 'group'; readonly id: string };

/** What a requirement asks. */
export type Terms = {
  readonly name: string;
  /** Kind of the record and verb of the step that waits. */
  readonly subjectKind: string;
  readonly step: string;
  readonly who: Who;
  /** How many different people. */
  readonly seats: number;
  /** Code of the vocabulary of signatures. */
  readonly meaning: string;
  /** It holds for records of this unit and below. */
  readonly unitId: string;
  /** Facets that a record must have, all of them; none: every record. */
  readonly scope: readonly string[];
  /** Parts in the record that keep somebody from giving it. */
  readonly excludes: readonly string[];
  /** Days after which an approval counts no more; null: it has no end. */
  readonly validityDays: number | null;
  /** Fields whose change takes an approval back; null: those that the step itself signs. */
  readonly covers: readonly string[] | null;
};

export type Requirement = Terms & {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly effectiveFrom: Date;
  readonly withdrawn: boolean;
};

/** The part of whoever approved a step, as exclusions name it. */
export const approverOf = (step: string): string => `approved:${step}`;

/** Whether a requirement holds for a record with these facets. */
export const asks = (terms: Pick<Terms, 'unitId' | 'scope'>, facets: ReadonlySet<string>): boolean =>
  facets.has(`unit:${terms.unitId}`) && terms.scope.every((facet) => facets.has(facet));
