import type { RecordFields } from '../../../foundation/record.ts';
import type { Application, Dependency } from './application.ts';

/** An application as the ledger keeps it: one record with its dependencies, so that `asOf` rebuilds all of it. */
export const recordOf = (application: Application, needs: readonly Dependency[]): RecordFields => ({
  key: application.key,
  name: application.name,
  description: application.description,
  unitId: application.unitId,
  ownerId: application.ownerId,
  criticality: application.criticality,
  gxp: application.gxp,
  sox: application.sox,
  technology: application.technology,
  lifecycleStage: application.lifecycleStage,
  validatedState: application.validatedState,
  withdrawn: application.withdrawnAt !== null,
  dependencies: Object.fromEntries(needs.map((need) => [need.id, { toId: need.toId, type: need.type, note: need.note }])),
});

/** Units that hear of a change: where it belongs now and, when it moved, where it belonged before. */
export const subjectOf = (application: Application, before: Application | null = null) => ({
  kind: 'application',
  id: application.id,
  key: application.key,
  unitIds: [...new Set([application.unitId, ...(before === null ? [] : [before.unitId])])],
});
