import { uuidv7 } from '../../../foundation/ids.ts';
import { valueIn } from '../../../foundation/profile.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import type { SuppressionVerb } from '../contract-words.ts';
import { suppressionHours } from '../core/profile.ts';
import {
  askFaults,
  endBounded,
  suppressionRefusals as no,
  type Suppression,
  suppressionFields,
  suppressionSubject,
} from '../core/suppression.ts';
import { suppressionMachine } from '../core/suppression-machine.ts';
import {
  findSuppression,
  insertSuppression,
  lockKind,
  openSuppressionOf,
  suppressionsOver,
  updateSuppression,
} from '../store/suppressions.ts';
import { mayNotEverywhere } from './everywhere.ts';
import { systemCall } from './tell.ts';

type Changed = { readonly id: string };
export type Asked = { readonly kind: string; readonly reason: string; readonly endsAt: Date | null };

/** Asks that nobody be told of a kind of alarm for a time. Alarms hold everywhere, and so must the right. */
export const requestSuppression = (call: Call, asked: Asked): Promise<Outcome<Changed>> =>
  transact(call, async (work) => {
    const denied = mayNotEverywhere(work, 'alarms.suppress');
    if (denied.length > 0) return refused(denied);
    await lockKind(work.tx, asked.kind);
    const hours = await valueIn(work.tx, suppressionHours);
    const open = await openSuppressionOf(work.tx, asked.kind, work.now);
    const broken = [
      ...askFaults(asked.kind, work.app.alarms.get(asked.kind), asked.endsAt, work.now, hours),
      ...(open === null ? [] : [no['suppressed-already']({ key: open.key })]),
    ];
    if (broken.length > 0 || asked.endsAt === null) return refused(broken);
    const one: Suppression = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('ALS'),
      kind: asked.kind,
      state: 'requested',
      reason: asked.reason,
      requestedBy: work.actor.id,
      requestedAt: work.now,
      endsAt: asked.endsAt,
      decidedBy: null,
      decidedAt: null,
      decision: null,
      endedAt: null,
      version: 1,
    };
    await insertSuppression(work.tx, one);
    work.say({
      act: 'alarms.suppression-requested',
      subject: suppressionSubject(one),
      version: 1,
      before: null,
      after: suppressionFields(one),
      reason: one.reason,
    });
    return done({ id: one.id });
  });

type Judging = Pick<Work, 'actor' | 'now' | 'mayNot' | 'reach'> & { readonly tx: Services['database']['db'] | Work['tx'] };

const rightOf = (verb: SuppressionVerb): string =>
  suppressionMachine.rows.find((row) => row.verb === verb)?.right ?? 'alarms.approve-suppressions';

/** Every broken rule of a step, the right first. Quality decides, never who asked, nor who stands in for them. */
export async function suppressionFaults(work: Judging, one: Suppression, verb: SuppressionVerb): Promise<readonly Refusal[]> {
  const denied = mayNotEverywhere(work, rightOf(verb));
  if (denied.length > 0) return denied;
  const over = one.endsAt <= work.now;
  if (transitionOf(suppressionMachine, one.state, verb) === undefined || (over && verb === 'end'))
    return [no['suppression-over']({ state: one.state })];
  if (verb === 'end') return [];
  if (verb === 'withdraw') return one.requestedBy === work.actor.id ? [] : [no['not-requester']({})];
  const requester = [{ personId: one.requestedBy, as: 'asked for the suppression' }];
  const bounded = verb === 'approve' ? endBounded(one.endsAt, work.now, await valueIn(work.tx, suppressionHours)) : [];
  return [...(await notIndependent(work.tx, work.actor, requester, work.now)), ...bounded];
}

async function step(work: Work, one: Suppression, verb: SuppressionVerb, become: Partial<Suppression>, reason: string | null) {
  const row = transitionOf<string, string, string>(suppressionMachine, one.state, verb);
  const to = suppressionMachine.states.find((state) => state === row?.to) ?? one.state;
  const after: Suppression = { ...one, ...become, state: to, version: one.version + 1 };
  await updateSuppression(work.tx, one, after);
  work.say({
    act: row?.act ?? '',
    subject: suppressionSubject(after),
    version: after.version,
    before: suppressionFields(one),
    after: suppressionFields(after),
    reason,
  });
}

export const actOnSuppression = (call: Call, named: string, verb: SuppressionVerb, reason: string): Promise<Outcome<Changed>> =>
  transact(call, async (work) => {
    const denied = mayNotEverywhere(work, rightOf(verb));
    if (denied.length > 0) return refused(denied);
    const one = await findSuppression(work.tx, named, 'for update');
    if (one === null) return refuse(no['no-such-suppression']({}));
    await lockKind(work.tx, one.kind);
    const broken = [...(await work.stale(suppressionSubject(one), one.version)), ...(await suppressionFaults(work, one, verb))];
    if (broken.length > 0) return refused(broken);
    const decided = { decidedBy: work.actor.id, decidedAt: work.now, decision: reason };
    const become = verb === 'approve' || verb === 'reject' ? decided : { endedAt: work.now };
    await step(work, one, verb, become, reason);
    return done({ id: one.id });
  });

/** Suppressions whose time is over are said to have ended. Whoever tells of alarms goes by the time itself, not by this. */
export async function endSuppressions(app: Services): Promise<void> {
  for (const id of await suppressionsOver(app.database.db, app.clock.now())) {
    await transact(systemCall(app, 'alarms.end-suppressions'), async (work) => {
      const one = await findSuppression(work.tx, id, 'for update');
      if (one !== null && one.state === 'in-force' && one.endsAt <= work.now)
        await step(work, one, 'end', { endedAt: one.endsAt }, null);
      return done(null);
    });
  }
}
