import { sha256 } from '../../../foundation/canonical-json.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { ownedName, type PlanAction, type PlanRow, type PlanSubject } from '../core/diff-plan.ts';
import { parentsFirst } from '../core/parents-first.ts';
import type { PlanSection } from '../core/plan-file.ts';
import { integrationRefusals as no } from '../core/refusals.ts';
import { notYours, type TakeOver } from '../core/take-over.ts';
import { addOwned, dropOwned, lockPlan, savePlan } from '../store/plans.ts';
import { applyRow } from './apply-records.ts';
import { type Applied, type Wanted, wantedBy } from './applying.ts';
import { type Compared, comparePlan } from './read-desired.ts';

export type ApplyInput = {
  readonly text: string;
  readonly mode: 'all-or-nothing' | 'row-by-row';
  readonly only: readonly PlanSection[];
  /** Fingerprint of the preview that was confirmed; null applies what stands now. */
  readonly fingerprint: string | null;
  /** Consent to change what other plans brought: it is this plan's from then on. */
  readonly takeOver: boolean;
  readonly reason?: string | undefined;
};

export type RowResult = {
  readonly subject: PlanSubject;
  readonly key: string;
  readonly action: PlanAction;
  readonly line: number | null;
  readonly refusals: readonly Refusal[];
};
export type ApplyResult = { readonly compared: Compared; readonly results: readonly RowResult[] };

const withdrawOrder: readonly PlanSubject[] = [
  'release',
  'freeze',
  'window',
  'calendar',
  'dependency',
  'application',
  'unit',
  'history',
];

/** Parents before children, what is needed before what needs it; withdrawals last, the other way round. */
function inOrder(compared: Compared): readonly PlanRow[] {
  const rank = new Map<string, number>();
  for (const [at, unit] of parentsFirst(compared.desired.units).entries()) rank.set(ownedName('unit', unit.key), at);
  for (const [at, release] of parentsFirst(compared.desired.releases).entries()) rank.set(ownedName('release', release.key), at);
  const doing = compared.rows.filter((row) => row.action === 'create' || row.action === 'change');
  const sorted = Map.groupBy(doing, (row) => row.subject);
  const ordered = [...sorted.values()].flatMap((rows) =>
    rows.toSorted(
      (one, two) => (rank.get(ownedName(one.subject, one.key)) ?? 0) - (rank.get(ownedName(two.subject, two.key)) ?? 0),
    ),
  );
  const dropped = compared.rows.filter((row) => row.action === 'withdraw');
  return [...ordered, ...dropped.toSorted((one, two) => withdrawOrder.indexOf(one.subject) - withdrawOrder.indexOf(two.subject))];
}

const named = (row: PlanRow): string => `${row.subject} ${row.key}`;

const inRow = (row: PlanRow, line: number | null, refusal: Refusal): Refusal => ({
  ...no['row-refused']({ row: named(row), line, code: refusal.code, message: refusal.message, fix: refusal.remedy }),
  kind: refusal.kind,
});

/** What holds for every row: the records by their rows, and why. */
type Given = { readonly wanted: Wanted; readonly reason: string | null };
const givenIn = (input: ApplyInput, compared: Compared): Given => ({
  wanted: wantedBy(compared.desired),
  reason: input.reason ?? null,
});

const takenIn = (compared: Compared, row: PlanRow): readonly TakeOver[] =>
  compared.takeOvers.filter((one) => one.subject === row.subject && one.key === row.key);

async function applyOne(work: Work, compared: Compared, given: Given, row: PlanRow): Promise<Applied> {
  const applied = await applyRow({ work, desired: compared.desired, standing: compared.standing, ...given }, row);
  if (!applied.ok) return applied;
  const plan = compared.desired.name;
  if (row.action === 'withdraw') await dropOwned(work.tx, plan, row.subject, row.key);
  if (row.action === 'create' || takenIn(compared, row).length > 0) await addOwned(work.tx, plan, row.subject, row.key);
  return applied;
}

/** Registers the plan, or its next version; two applications of one plan follow one another. */
async function begin(work: Work, compared: Compared): Promise<number> {
  const version = (await lockPlan(work.tx, compared.desired.name)) + 1;
  await savePlan(work.tx, compared.desired, work.actor.id, work.now, version);
  return version;
}

/** The id of a plan in the ledger, from its name: a UUID of version 8 (RFC 9562) over its hash. */
function idOfPlan(name: string): string {
  const digest = sha256(`plan ${name}`).toString('hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

/** An entry of its own, so that the trail says which file brought what. */
function sayApplied(
  work: Work,
  compared: Compared,
  { text, takeOver: consented }: ApplyInput,
  version: number,
  rows: number,
): void {
  const taken = compared.takeOvers.map((one) => [ownedName(one.subject, one.key), one.plan] as const);
  const takenOver = consented && taken.length > 0 ? { takenOver: Object.fromEntries(taken) } : {};
  work.say({
    act: 'integrations.plan-applied',
    subject: { kind: 'plan', id: idOfPlan(compared.desired.name), key: compared.desired.name, unitIds: [] },
    version,
    before: null,
    after: { application: { [String(version)]: { rows, sha256: sha256(text).toString('hex'), ...takenOver } } },
  });
}

async function compare(call: Call, input: ApplyInput): Promise<Outcome<Compared>> {
  const reach = call.app.ports.authority.reach(call.actor, 'integrations.apply-plans');
  const compared = await comparePlan(call.app.database.db, input.text, reach, input.only);
  if (!compared.ok) return compared;
  if (input.fingerprint !== null && input.fingerprint !== compared.value.fingerprint) return refuse(no['portfolio-moved']({}));
  return compared;
}

/** All rows in one transaction, or none: every refusal of every row is told, with its line. */
async function allOrNothing(call: Call, input: ApplyInput, compared: Compared): Promise<Outcome<ApplyResult>> {
  if (!input.takeOver && compared.takeOvers.length > 0) return refused(notYours(compared.takeOvers, compared.desired.name));
  const rows = inOrder(compared);
  const given = givenIn(input, compared);
  const outcome = await transact(call, async (work) => {
    if (rows.length === 0) return done(null);
    const version = await begin(work, compared);
    for (const row of rows) {
      const applied = await applyOne(work, compared, given, row);
      // A row that was refused may have left the transaction half done; the first refused row ends it and everything is rolled back.
      if (!applied.ok)
        return refused(applied.refusals.map((refusal) => inRow(row, compared.lineOf(row.subject, row.key), refusal)));
    }
    sayApplied(work, compared, input, version, rows.length);
    return done(null);
  });
  return outcome.ok ? done({ compared, results: rows.map((row) => resultOf(compared, row, [])) }) : outcome;
}

const resultOf = (compared: Compared, row: PlanRow, refusals: readonly Refusal[]): RowResult => ({
  subject: row.subject,
  key: row.key,
  action: row.action,
  line: compared.lineOf(row.subject, row.key),
  refusals,
});

/** Each row in its own transaction: what can be done is done, the report says the rest. */
async function rowByRow(call: Call, input: ApplyInput, compared: Compared): Promise<Outcome<ApplyResult>> {
  const results: RowResult[] = [];
  const each = { ...call, idempotency: null };
  const rows = inOrder(compared);
  const given = givenIn(input, compared);
  if (rows.length === 0) return done({ compared, results });
  const begun = await transact(each, async (work) => done(await begin(work, compared)));
  if (!begun.ok) return begun;
  for (const row of rows) {
    const barred = input.takeOver ? [] : notYours(takenIn(compared, row), compared.desired.name);
    const outcome = barred.length > 0 ? refused(barred) : await transact(each, (work) => applyOne(work, compared, given, row));
    results.push(resultOf(compared, row, outcome.ok ? [] : outcome.refusals));
  }
  const count = results.filter((result) => result.refusals.length === 0).length;
  await transact(each, async (work) => {
    sayApplied(work, compared, input, begun.value, count);
    return done(null);
  });
  return done({ compared, results });
}

/** Applies a plan file through the acts of the rooms: same rights, same rules, same entries as by hand. A second application changes nothing. */
export async function applyPlan(call: Call, input: ApplyInput): Promise<Outcome<ApplyResult>> {
  const denied = call.app.ports.authority.may(call.actor, 'integrations.apply-plans', null);
  if (denied.length > 0) return refused(denied);
  const compared = await compare(call, input);
  if (!compared.ok) return compared;
  return input.mode === 'row-by-row' ? rowByRow(call, input, compared.value) : allOrNothing(call, input, compared.value);
}
