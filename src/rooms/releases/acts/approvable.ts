import type { Db } from '../../../foundation/database/database.ts';
import type { WouldHave } from '../../../foundation/parts-in-records.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Approvable, Involvement } from '../../../foundation/services.ts';
import * as gates from '../../gates/door.ts';
import { boundTo } from '../../identity/door.ts';
import * as ledger from '../../ledger/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import { releaseClasses, releaseKinds } from '../contract-words.ts';
import { lifecycle } from '../core/lifecycle.ts';
import { partExcluded } from '../core/rules/part-excluded.ts';
import {
  handsIn,
  type ReleaseFacts,
  releaseFacts,
  releaseSince,
  stepsComing,
  stepTakenAt,
  unitsOfReleases,
} from '../store/approval-view.ts';
import { findRelease } from '../store/read-releases.ts';
import { lockForGates } from './follow-house.ts';
import { subjectKind } from './release-subject.ts';

/** Steps that can wait for the approval of others: those that people decide and that lead on. */
const waiting = ['accept', 'plan', 'declare-ready', 'release-for-use', 'close'] as const;

const saysOf = (verb: string): string => lifecycle.rows.find((row) => row.verb === verb)?.says ?? verb;

const yesNo = ['yes', 'no', 'unknown'];
const graver: Readonly<Record<string, readonly string[]>> = {
  'gxp:unknown': ['gxp:yes'],
  'sox:unknown': ['sox:yes'],
  'criticality:unknown': ['criticality:critical', 'criticality:high'],
};
/** A release without applications is unknown in everything (law 6: unknown never helps). */
const nothingKnown = ['gxp:unknown', 'sox:unknown', 'criticality:unknown'];

const facets = async (db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> =>
  facetsOf(db, await releaseFacts(db, ids));

/** The facets of releases that are there, or would be. */
export async function facetsOf(db: Db, heads: readonly ReleaseFacts[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = [...new Set(heads.flatMap((head) => head.applicationIds))];
  const seen = new Map((await portfolio.facetsSeen(db, all)).map((one) => [one.applicationId, one.facets] as const));
  return new Map(
    heads.map((head) => {
      const ofApplications = head.applicationIds.flatMap((id) => seen.get(id) ?? nothingKnown);
      const known = [
        `kind:${head.kind}`,
        `class:${head.class}`,
        ...head.unitPath.map((unit) => `unit:${unit}`),
        ...(head.applicationIds.length === 0 ? nothingKnown : ofApplications),
      ];
      return [head.id, [...new Set([...known, ...known.flatMap((facet) => graver[facet] ?? [])])]] as const;
    }),
  );
}

/** Owners of all times count, by the ledger: handing a release over makes nobody independent. */
async function participants(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Involvement[]>> {
  const hands = Map.groupBy(await handsIn(db, ids), (hand) => hand.releaseId);
  const found = new Map<string, readonly Involvement[]>();
  for (const id of ids) {
    const of = { kind: subjectKind, id };
    const owners = await ledger.valuesHeld(db, of, '/ownerId');
    const testers = await gates.recordersIn(db, of);
    // Whoever changed the dates last asks for them as much as who proposed the release.
    const datesBy = await ledger.lastToChange(db, of, ['/goLive', '/phases']);
    found.set(id, [
      ...(hands.get(id) ?? []).map(({ personId, part }) => ({ personId, as: part })),
      ...owners.map((personId) => ({ personId, as: 'owns' })),
      ...(datesBy === null ? [] : [{ personId: datesBy, as: 'requested' }]),
      ...testers.map(({ personId }) => ({ personId, as: 'tested' })),
    ]);
  }
  return found;
}

/** A decision of theirs that stands keeps somebody from a part; where none excludes it, nobody is asked about deputies. */
async function excluded(db: Db, id: string, { personId, parts, now }: WouldHave): Promise<readonly Refusal[]> {
  const decisions = (await findRelease(db, id))?.release.decisions ?? [];
  const everybody = decisions.map((decision) => decision.by);
  if (partExcluded(decisions, parts, everybody).length === 0) return [];
  const { principals, deputies } = await boundTo(db, personId, now);
  return partExcluded(decisions, parts, [personId, ...principals, ...deputies]);
}

/** What approvals may know of a release. */
export const approvableRelease: Approvable = {
  steps: waiting.map((verb) => ({ verb, says: saysOf(verb) })),
  parts: [
    { part: 'requested', says: 'proposed it or asked for its dates', steps: [] },
    { part: 'owns', says: 'owns or owned it', steps: [] },
    { part: 'tested', says: 'recorded results of its gates', steps: [] },
    { part: 'accepted', says: 'accepted it', steps: ['accept'] },
    { part: 'approved-dates', says: 'approved its dates', steps: ['plan'] },
    { part: 'accepted-uat', says: 'accepted the user acceptance test', steps: ['accept-uat'] },
    { part: 'decided-go', says: 'decided go', steps: ['declare-ready'] },
    { part: 'deployed', says: 'deployed it', steps: ['deploy', 'record-results', 'complete'] },
    { part: 'validated', says: 'validated it for the business', steps: ['validate'] },
    { part: 'released-for-use', says: 'released it for use', steps: ['release-for-use'] },
  ],
  dimensions: [
    { name: 'kind', says: 'kind of release', values: [...releaseKinds], single: true },
    { name: 'class', says: 'class', values: [...releaseClasses], single: true },
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
  since: async (db, id) =>
    (await ledger.lastChangedAt(db, { kind: subjectKind, id }, ['/state'])) ?? (await releaseSince(db, id)),
  standsBefore: () => stepsComing,
  unitsNow: unitsOfReleases,
  lock: lockForGates,
  // What is unknown has the graver facet beside its own.
  regulated: ['gxp:yes', 'sox:yes'],
  emergency: {
    facet: 'kind:emergency',
    shares: 'application',
    holdsBack: ['accept', 'plan', 'declare-ready', 'deploy'],
    closes: 'close',
  },
};
