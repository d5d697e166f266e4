import type { Approvable, FacetDimension, Services } from '../../../foundation/services.ts';
import type { Vocabulary } from '../core/terms-faults.ts';

/** Kinds of records of which steps can wait for approvals, from all cards. */
export const approvableKinds = (app: Services) =>
  [...app.subjects.values()].flatMap(({ kind, approvable }) => (approvable === undefined ? [] : [{ kind, approvable }]));

/** By what records of a kind are told apart: its own dimensions, and those of the records on which it stands. */
export const dimensionsOf = (app: Services, approvable: Approvable): readonly FacetDimension[] => [
  ...approvable.dimensions,
  ...(approvable.inherits?.(app) ?? []),
];

/** Fields of a kind that signatures cover: what a requirement can name as voiding. */
export const fieldsOf = (app: Services, kind: string): readonly string[] => [
  ...new Set((app.signables.get(kind)?.coverage ?? []).flatMap((row) => row.covers)),
];

export function vocabularyFor(app: Services, kind: string): Vocabulary {
  const approvable = app.subjects.get(kind)?.approvable;
  return {
    approvable: approvable === undefined ? undefined : { ...approvable, dimensions: dimensionsOf(app, approvable) },
    kinds: approvableKinds(app).flatMap((one) => one.approvable.steps.map((step) => `${one.kind}/${step.verb}`)),
    fields: fieldsOf(app, kind),
  };
}
