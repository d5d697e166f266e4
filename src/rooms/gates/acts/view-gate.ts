import { readProfile } from '../../../foundation/profile.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { verbsOf } from '../../../foundation/state-machine.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as approvals from '../../approvals/door.ts';
import { notIndependent } from '../../identity/door.ts';
import { type DecideVerb, decideVerbs } from '../contract.ts';
import { type Criterion, type Result, statusOf } from '../core/criterion.ts';
import { type Evaluation, evaluate } from '../core/evaluation.ts';
import type { Gate } from '../core/gate.ts';
import { gateMachine } from '../core/gate-machine.ts';
import { limitsOf } from '../core/profile.ts';
import { criteriaNotGreen } from '../core/rules/criteria-not-green.ts';
import { greenTooShort } from '../core/rules/green-too-short.ts';
import { measuredByHouse } from '../core/rules/measured-by-house.ts';
import { decidingRole, notDecider } from '../core/rules/not-decider.ts';
import { notResponsible } from '../core/rules/not-responsible.ts';
import { nothingToWaive } from '../core/rules/nothing-to-waive.ts';
import { wrongState } from '../core/rules/wrong-state.ts';
import { greenSinceNow } from '../core/run-of-green.ts';
import { awaitsSecond } from '../core/second-person.ts';
import { momentOf, stateNow, whyNoPass } from '../core/standing.ts';
import { decisionsOf, type KeptDecision, namesOf, resultsOf } from '../store/read-facts.ts';
import { findGate, gateById } from '../store/read-gates.ts';
import { holdersIn, involvedIn, mayNotIn, namesOfDeciders, readRightOf, unitsOf } from './at-home.ts';
import { bindsSecond } from './confirm-result.ts';
import { letsPass } from './decide-gate.ts';
import { editionsInForce } from './demands.ts';
import { keptFrom, type Part } from './kept-from.ts';
import { measuredOne } from './measure.ts';
import { mayNotSee, no } from './open-gate.ts';
import { bindsWaiver } from './waive-criterion.ts';

type Person = { readonly id: string; readonly name: string };
type Cans = Readonly<Record<string, readonly Refusal[]>>;

export type SeenGate = {
  /** As it stands now: what has expired counts as reopened. */
  readonly gate: Gate;
  readonly moment: Date;
  readonly evaluation: Evaluation;
  readonly reopenedWhy: string | null;
  readonly results: ReadonlyMap<string, readonly Result[]>;
  readonly decisions: readonly KeptDecision[];
  readonly deciders: readonly { readonly role: string; readonly holders: readonly Person[] }[];
  readonly names: ReadonlyMap<string, string>;
  readonly limits: ReturnType<typeof limitsOf>;
  readonly can: Cans;
  readonly criterionCan: ReadonlyMap<string, Cans>;
  /** The edition in force of the template that it came from. */
  readonly editionInForce: number | null;
  /** The moment that is shown, where it is not now. */
  readonly asOf: Date | null;
};

export type ReadableGate = { readonly gate: Gate; readonly unitIds: readonly string[] };

/** A gate for who may read its subject. */
export async function readableGate(call: Call, idOrKey: string): Promise<Outcome<ReadableGate>> {
  const { app, actor } = call;
  const { db } = app.database;
  const head = await findGate(db, idOrKey);
  if (head === null) return refuse(no['no-such-gate']({}));
  const unitIds = await unitsOf(app, db, head);
  const mayNot = (right: string, unit: string | null) => app.ports.authority.may(actor, right, unit);
  const unseen = mayNotSee(mayNot, readRightOf(app, head.subjectKind), unitIds);
  if (unseen.length > 0) return refused(unseen);
  const gate = await gateById(db, head.id, 'none');
  if (gate === null) return refuse(no['no-such-gate']({}));
  return done({ gate: await measuredOne({ app, db, now: app.clock.now() }, gate), unitIds });
}

/** Everything that the screen of a gate shows, and what the reader may do with it. */
export async function viewGate(call: Call, idOrKey: string): Promise<Outcome<SeenGate>> {
  const found = await readableGate(call, idOrKey);
  if (!found.ok) return found;
  const { db } = call.app.database;
  const now = call.app.clock.now();
  const { gate: stored, unitIds } = found.value;
  const moment = momentOf(stored, now);
  const state = stateNow(stored, now);
  const lapsed = state !== stored.state;
  const gate = lapsed ? { ...stored, state, conditionalUntil: null } : stored;
  const evaluation = evaluate(gate.id, gate.criteria, moment);
  const results = await resultsOf(db, gate.id);
  const decisions = await decisionsOf(db, gate.id);
  const deciders = await Promise.all(
    gate.deciders.map(async (role) => ({
      role,
      holders: (await holdersIn(db, [role], unitIds, now)).map(({ id, name }) => ({ id, name })),
    })),
  );
  const kept = keptOnce(call, gate, now);
  return done({
    gate,
    moment,
    evaluation,
    reopenedWhy: lapsed ? whyNoPass(stored, moment).join('; ') : stored.reopenedWhy,
    results,
    decisions,
    deciders,
    names: await namesOf(db, peopleIn(gate, results, decisions)),
    limits: limitsOf(await readProfile(db)),
    can: await canDecide(call, gate, unitIds, evaluation, now),
    criterionCan: new Map(
      await Promise.all(
        gate.criteria.map(
          async (criterion) => [criterion.id, await canOnCriterion(call, gate, criterion, unitIds, now, kept)] as const,
        ),
      ),
    ),
    editionInForce:
      gate.from === null ? null : ((await editionsInForce(db, [gate.from.template])).get(gate.from.template) ?? null),
    asOf: null,
  });
}

export const peopleIn = (gate: Gate, results: SeenGate['results'], decisions: readonly KeptDecision[]): readonly string[] => [
  ...[...results.values()]
    .flat()
    .flatMap(({ recordedBy, second, withdrawn }) => [recordedBy, second?.by ?? [], withdrawn?.by ?? []].flat()),
  ...gate.criteria.flatMap((criterion) =>
    criterion.waivers.flatMap((waiver) => [waiver.by, ...(waiver.withdrawn === null ? [] : [waiver.withdrawn.by])]),
  ),
  ...decisions.map((decision) => decision.byId),
];

async function canDecide(call: Call, gate: Gate, unitIds: readonly string[], evaluation: Evaluation, now: Date): Promise<Cans> {
  const { app, actor } = call;
  const { db } = app.database;
  const barred = mayNotIn((right, unit) => app.ports.authority.may(actor, right, unit), 'gates.decide', unitIds);
  const role = decidingRole(actor.holdings, gate.deciders, unitIds);
  const could = role === null ? await namesOfDeciders(app, db, gate, now) : [];
  const never = [...barred, ...notDecider(role, gate.deciders, could)];
  const dependent = never.length > 0 ? [] : await notIndependent(db, actor, await involvedIn(app, db, gate), now);
  const of = { kind: 'gate', id: gate.id };
  const unapproved =
    never.length > 0 ? [] : ((await approvals.guardsOf(app, of, ['pass'], { actor, now, db })).get('pass') ?? []);
  const since = greenSinceNow(gate.kept, evaluation.green, now);
  const answer = (verb: DecideVerb): readonly Refusal[] => {
    if (never.length > 0) return never;
    const state = wrongState(gate.state, verb);
    if (verb === 'reopen') return state;
    const common = [...state, ...dependent, ...(letsPass(verb) ? unapproved : [])];
    const short = greenTooShort(gate.greenHours, since, now);
    if (verb === 'pass') return [...common, ...criteriaNotGreen(evaluation), ...short];
    return [...common, ...(verb === 'pass-conditionally' && evaluation.green ? short : [])];
  };
  const verbs = verbsOf(gateMachine);
  return Object.fromEntries(decideVerbs.filter((verb) => verbs.includes(verb)).map((verb) => [verb, answer(verb)]));
}

type Kept = (part: Part) => Promise<readonly Refusal[]>;

/** Whether the reader's own decisions keep them from a part is one answer for all criteria. */
function keptOnce({ app, actor }: Call, gate: Gate, now: Date): Kept {
  const known = new Map<Part, Promise<readonly Refusal[]>>();
  return (part) => {
    const answer = known.get(part) ?? keptFrom({ app, actor, now, db: app.database.db }, gate, part);
    known.set(part, answer);
    return answer;
  };
}

async function canOnCriterion(
  call: Call,
  gate: Gate,
  criterion: Criterion,
  unitIds: readonly string[],
  now: Date,
  kept: Kept,
): Promise<Cans> {
  const { app, actor } = call;
  const mayNot = (right: string, unit: string | null) => app.ports.authority.may(actor, right, unit);
  const barred = [
    ...mayNotIn(mayNot, 'gates.record', unitIds),
    ...notResponsible(criterion, actor.holdings, unitIds),
    ...measuredByHouse(criterion),
  ];
  const record = barred.length > 0 ? barred : await kept('record');
  const waiveBarred = mayNotIn(mayNot, 'gates.waive', unitIds);
  const waive =
    waiveBarred.length > 0
      ? waiveBarred
      : [
          ...(await kept('waive')),
          ...(await bindsWaiver({ app, actor, now, tx: app.database.db }, gate, criterion)),
          ...nothingToWaive(criterion, now),
        ];
  const ask =
    criterion.checker === null
      ? {}
      : { ask: [...mayNotIn(mayNot, 'gates.record', unitIds), ...notResponsible(criterion, actor.holdings, unitIds)] };
  return { ...ask, record, waive, 'withdraw-waiver': waiveBarred, ...(await canConfirm(call, criterion, unitIds, now, kept)) };
}

export const statusAt = (seen: SeenGate, criterion: Criterion) => statusOf(criterion, seen.moment);

/** Where a value waits for a second person: whether the reader can be that person. */
async function canConfirm(call: Call, criterion: Criterion, unitIds: readonly string[], now: Date, kept: Kept): Promise<Cans> {
  const { app, actor } = call;
  const { result } = criterion;
  if (result === null || !awaitsSecond(result)) return {};
  const mayNot = (right: string, unit: string | null) => app.ports.authority.may(actor, right, unit);
  const barred = [...mayNotIn(mayNot, 'gates.confirm', unitIds), ...notResponsible(criterion, actor.holdings, unitIds)];
  if (barred.length > 0) return { confirm: barred };
  return {
    confirm: [...(await kept('confirm')), ...(await bindsSecond({ actor, now, tx: app.database.db }, criterion, result))],
  };
}
