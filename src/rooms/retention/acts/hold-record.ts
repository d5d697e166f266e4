import type { Db, Tx } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { classes } from '../core/classes.ts';
import { holdFields, holdSubject, type RetentionHold } from '../core/retention-hold.ts';
import { retentionRefusals as no } from '../core/retention-refusals.ts';
import { endHold, findHold, insertHold } from '../store/holds.ts';
import { readableRecord } from './readable-record.ts';

export type HoldInput = {
  readonly ground: string;
  /** Null: a legal hold. */
  readonly retention: string | null;
  readonly reason: string;
};

/** The right in every unit of a record: a hold binds them all. */
const mayNotIn = (work: Pick<Work, 'mayNot'>, right: string, unitIds: readonly string[]): readonly Refusal[] =>
  (unitIds.length === 0 ? [null] : unitIds).map((unit) => work.mayNot(right, unit)).find((refusals) => refusals.length > 0) ?? [];

/** Sets a hold on a record: it is kept until the event is recorded and the class has run out, or until the legal hold is lifted. */
export const holdRecord = (
  call: Call,
  kind: string,
  named: string,
  { ground, retention, reason }: HoldInput,
): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const denied = work.mayNot('retention.hold', null);
    if (denied.length > 0) return refused(denied);
    const found = await readableRecord(work.app, work.tx, kind, named, work.mayNot);
    if (!found.ok) return found;
    const { id: subjectId, label, unitIds } = found.value;
    const mayNot = mayNotIn(work, 'retention.hold', unitIds);
    if (mayNot.length > 0) return refused(mayNot);
    if (retention !== null && classes[retention] === undefined)
      return refuse(no['no-such-class']({ name: retention, known: Object.keys(classes) }, { field: '/retention' }));
    const hold: RetentionHold = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('RTH'),
      state: 'standing',
      subjectKind: kind,
      subjectId,
      subjectKey: label.key,
      unitIds,
      retention,
      ground,
      reason,
      setBy: work.actor.id,
      setAt: work.now,
      endedOn: null,
      endedBy: null,
      endedAt: null,
      endReason: null,
      version: 1,
    };
    await insertHold(work.tx, hold);
    work.say({
      act: 'retention.hold-set',
      subject: holdSubject(hold),
      version: 1,
      before: null,
      after: holdFields(hold),
      reason,
    });
    return done({ id: hold.id });
  });

/** Why somebody may not end a hold, whatever day they would name. */
export async function mayNotEnd(
  { mayNot, db, actor, now }: Pick<Work, 'mayNot' | 'actor' | 'now'> & { readonly db: Db | Tx },
  hold: RetentionHold,
): Promise<readonly Refusal[]> {
  const denied = mayNotIn({ mayNot }, 'retention.end-holds', hold.unitIds);
  if (denied.length > 0) return denied;
  return [
    ...(hold.state === 'standing' ? [] : [no['hold-over']({ key: hold.key })]),
    ...(await notIndependent(db, actor, [{ personId: hold.setBy, as: 'set the hold' }], now)),
  ];
}

export type EndInput = { readonly on: Date | null; readonly reason: string };

/** Records that the event took place, so that the class counts from then; or lifts a legal hold. Never by who set it. */
export const endHoldOn = (call: Call, named: string, { on, reason }: EndInput): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const denied = work.mayNot('retention.end-holds', null);
    if (denied.length > 0) return refused(denied);
    const hold = await findHold(work.tx, named, 'for update');
    if (hold === null) return refuse(no['no-such-hold']({}));
    const readable = await readableRecord(work.app, work.tx, hold.subjectKind, hold.subjectId, work.mayNot);
    if (!readable.ok) return refuse(no['no-such-hold']({}));
    const ahead = on !== null && on > work.now ? [no['event-ahead']({ on: on.toISOString() }, { field: '/on' })] : [];
    const broken = [
      ...(await work.stale(holdSubject(hold), hold.version)),
      ...(await mayNotEnd({ ...work, db: work.tx }, hold)),
      ...ahead,
    ];
    if (broken.length > 0) return refused(broken);
    const after: RetentionHold = {
      ...hold,
      state: 'ended',
      endedOn: on ?? work.now,
      endedBy: work.actor.id,
      endedAt: work.now,
      endReason: reason,
      version: hold.version + 1,
    };
    await endHold(work.tx, hold, after);
    work.say({
      act: 'retention.hold-ended',
      subject: holdSubject(after),
      version: after.version,
      before: holdFields(hold),
      after: holdFields(after),
      reason,
    });
    return done({ id: after.id });
  });
