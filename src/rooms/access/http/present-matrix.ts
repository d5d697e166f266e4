import type { Actor } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { presentCan } from '../../../foundation/http/problem.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Work } from '../../../foundation/transact.ts';
import { holdersOfPairs, peopleBy, roleInWords, separationNow } from '../../identity/door.ts';
import { marksOn } from '../../signatures/door.ts';
import { matrixChangeFaults, mayNotEverywhere, rightOfMatrixVerb } from '../acts/change-matrix.ts';
import type { DutyMatrix, MatrixChangeView } from '../contract.ts';
import { matrixChangeVerbs } from '../contract-words.ts';
import { type MatrixChange, matrixChangeKind } from '../core/matrix.ts';
import { matrixChanges } from '../store/matrix-changes.ts';

/** Who reads, and where what they read is read from. */
export type Reading = { readonly app: Services; readonly db: Db | Tx; readonly actor: Actor };

export const rightsOf = ({ app, actor }: Pick<Reading, 'app' | 'actor'>): Pick<Work, 'mayNot' | 'reach'> => ({
  mayNot: (right, unitId) => app.ports.authority.may(actor, right, unitId),
  reach: (right) => app.ports.authority.reach(actor, right),
});

export const sayRoleOf = (role: string) => ({ role, says: roleInWords(role) });

export async function namesOf(db: Db | Tx, ids: readonly (string | null)[]) {
  const names = new Map(
    (await peopleBy(db, { ids: ids.filter((id) => id !== null) })).map(({ id, name }) => [id, name] as const),
  );
  return (id: string) => ({ id, name: names.get(id) ?? 'Somebody' });
}

async function presentChange(reading: Reading, change: MatrixChange): Promise<MatrixChangeView> {
  const { app, db, actor } = reading;
  const now = app.clock.now();
  const person = await namesOf(db, [change.proposedBy, change.decidedBy]);
  const waits = change.state === 'proposed';
  const held = waits ? await holdersOfPairs(db, change.add, now) : [];
  const can: Record<string, readonly Refusal[]> = {};
  for (const verb of matrixChangeVerbs) {
    const denied = mayNotEverywhere(rightsOf(reading), rightOfMatrixVerb(verb));
    can[verb] = denied.length > 0 ? denied : await matrixChangeFaults({ actor, now, tx: db }, change, verb);
  }
  const markOf = await marksOn(app, db, { kind: matrixChangeKind, id: change.id });
  return {
    id: change.id,
    key: change.key,
    state: change.state,
    add: change.add.map(({ one, other, why }) => ({ one: sayRoleOf(one), other: sayRoleOf(other), why })),
    drop: change.drop.map(({ one, other }) => ({ one: sayRoleOf(one), other: sayRoleOf(other) })),
    heldNow: held.slice(0, 100).map(({ id, name, pair }) => ({ id, name, one: pair.one, other: pair.other })),
    reason: change.reason,
    proposedBy: person(change.proposedBy),
    proposedAt: change.proposedAt.toISOString(),
    decidedBy: change.decidedBy === null ? null : person(change.decidedBy),
    decidedAt: change.decidedAt?.toISOString() ?? null,
    decision: change.decision,
    matrixVersion: change.matrixVersion,
    signature:
      change.state === 'adopted' && change.decidedAt !== null && change.decidedBy !== null
        ? markOf('approve', change.decidedAt, change.decidedBy)
        : null,
    version: change.version,
    can: presentCan(can),
  };
}

export async function presentMatrixChanges(reading: Reading, changes: readonly MatrixChange[]): Promise<MatrixChangeView[]> {
  const shown: MatrixChangeView[] = [];
  for (const change of changes) shown.push(await presentChange(reading, change));
  return shown;
}

export async function presentMatrix(reading: Reading): Promise<DutyMatrix> {
  const { app, db } = reading;
  const now = await separationNow(db, app.clock.now());
  const pending = await matrixChanges(db, { limit: 50, before: null, state: 'proposed' });
  const rights = rightsOf(reading);
  return {
    version: now.version,
    since: now.since?.toISOString() ?? null,
    change: now.changeKey,
    pairs: now.pairs.map(({ one, other, why, floor }) => ({ one: sayRoleOf(one), other: sayRoleOf(other), why, builtIn: floor })),
    builtInWaivable: now.floorWaivable,
    waiverDays: now.waiverDays,
    pending: await presentMatrixChanges(reading, pending),
    can: presentCan({
      propose: mayNotEverywhere(rights, 'access.propose-matrix'),
      requestWaiver: mayNotEverywhere(rights, 'access.request-waivers'),
    }),
  };
}
