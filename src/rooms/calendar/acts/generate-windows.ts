import type { Actor } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Span } from '../../../foundation/span.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { type GeneratedWindow, generateWindows as generate } from '../core/cadence.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import type { CadenceRecord, WindowRecord } from '../core/record.ts';
import type { Truncation } from '../core/recurrence.ts';
import { horizonAround } from '../core/series.ts';
import { findCadence } from '../store/cadences.ts';
import { saveWindow, slotsOf } from '../store/windows.ts';
import { sayWindow } from './keep.ts';
import { loadCadence } from './load.ts';

export type Generating = { readonly from?: string | undefined; readonly until: string };
export type Preview = {
  readonly windows: readonly GeneratedWindow[];
  readonly existing: number;
  readonly truncated: Truncation | null;
};
export type Generated = {
  readonly made: readonly { readonly id: string; readonly key: string; readonly name: string }[];
  readonly existing: number;
  /** Text, because the answer to an Idempotency-Key keeps it as JSON. */
  readonly truncated: { readonly by: Truncation['by']; readonly from: string } | null;
};

/** The windows that a cadence would make now; nothing is written. */
export async function previewWindows(app: Services, actor: Actor, idOrKey: string, asked: Generating): Promise<Outcome<Preview>> {
  const cadence = await findCadence(app.database.db, idOrKey, app.ports.authority.reach(actor, 'calendar.read'));
  if (cadence === undefined) return refuse(no['no-such-record']({ what: 'cadence', named: idOrKey }));
  return windowsToMake(app.database.db, cadence, asked, app.clock.now());
}

/** Makes the windows of a cadence as drafts. Doing it twice makes none twice, also after one was moved or withdrawn. */
export const generateWindows = (call: Call, idOrKey: string, asked: Generating): Promise<Outcome<Generated>> =>
  transact(call, async (work) => {
    const loaded = await loadCadence(work, idOrKey);
    if (!loaded.ok) return loaded;
    const cadence = loaded.value;
    const found = await windowsToMake(work.tx, cadence, asked, work.now);
    if (!found.ok) return found;
    const made: { id: string; key: string; name: string }[] = [];
    for (const { slot, ...window } of found.value.windows) {
      const id = uuidv7(work.now.getTime());
      const record: WindowRecord = {
        id,
        key: await work.nextKey('WIN'),
        window: { ...window, id },
        unitId: cadence.unitId,
        unitIds: cadence.unitIds,
        scope: cadence.scope,
        planRef: null,
        note: null,
        workingCalendarId: cadence.workingCalendarId,
        slot,
        restrictedUntil: null,
        version: 1,
        changedAt: work.now,
      };
      await saveWindow(work.tx, record, null);
      await sayWindow(work, null, record, { act: 'calendar.window-generated' });
      made.push({ id, key: record.key, name: window.name });
    }
    const { existing, truncated } = found.value;
    return done({
      made,
      existing,
      truncated: truncated === null ? null : { by: truncated.by, from: truncated.from.toISOString() },
    });
  });

async function windowsToMake(db: Db | Tx, cadence: CadenceRecord, asked: Generating, now: Date): Promise<Outcome<Preview>> {
  if (cadence.state !== 'active') return refuse(no['cadence-withdrawn']());
  const span: Span = { start: asked.from === undefined ? now : new Date(asked.from), end: new Date(asked.until) };
  const most = horizonAround(now);
  if (span.end <= span.start || span.end > most.end || span.start < most.start) {
    return refuse(no['stretch-too-long']({ days: 731 }, { field: '/until' }));
  }
  const existing = await slotsOf(db, cadence.id);
  const shape = {
    id: cadence.id,
    name: cadence.name,
    recurrence: cadence.recurrence,
    goLiveAfterMinutes: cadence.goLiveAfterMinutes,
    targets: cadence.targets,
  };
  const [fresh, all] = [generate(shape, span, existing), generate(shape, span, new Set())];
  if (!fresh.ok) return fresh;
  if (!all.ok) return all;
  const { windows, truncated } = fresh.value;
  return done({ windows, truncated, existing: all.value.windows.length - windows.length });
}
