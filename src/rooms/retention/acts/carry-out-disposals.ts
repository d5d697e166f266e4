import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transact, type Work } from '../../../foundation/transact.ts';
import * as ledger from '../../ledger/door.ts';
import { type Disposal, type DisposalItem, disposalFields, disposalSubject, type ItemState } from '../core/disposal.ts';
import { approvedDisposals, findDisposal, saveDisposal, saveItems } from '../store/disposals.ts';
import { rootsOf, whyLeft } from './judge-disposal.ts';

export const disposeJob = 'retention.dispose';

const callOf = (app: Services) => ({
  app,
  actor: systemActor(disposeJob),
  requestId: uuidv7(),
  ifVersion: null,
  idempotency: null,
});

/** Another record points at one that is to go. */
const pointedAt = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '23503';

/**
 * Carries out approved disposals, record by record: what must stay by now is left with the reason; of the others the rows go and entries account for theirs in one
 * transaction; and once these are sealed, the content of the entries goes. Killed between any two steps, the next turn goes on.
 */
export async function carryOutDisposals(app: Services): Promise<void> {
  const errors: unknown[] = [];
  for (const id of await approvedDisposals(app.database.db))
    await carryOut(app, id).catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} disposals could not be carried out`);
}

async function carryOut(app: Services, id: string): Promise<void> {
  const found = await findDisposal(app.database.db, id);
  const roots = rootsOf((found?.items ?? []).filter(({ state }) => state === 'listed')).map(({ root }) => root.id);
  // A record that another of the list names goes after that one.
  const again: string[] = [];
  for (const root of roots) if (!(await removed(app, id, root))) again.push(root);
  for (const root of again)
    if (!(await removed(app, id, root))) await settle(app, id, root, 'Another record that stays names it');
  if (found !== null && (await ledger.emptyDisposed(app.database.db, disposalSubject(found)))) await finish(app, id);
}

/** @returns false where another record names it still. */
async function removed(app: Services, disposalId: string, rootId: string): Promise<boolean> {
  try {
    await settle(app, disposalId, rootId, null);
    return true;
  } catch (error) {
    if (pointedAt(error)) return false;
    throw error;
  }
}

/** Removes one named record with what goes with it, or leaves it. */
async function settle(app: Services, disposalId: string, rootId: string, known: string | null): Promise<void> {
  await transact(callOf(app), async (work) => {
    const seen = await findDisposal(work.tx, disposalId, 'for update');
    const found =
      seen === null ? undefined : rootsOf(seen.items).find(({ root }) => root.id === rootId && root.state === 'listed');
    if (seen?.state !== 'approved' || found === undefined) return done(null);
    const ground = known ?? (await whyLeft(app, work.tx, found.all, found.root, work.now));
    if (ground === null) await remove(work, seen, found.all);
    const state: ItemState = ground === null ? 'removed' : 'left';
    const ids = found.all.map(({ id }) => id);
    await saveItems(work.tx, seen.id, ids, state, ground);
    const items = seen.items.map((one) => (ids.includes(one.id) ? { ...one, state, ground } : one));
    await save(work, seen, ground === null ? 'retention.record-disposed' : 'retention.record-left', { items });
    return done(null);
  });
}

async function remove(work: Work, disposal: Disposal, items: readonly DisposalItem[]): Promise<void> {
  for (const { kind, id } of items) {
    await ledger.nameDisposed(work, { subject: disposalSubject(disposal), version: disposal.version }, { kind, id });
    for (const disposer of work.app.disposers.filter((one) => one.kind === kind)) await disposer.remove(work.tx, id);
  }
}

async function save(work: Work, seen: Disposal, act: string, change: Partial<Disposal>): Promise<void> {
  const after = { ...seen, ...change, version: seen.version + 1 };
  await saveDisposal(work.tx, seen, after);
  work.say({
    act,
    subject: disposalSubject(after),
    version: after.version,
    before: disposalFields(seen),
    after: disposalFields(after),
  });
}

async function finish(app: Services, id: string): Promise<void> {
  await transact(callOf(app), async (work) => {
    const seen = await findDisposal(work.tx, id, 'for update');
    if (seen?.state !== 'approved' || seen.items.some(({ state }) => state === 'listed')) return done(null);
    const gone = seen.items.filter(({ state }) => state === 'removed').map((one) => one.id);
    await saveItems(work.tx, seen.id, gone, 'disposed');
    const items = seen.items.map((one) => (gone.includes(one.id) ? { ...one, state: 'disposed' as const } : one));
    await save(work, seen, 'retention.disposal-done', { state: 'done', endedAt: work.now, items });
    return done(null);
  });
}
