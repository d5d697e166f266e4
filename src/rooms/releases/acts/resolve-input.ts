import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import * as identity from '../../identity/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import { isFinal } from '../core/lifecycle.ts';
import type { Release, ReleaseApplication } from '../core/release.ts';
import { findRelease, isWithin } from '../store/read-releases.ts';

const no = defineRefusals('releases', {
  'unit-unknown': {
    kind: 'rule',
    says: (f: { unit: string }) => `There is no unit “${f.unit}”.`,
    remedy: 'Name a unit by its id or key.',
  },
  'owner-unknown': {
    kind: 'rule',
    says: (f: { owner: string }) => `There is no active person “${f.owner}”.`,
    remedy: 'Name the owner by id or e-mail address.',
  },
  'application-unknown': {
    kind: 'rule',
    says: (f: { application: string }) => `There is no application “${f.application}” that you may see, or it was withdrawn.`,
    remedy: 'Name an application of the portfolio by id or key, or ask for a role in its unit.',
  },
  'parent-unknown': {
    kind: 'rule',
    says: (f: { parent: string }) => `There is no release “${f.parent}” that could be the train.`,
    remedy: 'Name an enterprise release that you may see.',
  },
  'parent-not-train': {
    kind: 'rule',
    says: (f: { parent: string }) => `${f.parent} is not an enterprise release: only those have parts.`,
    remedy: 'Name an enterprise release, or none.',
  },
  'parent-over': {
    kind: 'rule',
    says: (f: { parent: string }) => `The train ${f.parent} is over.`,
    remedy: 'Name a train that is still open.',
  },
  'parent-in-circle': {
    kind: 'rule',
    says: (f: { parent: string }) => `${f.parent} is part of this release, directly or further down.`,
    remedy: 'Name a train that this release is not above.',
  },
});

export { no as inputRefusals };

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

type ApplicationInput = {
  readonly application: string;
  readonly role: ReleaseApplication['role'];
  readonly version: string | null;
};

/** The applications behind ids or keys that the actor may see. One that the release has already may stay, although it was withdrawn since or belongs elsewhere. */
export async function resolveApplications(
  work: Pick<Work, 'mayNot'> & { readonly tx: Db },
  inputs: readonly ApplicationInput[],
  present: readonly string[],
) {
  const names = inputs.map((input) => input.application);
  const found =
    names.length === 0
      ? []
      : await portfolio.applicationsBy(work.tx, { ids: names.filter(isUuid), keys: names.filter((name) => !isUuid(name)) });
  const refusals: Refusal[] = [];
  const applications = inputs.flatMap((input, index) => {
    const known = found.find(({ id, key }) => id === input.application || key === input.application);
    const stays = known !== undefined && present.includes(known.id);
    if (
      known === undefined ||
      !(stays || (known.withdrawnAt === null && work.mayNot('portfolio.read', known.unitId).length === 0))
    ) {
      refusals.push(no['application-unknown']({ application: input.application }, { field: `/applications/${index}` }));
      return [];
    }
    return [{ applicationId: known.id, role: input.role, version: input.version }];
  });
  return refusals.length > 0 ? refused(refusals) : done(applications);
}

/** The train behind an id or key, locked so that it cannot end while a part joins it. */
export async function resolveParent<T extends null | undefined>(
  work: Work,
  parent: string | T,
  release: Pick<Release, 'id' | 'parentId'>,
): Promise<Outcome<string | T>> {
  if (parent === null || parent === undefined) return done(parent);
  const found = await findRelease(work.tx, parent, 'for update');
  const place = { field: '/parent' };
  if (found === null || work.mayNot('releases.read', found.release.unitId).length > 0)
    return refuse(no['parent-unknown']({ parent }, place));
  const train = found.release;
  if (train.id === release.parentId) return done(train.id);
  const refusals: Refusal[] = [];
  if (train.kind !== 'enterprise') refusals.push(no['parent-not-train']({ parent: train.key }, place));
  if (isFinal(train.state) || train.origin === 'imported') refusals.push(no['parent-over']({ parent: train.key }, place));
  if (await isWithin(work.tx, train.id, release.id)) refusals.push(no['parent-in-circle']({ parent: train.key }, place));
  return refusals.length > 0 ? refused(refusals) : done(train.id);
}
