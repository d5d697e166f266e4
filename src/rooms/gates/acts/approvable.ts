import type { Db } from '../../../foundation/database/database.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Approvable, FacetDimension, Involvement, Services } from '../../../foundation/services.ts';
import type { Work } from '../../../foundation/transact.ts';
import { unitsBy } from '../../identity/door.ts';
import * as ledger from '../../ledger/door.ts';
import {
  decidedBy,
  type GateTraits,
  gatesToPass,
  gateTraits,
  greenSinceOf,
  keysOfNoGate,
  keysOfNoTemplate,
  passedAt,
  unitsOfGates,
} from '../store/approval-view.ts';
import { findGate, gateById, handsIn } from '../store/read-gates.ts';
import { no } from './open-gate.ts';

/** The facets of the records on which gates stand, by record; a kind that tells none of its own is known by its units. */
async function facetsBeneath(
  db: Db,
  gates: readonly GateTraits[],
  app: Services,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const [kind, some] of Map.groupBy(gates, (gate) => gate.subjectKind)) {
    const ids = [...new Set(some.map((gate) => gate.subjectId))];
    for (const [id, told] of (await app.subjects.get(kind)?.approvable?.facets(db, ids, app)) ?? []) found.set(id, told);
  }
  const rest = gates.filter((gate) => !found.has(gate.subjectId));
  const units = rest.length === 0 ? [] : await unitsBy(db, { ids: [...new Set(rest.flatMap((gate) => gate.unitIds))] });
  for (const gate of rest) {
    const paths = units.filter((unit) => gate.unitIds.includes(unit.id)).flatMap((unit) => unit.path);
    found.set(
      gate.subjectId,
      paths.map((unit) => `unit:${unit}`),
    );
  }
  return found;
}

async function facets(db: Db, ids: readonly string[], app: Services): Promise<ReadonlyMap<string, readonly string[]>> {
  const gates = await gateTraits(db, ids);
  const beneath = await facetsBeneath(db, gates, app);
  return new Map(
    gates.map((gate) => {
      const own = [`guards:${gate.guards}`, `gate:${gate.key}`, ...(gate.template === null ? [] : [`template:${gate.template}`])];
      return [gate.id, [...new Set([...own, ...(beneath.get(gate.subjectId) ?? [])])]] as const;
    }),
  );
}

const partOfHand = (as: string): string => (as === 'tester' ? 'recorded' : 'waived');

async function participants(db: Db, ids: readonly string[], app: Services): Promise<ReadonlyMap<string, readonly Involvement[]>> {
  const hands = await handsIn(db, ids);
  const deciders = Map.groupBy(await decidedBy(db, ids), (one) => one.gateId);
  const found = new Map<string, readonly Involvement[]>();
  for (const gate of await gateTraits(db, ids)) {
    const involved = (await app.subjects.get(gate.subjectKind)?.involved?.(db, gate.subjectId)) ?? [];
    found.set(gate.id, [
      ...(hands.get(gate.id) ?? []).map(({ personId, as }) => ({ personId, as: partOfHand(as) })),
      ...(deciders.get(gate.id) ?? []).map(({ personId }) => ({ personId, as: 'decided' })),
      ...involved.map(({ personId }) => ({ personId, as: 'involved' })),
    ]);
  }
  return found;
}

/** Kinds of records whose gates are asked only at their step. */
const stepsAsked = (app: Services) =>
  [...app.subjects.values()].flatMap(({ kind, steps }) => (steps === undefined ? [] : [{ kind, steps }]));

/** The steps that gates guard, and the dimensions of all records that carry gates: a requirement can select the gates of GxP releases, say. */
function inherits(app: Services): readonly FacetDimension[] {
  const kinds = [...app.subjects.values()].filter(({ guarded }) => guarded !== undefined);
  const guarded = [...new Set(kinds.flatMap((kind) => (kind.guarded ?? []).map((one) => one.verb)))];
  return [
    { name: 'guards', says: 'step that the gate guards', values: guarded, single: true },
    ...kinds.flatMap(({ approvable }) => approvable?.dimensions ?? []),
  ];
}

/** The record first, then the gate, as everywhere. */
async function lock(work: Work, id: string): Promise<readonly Refusal[]> {
  const head = await findGate(work.tx, id);
  if (head === null) return [no['no-such-gate']({})];
  const closed = (await work.app.subjects.get(head.subjectKind)?.lockForGates?.(work, head.subjectId)) ?? [];
  await gateById(work.tx, head.id, 'update');
  return closed;
}

/**
 * What approvals may know of a gate. One step stands for every decision that lets the guarded step go on (passed, passed on a condition, not applicable): a
 * requirement that held for one of them only would be no requirement.
 */
export const approvableGate: Approvable = {
  steps: [{ verb: 'pass', says: 'Let the gate pass' }],
  parts: [
    { part: 'recorded', says: 'recorded or confirmed a result of it', steps: [] },
    { part: 'waived', says: 'waived a criterion of it', steps: [] },
    { part: 'decided', says: 'decided it', steps: ['pass'] },
    { part: 'involved', says: 'had a hand in the record that it stands on', steps: [] },
  ],
  dimensions: [
    { name: 'gate', says: 'gate, by its key on the record', values: null, single: true, strangers: keysOfNoGate },
    {
      name: 'template',
      says: 'template that the gate came from, by its key',
      values: null,
      single: false,
      strangers: keysOfNoTemplate,
    },
  ],
  inherits,
  facets,
  participants,
  takenAt: (db, id) => passedAt(db, id),
  since: async (db, id) => (await greenSinceOf(db, id)) ?? (await ledger.lastChangedAt(db, { kind: 'gate', id }, ['/state'])),
  unitsNow: unitsOfGates,
  standsBefore: (app) => gatesToPass(stepsAsked(app)),
  lock,
};
