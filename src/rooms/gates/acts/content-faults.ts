import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { holdersByUnit } from '../../identity/door.ts';
import type { GateDraft } from '../core/drafts.ts';
import { decidingRoles, recordingRoles } from '../core/roles.ts';
import { criticalNotTyped } from '../core/rules/critical-not-typed.ts';
import { draftNotWhole } from '../core/rules/draft-not-whole.ts';
import { expressionNotWhole } from '../core/rules/expression-not-whole.ts';
import { externalNotWhole } from '../core/rules/external-not-whole.ts';
import { factNotWhole } from '../core/rules/fact-not-whole.ts';
import { type Holders, nobodyFills } from '../core/rules/nobody-fills.ts';
import type { EditionContent, Template } from '../core/template.ts';
import { allCheckers } from '../store/checkers.ts';

export type Asking = { readonly app: Services; readonly db: Db | Tx; readonly now: Date };

/** Keys of the machines that can be named; asked only where one is. */
export async function checkersAsked(db: Db | Tx, drafts: readonly GateDraft[]): Promise<readonly string[]> {
  if (!drafts.some((gate) => gate.criteria.some((draft) => draft.type === 'external'))) return [];
  return (await allCheckers(db)).flatMap((checker) => (checker.withdrawnAt === null ? [checker.key] : []));
}

/** Every reason why gates cannot be placed on a record of this kind, whoever it is; fields as in a list of gates. */
export const draftFaults = (
  app: Services,
  drafts: readonly GateDraft[],
  kind: string,
  checkers: readonly string[],
): readonly Refusal[] => [
  ...draftNotWhole(drafts, { deciding: decidingRoles, recording: recordingRoles }),
  ...factNotWhole(drafts, app.facts, kind),
  ...criticalNotTyped(drafts),
  ...externalNotWhole(drafts, checkers),
  ...expressionNotWhole(drafts, app.facts, kind),
];

const guardedKinds = (app: Services): readonly string[] =>
  [...app.subjects.values()].flatMap(({ kind, guarded }) => (guarded === undefined ? [] : [kind]));

/** All people who hold the roles are read at once. More people only make it easier, so that units in which no role was given need no look of their own. */
async function unfilled({ db, now }: Asking, draft: GateDraft): Promise<readonly Refusal[]> {
  const roles = [...new Set([...draft.deciders, ...recordingRoles, ...draft.criteria.flatMap((one) => one.responsible ?? [])])];
  const units = (await holdersByUnit(db, roles, now)).map(
    ({ holders }): Holders =>
      (role) =>
        holders.get(role) ?? [],
  );
  return nobodyFills([draft], { recording: recordingRoles, units });
}

/**
 * What is wrong with what an edition asks, by all rules of gates, when it is written and when it is put in force; fields as in the body of the request.
 * @param kinds records that are to carry it: it fits every one of them. None: it fits at least one kind that carries gates.
 */
export async function contentFaults(
  ask: Asking,
  template: Pick<Template, 'gateKey' | 'name'>,
  content: EditionContent,
  kinds: readonly string[] = [],
): Promise<readonly Refusal[]> {
  const draft: GateDraft = { key: template.gateKey, name: template.name, guards: '', dueAt: null, from: null, ...content };
  const checkers = await checkersAsked(ask.db, [draft]);
  const wanted = kinds.length > 0 ? kinds : guardedKinds(ask.app);
  const judged = wanted.map((kind) => draftFaults(ask.app, [draft], kind, checkers));
  const fitting = judged.toSorted((a, b) => a.length - b.length);
  const faults = (kinds.length > 0 ? fitting.at(-1) : fitting[0]) ?? [];
  const all = faults.length > 0 ? faults : await unfilled(ask, draft);
  return all.map((refusal) => ({
    ...refusal,
    ...(refusal.field === undefined ? {} : { field: refusal.field.replace('/gates/0', '/content') }),
  }));
}
