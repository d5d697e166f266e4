import type { Services } from '../../../foundation/services.ts';
import type { Vocabulary } from '../core/terms-faults.ts';

/** Kinds of records of which steps can wait for approvals, from all cards. */
export const approvableKinds = (app: Services) =>
  [...app.subjects.values()].flatMap(({ kind, approvable }) => (approvable === undefined ? [] : [{ kind, approvable }]));

/** Fields of a kind that signatures cover: what a requirement can name as voiding. */
export const fieldsOf = (app: Services, kind: string): readonly string[] => [
  ...new Set((app.signables.get(kind)?.coverage ?? []).flatMap((row) => row.covers)),
];

export const vocabularyFor = (app: Services, kind: string): Vocabulary => ({
  approvable: app.subjects.get(kind)?.approvable,
  kinds: approvableKinds(app).flatMap((one) => one.approvable.steps.map((step) => `${one.kind}/${step.verb}`)),
  fields: fieldsOf(app, kind),
});
