import { canonicalJson } from '../../../foundation/canonical-json.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isMeasuredOn, type Measured } from '../../../foundation/fact.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Criterion } from '../core/criterion.ts';
import { type Found, foundJson, isMeasuredByHouse } from '../core/found.ts';
import type { Gate } from '../core/gate.ts';
import { isPassing, lapsesAt, momentOf, whyLapsed } from '../core/standing.ts';
import { computeExpressions } from './compute.ts';

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

/** A pass that relied on what is no longer found ends now. */
function endOfPass(gate: Gate, now: Date): Date | null {
  if (gate.decision === null || !isPassing(gate.state)) return gate.lapsesAt;
  const moment = momentOf(gate, now);
  return whyLapsed(gate.decision, gate.criteria, moment).length > 0 ? moment : lapsesAt(gate.decision, gate.criteria, moment);
}

/** Gates with what the house finds at this moment; nothing is written. Those that ask the house nothing come back as they are. */
export async function measuredGates(at: At, gates: readonly Gate[]): Promise<readonly Gate[]> {
  const looked: Looked = new Map();
  const found: Gate[] = [];
  for (const gate of gates) found.push(asksTheHouse(gate) && !rests(gate) ? await measuredGate(at, gate, looked) : gate);
  return found;
}

export async function measuredOne(at: At, gate: Gate): Promise<Gate> {
  const [found] = await measuredGates(at, [gate]);
  return found ?? gate;
}

/** Criteria of a gate for which something else was found than was written down. */
export const foundAnew = (before: Gate, after: Gate): readonly Criterion[] =>
  after.criteria.filter((criterion, place) => criterion.found !== before.criteria[place]?.found);
