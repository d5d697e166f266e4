import type { Db } from '../../../foundation/database/database.ts';
import type { Approvable, Services } from '../../../foundation/services.ts';
import * as identity from '../../identity/door.ts';
import { marksById } from '../../signatures/door.ts';
import type { Approval } from '../core/approval.ts';
import type { Matter, People } from '../core/matter.ts';
import { asks, type Requirement } from '../core/requirement.ts';
import { approvalsOf } from '../store/approvals.ts';
import { requirementsFor } from '../store/requirements.ts';

/** One record with all that a judgement on its steps may know. */
export type Gathered = Matter & { readonly kind: string; readonly id: string; readonly unitIds: readonly string[] };

type Ask = {
  readonly app: Services;
  readonly db: Db;
  readonly now: Date;
  /** People about whom it is asked, beside those who said something. */
  readonly people: readonly string[];
  /** What was said stays as it is until the act commits. */
  readonly lock?: 'for share';
  /** It is known that nothing was said: that is not read again. */
  readonly silent?: boolean;
};

export const approvableOf = (app: Services, kind: string): Approvable | undefined => app.subjects.get(kind)?.approvable;

/** The fields that a signature on each step of a kind covers, as its published table says; without those that the step itself fixes, for they come after the yes. */
export const coversOfKind = (app: Services, kind: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    (app.signables.get(kind)?.coverage ?? []).map((row) => [
      row.verb,
      row.covers.filter((field) => row.fixes?.includes(field) !== true),
    ]),
  );

/** Gathers records of one kind at once; a record for which nothing is asked and nothing was said costs three queries for all of them together. */
export async function gatherMatters(ask: Ask, kind: string, ids: readonly string[]): Promise<ReadonlyMap<string, Gathered>> {
  const { app, db, now } = ask;
  const approvable = approvableOf(app, kind);
  if (approvable === undefined || ids.length === 0) return new Map();
  const [all, said] = [
    await requirementsFor(db, kind, now),
    ask.silent === true ? [] : await approvalsOf(db, kind, ids, ask.lock),
  ];
  const saidOf = Map.groupBy(said, (approval) => approval.subjectId);
  const facets = all.length === 0 ? new Map<string, readonly string[]>() : await approvable.facets(db, ids, app);
  const askedOf = new Map(
    ids.map((id) => [id, all.filter((requirement) => asks(requirement, new Set(facets.get(id) ?? [])))] as const),
  );
  // Hands in a record are read where they can matter: most records of a list are asked nothing.
  const active = ids.filter((id) => (askedOf.get(id) ?? []).length > 0 || saidOf.has(id));
  const participants = active.length === 0 ? new Map() : await approvable.participants(db, active, app);
  const standings = await marksById(
    app,
    db,
    said.filter((approval) => approval.withdrawn === null).map((approval) => approval.signatureId),
  );
  const groups = await groupsAsked(db, all);
  const found = new Map<string, Gathered>();
  for (const id of ids) {
    const requirements = askedOf.get(id) ?? [];
    const approvals = saidOf.get(id) ?? [];
    const idle = requirements.length === 0 && approvals.length === 0;
    const unitIds = idle ? [] : ((await app.subjects.get(kind)?.unitIds?.(db, id)) ?? []);
    const people = idle ? { roles: new Map(), principals: new Map(), groups } : await peopleOf(ask, approvals, unitIds, groups);
    found.set(id, {
      kind,
      id,
      unitIds,
      now,
      requirements,
      approvals,
      standings: new Map(approvals.map((one) => [one.id, standings.get(one.signatureId)?.standing ?? 'gone'] as const)),
      participants: participants.get(id) ?? [],
      covers: coversOfKind(app, kind),
      people,
    });
  }
  return found;
}

/** One record. */
export async function gatherMatter(ask: Ask, kind: string, id: string): Promise<Gathered> {
  const found = (await gatherMatters(ask, kind, [id])).get(id);
  if (found === undefined) throw new Error(`no step of a ${kind} can wait for approvals`);
  return found;
}

async function groupsAsked(db: Db, all: readonly Requirement[]): Promise<People['groups']> {
  const ids = [...new Set(all.flatMap(({ who }) => (who.kind === 'group' ? [who.id] : [])))];
  const members = await identity.membersOf(db, ids);
  return new Map(ids.map((id) => [id, new Set(members.filter((one) => one.groupId === id).map((one) => one.personId))] as const));
}

async function peopleOf(
  { db, now, people }: Ask,
  approvals: readonly Approval[],
  unitIds: readonly string[],
  groups: People['groups'],
): Promise<People> {
  const ids = [...new Set([...people, ...approvals.map((approval) => approval.personId)])];
  const roles = Map.groupBy(await identity.rolesOfPeople(db, ids, unitIds, now), (one) => one.personId);
  const standIns = Map.groupBy(await identity.standIns(db, ids, now), (one) => one.deputyId);
  return {
    roles,
    groups,
    principals: new Map([...standIns].map(([deputy, some]) => [deputy, some.map((one) => one.personId)] as const)),
  };
}
