import { uuidv7 } from '../../../foundation/ids.ts';
import type { RecordFields } from '../../../foundation/record.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { mostViews, viewRefusals as no, notYours } from '../core/trail-view-rules.ts';
import {
  insertTrailView,
  isNameTaken,
  saveTrailView,
  type TrailView,
  trailViewForUpdate,
  trailViewSubject,
  viewsKept,
} from '../store/trail-views.ts';

export type WantedView = Pick<TrailView, 'name' | 'shared' | 'filters'>;
type Kept = { readonly id: string };
type Changes = { readonly [K in keyof WantedView]?: WantedView[K] | undefined };

const fieldsOf = ({ ownerId, name, shared, filters, droppedAt }: TrailView): RecordFields => ({
  owner: ownerId,
  name,
  shared,
  filters: { ...filters },
  kept: droppedAt === null,
});

const same = (one: TrailView, other: TrailView): boolean => JSON.stringify(fieldsOf(one)) === JSON.stringify(fieldsOf(other));
/** Filters in one order, so that the same ones are the same. */
const sorted = (filters: WantedView['filters']): WantedView['filters'] =>
  Object.fromEntries(Object.entries(filters).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Keeps a view under a name. Views show nothing by themselves: each reader is shown the entries of their own units. */
export const keepTrailView = (call: Call, wanted: WantedView): Promise<Outcome<Kept>> =>
  transact(call, async (work) => {
    const denied = work.mayNot('ledger.keep-views', null);
    if (denied.length > 0) return refused(denied);
    if ((await viewsKept(work.tx, work.actor.id)) >= mostViews) return refuse(no['views-full']({ most: mostViews }));
    const view: TrailView = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('TVW'),
      ownerId: work.actor.id,
      name: wanted.name,
      shared: wanted.shared,
      filters: sorted(wanted.filters),
      keptAt: work.now,
      droppedAt: null,
      version: 1,
    };
    if (!(await insertTrailView(work.tx, view))) return refuse(no['view-name-taken']({ name: view.name }, { field: '/name' }));
    say(work, 'ledger.view-kept', null, view);
    return done({ id: view.id });
  });

/** Renames it, changes what it shows, shares it or takes it back. */
export const changeTrailView = (call: Call, named: string, wanted: Changes): Promise<Outcome<Kept>> =>
  transact(call, async (work) => {
    const denied = work.mayNot('ledger.keep-views', null);
    if (denied.length > 0) return refused(denied);
    const view = await seen(work, named);
    if (view === null || view.droppedAt !== null) return refuse(no['no-such-view']({}));
    const barred = notYours(view.ownerId, work.actor.id);
    if (barred.length > 0) return refused(barred);
    const stale = await work.stale(trailViewSubject(view), view.version);
    if (stale.length > 0) return refused(stale);
    const become: TrailView = {
      ...view,
      name: wanted.name ?? view.name,
      shared: wanted.shared ?? view.shared,
      filters: sorted(wanted.filters ?? view.filters),
    };
    if (same(view, become)) return done({ id: view.id });
    if (await isNameTaken(work.tx, become)) return refuse(no['view-name-taken']({ name: become.name }, { field: '/name' }));
    await save(work, 'ledger.view-changed', view, become);
    return done({ id: view.id });
  });

/** Its owner drops it; one that is shared also who looks after what everybody sees. A repeat is no error. */
export const dropTrailView = (call: Call, named: string): Promise<Outcome<Kept>> =>
  transact(call, async (work) => {
    const denied = work.mayNot('ledger.keep-views', null);
    if (denied.length > 0) return refused(denied);
    const view = await seen(work, named);
    if (view === null) return refuse(no['no-such-view']({}));
    const barred = view.ownerId === work.actor.id ? [] : work.mayNot('ledger.drop-shared-views', null);
    if (barred.length > 0) return refused(barred);
    if (view.droppedAt === null) await save(work, 'ledger.view-dropped', view, { ...view, droppedAt: work.now });
    return done({ id: view.id });
  });

/** A private view of somebody else is none. */
async function seen(work: Work, named: string): Promise<TrailView | null> {
  const view = await trailViewForUpdate(work.tx, named);
  return view !== null && (view.shared || view.ownerId === work.actor.id) ? view : null;
}

async function save(work: Work, act: string, before: TrailView, become: TrailView): Promise<void> {
  const saved = { ...become, version: before.version + 1 };
  await saveTrailView(work.tx, saved);
  say(work, act, before, saved);
}

function say(work: Work, act: string, before: TrailView | null, after: TrailView): void {
  work.say({
    act,
    subject: trailViewSubject(after),
    version: after.version,
    before: before === null ? null : fieldsOf(before),
    after: fieldsOf(after),
  });
}
