import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Measured } from '../../../foundation/fact.ts';
import type { Services } from '../../../foundation/services.ts';
import { findingFrom, type Seen, seenBy, unknownIn } from '../core/computed.ts';
import type { Criterion } from '../core/criterion.ts';
import { isReadable, readExpression } from '../core/expression/read-expression.ts';
import { factName, type Variables, variablesOf } from '../core/expression/variables.ts';
import type { Gate } from '../core/gate.ts';
import { runExpression } from './run-expressions.ts';

type At = { readonly app: Services; readonly db: Db | Tx; readonly now: Date };
type Look = (name: string) => Promise<Measured>;

const unreadable = (why: string): Measured => ({ value: null, until: null, says: `It cannot be read: ${why}.`, inputs: {} });

async function compute(text: string, variables: Variables, seen: Seen): Promise<Measured> {
  const read = readExpression(text, variables);
  if (!isReadable(read)) return unreadable(read.faults[0]?.says ?? 'unknown');
  const unknown = unknownIn(read.uses, seen);
  if (unknown !== null) return unknown;
  const values = Object.fromEntries(
    read.uses.flatMap((name) => {
      const value = seen.values.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const used = new Map([...variables].filter(([name]) => read.uses.includes(name)));
  const ran = await runExpression({ text, variables: used, values });
  return 'value' in ran
    ? findingFrom(read.uses, seen, ran.value, null)
    : findingFrom(read.uses, seen, null, `Not computed: ${ran.error}.`);
}

/** Facts that the expressions of a gate use, each measured once. */
async function factsUsed(
  expressions: readonly string[],
  variables: Variables,
  at: At,
  look: Look,
): Promise<ReadonlyMap<string, Measured>> {
  const uses = new Set(
    expressions.flatMap((text) => {
      const read = readExpression(text, variables);
      return isReadable(read) ? read.uses : [];
    }),
  );
  const found = new Map<string, Measured>();
  for (const name of at.app.facts.keys()) if (uses.has(factName(name))) found.set(name, await look(name));
  return found;
}

/**
 * Computes the expressions of a gate from its other criteria as they are at this moment and from facts. What cannot be computed, or uses what is unknown, is
 * unknown.
 */
export async function computeExpressions(at: At, gate: Gate, look: Look): Promise<ReadonlyMap<string, Measured>> {
  const asking = gate.criteria.flatMap(({ id, expression }) => (expression === null ? [] : [{ id, expression }]));
  if (asking.length === 0) return new Map();
  const variables = variablesOf(gate.criteria, at.app.facts, gate.subjectKind);
  const facts = await factsUsed(
    asking.map((one) => one.expression),
    variables,
    at,
    look,
  );
  const seen = seenBy(gate.criteria, facts, at.now);
  const found = new Map<Criterion['id'], Measured>();
  for (const { id, expression } of asking) found.set(id, await compute(expression, variables, seen));
  return found;
}
