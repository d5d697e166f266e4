import { z } from 'zod';
import type { Actor } from '../../../foundation/actor.ts';
import type { Services } from '../../../foundation/services.ts';
import { peopleBy } from '../../identity/door.ts';
import { recordAsOf } from '../../ledger/door.ts';
import { type ApplicationShown, criticality, dependencyType, lifecycleStage, relevance, validatedState } from '../contract.ts';
import type { Application } from '../core/application.ts';
import { applicationViews } from '../store/application-rows.ts';
import { unitNames } from '../store/unit-names.ts';

/** The record as the ledger rebuilds it: what was null is missing. */
const pastRecord = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string().nullable().default(null),
  unitId: z.string(),
  ownerId: z.string().nullable().default(null),
  criticality,
  gxp: relevance,
  sox: relevance,
  technology: z.string().nullable().default(null),
  lifecycleStage,
  validatedState,
  withdrawn: z.boolean(),
  dependencies: z
    .record(z.string(), z.object({ toId: z.string(), type: dependencyType, note: z.string().nullable().default(null) }))
    .default({}),
});

/**
 * An application as it was at a moment, with what it needed then; null when it did not exist yet. Its unit, owner and the other applications are named as they are
 * called now. What needed it then is in the history of those.
 */
export async function presentAsOf(
  app: Services,
  actor: Actor,
  application: Application,
  at: Date,
): Promise<ApplicationShown | null> {
  const db = app.database.db;
  const past = await db.transaction().execute((tx) => recordAsOf(tx, { kind: 'application', id: application.id }, at));
  if (past === null) return null;
  const record = pastRecord.parse(past.record);
  const needs = Object.entries(record.dependencies);
  const reach = app.ports.authority.reach(actor, 'portfolio.read');
  const others = await applicationViews(
    db,
    needs.map(([, need]) => need.toId),
    reach,
  );
  const ends = new Map(
    others.map((view) => [view.id, { id: view.id, key: view.key, name: view.name, criticality: view.criticality }] as const),
  );
  const [unit] = await unitNames(db, [record.unitId]);
  const [owner] = record.ownerId === null ? [] : await peopleBy(db, { ids: [record.ownerId] });
  return {
    id: application.id,
    key: record.key,
    version: past.version,
    name: record.name,
    unit: { id: record.unitId, key: unit?.key ?? '', name: unit?.name ?? '' },
    owner: owner === undefined ? null : { id: owner.id, name: owner.name },
    criticality: record.criticality,
    gxp: record.gxp,
    sox: record.sox,
    technology: record.technology,
    lifecycleStage: record.lifecycleStage,
    validatedState: record.validatedState,
    withdrawn: record.withdrawn,
    changedAt: past.changedAt.toISOString(),
    description: record.description,
    needs: needs.map(([id, need]) => ({ id, type: need.type, note: need.note, application: ends.get(need.toId) ?? null })),
    neededBy: [],
    asOf: at.toISOString(),
    can: {},
  };
}
