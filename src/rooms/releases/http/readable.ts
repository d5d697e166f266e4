import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { loadRefusals } from '../acts/load-release.ts';
import { findRelease } from '../store/read-releases.ts';
import type { ReleaseWithNames } from '../store/release-row.ts';

/** A release for who may read it; to anybody else it does not exist. */
export async function readable(call: Call, id: string): Promise<Outcome<ReleaseWithNames>> {
  const found = await findRelease(call.app.database.db, id);
  const visible = found !== null && call.app.ports.authority.may(call.actor, 'releases.read', found.release.unitId).length === 0;
  return visible ? done(found) : refuse(loadRefusals['not-found']({ id }));
}

export const asking = (call: Call) => ({ app: call.app, actor: call.actor, now: call.app.clock.now(), db: call.app.database.db });
