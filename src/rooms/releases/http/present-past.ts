import type { Outcome } from '../../../foundation/refusal.ts';
import { done, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as identity from '../../identity/door.ts';
import { recordAsOf } from '../../ledger/door.ts';
import { loadRefusals } from '../acts/load-release.ts';
import { refOf } from '../acts/release-subject.ts';
import { pastRecord } from '../core/record.ts';
import type { Release } from '../core/release.ts';
import { findRelease } from '../store/read-releases.ts';
import type { ReleaseWithNames } from '../store/release-row.ts';
import { presentBody, presentHead, type ReleaseReply } from './present-release.ts';

/** The release as it was at a moment, rebuilt from the ledger. Who reads it must be allowed to read it today, and where it was then. */
export async function presentPast(
  call: Call,
  now: ReleaseWithNames,
  at: Date,
): Promise<Outcome<{ readonly body: ReleaseReply; readonly version: number }>> {
  const { app, actor } = call;
  const past = await recordAsOf(app.database.db, refOf(now.release), at);
  if (past === null) return refuse(loadRefusals['not-yet']({ key: now.release.key, at: at.toISOString() }));
  const record = pastRecord.parse(past.record);
  const release: Release = { ...record, id: now.release.id, updatedAt: past.changedAt, version: past.version };
  if (app.ports.authority.may(actor, 'releases.read', release.unitId).length > 0)
    return refuse(loadRefusals['not-found']({ id: now.release.key }));
  const db = app.database.db;
  const [[unit], owners, parent] = [
    await identity.unitsBy(db, { ids: [release.unitId] }),
    release.ownerId === null ? [] : await identity.peopleBy(db, { ids: [release.ownerId] }),
    release.parentId === null ? null : await findRelease(db, release.parentId),
  ];
  const names = {
    unit: unit === undefined ? now.names.unit : { id: unit.id, key: unit.key, name: unit.name },
    owner: owners[0] === undefined ? null : { id: owners[0].id, name: owners[0].name },
    parent:
      parent === null
        ? null
        : { id: parent.release.id, key: parent.release.key, name: parent.release.name, unitId: parent.release.unitId },
  };
  const body = {
    ...presentHead({ release, names }, app.ports.authority.reach(actor, 'releases.read'), at, { blocking: 0, warning: 0 }),
    ...(await presentBody(app, release)),
    goUntil: null,
    children: [],
    gates: [],
    health: null,
    can: {},
    asOf: at.toISOString(),
  };
  return done({ body, version: past.version });
}
