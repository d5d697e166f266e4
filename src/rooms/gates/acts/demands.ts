import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Services } from '../../../foundation/services.ts';
import { draftOfGate } from '../core/draft-of-gate.ts';
import type { GateDraft } from '../core/drafts.ts';
import { answerTo, type Demand, draftOf, speaksOf } from '../core/matrix.ts';
import { type ContentChange, type EditionContent, editionChanges, editionIn } from '../core/template.ts';
import { rulesInForce } from '../store/matrix.ts';
import { gatesOfSubject } from '../store/read-gates.ts';
import { templatesNamed } from '../store/templates.ts';

export type DemandSeen = {
  readonly demand: Demand;
  /** The gate that answers it; null where it is missing. */
  readonly gate: GateDraft | null;
  /** The gate as it would be placed. */
  readonly draft: GateDraft;
  /** Keys of the criteria that the gate’s own edition asks. */
  readonly editionKeys: readonly string[];
  /** What taking the edition in force over would change on the gate; nothing where it is missing or of that edition. */
  readonly changes: readonly ContentChange[];
};

type Rules = Awaited<ReturnType<typeof rulesInForce>>;

function demandsAmong(rules: Rules, facets: ReadonlySet<string>): readonly Demand[] {
  const speaking = rules.filter((rule) => speaksOf(rule, facets));
  // Two rules that ask the same template of the same step ask one gate.
  return speaking.filter(
    (rule, at) => speaking.findIndex((other) => other.step === rule.step && other.templateId === rule.templateId) === at,
  );
}

/** What the matrix demands of a record with these facets. */
export const demandsFor = async (db: Db | Tx, kind: string, facets: ReadonlySet<string>): Promise<readonly Demand[]> =>
  demandsAmong(await rulesInForce(db, kind), facets);

/** What the matrix demands of a record as it is, and which of these gates answers each. The facets are those that the record's room tells. Without gates given, its own are read. */
export async function demandsOn(
  app: Services,
  db: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
  given?: readonly GateDraft[],
): Promise<readonly DemandSeen[]> {
  const approvable = app.subjects.get(subject.kind)?.approvable;
  if (approvable === undefined) return [];
  const rules = await rulesInForce(db, subject.kind);
  if (rules.length === 0) return [];
  const facets = new Set((await approvable.facets(db, [subject.id], app)).get(subject.id) ?? []);
  const demands = demandsAmong(rules, facets);
  if (demands.length === 0) return [];
  const gates = given ?? (await gatesOfSubject(db, subject, 'none')).map(draftOfGate);
  const contentOf = await contents(
    db,
    gates.flatMap((gate) => gate.from?.template ?? []),
  );
  const taken = new Set(gates.map((gate) => gate.key));
  return demands.map((demand) => {
    const gate = answerTo(demand, gates, contentOf) ?? null;
    const edition = gate?.from == null ? undefined : contentOf(gate.from.template, gate.from.edition);
    return {
      demand,
      gate,
      draft: draftOf(demand, taken),
      editionKeys: (edition?.criteria ?? []).map((criterion) => criterion.key),
      changes: edition === undefined ? [] : editionChanges(edition, demand.content),
    };
  });
}

/** What editions of templates ask, by key and number. */
export async function contents(
  db: Db | Tx,
  keys: readonly string[],
): Promise<(template: string, edition: number) => EditionContent | undefined> {
  const templates = await templatesNamed(db, [...new Set(keys)]);
  return (template, edition) =>
    templates
      .find(({ key }) => key === template)
      ?.editions.find(({ number, state }) => number === edition && state !== 'draft' && state !== 'discarded')?.content;
}

/** The number of the edition in force of each of these templates. */
export async function editionsInForce(db: Db | Tx, keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const templates = await templatesNamed(db, [...new Set(keys)]);
  return new Map(
    templates.flatMap((template) => {
      const found = editionIn(template, 'approved');
      return found === undefined ? [] : [[template.key, found.number] as const];
    }),
  );
}
