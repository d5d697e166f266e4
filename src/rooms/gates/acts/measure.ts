import { canonicalJson } from '../../../foundation/canonical-json.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isMeasuredOn, type Measured } from '../../../foundation/fact.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Criterion } from '../core/criterion.ts';
import { type Found, foundJson, isMeasuredByHouse } from '../core/found.ts';
import type { Gate } from '../core/gate.ts';
import { isPassing, lapsesAt, momentOf, whyLapsed } from '../core/standing.ts';
import { computeExpressions } from './compute.ts';
import { unsignedPasses } from './still-signed.ts';

type At = { readonly app: Services; readonly db: Db | Tx; readonly now: Date };
type Looked = Map<string, Promise<Measured>>;

const asksTheHouse = (gate: Gate): boolean => gate.criteria.some((criterion) => isMeasuredByHouse(criterion.type));

/** A gate at rest keeps the standing of the moment in which what it guards was done: nothing is measured any more. */
const rests = (gate: Gate): boolean => isPassing(gate.state) && gate.restedAt !== null;

const unmeasurable = (name: string, kind: string): Measured => ({
  value: null,
  until: null,
  says: `This house measures no “${name}” on a ${kind}.`,
  inputs: {},
});

function look({ app, db, now }: At, gate: Gate, name: string, looked: Looked): Promise<Measured> {
  const fact = app.facts.get(name);
  if (fact === undefined || !isMeasuredOn(fact, gate.subjectKind)) return Promise.resolve(unmeasurable(name, gate.subjectKind));
  const place = `${gate.subjectId} ${name}`;
  const found = looked.get(place) ?? fact.read(db, gate.subjectId, now);
  looked.set(place, found);
  return found;
}

/** What is found again is the finding that was there: since then it has been so. */
function foundNow(before: Found | null, measured: Measured, now: Date): Found {
  if (before !== null && canonicalJson(foundJson(before)) === canonicalJson(foundJson(measured))) return before;
  return { ...measured, at: now };
}

async function measuredGate(at: At, gate: Gate, looked: Looked): Promise<Gate> {
  const criteria: Criterion[] = [];
  for (const criterion of gate.criteria) {
    if (criterion.fact === null) criteria.push(criterion);
    else criteria.push({ ...criterion, found: foundNow(criterion.found, await look(at, gate, criterion.fact, looked), at.now) });
  }
  const computed = await computeExpressions(at, { ...gate, criteria }, (name) => look(at, gate, name, looked));
  const all = criteria.map((criterion) => {
    const measured = computed.get(criterion.id);
    return measured === undefined ? criterion : { ...criterion, found: foundNow(criterion.found, measured, at.now) };
  });
  return { ...gate, criteria: all, lapsesAt: endOfPass({ ...gate, criteria: all }, at.now) };
}

/** A pass that relied on what is no longer found, or is no longer signed, ends now. */
function endOfPass(gate: Gate, now: Date): Date | null {
  if (gate.decision === null || !isPassing(gate.state)) return gate.lapsesAt;
  const moment = momentOf(gate, now);
  return whyLapsed(gate.decision, gate.criteria, moment).length > 0 ? moment : lapsesAt(gate.decision, gate.criteria, moment);
}

/** A pass that counts no more shows it, also at rest: what it was signed over does not age. When time ends it is computed anew: the mark is for lists. */
function withoutPass(gate: Gate, unsigned: string | undefined, now: Date): Gate {
  if (unsigned === undefined) return { ...gate, lapsesAt: endOfPass(gate, now) };
  const decision = gate.decision === null ? null : { ...gate.decision, unsigned };
  return { ...gate, decision, lapsesAt: momentOf(gate, now) };
}

/** Gates with what the house finds at this moment, and without the pass that is not signed over what they are; nothing is written. */
export async function measuredGates(at: At, gates: readonly Gate[]): Promise<readonly Gate[]> {
  const looked: Looked = new Map();
  const unsigned = await unsignedPasses(at, gates);
  const found: Gate[] = [];
  for (const stored of gates) {
    const gate = withoutPass(stored, unsigned.get(stored.id), at.now);
    found.push(asksTheHouse(gate) && !rests(gate) ? await measuredGate(at, gate, looked) : gate);
  }
  return found;
}

export async function measuredOne(at: At, gate: Gate): Promise<Gate> {
  const [found] = await measuredGates(at, [gate]);
  return found ?? gate;
}

/** Criteria of a gate for which something else was found than was written down. */
export const foundAnew = (before: Gate, after: Gate): readonly Criterion[] =>
  after.criteria.filter((criterion, place) => criterion.found !== before.criteria[place]?.found);
