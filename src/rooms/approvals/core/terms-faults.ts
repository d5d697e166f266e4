import type { Refusal } from '../../../foundation/refusal.ts';
import type { Approvable } from '../../../foundation/services.ts';
import { askedMeanings } from './giving.ts';
import { approverOf, type Terms } from './requirement.ts';
import { requirementRefusals as no } from './requirement-refusals.ts';

/** What may be named in a requirement; undefined: no step of that kind can wait. */
export type Vocabulary = {
  readonly approvable: Pick<Approvable, 'steps' | 'parts' | 'dimensions'> | undefined;
  /** Kinds with their steps, for whoever named another. */
  readonly kinds: readonly string[];
  readonly fields: readonly string[];
};

function facetFaults(scope: readonly string[], dimensions: Approvable['dimensions']): readonly Refusal[] {
  const known = dimensions.map(({ name, values }) => (values === null ? `${name}:…` : `${name}:${values.join('|')}`));
  return scope
    .map((facet, at) => ({ facet, at, cut: facet.indexOf(':') }))
    .filter(({ facet, cut }) => {
      const dimension = dimensions.find((one) => one.name === facet.slice(0, cut));
      const value = facet.slice(cut + 1);
      return dimension === undefined || value === '' || (dimension.values !== null && !dimension.values.includes(value));
    })
    .map(({ facet, at }) => no['facet-unknown']({ facet, known }, { field: `/terms/scope/${at}` }));
}

/** Everything that a requirement names and that is not there. */
export function termsFaults(terms: Terms, { approvable, kinds, fields }: Vocabulary): readonly Refusal[] {
  const step = approvable?.steps.some((one) => one.verb === terms.step) === true;
  if (approvable === undefined || !step)
    return [no['step-unknown']({ kind: terms.subjectKind, step: terms.step, known: kinds }, { field: '/terms/step' })];
  const parts = [
    ...approvable.parts.map((one) => one.part),
    ...approvable.steps.filter((one) => one.verb !== terms.step).map((one) => approverOf(one.verb)),
  ];
  const unknownParts = terms.excludes
    .map((part, at) => ({ part, at }))
    .filter(({ part }) => !parts.includes(part))
    .map(({ part, at }) => no['part-unknown']({ part, known: parts }, { field: `/terms/excludes/${at}` }));
  const unknownFields = (terms.covers ?? [])
    .map((field, at) => ({ field, at }))
    .filter(({ field }) => !fields.includes(field))
    .map(({ field, at }) => no['field-unknown']({ field, known: fields }, { field: `/terms/covers/${at}` }));
  const misfit = askedMeanings.includes(terms.meaning)
    ? []
    : [no['meaning-misfit']({ meaning: terms.meaning, known: askedMeanings }, { field: '/terms/meaning' })];
  return [...misfit, ...facetFaults(terms.scope, approvable.dimensions), ...unknownParts, ...unknownFields];
}
