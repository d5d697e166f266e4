import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { type Due, sign } from '../../signatures/door.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import { judgeWindow, type WindowVerb } from '../core/judge-window.ts';
import { type ClockNote, readText } from '../core/read-time.ts';
import type { WindowRecord } from '../core/record.ts';
import { windowFields } from '../core/record-fields.ts';
import { goLiveOutsideWindow } from '../core/rules/go-live-outside-window.ts';
import { moveNotAhead } from '../core/rules/move-not-ahead.ts';
import { stepWindow } from '../core/step-window.ts';
import { type MoveRequest, type ReleaseWindow, windowMachine } from '../core/window.ts';
import { subjectOf } from './keep.ts';
import { keepWindow, type WindowWritten, windowWritten } from './keep-window.ts';
import { loadWindow } from './load.ts';

export type Asked = {
  readonly reason?: string | null | undefined;
  readonly signature?: Signing;
  readonly move?: { readonly start: string; readonly end: string; readonly goLive: string | null } | undefined;
};

/** One verb of a window, on the version that the caller saw. */
export const actOnWindow = (call: Call, idOrKey: string, verb: WindowVerb, asked: Asked): Promise<Outcome<WindowWritten>> =>
  transact(call, (work) => step(work, idOrKey, verb, asked, true));

/** The same inside another room's act or a job; the version is not compared. A window that is there already stays as it is. */
export const actOnWindowIn = (work: Work, idOrKey: string, verb: WindowVerb, asked: Asked): Promise<Outcome<WindowWritten>> =>
  step(work, idOrKey, verb, asked, false);

/** One verb inside a rehearsal, on the version that the caller saw. */
export const actOnWindowSeenIn = (work: Work, idOrKey: string, verb: WindowVerb, asked: Asked): Promise<Outcome<WindowWritten>> =>
  step(work, idOrKey, verb, asked, true);

const rowOf = (verb: WindowVerb) => {
  const row = windowMachine.rows.find((one) => one.verb === verb);
  if (row === undefined) throw new Error(`no row of the window's machine has the verb ${verb}`);
  return row;
};

async function step(
  work: Work,
  idOrKey: string,
  verb: WindowVerb,
  asked: Asked,
  versioned: boolean,
): Promise<Outcome<WindowWritten>> {
  const row = rowOf(verb);
  const loaded = await loadWindow(work, idOrKey, row.right);
  if (!loaded.ok) return loaded;
  const before = loaded.value;
  if (!versioned && before.window.state === row.to && row.from.every((state) => state !== row.to))
    return done(windowWritten(before, false));
  const stale = versioned ? await work.stale(subjectOf('window', before, before.unitIds), before.version) : [];
  if (stale.length > 0) return refused(stale);
  const move = verb === 'ask-move' ? readMove(work, before.window, asked) : done(null);
  if (!move.ok) return move;
  const after = stepWindow(before.window, verb, { now: work.now, move: move.value?.request ?? null });
  const broken = [
    ...judgeWindow(before.window, verb, { now: work.now, actorId: work.actor.id }),
    ...(await handInMove(work, before, verb)),
    ...(move.value === null ? [] : faultsOfMove(after, work)),
    ...(row.demands.includes('reason') && (asked.reason ?? '') === '' ? [no['reason-required']({}, { field: '/reason' })] : []),
  ];
  if (broken.length > 0) return refused(broken);
  const wanted = { ...before, window: after };
  const kept = await keepWindow(work, before, wanted, { act: row.act, reason: asked.reason ?? null }, move.value?.clock ?? []);
  if (!kept.ok || !row.demands.includes('signature')) return kept;
  const signed = await sign(work, dueFor(before, wanted, verb, asked), asked.signature);
  return signed.ok ? kept : signed;
}

const dueFor = (before: WindowRecord, after: WindowRecord, verb: WindowVerb, asked: Asked): Due => ({
  subject: subjectOf('window', after, after.unitIds),
  label: `${after.key} ${after.window.name}`,
  version: before.version,
  verb,
  after: windowFields(after),
  input: { reason: asked.reason ?? null },
  effects: effectsOf(before, after, verb),
});

function effectsOf({ window: before }: WindowRecord, { window: after }: WindowRecord, verb: WindowVerb): readonly string[] {
  if (before.state !== after.state) return [`The window “${after.name}” becomes ${after.state}.`];
  return verb === 'approve-move'
    ? [`The window “${after.name}” moves as it was asked for; releases that its dates no longer fit collide with it.`]
    : [`The window “${after.name}” stays as it is.`];
}

/** Who stands in for the one that asked decides on the move no more than they could. */
async function handInMove(work: Work, { window }: WindowRecord, verb: WindowVerb): Promise<readonly Refusal[]> {
  if (window.state !== 'locked' || window.move === null || (verb !== 'approve-move' && verb !== 'reject-move')) return [];
  const { askedBy } = window.move;
  // The asker's own refusal is the rule `move-decided-by-asker`.
  return askedBy === work.actor.id
    ? []
    : notIndependent(work.tx, work.actor, [{ personId: askedBy, as: 'asked for the move' }], work.now);
}

const faultsOfMove = (after: ReleaseWindow, work: Work): readonly Refusal[] =>
  [moveNotAhead, goLiveOutsideWindow].flatMap((rule) => rule(after, { now: work.now, actorId: work.actor.id }) ?? []);

function readMove(
  work: Work,
  window: ReleaseWindow,
  { move, reason }: Asked,
): Outcome<{ readonly request: MoveRequest; readonly clock: readonly ClockNote[] } | null> {
  if (move === undefined) return done(null);
  const start = readText(move.start, window.zone, '/start', 'earlier');
  const end = readText(move.end, window.zone, '/end', 'earlier');
  const goLive = move.goLive === null ? null : readText(move.goLive, window.zone, '/goLive', 'earlier');
  const faults = [start, end, goLive].flatMap((one) => (one === null || one.ok ? [] : one.refusals));
  if (!start.ok || !end.ok || goLive?.ok === false) return refused(faults);
  const span = { start: start.value.instant, end: end.value.instant };
  if (span.end <= span.start) return refuse(no['span-not-valid']({}, { field: '/end' }));
  const same = new Date(span.start.getTime() + window.goLive.getTime() - window.span.start.getTime());
  return done({
    request: { askedBy: work.actor.id, askedAt: work.now, span, goLive: goLive?.value.instant ?? same, reason: reason ?? '' },
    clock: [start, end, goLive].flatMap((one) => (one?.ok && one.value.note !== null ? [one.value.note] : [])),
  });
}
