import type { z } from 'zod';
import type { Json } from '../../../foundation/canonical-json.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import * as gates from '../../gates/door.ts';
import { sign } from '../../signatures/door.ts';
import type { moveBody } from '../contract.ts';
import { afterChange, changedBetween } from '../core/change.ts';
import { lifecycleRefusals } from '../core/judge.ts';
import { movedAct } from '../core/ledger-acts.ts';
import { demandsOfMove, type Move, type MovedPart, shiftOf, withMove } from '../core/move.ts';
import type { Release } from '../core/release.ts';
import { movePossible } from '../core/rules/move-possible.ts';
import { wellFormed } from '../core/rules/well-formed.ts';
import { effectsOfMove } from '../core/step-effects.ts';
import { commitRelease } from './commit-release.ts';
import { loadForAct } from './load-release.ts';
import { dueFor, subjectOf, type Written, written } from './release-subject.ts';

export type MoveInput = z.output<typeof moveBody>;
export type Moved = { readonly before: Release; readonly after: Release; readonly parts: readonly MovedPart[] };

/** Moves the go-live of a release and, where asked, what follows it; holds are checked again in the same act. */
export const moveRelease = (call: Call, idOrKey: string, input: MoveInput): Promise<Outcome<Written>> =>
  transact(call, (work) => moveReleaseIn(work, idOrKey, input, input.signature));

export async function moveReleaseIn(
  work: Work,
  idOrKey: string,
  input: Omit<MoveInput, 'signature'>,
  signature: Signing,
): Promise<Outcome<Written>> {
  const loaded = await loadForAct(work, idOrKey, 'releases.move');
  if (!loaded.ok) return loaded;
  const { release } = loaded.value;
  const stale = await work.stale(subjectOf(release), release.version);
  if (stale.length > 0) return refused(stale);
  const demands = demandsOfMove(release);
  const missing: Refusal[] = [];
  if (demands.includes('reason') && input.reason === undefined)
    missing.push(lifecycleRefusals['reason-demanded']({}, { field: '/reason' }));
  const move = moveOf(release, input);
  const broken = [...missing, ...movePossible(release, move, work.now)];
  if (broken.length > 0) return refused(broken);
  const moved = await moveIn(work, release, move, input.reason ?? null);
  if (!moved.ok) return moved;
  const { after } = moved.value;
  if (demands.includes('signature') && after !== release) {
    const effects = effectsOfMove(release, after, moved.value.parts);
    const signed = await sign(work, dueFor(release, after, 'move', moveJson(move, input.reason ?? null), effects), signature);
    if (!signed.ok) return signed;
  }
  return written(done(after));
}

const moveJson = (move: Move, reason: string | null): Json => ({
  goLive: { start: move.goLive.start.toISOString(), end: move.goLive.end.toISOString(), zone: move.goLive.zone },
  backOutMinutes: move.backOutMinutes,
  shift: { ...move.shift },
  reason,
});

export const moveOf = (release: Release, input: Omit<MoveInput, 'reason' | 'signature'>): Move => ({
  goLive: { start: new Date(input.start), end: new Date(input.end), zone: input.zone ?? release.goLive?.zone ?? 'UTC' },
  backOutMinutes: input.backOutMinutes === undefined ? release.backOutMinutes : input.backOutMinutes,
  shift: input.shift,
});

/** The move itself, on a locked release; a preview runs it too and takes it back. */
export async function moveIn(work: Work, release: Release, move: Move, reason: string | null): Promise<Outcome<Moved>> {
  // Days are counted in the zone that was asked for, so it is looked at first.
  const asked = wellFormed({ ...release, goLive: move.goLive });
  if (asked.length > 0) return refused(asked);
  const { release: shifted, moved } = withMove(release, move, work.now);
  const broken = wellFormed(shifted);
  if (broken.length > 0) return refused(broken);
  if (!changedBetween(release, shifted).any) return done({ before: release, after: release, parts: [] });
  const changed = afterChange(release, shifted, work.now);
  const after: Release =
    demandsOfMove(release).length === 0
      ? changed
      : {
          ...changed,
          decisions: [
            ...changed.decisions,
            {
              id: uuidv7(work.now.getTime()),
              kind: 'move',
              by: work.actor.id,
              at: work.now,
              result: null,
              reason,
              voidedAt: null,
              voidWhy: null,
            },
          ],
        };
  const parts = move.shift.gates ? [...moved, ...(await moveGates(work, release, shiftOf(release, move)))] : moved;
  const committed = await commitRelease(work, release, after, { act: movedAct, reason });
  return committed.ok ? done({ before: release, after, parts }) : committed;
}

/** Due times of gates that nobody has decided yet move along. */
async function moveGates(work: Work, release: Release, shift: (due: Date) => Date): Promise<readonly MovedPart[]> {
  const subject = subjectOf(release);
  const before = (await gates.gatesOf(work.tx, [subject], work.now)).get(release.id) ?? [];
  const outcome = await gates.moveGateDuesIn(work, subject, shift);
  if (!outcome.ok) return [];
  const after = (await gates.gatesOf(work.tx, [subject], work.now)).get(release.id) ?? [];
  return after.flatMap((gate): readonly MovedPart[] => {
    const from = before.find((one) => one.id === gate.id)?.dueAt ?? null;
    const same = from === null || gate.dueAt === null || from.getTime() === gate.dueAt.getTime();
    return same || gate.dueAt === null
      ? []
      : [{ what: 'gate', key: gate.key, name: gate.name, from, to: gate.dueAt, oldEnd: null, end: null }];
  });
}
