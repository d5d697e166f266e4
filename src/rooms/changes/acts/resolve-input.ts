import type { z } from 'zod';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import * as identity from '../../identity/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import type { changeApplication, changeDependency } from '../contract-input.ts';
import type { ChangeApplication, Need } from '../core/change.ts';
import { lockGraph, needingAmong } from '../store/needs.ts';
import { findChange } from '../store/read-changes.ts';

const no = defineRefusals('changes', {
  'unit-unknown': {
    kind: 'rule',
    says: (f: { unit: string }) => `There is no unit “${f.unit}”.`,
    remedy: 'Name a unit of the organisation by its id or key.',
  },
  'owner-unknown': {
    kind: 'rule',
    says: (f: { owner: string }) => `There is no active person “${f.owner}”.`,
    remedy: 'Name the owner by id or e-mail address.',
  },
  'application-unknown': {
    kind: 'rule',
    says: (f: { application: string }) => `There is no application “${f.application}” that you may see.`,
    remedy: 'Name an application by its id or key.',
  },
  'change-unknown': {
    kind: 'rule',
    says: (f: { change: string }) => `There is no change “${f.change}” that you may see.`,
    remedy: 'Name a change by its id or key.',
  },
  'needs-itself': {
    kind: 'rule',
    says: (f: { changes: readonly string[] }) =>
      `A circle would arise: ${f.changes.join(', ')} cannot come first, because this change comes before.`,
    remedy: 'Take one dependency of the circle away.',
  },
});

export { no as resolveRefusals };

/** The unit behind an id or key, which stays while the act runs. */
export async function resolveUnit(tx: Tx, unit: string): Promise<Outcome<string>> {
  const [found] = await identity.unitsToStandIn(tx, isUuid(unit) ? { ids: [unit] } : { keys: [unit] });
  return found === undefined ? refuse(no['unit-unknown']({ unit }, { field: '/unit' })) : done(found.id);
}

/** The active person behind an id or e-mail address; null and missing stay what they are. */
export async function resolveOwner<T extends null | undefined>(db: Db, owner: string | T): Promise<Outcome<string | T>> {
  if (owner === null || owner === undefined) return done(owner);
  const [found] = await identity.peopleBy(db, isUuid(owner) ? { ids: [owner] } : { emails: [owner] });
  return found?.active === true ? done(found.id) : refuse(no['owner-unknown']({ owner }, { field: '/owner' }));
}

/** The applications behind ids or keys that the actor may see. One that the change has already may stay, although it was withdrawn since or belongs elsewhere. */
export async function resolveApplications(
  work: Pick<Work, 'tx' | 'mayNot'>,
  inputs: readonly z.output<typeof changeApplication>[],
  present: readonly string[],
): Promise<Outcome<readonly ChangeApplication[]>> {
  const names = inputs.map(({ application }) => application);
  const found =
    names.length === 0
      ? []
      : await portfolio.applicationsBy(work.tx, { ids: names.filter(isUuid), keys: names.filter((name) => !isUuid(name)) });
  const refusals: Refusal[] = [];
  const applications = inputs.flatMap(({ application, role }, index) => {
    const known = found.find(({ id, key }) => id === application || key === application);
    const stays = known !== undefined && present.includes(known.id);
    if (
      known !== undefined &&
      (stays || (known.withdrawnAt === null && work.mayNot('portfolio.read', known.unitId).length === 0))
    )
      return [{ applicationId: known.id, role }];
    refusals.push(no['application-unknown']({ application }, { field: `/applications/${index}` }));
    return [];
  });
  return refusals.length > 0 ? refused(refusals) : done(applications);
}

/**
 * The changes behind ids or keys that the actor may see and that do not need this one. The graph is written by one at a time, so that no two writers close a
 * circle between them.
 */
export async function resolveNeeds(
  work: Work,
  inputs: readonly z.output<typeof changeDependency>[],
  change: { readonly id: string; readonly needs: readonly Need[] },
): Promise<Outcome<readonly Need[]>> {
  if (inputs.length === 0) return done([]);
  await lockGraph(work.tx);
  const refusals: Refusal[] = [];
  const needs: Need[] = [];
  for (const [index, { change: named, needBy }] of inputs.entries()) {
    const found = await findChange(work.tx, named);
    const id = found?.change.id;
    const stays = id !== undefined && change.needs.some(({ changeId }) => changeId === id);
    if (found === null || id === undefined || !(stays || work.mayNot('changes.read', found.change.unitId).length === 0))
      refusals.push(no['change-unknown']({ change: named }, { field: `/dependencies/${index}` }));
    else needs.push({ changeId: id, needBy: needBy === null ? null : new Date(needBy) });
  }
  if (refusals.length > 0) return refused(refusals);
  const circle = await needingAmong(
    work.tx,
    change.id,
    needs.map(({ changeId }) => changeId),
  );
  return circle.length > 0 ? refuse(no['needs-itself']({ changes: circle }, { field: '/dependencies' })) : done(needs);
}
