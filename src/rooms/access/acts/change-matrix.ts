import type { Db, Tx } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { bringMatrixIn, holdersOfPairs, lockSeparation, notIndependent, type Pair, separationNow } from '../../identity/door.ts';
import { sign } from '../../signatures/door.ts';
import type { MatrixChangeVerb } from '../contract-words.ts';
import {
  changeFaults,
  type MatrixChange,
  matrixAfter,
  matrixChangeFields,
  matrixChangeSubject,
  matrixFields,
  matrixSubject,
  pairInWords,
  type TwoRoles,
} from '../core/matrix.ts';
import { matrixMachine } from '../core/matrix-machine.ts';
import { separationRefusals as no } from '../core/separation-refusals.ts';
import { findMatrixChange, insertMatrixChange, updateMatrixChange } from '../store/matrix-changes.ts';

export type Changed = { readonly id: string; readonly version: number };

/** What is kept apart holds everywhere: a right in some units is none here. */
export function mayNotEverywhere(work: Pick<Work, 'mayNot' | 'reach'>, right: string): readonly Refusal[] {
  const refusals = work.mayNot(right, null);
  if (refusals.length > 0) return refusals;
  return work.reach(right) === 'all' ? [] : [no['everywhere-only']({})];
}

/** The matrix of the installation, without what Interlock itself keeps apart, and its version. */
export async function ownMatrix(db: Db | Tx, now: Date): Promise<{ readonly version: number; readonly pairs: readonly Pair[] }> {
  const { version, pairs } = await separationNow(db, now);
  return { version, pairs: pairs.filter(({ floor }) => !floor).map(({ one, other, why }) => ({ one, other, why })) };
}

export type WantedMatrix = { readonly add: readonly Pair[]; readonly drop: readonly TwoRoles[]; readonly reason: string };

/** Proposes other pairs; nothing changes before quality signs. If-Match names the version of the matrix. */
export const proposeMatrixChange = (call: Call, { add, drop, reason }: WantedMatrix): Promise<Outcome<Changed>> =>
  transact(call, async (work) => {
    const denied = mayNotEverywhere(work, 'access.propose-matrix');
    if (denied.length > 0) return refused(denied);
    const matrix = await ownMatrix(work.tx, work.now);
    const broken = [...(await work.stale(matrixSubject, matrix.version)), ...changeFaults(matrix.pairs, { add, drop })];
    if (broken.length > 0) return refused(broken);
    const change: MatrixChange = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('DMC'),
      state: 'proposed',
      add,
      drop,
      reason,
      proposedBy: work.actor.id,
      proposedAt: work.now,
      decidedBy: null,
      decidedAt: null,
      decision: null,
      matrixVersion: null,
      version: 1,
    };
    await insertMatrixChange(work.tx, change);
    work.say({
      act: 'access.matrix-change-proposed',
      subject: matrixChangeSubject(change),
      version: 1,
      before: null,
      after: matrixChangeFields(change, null),
      reason,
    });
    return done({ id: change.id, version: 1 });
  });

type Judging = Pick<Work, 'actor' | 'now'> & { readonly tx: Db | Tx };

/** Every broken rule of the row, but for the right. */
export async function matrixChangeFaults(
  work: Judging,
  change: MatrixChange,
  verb: MatrixChangeVerb,
): Promise<readonly Refusal[]> {
  if (transitionOf(matrixMachine, change.state, verb) === undefined)
    return [no['matrix-change-over']({ verb, state: change.state })];
  if (verb === 'withdraw') return change.proposedBy === work.actor.id ? [] : [no['not-proposer']({})];
  const proposer = [{ personId: change.proposedBy, as: 'proposed the change' }];
  const broken = [...(await notIndependent(work.tx, work.actor, proposer, work.now))];
  if (verb === 'reject') return broken;
  const { version, pairs } = await ownMatrix(work.tx, work.now);
  const unfit = changeFaults(pairs, change);
  return unfit.length > 0 ? [...broken, no['matrix-moved']({ version }), ...unfit] : broken;
}

export const decideMatrixChange = (
  call: Call,
  named: string,
  verb: MatrixChangeVerb,
  reason: string | null,
  signature: Signing,
): Promise<Outcome<Changed>> => transact(call, (work) => decideMatrixChangeIn(work, named, verb, reason, signature));

export const rightOfMatrixVerb = (verb: MatrixChangeVerb): string =>
  verb === 'withdraw' ? 'access.propose-matrix' : 'access.approve-matrix';

const stateAfter = { approve: 'adopted', reject: 'rejected', withdraw: 'withdrawn' } as const;

export async function decideMatrixChangeIn(
  work: Work,
  named: string,
  verb: MatrixChangeVerb,
  reason: string | null,
  signature: Signing,
): Promise<Outcome<Changed>> {
  const denied = mayNotEverywhere(work, rightOfMatrixVerb(verb));
  if (denied.length > 0) return refused(denied);
  await lockSeparation(work);
  const change = await findMatrixChange(work.tx, named, 'for update');
  if (change === null) return refuse(no['no-such-matrix-change']({ id: named }));
  const subject = matrixChangeSubject(change);
  const broken = [...(await work.stale(subject, change.version)), ...(await matrixChangeFaults(work, change, verb))];
  if (broken.length > 0) return refused(broken);
  const before = await ownMatrix(work.tx, work.now);
  const made = verb === 'approve' ? matrixAfter(before.pairs, change) : null;
  const matrixVersion = made === null ? null : await bringMatrixIn(work, made, change.key);
  const after: MatrixChange = {
    ...change,
    state: stateAfter[verb],
    decidedBy: work.actor.id,
    decidedAt: work.now,
    decision: reason,
    matrixVersion,
    version: change.version + 1,
  };
  await updateMatrixChange(work.tx, change, after);
  work.say({
    act: transitionOf(matrixMachine, change.state, verb)?.act ?? '',
    subject,
    version: after.version,
    before: matrixChangeFields(change, null),
    after: matrixChangeFields(after, made),
    reason,
  });
  const changed = { id: after.id, version: after.version };
  if (made === null || matrixVersion === null) return done(changed);
  work.say({
    act: 'access.matrix-changed',
    subject: matrixSubject,
    version: matrixVersion,
    before: before.version === 0 ? null : matrixFields(before.pairs),
    after: matrixFields(made),
    reason: change.reason,
  });
  const due = {
    subject,
    label: `Change ${change.key} of the matrix of duties`,
    version: change.version,
    verb,
    after: matrixChangeFields(after, made),
    input: { reason },
    effects: await effectsOf(work, change),
  };
  const signed = await sign(work, due, signature);
  return signed.ok ? done(changed) : signed;
}

/** What the signature brings about, and who holds what is kept apart from then on. */
async function effectsOf(work: Work, { add, drop }: MatrixChange): Promise<readonly string[]> {
  const holders = await holdersOfPairs(work.tx, add, work.now);
  return [
    ...add.map((pair) => `${pairInWords(pair)} are kept apart: ${pair.why}.`),
    ...drop.map((pair) => `${pairInWords(pair)} may be held together.`),
    ...holders.map(
      ({ name, pair }) => `${name} holds ${pairInWords(pair)}: an alarm within a minute, unless it is waived or withdrawn.`,
    ),
  ];
}
