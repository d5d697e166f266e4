import type { Db, Tx } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { sign } from '../../signatures/door.ts';
import { type RegisterFacts, rowFaults, sameFlags, type Wanted, wantedFlags } from '../core/judge-register.ts';
import { type RegisterChange, registerChangeFields, registerChangeSubject, registerSubject } from '../core/register-change.ts';
import { flagsOf } from '../core/register-row.ts';
import { retentionRefusals as no } from '../core/retention-refusals.ts';
import {
  decideRegisterChange,
  findRegisterChange,
  insertRegisterChange,
  keptRows,
  lockRegister,
  openChangeOf,
  saveRow,
} from '../store/register.ts';
import { kindsOf, rowNow, yearsOfClasses } from './register.ts';

export type Changed = { readonly id: string; readonly version: number };

/** The register holds everywhere: a right in some units is none here. */
export function mayNotEverywhere(work: Pick<Work, 'mayNot' | 'reach'>, right: string): readonly Refusal[] {
  const refusals = work.mayNot(right, null);
  if (refusals.length > 0) return refusals;
  return work.reach(right) === 'all' ? [] : [no['everywhere-only']({})];
}

export async function registerFacts(app: Pick<Services, 'signables'>, db: Db | Tx, kind: string): Promise<RegisterFacts> {
  const signedSteps = (app.signables.get(kind)?.coverage ?? []).map(({ verb }) => verb);
  return { years: await yearsOfClasses(db), signedSteps };
}

const say = (work: Work, act: string, before: RegisterChange | null, after: RegisterChange, reason: string | null): void =>
  work.say({
    act,
    subject: registerChangeSubject(after),
    version: after.version,
    before: before === null ? null : registerChangeFields(before),
    after: registerChangeFields(after),
    reason,
  });

export type Proposal = { readonly kind: string; readonly wanted: Wanted; readonly reason: string };

/** Proposes another row for a kind of record. Nothing holds before quality signs it. */
export const proposeRegisterChange = (call: Call, { kind, wanted, reason }: Proposal): Promise<Outcome<Changed>> =>
  transact(call, async (work) => {
    const denied = mayNotEverywhere(work, 'retention.propose-register');
    if (denied.length > 0) return refused(denied);
    if (!kindsOf(work.app).includes(kind)) return refuse(no['no-such-kind']({ kind }, { field: '/kind' }));
    await lockRegister(work.tx);
    const row = await rowNow(work.app, work.tx, kind);
    const whole = wantedFlags(row, wanted);
    if ('missing' in whole) return refuse(no['row-not-whole']({ kind, missing: whole.missing }));
    const from = row === null ? null : flagsOf(row);
    const waiting = await openChangeOf(work.tx, kind);
    const broken = [
      ...rowFaults(kind, whole.flags, await registerFacts(work.app, work.tx, kind)),
      ...(sameFlags(from, whole.flags) ? [no['changes-nothing']({})] : []),
      ...(waiting === null ? [] : [no['register-change-open']({ key: waiting })]),
    ];
    if (broken.length > 0) return refused(broken);
    const change: RegisterChange = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('RGC'),
      state: 'proposed',
      kind,
      from,
      to: whole.flags,
      base: row?.version ?? 0,
      reason,
      proposedBy: work.actor.id,
      proposedAt: work.now,
      decidedBy: null,
      decidedAt: null,
      decision: null,
      version: 1,
    };
    await insertRegisterChange(work.tx, change);
    say(work, 'retention.register-change-proposed', null, change, reason);
    return done({ id: change.id, version: 1 });
  });

/** The change, locked behind the register; whoever may not is told before anything else. */
async function open(work: Work, named: string, right: string): Promise<Outcome<RegisterChange>> {
  const denied = mayNotEverywhere(work, right);
  if (denied.length > 0) return refused(denied);
  await lockRegister(work.tx);
  const change = await findRegisterChange(work.tx, named, 'for update');
  if (change === null) return refuse(no['no-such-register-change']({}));
  const broken = [
    ...(await work.stale(registerChangeSubject(change), change.version)),
    ...(change.state === 'proposed' ? [] : [no['register-change-over']({ state: change.state })]),
  ];
  return broken.length > 0 ? refused(broken) : done(change);
}

const proposer = (work: Work, change: RegisterChange): Promise<readonly Refusal[]> =>
  notIndependent(work.tx, work.actor, [{ personId: change.proposedBy, as: 'proposed the change' }], work.now);

async function decide(
  work: Work,
  seen: RegisterChange,
  state: 'adopted' | 'rejected' | 'withdrawn',
  act: string,
  decision: string | null,
): Promise<RegisterChange> {
  const after = { ...seen, state, decidedBy: work.actor.id, decidedAt: work.now, decision, version: seen.version + 1 };
  await decideRegisterChange(work.tx, seen, after);
  say(work, act, seen, after, decision);
  return after;
}

/** The register by kind, as far as the installation decided over the build. */
async function registerFields(work: Work) {
  const rows = await keptRows(work.tx);
  return {
    version: [...rows.values()].reduce((sum, { version }) => sum + version, 0),
    fields: Object.fromEntries([...rows].map(([kind, { flags }]) => [kind, { ...flagsOf(flags) }])),
  };
}

/** Quality approves a change of the register: signed, and never by who proposed it. */
export async function approveRegisterChangeIn(
  work: Work,
  named: string,
  reason: string | null,
  signature: Signing,
): Promise<Outcome<Changed>> {
  const opened = await open(work, named, 'retention.approve-register');
  if (!opened.ok) return opened;
  const change = opened.value;
  const row = await rowNow(work.app, work.tx, change.kind);
  const broken = [
    ...(await proposer(work, change)),
    ...((row?.version ?? 0) === change.base ? [] : [no['register-moved']({ kind: change.kind })]),
    ...rowFaults(change.kind, change.to, await registerFacts(work.app, work.tx, change.kind)),
  ];
  if (broken.length > 0) return refused(broken);
  const before = await registerFields(work);
  const kept = { kind: change.kind, flags: change.to, version: change.base + 1 };
  await saveRow(work.tx, change.base, kept, work.now);
  const now = await registerFields(work);
  work.say({
    act: 'retention.register-changed',
    subject: registerSubject,
    version: now.version,
    // What the build brought is the value before, so that the entry says what the row was.
    before: { ...before.fields, ...(change.from === null ? {} : { [change.kind]: { ...flagsOf(change.from) } }) },
    after: now.fields,
    reason: change.reason,
  });
  const after = await decide(work, change, 'adopted', 'retention.register-change-adopted', reason);
  const due = {
    subject: registerChangeSubject(after),
    label: `Change ${after.key} of the register of record types`,
    version: change.version,
    verb: 'approve',
    after: registerChangeFields(after),
    input: { reason },
    effects: [`The row of “${change.kind}” holds as it was proposed.`],
  };
  const signed = await sign(work, due, signature);
  return signed.ok ? done({ id: after.id, version: after.version }) : signed;
}

export const approveRegisterChange = (
  call: Call,
  named: string,
  reason: string | null,
  signature: Signing,
): Promise<Outcome<Changed>> => transact(call, (work) => approveRegisterChangeIn(work, named, reason, signature));

export const rejectRegisterChange = (call: Call, named: string, reason: string): Promise<Outcome<Changed>> =>
  transact(call, async (work) => {
    const opened = await open(work, named, 'retention.approve-register');
    if (!opened.ok) return opened;
    const broken = await proposer(work, opened.value);
    if (broken.length > 0) return refused(broken);
    const { id, version } = await decide(work, opened.value, 'rejected', 'retention.register-change-rejected', reason);
    return done({ id, version });
  });

export const withdrawRegisterChange = (call: Call, named: string, reason: string): Promise<Outcome<Changed>> =>
  transact(call, async (work) => {
    const opened = await open(work, named, 'retention.propose-register');
    if (!opened.ok) return opened;
    if (opened.value.proposedBy !== work.actor.id) return refuse(no['not-proposer']({}));
    const { id, version } = await decide(work, opened.value, 'withdrawn', 'retention.register-change-withdrawn', reason);
    return done({ id, version });
  });
