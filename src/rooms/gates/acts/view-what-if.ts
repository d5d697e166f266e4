import { valueIn } from '../../../foundation/profile.ts';
import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as approvals from '../../approvals/door.ts';
import type { Criterion } from '../core/criterion.ts';
import { isMeasuredByHouse } from '../core/found.ts';
import type { Gate } from '../core/gate.ts';
import { waiverDays } from '../core/profile.ts';
import { measuredByHouse } from '../core/rules/measured-by-house.ts';
import { resultMisfit } from '../core/rules/result-misfit.ts';
import { waiverUnbounded } from '../core/rules/waiver-unbounded.ts';
import { type Assumed, assume, assumedPast, type WhatIf, whatIf } from '../core/what-if.ts';
import { measuredOne } from './measure.ts';
import { criterionOf, no } from './open-gate.ts';
import { readableGate } from './view-gate.ts';

export type Assumptions = {
  readonly at: Date | null;
  readonly results: readonly { readonly criterion: string; readonly value: number | null; readonly checked: boolean | null }[];
  readonly found: readonly { readonly criterion: string; readonly value: number | boolean | string | null }[];
  readonly withdrawn: readonly string[];
  readonly waivers: readonly { readonly criterion: string; readonly expiresAt: Date }[];
};

/** What is wrong with an assumption: the same that would be wrong with the act. Evidence is not asked of what nobody has. */
function misfits(criterion: Criterion, assumed: Assumed, place: string, now: Date, days: number): readonly Refusal[] {
  const { result, waivedUntil } = assumed;
  const under = (refusal: Refusal): Refusal => ({ ...refusal, field: `${place}${refusal.field ?? ''}` });
  return [
    ...(result === undefined
      ? []
      : [
          ...measuredByHouse(criterion),
          ...(isMeasuredByHouse(criterion.type)
            ? []
            : resultMisfit({ ...criterion, evidence: null }, { ...result, measuredAt: now, note: null, link: null }, now)),
        ]),
    ...(waivedUntil === undefined ? [] : waiverUnbounded(waivedUntil, now, days)),
  ].map(under);
}

/** Reads what is assumed, criterion by criterion; of two assumptions of one kind the last counts. */
function readAssumed(gate: Gate, sent: Assumptions, now: Date, days: number): Outcome<ReadonlyMap<string, Assumed>> {
  const found = new Map<string, Assumed>();
  const broken: Refusal[] = [];
  const add = (named: string, assumed: Assumed, place: string): void => {
    const criterion = criterionOf(gate, named);
    if (criterion === undefined) {
      broken.push(no['no-such-criterion']({}, { field: place }));
      return;
    }
    broken.push(...misfits(criterion, assumed, place, now, days));
    found.set(criterion.id, { ...found.get(criterion.id), ...assumed });
  };
  sent.results.forEach(({ criterion, ...result }, at) => {
    add(criterion, { result }, `/results/${at}`);
  });
  sent.found.forEach(({ criterion, value }, at) => {
    add(criterion, { found: value }, `/found/${at}`);
  });
  sent.withdrawn.forEach((criterion, at) => {
    add(criterion, { withdrawn: true }, `/withdrawn/${at}`);
  });
  sent.waivers.forEach(({ criterion, expiresAt }, at) => {
    add(criterion, { waivedUntil: expiresAt }, `/waivers/${at}`);
  });
  return broken.length > 0 ? refused(broken) : done(found);
}

export type SeenWhatIf = { readonly gate: Gate; readonly whatIf: WhatIf };

/** What would be of a gate that the reader may see. Reads only: no transaction that writes, no entry, nothing kept. */
export async function viewWhatIf(call: Call, idOrKey: string, sent: Assumptions): Promise<Outcome<SeenWhatIf>> {
  const found = await readableGate(call, idOrKey);
  if (!found.ok) return found;
  return judgeWhatIf(call, found.value.gate, sent);
}

async function judgeWhatIf({ app, actor }: Call, stored: Gate, sent: Assumptions): Promise<Outcome<SeenWhatIf>> {
  const { db } = app.database;
  const now = app.clock.now();
  const at = sent.at ?? now;
  const past = assumedPast(at, now);
  const assumed = readAssumed(stored, sent, now, await valueIn(db, waiverDays));
  if (past.length > 0 || !assumed.ok) return refused([...past, ...(assumed.ok ? [] : assumed.refusals)]);
  const wanted = { ...stored, criteria: stored.criteria.map((one) => assume(one, assumed.value.get(one.id), now)) };
  const assuming = withFacts(app, stored, assumed.value);
  const stands = await measuredOne({ app, db, now }, stored);
  const assumedNow = await measuredOne({ app: assuming, db, now }, wanted);
  const later = at.getTime() === now.getTime() ? assumedNow : await measuredOne({ app: assuming, db, now: at }, wanted);
  const asking = { actor, now: at, db, afresh: assumed.value.size > 0 };
  const unapproved = await unapprovedAt(app, stored.id, asking);
  return done({ gate: stands, whatIf: whatIf({ stands, assumed: assumedNow, later }, assumed.value, { now, at, unapproved }) });
}

/**
 * Whoever decides: approvals that are missing at that moment, those that have run out by then too, and each “no”. What keeps the reader alone from it is none of
 * these. A yes is over what was found: where anything else is assumed, it is to be given again.
 */
const ofEverybody: readonly string[] = ['approvals.missing', 'approvals.rejected-by'];

type Asking = Parameters<typeof approvals.guardsOf>[3];

async function unapprovedAt(app: Services, id: string, asking: Asking): Promise<readonly Refusal[]> {
  const said = await approvals.guardsOf(app, { kind: 'gate', id }, ['pass'], asking);
  return (said.get('pass') ?? []).filter(({ code }) => ofEverybody.includes(code));
}

/** The house as if it found the assumed values, so that what is computed from them follows. */
function withFacts(app: Services, gate: Gate, assumptions: ReadonlyMap<string, Assumed>): Services {
  const facts = new Map(app.facts);
  for (const { id, fact } of gate.criteria) {
    const value = assumptions.get(id)?.found;
    const known = fact === null ? undefined : app.facts.get(fact);
    if (value === undefined || known === undefined) continue;
    facts.set(known.name, { ...known, read: async () => ({ value, until: null, says: 'Assumed.', inputs: {} }) });
  }
  return { ...app, facts };
}
