import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { loadRefusals } from '../acts/load-release.ts';
import { childrenOf, findRelease } from '../store/read-releases.ts';
import { presentPast } from './present-past.ts';
import { presentGoLive, type ReleaseReply } from './present-release.ts';

export type ReleaseForRecord = {
  readonly id: string;
  readonly key: string;
  /** Where it stands today: who may read it there may have its record. */
  readonly unitId: string;
  readonly release: Omit<ReleaseReply, 'can' | 'gates' | 'health' | 'collisions' | 'asOf' | 'late'>;
};

/** A release as it stood at a moment, rebuilt from the ledger, for whoever may read it. Releases of its train are those of today. */
export async function releaseForRecord(call: Call, idOrKey: string, at: Date): Promise<Outcome<ReleaseForRecord>> {
  const { app, actor } = call;
  const found = await findRelease(app.database.db, idOrKey);
  if (found === null || app.ports.authority.may(actor, 'releases.read', found.release.unitId).length > 0)
    return refuse(loadRefusals['not-found']({ id: idOrKey }));
  const past = await presentPast(call, found, at);
  if (!past.ok) return past;
  const {
    can: _can,
    gates: _gates,
    health: _health,
    collisions: _collisions,
    asOf: _asOf,
    late: _late,
    ...release
  } = past.value.body;
  const reach = app.ports.authority.reach(actor, 'releases.read');
  const children = (await childrenOf(app.database.db, found.release.id))
    .filter((child) => reach === 'all' || reach.has(child.unitId))
    .map(({ id, key, name, state, goLive }) => ({ id, key, name, state, goLive: presentGoLive(goLive) }));
  const { id, key, unitId } = found.release;
  return done({ id, key, unitId, release: { ...release, children } });
}
