import { z } from 'zod';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { FieldChange } from '../../../foundation/record.ts';
import type { Services } from '../../../foundation/services.ts';
import { standingsOfDecisions } from '../../signatures/door.ts';
import { statusOf, waiverInForce } from '../core/criterion.ts';
import type { Gate } from '../core/gate.ts';
import { gateRecord } from '../core/gate-record.ts';
import { isPassing, momentOf, whyUndecided } from '../core/standing.ts';

type At = { readonly app: Services; readonly db: Db | Tx; readonly now: Date };
type Decided = Parameters<typeof standingsOfDecisions>[3][number];
type Standing = Awaited<ReturnType<typeof standingsOfDecisions>>[number];
/** Something that a pass relies on: who decided it, and why it does not count, seen its standing. */
type Relied = { readonly gate: Gate; readonly decided: Decided; readonly whyNot: (found: Standing) => string | null };

const stateOf = { pass: 'passed', 'pass-conditionally': 'passed-conditionally', 'declare-not-applicable': 'not-applicable' };

/** What differs, as a reader of the gate would name it: a criterion by its text, a field of the gate by its name. */
function sayChanged(gate: Gate, changed: readonly FieldChange[]): string {
  const named = changed.map(({ field }) => {
    const [, part = '', key = ''] = field.split('/');
    if (part !== 'criteria') return part;
    return `“${gate.criteria.find((criterion) => criterion.key === key)?.text ?? key}”`;
  });
  const different = [...new Set(named)];
  return different.length === 0 ? 'it is not as it was signed' : `${different.join(', ')} is not as it was signed`;
}

const waiverInput = z.object({ criterion: z.string(), expiresAt: z.string() });

/** Waivers that keep criteria green, each as it was signed. One that is given in this very act is signed at its end. */
function waiversOf(gate: Gate, record: Decided['record'], now: Date): readonly Relied[] {
  const moment = momentOf(gate, now);
  return gate.criteria.flatMap((criterion): Relied[] => {
    const waiver = statusOf(criterion, moment) === 'waived' ? waiverInForce(criterion, moment) : null;
    if (waiver === null || waiver.at.getTime() === now.getTime()) return [];
    const whyNot = (found: Standing): string | null => {
      const signed = waiverInput.safeParse(found?.input);
      const same = signed.data?.criterion === criterion.key && signed.data.expiresAt === waiver.expiresAt.toISOString();
      return same && found?.standing !== 'broken' ? null : `the waiver of “${criterion.text}” is not as it was signed`;
    };
    return [{ gate, decided: { id: gate.id, verb: 'waive', at: waiver.at, by: waiver.by, record }, whyNot }];
  });
}

/**
 * What counts of what differs from what was signed. A conditional pass asks that the criteria which it tolerates be met by its term: an answer of one of them that is met
 * is no other pass than the one that was signed. Its question is compared like every other.
 */
function differing(gate: Gate, changed: readonly FieldChange[], now: Date): readonly FieldChange[] {
  const { decision } = gate;
  if (decision?.outcome !== 'pass-conditionally') return changed;
  const moment = momentOf(gate, now);
  const fulfilled = gate.criteria.filter(
    (criterion) =>
      decision.tolerates.some(({ criterionId }) => criterionId === criterion.id) && statusOf(criterion, moment) === 'met',
  );
  const answers = fulfilled.map(({ key }) => `/criteria/${key}/result`);
  return changed.filter(({ field }) => !answers.some((answer) => `${field}/`.startsWith(`${answer}/`)));
}

/** Why a decision does not count, seen its standing. */
function whyUnsigned(gate: Gate, found: Standing, now: Date): string | null {
  if (found === null) return 'its decision is not signed';
  if (found.standing === 'valid') return null;
  const differs = differing(gate, found.changed, now);
  return found.standing === 'changed' && differs.length === 0 ? null : sayChanged(gate, differs);
}

function decisionOf(gate: Gate, record: Decided['record'], now: Date): Relied | null {
  const { decision, state } = gate;
  const fits = decision !== null && Object.entries(stateOf).some(([verb, to]) => verb === decision.outcome && to === state);
  if (!fits) return null;
  return {
    gate,
    decided: { id: gate.id, verb: decision.outcome, at: decision.at, by: decision.by, record },
    whyNot: (found) => whyUnsigned(gate, found, now),
  };
}

/**
 * Passing gates whose pass does not count, by id, with why: nobody signed the decision or a waiver that it relies on, or the signature is over other content than there
 * is now. So a pass is worth nothing once somebody changed what it was signed over, in the database itself too.
 */
export async function unsignedPasses({ app, db, now }: At, gates: readonly Gate[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const relied = gates
    .filter((gate) => isPassing(gate.state))
    .flatMap((gate): readonly Relied[] => {
      const record = gateRecord(gate);
      const decision = decisionOf(gate, record, now);
      if (decision === null) found.set(gate.id, whyUndecided);
      return decision === null ? [] : [decision, ...waiversOf(gate, record, now)];
    });
  const standings = await standingsOfDecisions(
    app,
    db,
    'gate',
    relied.map(({ decided }) => decided),
  );
  for (const [place, { gate, whyNot }] of relied.entries()) {
    const why = whyNot(standings[place] ?? null);
    if (why !== null && !found.has(gate.id)) found.set(gate.id, why);
  }
  return found;
}
