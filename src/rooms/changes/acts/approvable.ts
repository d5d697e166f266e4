import type { Db } from '../../../foundation/database/database.ts';
import type { WouldHave } from '../../../foundation/parts-in-records.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Approvable, Involvement } from '../../../foundation/services.ts';
import type { Work } from '../../../foundation/transact.ts';
import { boundTo } from '../../identity/door.ts';
import * as ledger from '../../ledger/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import { changeModels } from '../contract-words.ts';
import { lifecycleRefusals } from '../core/judge.ts';
import { isFinal, lifecycle } from '../core/lifecycle.ts';
import { parts } from '../core/parts.ts';
import { partExcluded } from '../core/rules/part-excluded.ts';
import { findChange } from '../store/read-changes.ts';
import { changeSince, changeTraits, handsIn, stepsComing, stepTakenAt, unitsOfChanges } from '../store/subject-view.ts';
import { subjectKind } from './change-subject.ts';

/** Steps that can wait for the approval of others: those that decide. */
const waiting = ['authorise', 'permit', 'approve', 'close'] as const;
const saysOf = (verb: string): string => lifecycle.rows.find((row) => row.verb === verb)?.says ?? verb;

const yesNo = ['yes', 'no', 'unknown'];
const graver: Readonly<Record<string, readonly string[]>> = {
  'gxp:unknown': ['gxp:yes'],
  'sox:unknown': ['sox:yes'],
  'criticality:unknown': ['criticality:critical', 'criticality:high'],
};
/** A change without applications is unknown in everything (law 6: unknown never helps). */
const nothingKnown = ['gxp:unknown', 'sox:unknown', 'criticality:unknown'];

async function facets(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const traits = await changeTraits(db, ids);
  const all = [...new Set(traits.flatMap(({ applicationIds }) => applicationIds))];
  const seen = new Map((await portfolio.facetsSeen(db, all)).map((one) => [one.applicationId, one.facets] as const));
  return new Map(
    traits.map(({ id, model, unitPath, applicationIds }) => {
      const touched = applicationIds.length === 0 ? nothingKnown : applicationIds.flatMap((one) => seen.get(one) ?? nothingKnown);
      const known = [`model:${model}`, ...unitPath.map((unit) => `unit:${unit}`), ...touched];
      return [id, [...new Set([...known, ...known.flatMap((facet) => graver[facet] ?? [])])]] as const;
    }),
  );
}

/** Owners of all times count, by the ledger: handing a change over makes nobody independent. */
async function participants(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Involvement[]>> {
  const hands = Map.groupBy(await handsIn(db, ids), (hand) => hand.changeId);
  const found = new Map<string, readonly Involvement[]>();
  for (const id of ids) {
    const owners = await ledger.valuesHeld(db, { kind: subjectKind, id }, '/ownerId');
    found.set(id, [
      ...(hands.get(id) ?? []).map(({ personId, part }) => ({ personId, as: part })),
      ...owners.map((personId) => ({ personId, as: 'owns' })),
    ]);
  }
  return found;
}

/** A decision of theirs that stands keeps somebody from a part; where none excludes it, nobody is asked about deputies. */
async function excluded(db: Db, id: string, { personId, parts: wanted, now }: WouldHave): Promise<readonly Refusal[]> {
  const decisions = (await findChange(db, id))?.change.decisions ?? [];
  const everybody = decisions.map((decision) => decision.by);
  if (partExcluded(decisions, wanted, everybody).length === 0) return [];
  const { principals, deputies } = await boundTo(db, personId, now);
  return partExcluded(decisions, wanted, [personId, ...principals, ...deputies]);
}

async function lock(work: Work, id: string): Promise<readonly Refusal[]> {
  const found = await findChange(work.tx, id, 'for update');
  return found !== null && isFinal(found.change.state) ? [lifecycleRefusals.over({ state: found.change.state })] : [];
}

/** What approvals may know of a change. */
export const approvableChange: Approvable = {
  steps: waiting.map((verb) => ({ verb, says: saysOf(verb) })),
  parts,
  dimensions: [
    { name: 'model', says: 'model of change', values: [...changeModels], single: true },
    { name: 'gxp', says: 'GxP relevance of an application', values: yesNo, single: false },
    { name: 'sox', says: 'SOX relevance of an application', values: yesNo, single: false },
    {
      name: 'criticality',
      says: 'criticality of an application',
      values: ['low', 'medium', 'high', 'critical', 'unknown'],
      single: false,
    },
    {
      name: 'application',
      says: 'an application, by its id',
      values: null,
      single: false,
      strangers: portfolio.idsOfNoApplication,
    },
    { name: 'unit', says: 'a unit of an application or above it, by its id', values: null, single: false },
  ],
  facets,
  participants,
  excluded,
  takenAt: stepTakenAt,
  since: async (db, id) => (await ledger.lastChangedAt(db, { kind: subjectKind, id }, ['/state'])) ?? (await changeSince(db, id)),
  standsBefore: () => stepsComing,
  unitsNow: unitsOfChanges,
  lock,
  // What is unknown has the graver facet beside its own.
  regulated: ['gxp:yes', 'sox:yes'],
  emergency: {
    facet: 'model:emergency',
    shares: 'application',
    holdsBack: ['authorise', 'approve', 'implement'],
    closes: 'close',
  },
};
