import type { Actor } from '../../../foundation/actor.ts';
import type { Can } from '../../../foundation/contract.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { verbsOf } from '../../../foundation/state-machine.ts';
import { notIndependent } from '../../identity/door.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import { judgeWindow, type WindowVerb } from '../core/judge-window.ts';
import type { CadenceRecord, CalendarRecord, FreezeRecord, WindowRecord } from '../core/record.ts';
import { windowMachine } from '../core/window.ts';
import { rootUnit } from '../store/units.ts';

export type Reader = { readonly app: Services; readonly actor: Actor };

/** A refusal field by field. */
export const presentRefusal = ({ code, message, remedy, field, link, facts }: Refusal) => ({
  code,
  message,
  remedy,
  ...(field !== undefined && { field }),
  ...(link !== undefined && { link }),
  ...(facts !== undefined && { facts: { ...facts } }),
});

const shown = (refusals: readonly Refusal[]): Can[string] => (refusals.length === 0 ? true : refusals.map(presentRefusal));

const mayNot = ({ app, actor }: Reader, right: string, unitId: string | null): readonly Refusal[] =>
  app.ports.authority.may(actor, right, unitId);

/** Whether the reader may read applications of a unit: names of others are not told. */
export const readsIn =
  (reader: Reader) =>
  (unitId: string): boolean =>
    mayNot(reader, 'portfolio.read', unitId).length === 0;

const rightOf = (verb: WindowVerb): string =>
  windowMachine.rows.find((row) => row.verb === verb)?.right ?? 'calendar.plan-windows';

/** What the reader may do with a window: permission first; who may not, learns nothing of the rules. */
export async function canWindow(reader: Reader, record: WindowRecord): Promise<Can> {
  const { window, unitId } = record;
  const now = reader.app.clock.now();
  const can: Record<string, Can[string]> = {};
  const deputy =
    window.state !== 'locked' || window.move === null || window.move.askedBy === reader.actor.id
      ? []
      : await notIndependent(
          reader.app.database.db,
          reader.actor,
          [{ personId: window.move.askedBy, as: 'asked for the move' }],
          now,
        );
  const open = window.state === 'draft' || window.state === 'proposed';
  const denied = mayNot(reader, 'calendar.plan-windows', unitId);
  can.change = shown(denied.length > 0 || open ? denied : [no['window-not-editable']({ state: window.state })]);
  for (const verb of verbsOf(windowMachine)) {
    const refusals = mayNot(reader, rightOf(verb), unitId);
    const rules = judgeWindow(window, verb, { now, actorId: reader.actor.id });
    const hand = verb === 'approve-move' || verb === 'reject-move' ? deputy : [];
    can[verb] = shown(refusals.length > 0 ? refusals : [...rules, ...hand]);
  }
  return can;
}

export function canFreeze(reader: Reader, record: FreezeRecord): Can {
  const denied = mayNot(reader, 'calendar.manage-freezes', record.unitId);
  const refusals = denied.length > 0 || record.state === 'active' ? denied : [no['freeze-withdrawn']()];
  return { change: shown(refusals), withdraw: shown(refusals) };
}

export function canCadence(reader: Reader, record: CadenceRecord): Can {
  const denied = mayNot(reader, 'calendar.plan-windows', record.unitId);
  const refusals = denied.length > 0 || record.state === 'active' ? denied : [no['cadence-withdrawn']()];
  return { change: shown(refusals), withdraw: shown(refusals), generate: shown(refusals) };
}

export async function canCalendar(reader: Reader, record: CalendarRecord): Promise<Can> {
  const denied = mayNot(reader, 'calendar.manage-working-calendars', await rootUnit(reader.app.database.db));
  const refusals = denied.length > 0 || record.withdrawnAt === null ? denied : [no['calendar-withdrawn']()];
  const kept = refusals.length === 0 && record.isDefault ? [no['default-not-withdrawn']()] : refusals;
  return { change: shown(refusals), 'make-default': shown(refusals), withdraw: shown(kept) };
}
